//! What is wrong with a document, and where.

use std::fmt;

/// The most characters of a message: keys and values that it quotes may be as long as the document.
const MAX_MESSAGE: usize = 300;

/// One thing that is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// The line, from 1.
    pub line: Option<u32>,
    /// The column, from 1.
    pub column: Option<u32>,
    /// The JSON pointer of what is wrong (`/info/title`), when the document could be read.
    pub pointer: Option<String>,
}

impl Problem {
    /// A problem of the document as a whole.
    pub(crate) fn whole(message: impl Into<String>) -> Self {
        Self { message: shortened(message.into()), line: None, column: None, pointer: None }
    }

    /// The same problem at this line and column; zero means unknown.
    pub(crate) fn at(self, line: u64, column: u64) -> Self {
        let known = |it: u64| u32::try_from(it).ok().filter(|it| *it > 0);
        Self { line: known(line), column: known(column), ..self }
    }

    /// The same problem at this JSON pointer.
    pub(crate) fn within(self, pointer: String) -> Self {
        Self { pointer: Some(pointer), ..self }
    }
}

impl fmt::Display for Problem {
    /// `line 3, column 7: …`, or `at /info: …`, or the message alone.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column, self.pointer.as_deref()) {
            (Some(line), Some(column), _) => write!(out, "line {line}, column {column}: ")?,
            (Some(line), None, _) => write!(out, "line {line}: ")?,
            (None, _, Some(pointer)) if !pointer.is_empty() => write!(out, "at {pointer}: ")?,
            _ => {}
        }
        out.write_str(&self.message)
    }
}

fn shortened(message: String) -> String {
    match message.char_indices().nth(MAX_MESSAGE) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message,
    }
}
