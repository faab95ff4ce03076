//! The dashboard: what waits, what there is, what happened last.

mod console;
mod ops;

pub use console::routes as console_routes;
