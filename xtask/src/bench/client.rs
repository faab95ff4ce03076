//! One connection that is kept: what a browser's request costs, without the browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::shell::Done;

/// A connection to one site.
pub(super) struct Client {
    stream: BufReader<TcpStream>,
    host: String,
    cookie: String,
    accepts: &'static str,
}

/// An answer.
pub(super) struct Answer {
    /// The status.
    pub(super) status: u16,
    /// The name and value of every cookie that is set.
    pub(super) cookies: Vec<String>,
    /// The body, as it came over the wire.
    pub(super) body: Vec<u8>,
}

impl Client {
    /// Connects to a port of this machine.
    pub(super) fn connect(port: u16, host: &str) -> Done<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).map_err(|error| error.to_string())?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        stream.set_read_timeout(Some(Duration::from_mins(1))).map_err(|error| error.to_string())?;
        let (stream, host) = (BufReader::new(stream), format!("{host}:{port}"));
        Ok(Self { stream, host, cookie: String::new(), accepts: "gzip" })
    }

    /// Asks for bodies as they are.
    pub(super) fn plainly(mut self) -> Self {
        self.accepts = "identity";
        self
    }

    /// Comes with these cookies.
    pub(super) fn with(mut self, cookie: &str) -> Self {
        cookie.clone_into(&mut self.cookie);
        self
    }

    /// Asks for a page. `fields` are further lines of the head.
    pub(super) fn get(&mut self, path: &str, fields: &str) -> Done<Answer> {
        let (host, accepts) = (&self.host, self.accepts);
        let cookie =
            if self.cookie.is_empty() { String::new() } else { format!("Cookie: {}\r\n", self.cookie) };
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: {accepts}\r\n{cookie}{fields}\r\n"
        ))
    }

    /// Sends a form.
    pub(super) fn post(&mut self, path: &str, form: &str) -> Done<Answer> {
        let (host, length) = (&self.host, form.len());
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {length}\r\n\r\n{form}"
        ))
    }

    /// Sends JSON.
    pub(super) fn post_json(&mut self, path: &str, body: &str) -> Done<Answer> {
        let (host, accepts, length) = (&self.host, self.accepts, body.len());
        let cookie =
            if self.cookie.is_empty() { String::new() } else { format!("Cookie: {}\r\n", self.cookie) };
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nAccept-Encoding: {accepts}\r\n\
             {cookie}Content-Length: {length}\r\n\r\n{body}"
        ))
    }

    fn send(&mut self, request: &str) -> Done<Answer> {
        self.stream.get_mut().write_all(request.as_bytes()).map_err(|error| error.to_string())?;
        let status = self.line()?;
        let status = status.get(9..12).and_then(|it| it.parse().ok());
        let status = status.ok_or("an answer without a status")?;
        let (mut cookies, mut length, mut chunked) = (Vec::new(), 0, false);
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().map_err(|_| "an answer of no length")?,
                "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
                "set-cookie" => cookies.extend(value.split(';').next().map(str::to_owned)),
                _ => {}
            }
        }
        let mut body = Vec::new();
        if chunked {
            while self.chunk(&mut body)? {}
        } else {
            self.take(length, &mut body)?;
        }
        Ok(Answer { status, cookies, body })
    }

    fn chunk(&mut self, body: &mut Vec<u8>) -> Done<bool> {
        let size = usize::from_str_radix(&self.line()?, 16).map_err(|_| "a chunk without a size")?;
        self.take(size, body)?;
        self.line()?;
        Ok(size > 0)
    }

    fn take(&mut self, length: usize, body: &mut Vec<u8>) -> Done {
        let begin = body.len();
        body.resize(begin + length, 0);
        self.stream.read_exact(&mut body[begin..]).map_err(|error| error.to_string())
    }

    fn line(&mut self) -> Done<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line).map_err(|error| error.to_string())?;
        if line.ends_with('\n') {
            Ok(line.trim_end().to_owned())
        } else {
            Err("the answer was cut off".to_owned())
        }
    }
}

impl Answer {
    /// The body, if all is well.
    pub(super) fn ok(self, what: &str) -> Done<Vec<u8>> {
        if self.status == 200 {
            return Ok(self.body);
        }
        Err(format!("{what} is answered {}: {}", self.status, String::from_utf8_lossy(&self.body)))
    }
}
