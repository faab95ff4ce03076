//! The pages of a document, made once when it is uploaded, and written small.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use base::{Error, Result};
use reference::model::{OperationPage, Overview, SchemaPage};
use reference::{Document, Reference};
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

/// The most threads that make the pages of a document.
const MOST_THREADS: usize = 4;

/// All pages of a document, made on as many threads as there are cores, if there are few. Slow for a large one: call it
/// where blocking is allowed.
pub(crate) fn pages(document: &Document) -> Result<Vec<PackedPage>> {
    let reference = document.reference();
    let press = Press {
        reference: &reference,
        operations: reference.operations().count(),
        next: AtomicUsize::new(0),
        bytes: AtomicUsize::new(0),
        until: Instant::now() + MOST_TIME,
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let printed: Result<Vec<_>> = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..threads).map(|_| scope.spawn(|| press.print())).collect();
        hands.into_iter().map(|it| it.join().map_err(|_| Error::internal("pages were not made"))?).collect()
    });
    let mut pages = printed?.concat();
    pages.sort_unstable_by_key(|(at, _)| *at);
    Ok(pages.into_iter().map(|(_, page)| page).collect())
}

/// What the threads that make pages share.
struct Press<'a> {
    reference: &'a Reference<'a>,
    operations: usize,
    next: AtomicUsize,
    bytes: AtomicUsize,
    until: Instant,
}

impl Press<'_> {
    /// Makes pages that nobody else makes until there are no more: the overview, the operations, the shapes.
    fn print(&self) -> Result<Vec<(usize, PackedPage)>> {
        let mut pages = Vec::new();
        loop {
            let at = self.next.fetch_add(1, Relaxed);
            let page = if at == 0 {
                Some(self.packed(Kind::Overview, "", &self.reference.overview()))
            } else if at <= self.operations {
                let page = self.reference.operation_at(at - 1);
                page.map(|it| self.packed(Kind::Operation, &it.slug, &it))
            } else {
                let page = self.reference.schema_at(at - 1 - self.operations);
                page.map(|it| self.packed(Kind::Schema, &it.slug, &it))
            };
            match page {
                Some(page) => pages.push((at, page?)),
                None => return Ok(pages),
            }
        }
    }

    fn packed(&self, kind: Kind, slug: &str, page: &impl Serialize) -> Result<PackedPage> {
        let json = serde_json::to_vec(page).map_err(Error::internal)?;
        let bytes = self.bytes.fetch_add(json.len(), Relaxed) + json.len();
        if bytes > MOST_BYTES || json.len() > LARGEST || Instant::now() > self.until {
            // Nobody need go on.
            self.next.store(usize::MAX / 2, Relaxed);
            return Err(Error::field("content", "specification_pages_too_large"));
        }
        Ok(PackedPage { kind, slug: slug.to_owned(), content: packed(&json)? })
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
