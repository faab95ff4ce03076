//! One timer for a whole connection. Most deadlines are moved before they come; the timer itself is moved only when
//! it goes off early or would come too late.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};

/// A deadline that can be moved.
pub(crate) struct Deadline {
    sleep: Pin<Box<Sleep>>,
    at: Instant,
}

impl Deadline {
    /// After this time from now.
    pub(crate) fn new(after: Duration) -> Self {
        let at = Instant::now() + after;
        Self { sleep: Box::pin(sleep_until(at)), at }
    }

    /// After this time from now, instead.
    pub(crate) fn arm(&mut self, after: Duration) {
        self.at = Instant::now() + after;
        if self.at < self.sleep.deadline() {
            self.sleep.as_mut().reset(self.at);
        }
    }

    /// Whether it has come.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            ready!(self.sleep.as_mut().poll(cx));
            if self.sleep.deadline() >= self.at {
                return Poll::Ready(());
            }
            self.sleep.as_mut().reset(self.at);
        }
    }
}
