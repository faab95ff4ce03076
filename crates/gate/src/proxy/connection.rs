//! One client's connection: request after request, until one of them is the last.

use std::future::{Future, poll_fn};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::buffer::Buffer;
use super::deadline::Deadline;
use super::exchange::{self, Client, End};
use super::fields::{self, Broken, Field};
use super::framing::Framing;
use super::judge::{Call, Passage, Peer, Refused, Shape, judge};
use super::relay::Relay;
use super::worker::Worker;
use crate::problem::{Answer, Problem};

/// How long, and for how many bytes, a client that still sends is listened to after its last answer: closing at once
/// could take the answer away from it.
const LINGER: (Duration, usize) = (Duration::from_secs(2), 256 * 1024);

/// One client's connection.
pub(crate) struct Connection {
    worker: Arc<Worker>,
    socket: TcpStream,
    peer: Peer,
    /// Memory for what is remembered of a call.
    line: String,
    inbox: Buffer,
    fields: Vec<Field>,
    up: Relay,
    down: Relay,
    deadline: Deadline,
    /// Ready when the gateway is about to stop.
    leaving: Pin<Box<dyn Future<Output = ()> + Send>>,
}

/// What has come.
enum Arrival {
    /// A head of so many bytes.
    Head(usize),
    /// Nothing more.
    Nothing,
    /// Something that is no head.
    Wrong(Problem),
}

impl Connection {
    /// A connection that was just accepted.
    pub(crate) fn new(worker: Arc<Worker>, socket: TcpStream, peer: IpAddr) -> Self {
        let leaving = Box::pin(worker.draining());
        let deadline = Deadline::new(worker.settings.idle_timeout);
        let (up, down) = (Relay::new(), Relay::new());
        let (inbox, fields, line) = (Buffer::default(), Vec::new(), String::new());
        Self { worker, socket, peer: peer.into(), line, inbox, fields, up, down, deadline, leaving }
    }

    /// Serves it to its end.
    pub(crate) async fn run(mut self) {
        let mut wait = self.worker.settings.head_timeout;
        loop {
            let end = match self.arrival(wait).await {
                Arrival::Nothing => break,
                Arrival::Head(length) => self.serve(length).await,
                Arrival::Wrong(problem) => {
                    let now = self.worker.gate.now();
                    let refused = Refused::early(problem, self.worker.gate.traces().next(now), now);
                    self.refuse(refused).await
                }
            };
            match end {
                End::Keep => wait = self.worker.settings.idle_timeout,
                End::Close => {
                    self.linger().await;
                    break;
                }
                End::Abort | End::Problem(_) => break,
            }
        }
        self.worker.buffers.take_back(self.inbox);
    }

    /// Waits for the next request's head. No buffer is held before its first byte.
    async fn arrival(&mut self, wait: Duration) -> Arrival {
        if self.inbox.is_empty() {
            self.worker.buffers.take_back(std::mem::take(&mut self.inbox));
            self.deadline.arm(wait);
            let (socket, deadline, leaving) = (&self.socket, &mut self.deadline, &mut self.leaving);
            let has_come = poll_fn(|cx| match socket.poll_read_ready(cx) {
                Poll::Ready(ready) => Poll::Ready(ready.is_ok()),
                Poll::Pending if deadline.poll(cx).is_ready() => Poll::Ready(false),
                Poll::Pending => leaving.as_mut().poll(cx).map(|()| false),
            });
            if !has_come.await {
                return Arrival::Nothing;
            }
            self.inbox = self.worker.buffers.lend();
        }
        let (mut seen, mut armed) = (0, false);
        let head_timeout = self.worker.settings.head_timeout;
        let (socket, inbox, deadline) = (&mut self.socket, &mut self.inbox, &mut self.deadline);
        poll_fn(|cx| {
            loop {
                match fields::end(inbox.data(), &mut seen) {
                    // Old clients send an empty line after a body.
                    Ok(Some(2)) => {
                        inbox.consume(2);
                        seen = 0;
                    }
                    Ok(Some(length)) => return Poll::Ready(Arrival::Head(length)),
                    Err(Broken::Syntax) => return Poll::Ready(Arrival::Wrong(Problem::BadHead)),
                    Ok(None) if !inbox.is_full() => match inbox.poll_fill(cx, socket) {
                        Poll::Ready(Ok(1..)) => {}
                        Poll::Ready(_) => return Poll::Ready(Arrival::Nothing),
                        Poll::Pending => break,
                    },
                    _ => return Poll::Ready(Arrival::Wrong(Problem::LargeHead)),
                }
            }
            if !std::mem::replace(&mut armed, true) {
                deadline.arm(head_timeout);
            }
            let wrong = if inbox.is_empty() { Arrival::Nothing } else { Arrival::Wrong(Problem::SlowHead) };
            deadline.poll(cx).map(|()| wrong)
        })
        .await
    }

