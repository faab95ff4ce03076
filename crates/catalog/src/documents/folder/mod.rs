//! A product's documents as a folder of Markdown: how a folder is read, and how one is written.
//!
//! A file is a document, and what lies in the folder of its name stands below it: `guides.md` has `guides/first.md`
//! below it. The `index.md` or `README.md` of a folder may stand for the folder instead. What front matter says goes
//! before what the file's name says. Pictures lie in `images`. Pure.

mod archive;
mod front;
mod read;
mod write;

#[cfg(test)]
mod tests;

use serde_json::Value;

use super::document::Metadata;
use crate::State;
pub use archive::{MOST_UNPACKED, pack, unpack};
pub(super) use read::read;
pub(super) use write::write;

/// A file of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it lies, with `/` between folders.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a folder says a product's documents should be.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The documents: each after the one below which it stands, siblings in order.
    pub(super) documents: Vec<Planned>,
    /// The pictures, by the name that documents know them by.
    pub(super) images: Vec<(String, Vec<u8>)>,
    /// The paths of files that are neither.
    pub(super) ignored: Vec<String>,
}

/// A document that should be there.
#[derive(Debug, PartialEq)]
pub(super) struct Planned {
    /// The file that says so; a folder without one has its own path.
    pub(super) path: String,
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) content: String,
    /// The slug of the document below which it stands.
    pub(super) parent: Option<String>,
    pub(super) state: State,
    pub(super) metadata: Metadata,
}

impl Planned {
    /// The metadata as an input has it.
    pub(super) fn metadata_value(&self) -> Value {
        Value::Object(self.metadata.clone())
    }
}
