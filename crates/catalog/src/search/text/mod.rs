//! What a search makes of words: how texts are cut, what was looked for, where it stands. Pure.

mod close;
mod plain;
mod snippet;
mod terms;
mod words;

pub(super) use plain::plain;
pub use snippet::{Marked, Piece};
pub(super) use snippet::{mark, snippet};
pub(super) use terms::{Term, Terms};
pub(super) use words::{fold, stem, words};
