//! How far long work is: a line that is written anew on a terminal, and nothing elsewhere.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// What is worth a line, in bytes.
const LARGE: usize = 512 * 1024;

/// The line on a terminal.
pub(crate) struct Progress {
    shown: bool,
    percent: AtomicUsize,
}

impl Progress {
    /// Shown where people look on.
    pub(crate) fn new() -> Self {
        Self { shown: std::io::stderr().is_terminal(), percent: AtomicUsize::new(usize::MAX) }
    }

    /// So much of something was sent.
    pub(super) fn sent(&self, what: &str, sent: usize, total: usize) {
        let percent = sent * 100 / total.max(1);
        if !self.shown || total < LARGE || self.percent.swap(percent, Relaxed) == percent {
            return;
        }
        let words = if sent < total { format!("{percent} %") } else { "waiting for the answer".to_owned() };
        let _ =
            write!(std::io::stderr(), "\r\u{1b}[K{what}: {words}").and_then(|()| std::io::stderr().flush());
    }

    /// Takes the line away.
    pub(super) fn clear(&self) {
        if self.shown && self.percent.swap(usize::MAX, Relaxed) != usize::MAX {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K").and_then(|()| std::io::stderr().flush());
        }
    }
}
