//! The pages of a document, made once when it is uploaded, and written small.

use std::time::{Duration, Instant};

use base::{Error, Result};
use reference::Document;
use reference::model::{OperationPage, Overview, SchemaPage};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::packed::{packed, unpacked};

/// Which JSON the pages are. It rises when the model changes: pages of another format are made anew.
pub(super) const FORMAT: i64 = 1;

/// The most bytes that all pages of a document may have, and one of them.
const MOST_BYTES: usize = 256 * 1024 * 1024;
const LARGEST: usize = 16 * 1024 * 1024;

/// The most time that making them may take.
const MOST_TIME: Duration = Duration::from_mins(1);

/// Which page of a document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Overview,
    Operation,
    Schema,
}

impl Kind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Operation => "operation",
            Self::Schema => "schema",
        }
    }
}

/// A page, written small.
#[derive(Debug, Clone)]
pub(crate) struct PackedPage {
    pub(super) kind: Kind,
    pub(super) slug: String,
    pub(super) content: Vec<u8>,
}

/// All pages of a document. Slow for a large one: call it where blocking is allowed.
pub(crate) fn pages(document: &Document) -> Result<Vec<PackedPage>> {
    let reference = document.reference();
    let mut writer = Writer { pages: Vec::new(), bytes: 0, until: Instant::now() + MOST_TIME };
    writer.write(Kind::Overview, "", &reference.overview())?;
    for page in reference.operation_pages() {
        writer.write(Kind::Operation, &page.slug, &page)?;
    }
    for page in reference.schema_pages() {
        writer.write(Kind::Schema, &page.slug, &page)?;
    }
    Ok(writer.pages)
}

struct Writer {
    pages: Vec<PackedPage>,
    bytes: usize,
    until: Instant,
}

impl Writer {
    fn write(&mut self, kind: Kind, slug: &str, page: &impl Serialize) -> Result<()> {
        let json = serde_json::to_vec(page).map_err(Error::internal)?;
        self.bytes += json.len();
        if self.bytes > MOST_BYTES || json.len() > LARGEST || Instant::now() > self.until {
            return Err(Error::field("content", "specification_pages_too_large"));
        }
        self.pages.push(PackedPage { kind, slug: slug.to_owned(), content: packed(&json)? });
        Ok(())
    }
}

fn read<T: DeserializeOwned>(content: &[u8]) -> Result<T> {
    serde_json::from_slice(&unpacked(content, LARGEST)?).map_err(Error::internal)
}

/// The overview again.
pub(super) fn overview(content: &[u8]) -> Result<Overview> {
    read(content)
}

/// An operation again.
pub(super) fn operation(content: &[u8]) -> Result<OperationPage> {
    read(content)
}

/// A shape again.
pub(super) fn schema(content: &[u8]) -> Result<SchemaPage> {
    read(content)
}
