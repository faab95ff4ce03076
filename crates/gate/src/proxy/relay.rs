//! Carries one message from one connection to the other: first what was made for it (a head), then the body as it
//! comes. Bytes of the body are never copied: what has been read and found well framed is written from where it was
//! read to.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite};

use super::buffer::Buffer;
use super::fields::{self, Field, Meaning};
use super::framing::{Chunks, Framing, Piece};

/// A message under way. One relay serves many messages, one after the other, and keeps the memory of their heads.
pub(crate) struct Relay {
    /// Made here, to be written first.
    made: Vec<u8>,
    written: usize,
    /// How many of the waiting bytes are to be passed on.
    pass: usize,
    body: Body,
    trailers: Trailers,
    unflushed: bool,
    /// How many bytes were read or written so far: a sign of life.
    moved: u64,
    /// How many were written, and how many of these are of the body.
    written_in_all: u64,
    carried: u64,
}

enum Body {
    Length(u64),
    Chunked(Chunks),
    Close,
    Done,
    Broken,
}

/// What becomes of chunks, and of the fields after a chunked body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trailers {
    /// Of a request: dropped, for an upstream might take them for fields that the gateway vouches for.
    Drop,
    /// Of an answer: passed on but for those that speak of one connection only.
    Pass,
    /// The receiver knows neither chunks nor trailers.
    Unknown,
}

/// Why a message did not get through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The sender went away before the end.
    Sender,
    /// The sender's framing is wrong.
    Framing,
    /// The receiver went away.
    Receiver,
}

impl Relay {
    /// Nothing to carry yet.
    pub(crate) fn new() -> Self {
        Self {
            made: Vec::new(),
            written: 0,
            pass: 0,
            body: Body::Done,
            trailers: Trailers::Drop,
            unflushed: false,
            moved: 0,
            written_in_all: 0,
            carried: 0,
        }
    }

    /// Forgets the last message; what is made from now on belongs to the next.
    pub(crate) fn clear(&mut self) {
        self.made.clear();
        (self.written, self.pass, self.moved) = (0, 0, 0);
        (self.written_in_all, self.carried) = (0, 0);
        (self.body, self.unflushed) = (Body::Done, false);
    }

    /// What is written before anything that is read from now on.
    pub(crate) fn made(&mut self) -> &mut Vec<u8> {
        &mut self.made
    }

    /// Expects this body after what was made.
    pub(crate) fn expect(&mut self, framing: Framing, trailers: Trailers) {
        self.trailers = trailers;
        self.body = match framing {
            Framing::Length(0) => Body::Done,
            Framing::Length(length) => Body::Length(length),
            Framing::Chunked if trailers == Trailers::Drop => Body::Chunked(Chunks::of_request()),
            Framing::Chunked => Body::Chunked(Chunks::of_answer()),
            Framing::Close => Body::Close,
        };
    }

    /// Begins again, on another connection; only for a message without a body.
    pub(crate) fn rewind(&mut self) {
        self.written = 0;
    }

    /// Whether everything has been read and written.
    pub(crate) fn is_done(&self) -> bool {
        matches!(self.body, Body::Done) && self.is_written()
    }

    /// Whether nothing waits to be written.
    pub(crate) fn is_written(&self) -> bool {
        self.pass == 0 && self.written == self.made.len() && !self.unflushed
    }

    /// Whether not a byte was written.
    pub(crate) fn is_untouched(&self) -> bool {
        self.moved == 0
    }

    /// How many bytes were moved so far.
    pub(crate) fn moved(&self) -> u64 {
        self.moved
    }

    /// How many bytes were written so far, head and body.
    pub(crate) fn written(&self) -> u64 {
        self.written_in_all
    }

    /// How many bytes of the body were written so far, its framing included.
    pub(crate) fn carried(&self) -> u64 {
        self.carried
    }

