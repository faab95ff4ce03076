//! What is shown of a find. Pure.

use super::text::Marked;
use super::thing::Kind;

/// Something that was found, and where it leads.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Its page.
    pub path: String,
    /// What it is called.
    pub title: Marked,
    /// The place where it says what was looked for; empty where it says no more than its name.
    pub text: Marked,
    /// The name of the product to which it belongs.
    pub product: String,
    /// What its kind shows beside.
    pub shown: Shown,
}

/// What a find shows beside its name, kind by kind.
#[derive(Debug, Clone)]
pub enum Shown {
    /// Of a product, nothing.
    Product,
    /// Of a version.
    Version {
        /// Whether it is deprecated here.
        is_deprecated: bool,
    },
    /// Of a document, nothing.
    Document,
    /// Of an operation.
    Operation {
        /// The name of its version.
        version: String,
        /// `GET`, `POST`, …
        method: String,
        /// Its path.
        path: Marked,
        /// Whether it is going away.
        is_deprecated: bool,
    },
}

impl Hit {
    /// What kind of thing it is.
    pub fn kind(&self) -> Kind {
        match self.shown {
            Shown::Product => Kind::Product,
            Shown::Version { .. } => Kind::Version,
            Shown::Document => Kind::Document,
            Shown::Operation { .. } => Kind::Operation,
        }
    }

    /// Whether it is better not begun with.
    pub fn is_deprecated(&self) -> bool {
        matches!(
            self.shown,
            Shown::Version { is_deprecated: true } | Shown::Operation { is_deprecated: true, .. }
        )
    }
}
