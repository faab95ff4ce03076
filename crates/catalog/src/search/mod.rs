//! Search: one for products, their versions, documents and operations, in each portal, within what may be seen.
//!
//! Each process keeps an index in memory and follows the feed of changes: what was committed before is found, and what
//! was hidden is not. Which things may be seen is a part of the question, so counts and pages never tell of others. What
//! is shown of a find is read from the database, under the rules of visibility.

mod engine;
mod hit;
mod jobs;
mod keeper;
mod ops;
mod portal;
mod shelves;
mod store;
mod text;
mod thing;

pub use hit::{Hit, Shown};
pub use jobs::start;
pub use keeper::refresh;
pub use ops::{Finds, LONGEST, Narrower, Search, find};
pub(crate) use ops::{View, products};
pub use portal::routes as portal_routes;
pub(crate) use shelves::{Filter, Sight};
pub use text::{Marked, Piece};
pub use thing::Kind;
