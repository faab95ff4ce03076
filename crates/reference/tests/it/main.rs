//! What the crate promises, seen from outside: real documents, wrong ones, hostile ones.

#![expect(clippy::panic, clippy::unwrap_used, reason = "that is how a test fails")]

mod examples;
mod hostile;
mod model;
mod real;
mod sample;
mod wrong;

use reference::Document;

/// The default limit of a specification.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Parses a document that must be good.
fn good(name: &str, text: &str) -> Document {
    match Document::parse(name, text.as_bytes(), MAX_BYTES) {
        Ok(document) => document,
        Err(problems) => panic!("{problems:#?}"),
    }
}

/// All that is wrong with a document, as sentences.
fn problems(name: &str, bytes: &[u8]) -> Vec<String> {
    match Document::parse(name, bytes, MAX_BYTES) {
        Ok(document) => panic!("accepted: {:#?}", document.summary()),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

/// The warnings of a good document, as sentences.
fn warnings(name: &str, text: &str) -> Vec<String> {
    good(name, text).warnings().iter().map(ToString::to_string).collect()
}

/// So many pieces of text, one after the other.
fn repeated(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().concat()
}