    /// Serves the request whose head has come.
    async fn serve(&mut self, length: usize) -> End {
        self.up.clear();
        let head = &self.inbox.data()[..length];
        let trusted = &self.worker.settings.trusted;
        let out = (self.up.made(), std::mem::take(&mut self.line));
        let judged = judge(&self.worker.gate, head, &mut self.fields, &self.peer, trusted, out);
        self.inbox.consume(length);
        let passage = match judged {
            Ok(passage) => passage,
            Err(refused) => return self.refuse(*refused).await,
        };
        let mut client = Client {
            worker: &self.worker,
            socket: &mut self.socket,
            inbox: &mut self.inbox,
            fields: &mut self.fields,
            deadline: &mut self.deadline,
            up: &mut self.up,
            down: &mut self.down,
            status: exchange::LEFT,
        };
        match exchange::run(&mut client, &passage).await {
            End::Problem(problem) => {
                let begun = !self.down.is_untouched();
                let Passage { target, shape, call, .. } = passage;
                let (done, untouched) = (self.up.is_done(), self.up.is_untouched());
                // Of a body that went on in part, nobody knows where the next request begins.
                let shape = Shape { keep_alive: shape.keep_alive && (done || untouched), ..shape };
                let refused = Refused { problem, call, target: Some(target), shape: Some(shape) };
                if begun { self.note(refused, 0) } else { self.refuse_read(refused, done).await }
            }
            end => {
                self.line = passage.call.line;
                end
            }
        }
    }

    /// Answers a request that ends here, whose body has not been read.
    async fn refuse(&mut self, refused: Refused) -> End {
        self.refuse_read(refused, false).await
    }

    async fn refuse_read(&mut self, refused: Refused, read: bool) -> End {
        let keeps = refused.shape.is_some_and(|it| it.keep_alive && (read || self.skip_body(it.framing)));
        let close = !keeps || self.worker.is_draining();
        let old = refused.shape.is_some_and(|it| it.old);
        let mut answer = Vec::with_capacity(1024);
        Answer {
            problem: refused.problem,
            trace: refused.call.trace,
            now: self.worker.gate.now(),
            challenge: refused.target.as_ref().map(|it| it.challenge.as_str()),
            close,
            keep_old: old && !close,
            head_only: refused.shape.is_some_and(|it| it.head_only),
        }
        .write(&mut answer);
        let _ = self.note(refused, answer.len());
        let patience = self.worker.settings.head_timeout;
        match tokio::time::timeout(patience, self.socket.write_all(&answer)).await {
            Ok(Ok(())) if close => End::Close,
            Ok(Ok(())) => End::Keep,
            _ => End::Abort,
        }
    }

    /// Keeps a refusal for the one who asks about it, and counts it for its application. Whose credential is dead
    /// has not shown whose call it is: a 401 counts for nobody.
    fn note(&mut self, refused: Refused, answer: usize) -> End {
        let Refused { call, problem, .. } = refused;
        let status = problem.kind().0;
        if status != 401 {
            self.worker.count(&call, status, self.up.carried(), answer as u64);
        }
        self.worker.gate.ledger().refuse(Call::into_refusal(call, problem, self.worker.gate.now()));
        End::Abort
    }

    /// Leaves out a body that has already come whole. Whether there is none left.
    fn skip_body(&mut self, framing: Framing) -> bool {
        match framing {
            Framing::Length(length) if length <= self.inbox.len() as u64 => {
                self.inbox.consume(usize::try_from(length).unwrap_or_default());
                true
            }
            _ => false,
        }
    }

    /// Ends the connection so that the client still gets its last answer.
    async fn linger(&mut self) {
        let (patience, most) = LINGER;
        let _ = tokio::time::timeout(patience, async {
            self.socket.shutdown().await?;
            let (mut bytes, mut read) = (vec![0; 4096], 0);
            while read < most {
                match self.socket.read(&mut bytes).await? {
                    0 => break,
                    count => read += count,
                }
            }
            std::io::Result::Ok(())
        })
        .await;
    }
}
