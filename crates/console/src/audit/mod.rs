//! The audit log as admins read it: who did what, when; searched, by subject, and as a file.

mod console;
mod csv;
mod ops;
mod store;

pub use console::routes as console_routes;
pub use ops::{MOST_LINES, Seen, export, look};
