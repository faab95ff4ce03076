//! A client that sends exactly what it is told to.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::house::key;

/// Nothing here takes longer unless it hangs.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Client {
    pub(crate) socket: TcpStream,
    inbox: Vec<u8>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    /// The value of a field that is there once.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let found = self.head.lines().filter_map(|it| it.split_once(": "));
        let mut found = found.filter(|(it, _)| it.eq_ignore_ascii_case(name));
        let value = found.next().map(|(_, value)| value);
        assert!(found.next().is_none(), "{name} is there twice");
        value
    }

    /// The end of the problem's type.
    pub(crate) fn problem(&self) -> String {
        let body: serde_json::Value = serde_json::from_str(&self.body).unwrap();
        let kind = body["type"].as_str().unwrap();
        assert_eq!(self.field("content-type"), Some("application/problem+json"));
        assert_eq!(self.field("cache-control"), Some("no-store"));
        assert_eq!(body["instance"], format!("portico:trace:{}", self.field("x-portico-trace").unwrap()));
        assert_eq!(body["status"], self.status);
        kind.strip_prefix("urn:portico:problem:").unwrap().to_owned()
    }
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        let socket = TcpStream::connect(address).await.unwrap();
        socket.set_nodelay(true).unwrap();
        Self { socket, inbox: Vec::new() }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.socket.peer_addr().unwrap()
    }

    /// Sends text, in which `KEY` stands for the key of credential 1.
    pub(crate) async fn send(&mut self, text: &str) {
        self.socket.write_all(text.replace("KEY", key(1).expose()).as_bytes()).await.unwrap();
    }

    /// Sends and reads the answer.
    pub(crate) async fn ask(&mut self, text: &str) -> Answer {
        self.send(text).await;
        self.answer(text.starts_with("HEAD")).await
    }

    /// A GET of the path with a good key.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: a\r\napikey: KEY\r\n\r\n")).await
    }

    /// Reads one answer.
    pub(crate) async fn answer(&mut self, head_only: bool) -> Answer {
        tokio::time::timeout(PATIENCE, self.read_answer(head_only)).await.expect("an answer in time")
    }

    async fn read_answer(&mut self, head_only: bool) -> Answer {
        let head = self.until(b"\r\n\r\n").await.expect("a whole head");
        let head = String::from_utf8(head).unwrap();
        let status: u16 = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut answer = Answer { status, head, body: String::new() };
        let body = if head_only || matches!(status, 100..=199 | 204 | 304) {
            Vec::new()
        } else if let Some(length) = answer.field("content-length") {
            let length = length.parse().unwrap();
            self.take(length).await.expect("a whole body")
        } else if answer.field("transfer-encoding") == Some("chunked") {
            self.chunks().await
        } else {
            while self.more().await {}
            std::mem::take(&mut self.inbox)
        };
        answer.body = String::from_utf8(body).unwrap();
        answer
    }

    /// A chunked body, with its trailers at its end.
    async fn chunks(&mut self) -> Vec<u8> {
        let mut body = Vec::new();
        loop {
            let size = String::from_utf8(self.until(b"\r\n").await.unwrap()).unwrap();
            let size = usize::from_str_radix(size.trim_end().split(';').next().unwrap(), 16).unwrap();
            if size == 0 {
                break;
            }
            body.extend(self.take(size).await.unwrap());
            assert_eq!(self.take(2).await.unwrap(), b"\r\n");
        }
        loop {
            let line = self.until(b"\r\n").await.unwrap();
            if line == b"\r\n" {
                return body;
            }
            body.extend(line);
        }
    }

    /// All that comes until the connection ends.
    pub(crate) async fn rest(&mut self) -> String {
        let read = async { while self.more().await {} };
        tokio::time::timeout(PATIENCE, read).await.expect("the connection ends");
        String::from_utf8_lossy(&std::mem::take(&mut self.inbox)).into_owned()
    }

    pub(crate) async fn take(&mut self, count: usize) -> Option<Vec<u8>> {
        while self.inbox.len() < count {
            if !self.more().await {
                return None;
            }
        }
        Some(self.inbox.drain(..count).collect())
    }

    async fn until(&mut self, end: &[u8]) -> Option<Vec<u8>> {
        loop {
            if let Some(at) = self.inbox.windows(end.len()).position(|it| it == end) {
                return Some(self.inbox.drain(..at + end.len()).collect());
            }
            if !self.more().await {
                return None;
            }
        }
    }

    async fn more(&mut self) -> bool {
        let mut bytes = vec![0; 16 * 1024];
        match self.socket.read(&mut bytes).await {
            Ok(0) | Err(_) => false,
            Ok(count) => {
                self.inbox.extend_from_slice(&bytes[..count]);
                true
            }
        }
    }
}
