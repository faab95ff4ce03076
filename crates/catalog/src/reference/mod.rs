//! The API reference: the pages of a version's specification, for people and for agents.
//!
//! What a page shows is made when a specification is uploaded (`pages`), so that a reader waits for one row and its
//! drawing. Whatever has an OpenAPI document can be shown: [`answer`] draws one from memory, given a [`Setting`].

mod agents;
mod answer;
mod entry;
mod ids;
mod operation;
mod ops;
mod overview;
mod overviews;
mod pages;
mod portal;
mod prose;
mod samples;
mod schema;
mod security;
mod setting;
mod side;
mod store;
mod tree;
mod trying;
mod words;
mod written;

pub use answer::{Drawer, Page, Wanted, answer};
pub(crate) use answer::{as_text, chrome, draw};
pub(crate) use ops::replace;
pub use ops::{operation, overview, schema};
pub use overview::Asked;
pub(crate) use overview::Body;
pub(crate) use pages::{PackedPage, pages};
pub use portal::routes as portal_routes;
pub(crate) use portal::{Place, plain};
pub use samples::Language;
pub use setting::{Choice, Proof, Setting, Trial};
pub(crate) use side::{Here, Side as SideColumn};
pub(crate) use written::overview as written_overview;
