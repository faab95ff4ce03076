//! SQLite: one file, one writer, many readers.

mod connection;
mod writer;

pub(crate) use connection::{ask, open, script, view};
pub(crate) use writer::{Turn, Writer};
