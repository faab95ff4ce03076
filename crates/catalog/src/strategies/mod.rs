//! An auth strategy: how an application proves itself to a version.
//!
//! Key auth is here. OpenID Connect has its kind and its place on the page; nothing makes one yet.

mod console;
mod ops;
mod store;
mod strategy;

pub use console::routes as console_routes;
pub use ops::{OFFERED_FIELDS, Use, create, delete, find, list, list_offered, offered, update, uses, view};
pub use store::read;
pub use strategy::{KEY_NAME, Kind, NewStrategy, Strategy, Ttl, Unit};
