//! An upstream that notes exactly what it gets and answers what it is told to.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What it does with a request.
#[derive(Clone)]
pub(crate) enum Reply {
    /// Answers this and waits for the next request.
    Say(String),
    /// Answers this and closes.
    SayAndClose(String),
    /// Closes without a word.
    Close,
    /// Never answers.
    Silence,
}

pub(crate) fn say(text: &str) -> Reply {
    Reply::Say(text.to_owned())
}

/// 200 with this body.
pub(crate) fn ok(body: &str) -> Reply {
    Reply::Say(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
}

#[derive(Clone)]
pub(crate) struct Upstream {
    pub(crate) url: String,
    /// Which connection, and what was read: a head, and its body with the framing that it had.
    seen: Arc<Mutex<Vec<(usize, String)>>>,
}

impl Upstream {
    pub(crate) async fn new(reply: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen: Arc<Mutex<Vec<_>>> = Arc::default();
        let it = Self { url, seen: Arc::clone(&seen) };
        let reply = Arc::new(reply);
        tokio::spawn(async move {
            for number in 0.. {
                let (socket, _) = listener.accept().await.unwrap();
                let (seen, reply) = (Arc::clone(&seen), Arc::clone(&reply));
                tokio::spawn(async move {
                    let note = |text: String| seen.lock().unwrap().push((number, text));
                    let _ = serve(socket, note, reply.as_ref()).await;
                });
            }
        });
        it
    }

    /// All requests so far.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(|it| it.1.clone()).collect()
    }

    /// The last request.
    pub(crate) fn last(&self) -> String {
        self.seen().pop().unwrap_or_default()
    }

    /// On which connection each request came.
    pub(crate) fn connections(&self) -> Vec<usize> {
        self.seen.lock().unwrap().iter().map(|it| it.0).collect()
    }
}

async fn serve(
    mut socket: TcpStream,
    note: impl Fn(String),
    reply: &(impl Fn(&str) -> Reply + Send + Sync),
) -> std::io::Result<()> {
    let mut inbox = Vec::new();
    while let Some(request) = request(&mut socket, &mut inbox).await? {
        note(request.clone());
        match reply(&request) {
            Reply::Say(text) => socket.write_all(text.as_bytes()).await?,
            Reply::SayAndClose(text) => return socket.write_all(text.as_bytes()).await,
            Reply::Close => return Ok(()),
            Reply::Silence => {}
        }
    }
    Ok(())
}

async fn request(socket: &mut TcpStream, inbox: &mut Vec<u8>) -> std::io::Result<Option<String>> {
    loop {
        let text = String::from_utf8_lossy(inbox).into_owned();
        if let Some(at) = text.find("\r\n\r\n") {
            let head = text[..at].to_lowercase();
            let length = head.split_once("content-length: ").map(|(_, it)| it.lines().next().unwrap());
            let whole = if head.contains("transfer-encoding: chunked") {
                text[at..].find("0\r\n\r\n").map(|end| at + end + 5)
            } else {
                let end = at + 4 + length.map_or(0, |it| it.parse::<usize>().unwrap());
                (inbox.len() >= end).then_some(end)
            };
            if let Some(end) = whole {
                inbox.drain(..end);
                return Ok(Some(text[..end].to_owned()));
            }
        }
        let mut bytes = vec![0; 16 * 1024];
        match socket.read(&mut bytes).await? {
            0 => return Ok(None),
            count => inbox.extend_from_slice(&bytes[..count]),
        }
    }
}
