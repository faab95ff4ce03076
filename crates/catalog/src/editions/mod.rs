//! An edition: a file that a version has, or had, as its specification. The last twenty are kept and can be restored.
//!
//! The current one is among them, so an edition is written once and never moved. What changed between two is absent on
//! purpose.

mod console;
mod edition;
mod ops;
mod store;

pub use console::routes as console_routes;
pub use edition::{Edition, MOST, NewEdition};
pub(crate) use ops::keep;
pub use ops::{file, list, restore};
