//! An application: what a developer builds. It has one auth strategy for life.
//!
//! Ownership by teams and clients made in an identity provider are absent on purpose: they come later.

mod application;
mod console;
mod ops;
mod overview;
mod portal;
mod store;

pub use application::{Application, Belongings};
pub use console::routes as console_routes;
pub use ops::{Changed, Filter, NewApplication, OWN_FIELDS, create, delete, list, list_own, update, view};
pub use overview::{FIELDS, Overview, list_within, overview};
pub use portal::routes as portal_routes;
pub(crate) use portal::shown;
pub(crate) use store::find;
