//! What the console's pages of this crate share.

use std::str::FromStr;

use base::{Error, Page, Result, Right};
use frame::door::{self, Visitor};
use serde::Deserialize;

/// How many rows a list of the console has.
const ROWS: u32 = 25;

/// What the address of a list says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// What is searched for.
    pub(crate) q: String,
    /// Which page.
    pub(crate) page: String,
}

impl Asked {
    pub(crate) fn page(&self) -> Page {
        Page::new(self.page.parse().unwrap_or(1), ROWS)
    }

    /// The list's address with the search in it.
    pub(crate) fn href(&self, path: &str) -> String {
        door::href(path, &[("q", &self.q)])
    }
}

/// Whether the one who looks may also change what is offered. Pages leave out the forms where not.
pub(crate) fn may_manage(visitor: &Visitor) -> bool {
    visitor.call.require(Right::ManageCatalog).is_ok()
}

/// The id in an address; what is no id names nothing.
pub(crate) fn id<T: FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::NotFound)
}
