//! A product version: one version of an API, with at most one specification, maybe linked to a gateway service.

mod console;
mod ops;
mod portal;
mod store;
mod version;

pub use console::routes as console_routes;
pub(crate) use console::{Show as ConsolePage, find as find_for_console};
pub use ops::{
    FIELDS, GoesAlong, Overview, Placed, change, create, create_full, delete, find, goes_along, list,
    list_sieved, placed, update, view,
};
pub(crate) use ops::{title, touch};
pub use portal::routes as portal_routes;
pub use version::{FullVersion, NewVersion, Version, VersionChanges};
