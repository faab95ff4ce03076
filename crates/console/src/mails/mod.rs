//! The outbox as admins see it: what was sent, what waits, what failed and why, and trying once more.

mod console;
mod mail;
mod ops;
mod store;

pub use console::routes as console_routes;
pub use mail::{Bodies, Mail, State};
pub use ops::{Counts, FIELDS, Filter, list, list_sieved, read, retry, told, view};
