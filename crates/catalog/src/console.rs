//! What the console's pages of this crate share.

use std::fmt::Write;
use std::str::FromStr;

use base::{Error, Page, Result, Right};
use frame::door::Visitor;
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
        if self.q.is_empty() { path.to_owned() } else { format!("{path}?q={}", query_text(&self.q)) }
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

/// The text as it stands in a query.
pub(crate) fn query_text(text: &str) -> String {
    let mut query = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                query.push(char::from(byte));
            }
            b' ' => query.push('+'),
            _ => {
                let _ = write!(query, "%{byte:02X}");
            }
        }
    }
    query
}
