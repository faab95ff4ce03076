//! What can be found: products, their versions, documents and operations, each with its words. Pure.

use base::{DocumentId, ProductId, VersionId};

/// What kind of thing was found, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A product.
    Product,
    /// A version of one.
    Version,
    /// A document about one.
    Document,
    /// An operation of a version.
    Operation,
}

impl Kind {
    /// All, in the order of their weight.
    pub const ALL: [Self; 4] = [Self::Product, Self::Version, Self::Document, Self::Operation];

    /// The word in addresses and keys of sentences.
    pub fn word(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Version => "version",
            Self::Document => "document",
            Self::Operation => "operation",
        }
    }

    /// The kind that an address names.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// Its place in `ALL`.
    pub(super) fn index(self) -> usize {
        Self::ALL.iter().position(|it| *it == self).unwrap_or_default()
    }

    /// How much a word counts that is found in it. The names and the running text of each differ by another factor,
    /// of four, so that a name counts more than a version's, that more than a description, and so on downwards.
    pub(super) fn weight(self) -> f32 {
        match self {
            Self::Product => 16.0,
            Self::Version => 8.0,
            Self::Document => 2.0,
            Self::Operation => 0.25,
        }
    }
}

/// Which thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Which {
    Product(ProductId),
    Version(VersionId),
    Document(DocumentId),
    /// The operation with this number in its version's specification.
    Operation(VersionId, u32),
}

impl Which {
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Product(_) => Kind::Product,
            Self::Version(_) => Kind::Version,
            Self::Document(_) => Kind::Document,
            Self::Operation(..) => Kind::Operation,
        }
    }

    /// The id of the row that holds it.
    pub(super) fn id(self) -> String {
        match self {
            Self::Product(id) => id.to_string(),
            Self::Version(id) | Self::Operation(id, _) => id.to_string(),
            Self::Document(id) => id.to_string(),
        }
    }
}

/// A thing and its words.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    pub(super) which: Which,
    /// The portals that show it.
    pub(super) portals: Vec<String>,
    /// The names by which it is known, the whole of it in each.
    pub(super) names: Vec<String>,
    /// What else it says.
    pub(super) text: String,
    /// What it belongs to: words that may stand beside its own in a search.
    pub(super) around: String,
}

/// A product with everything that can be found in it.
#[derive(Debug, Clone)]
pub(super) struct Batch {
    pub(super) product: ProductId,
    /// The product's name, by which things that fit equally are sorted.
    pub(super) name: String,
    pub(super) things: Vec<Thing>,
}
