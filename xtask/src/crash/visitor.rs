//! As much of a browser as the loop needs: forms, one cookie, one connection for each request.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::shell::Done;

/// Somebody who visits one site.
#[derive(Clone)]
pub(super) struct Visitor {
    port: u16,
    host: String,
    cookie: String,
}

/// An answer that arrived whole.
pub(super) struct Answer {
    /// The status.
    pub(super) status: u16,
    /// The head.
    head: String,
    /// The body.
    pub(super) body: String,
}

impl Answer {
    /// The value of the first such header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let pairs = self.head.lines().filter_map(|line| line.split_once(':'));
        pairs.into_iter().find_map(|(key, value)| key.eq_ignore_ascii_case(name).then(|| value.trim()))
    }
}

impl Visitor {
    /// Somebody without a cookie.
    pub(super) fn new(port: u16, host: &str) -> Self {
        Self { port, host: format!("{host}:{port}"), cookie: String::new() }
    }

    /// Signs in, and keeps the cookie.
    pub(super) fn sign_in(mut self, email: &str, password: &str) -> Done<Self> {
        let answer = self.post("/sign-in", &[("email", email), ("password", password)])?;
        let cookies = answer.head.lines().filter_map(|line| line.split_once(": "));
        let cookies = cookies.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        let pairs: Vec<&str> = cookies.filter_map(|(_, value)| value.split(';').next()).collect();
        self.cookie = pairs.join("; ");
        if answer.status == 303 && !self.cookie.is_empty() {
            return Ok(self);
        }
        Err(format!("{email} could not sign in at {}: {} {}", self.host, answer.status, answer.body))
    }

    /// Asks for a page.
    pub(super) fn get(&self, path: &str, header: &str) -> Done<Answer> {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{header}\r\n", self.host))
    }

    /// Sends a form.
    pub(super) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Done<Answer> {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
        let body = pairs.join("&");
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.host,
            self.cookie,
            body.len()
        ))
    }

    fn send(&self, request: &str) -> Done<Answer> {
        let said = |error: std::io::Error| error.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).map_err(said)?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).map_err(said)?;
        stream.write_all(request.as_bytes()).map_err(said)?;
        let mut bytes = Vec::new();
        let whole = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            return Err(whole.map_or_else(said, |_| "the connection ended before the answer".to_owned()));
        };
        let status = head.get(9..12).and_then(|it| it.parse().ok()).ok_or("an answer without a status")?;
        Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
    }
}

fn escape(value: &str) -> String {
    let byte = |it: u8| {
        if it.is_ascii_alphanumeric() { char::from(it).to_string() } else { format!("%{it:02X}") }
    };
    value.bytes().map(byte).collect()
}
