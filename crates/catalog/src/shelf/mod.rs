//! The shelf: what a portal shows, found in memory. Its pages are the portal's home and its catalog.
//!
//! Each process keeps, portal by portal, the lower-cased words of the published products, their versions, documents
//! and operations, and brings them up to date from the feed of changes: a visitor finds what was committed before.
//! The shelf only finds; what a card says is read from the database under the rules of visibility. Word stems,
//! spelling mistakes and snippets are absent on purpose: they belong to a search engine.

mod entry;
mod jobs;
mod ops;
mod portal;
#[expect(clippy::module_inception, reason = "a noun's file has the noun's name")]
mod shelf;
mod store;

pub use jobs::start;
pub use ops::{Access, Card, access, refresh, search, search_shown};
pub use portal::routes as portal_routes;
pub use shelf::Search;
