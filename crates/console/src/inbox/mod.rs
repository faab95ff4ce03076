//! One inbox for everything that waits for a decision: developers and registrations, one by one or many at once.

mod console;
mod ops;

pub use console::routes as console_routes;
pub use ops::{Deed, Waiting, decide, list, waiting};