    /// Moves what can be moved.
    pub(crate) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        from: &mut (impl AsyncRead + Unpin),
        waiting: &mut Buffer,
        to: &mut (impl AsyncWrite + Unpin),
    ) -> Poll<Result<(), Cut>> {
        loop {
            if self.pass > 0 || self.written < self.made.len() {
                ready!(self.poll_write(cx, waiting, to)).map_err(|_| Cut::Receiver)?;
            } else if matches!(self.body, Body::Done) {
                ready!(self.poll_flush(cx, to)).map_err(|_| Cut::Receiver)?;
                return Poll::Ready(Ok(()));
            } else if !self.look(waiting)? {
                ready!(self.poll_flush(cx, to)).map_err(|_| Cut::Receiver)?;
                if waiting.is_full() {
                    return Poll::Ready(Err(Cut::Framing));
                }
                let read = ready!(waiting.poll_fill(cx, from)).map_err(|_| Cut::Sender)?;
                self.moved += read as u64;
                if read == 0 && !matches!(self.body, Body::Close) {
                    return Poll::Ready(Err(Cut::Sender));
                } else if read == 0 {
                    self.body = Body::Done;
                }
            }
        }
    }

    /// Looks at the waiting bytes. Says whether there is anything to write, or nothing more to come.
    fn look(&mut self, waiting: &mut Buffer) -> Result<bool, Cut> {
        match &mut self.body {
            Body::Done => return Ok(true),
            Body::Broken => return Err(Cut::Framing),
            Body::Close => self.pass = waiting.len(),
            Body::Length(left) => {
                self.pass = usize::try_from(*left).unwrap_or(usize::MAX).min(waiting.len());
                *left -= self.pass as u64;
                if *left == 0 {
                    self.body = Body::Done;
                }
            }
            Body::Chunked(_) => {
                let looked = self.look_at_chunks(waiting);
                if looked.is_err() {
                    self.body = Body::Broken;
                }
                return looked;
            }
        }
        Ok(self.pass > 0)
    }

    fn look_at_chunks(&mut self, waiting: &mut Buffer) -> Result<bool, Cut> {
        let Body::Chunked(chunks) = &mut self.body else { return Ok(false) };
        let mut pass = 0;
        loop {
            let piece = chunks.next(&waiting.data()[pass..]).map_err(|_| Cut::Framing)?;
            match piece {
                Some(Piece::Data(count)) => pass += count,
                Some(Piece::Frame(count)) if self.trailers != Trailers::Unknown => pass += count,
                // Framing that the receiver does not know is dropped; data before it must be written first.
                Some(Piece::Frame(count)) if pass == 0 => waiting.consume(count),
                Some(Piece::Frame(_)) | None => break,
                Some(Piece::Trailers) if pass > 0 => break,
                Some(Piece::Trailers) => return self.look_at_trailers(waiting),
            }
            if self.trailers == Trailers::Unknown && pass > 0 {
                break;
            }
        }
        self.pass = pass;
        Ok(pass > 0)
    }

    fn look_at_trailers(&mut self, waiting: &mut Buffer) -> Result<bool, Cut> {
        let bytes = waiting.data();
        let Some(end) = fields::end(bytes, &mut 0).map_err(|_| Cut::Framing)? else { return Ok(false) };
        let mut read = Vec::new();
        fields::read(&bytes[..end], 0, &mut read).map_err(|_| Cut::Framing)?;
        if self.trailers != Trailers::Unknown {
            if self.written == self.made.len() {
                self.made.clear();
                self.written = 0;
            }
            let kept = read.iter().filter(|it| self.trailers == Trailers::Pass && may_trail(it, bytes));
            for it in kept {
                fields::write(&mut self.made, it.name(bytes), it.value(bytes));
            }
            self.made.extend_from_slice(b"\r\n");
        }
        waiting.consume(end);
        self.body = Body::Done;
        Ok(true)
    }

    fn poll_write(
        &mut self,
        cx: &mut Context<'_>,
        waiting: &mut Buffer,
        to: &mut (impl AsyncWrite + Unpin),
    ) -> Poll<io::Result<()>> {
        // A body that has already come goes out together with its head. What is wrong with it is said later.
        if self.pass == 0 && !waiting.is_empty() {
            let _ = self.look(waiting);
        }
        let made = &self.made[self.written..];
        let body = &waiting.data()[..self.pass];
        let count = match (made, body) {
            (made, []) => ready!(Pin::new(to).poll_write(cx, made))?,
            ([], body) => ready!(Pin::new(to).poll_write(cx, body))?,
            (made, body) => {
                let parts = [IoSlice::new(made), IoSlice::new(body)];
                ready!(Pin::new(to).poll_write_vectored(cx, &parts))?
            }
        };
        if count == 0 {
            return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
        }
        let of_made = count.min(made.len());
        self.written += of_made;
        waiting.consume(count - of_made);
        self.pass -= count - of_made;
        self.moved += count as u64;
        self.written_in_all += count as u64;
        self.carried += (count - of_made) as u64;
        self.unflushed = true;
        Poll::Ready(Ok(()))
    }

    fn poll_flush(
        &mut self,
        cx: &mut Context<'_>,
        to: &mut (impl AsyncWrite + Unpin),
    ) -> Poll<io::Result<()>> {
        if self.unflushed {
            ready!(Pin::new(to).poll_flush(cx))?;
            self.unflushed = false;
        }
        Poll::Ready(Ok(()))
    }
}

/// Whether a field may stand after the body (RFC 9110, 6.5.1).
fn may_trail(field: &Field, bytes: &[u8]) -> bool {
    const NEVER: [&[u8]; 8] = [
        b"authorization",
        b"cache-control",
        b"content-encoding",
        b"content-range",
        b"content-type",
        b"location",
        b"set-cookie",
        b"www-authenticate",
    ];
    let name = field.name(bytes);
    field.meaning == Meaning::Plain && !NEVER.iter().any(|it| name.eq_ignore_ascii_case(it))
}
