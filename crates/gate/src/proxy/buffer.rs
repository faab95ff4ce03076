//! Buffers of a fixed size that are lent while a request is under way: an idle connection holds none.

use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, ReadBuf};

/// The size of a buffer, and so the most that a head may take.
pub(crate) const SIZE: usize = 16 * 1024;

/// How many unused buffers are kept.
const SPARE: usize = 256;

/// Bytes that have been read and not yet been used.
#[derive(Default)]
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
}

impl Buffer {
    /// The bytes that wait.
    pub(crate) fn data(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// How many wait.
    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether none waits.
    pub(crate) fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether no more can be read before some are used.
    pub(crate) fn is_full(&self) -> bool {
        self.len() == SIZE
    }

    /// Is done with the first bytes.
    pub(crate) fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        }
    }

    /// Reads what has come, once; 0 is the end.
    pub(crate) fn poll_fill(
        &mut self,
        cx: &mut Context<'_>,
        from: &mut (impl AsyncRead + Unpin),
    ) -> Poll<io::Result<usize>> {
        if self.end == self.bytes.len() {
            self.bytes.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        let mut room = ReadBuf::new(&mut self.bytes[self.end..]);
        ready!(Pin::new(from).poll_read(cx, &mut room))?;
        let count = room.filled().len();
        self.end += count;
        Poll::Ready(Ok(count))
    }
}

/// Where buffers come from and go back to.
#[derive(Default)]
pub(crate) struct Buffers(Mutex<Vec<Vec<u8>>>);

impl Buffers {
    /// An empty buffer.
    pub(crate) fn lend(&self) -> Buffer {
        let spare = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Buffer { bytes: spare.unwrap_or_else(|| vec![0; SIZE]), start: 0, end: 0 }
    }

    /// Takes a buffer back. What it held can be seen by nobody: a buffer's unread part is never shown.
    pub(crate) fn take_back(&self, buffer: Buffer) {
        let mut spare = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if spare.len() < SPARE && buffer.bytes.len() == SIZE {
            spare.push(buffer.bytes);
        }
    }
}
