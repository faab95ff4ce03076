//! A product version: one version of an API, with at most one specification, maybe linked to a gateway service.

mod console;
mod ops;
mod portal;
mod store;
mod version;

pub use console::routes as console_routes;
pub(crate) use console::{Show as ConsolePage, find as find_for_console};
pub(crate) use ops::title;
pub use ops::{GoesAlong, Overview, create, delete, find, goes_along, list, update, view};
pub use portal::routes as portal_routes;
pub use version::{NewVersion, Version};
