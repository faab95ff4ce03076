//! An auth strategy: how an application proves itself to a version.
//!
//! Key auth is here. OpenID Connect has its kind and its place on the page; nothing makes one yet.

mod console;
mod ops;
mod store;
mod strategy;

pub use console::routes as console_routes;
pub use ops::{
    FIELDS, OFFERED_FIELDS, Use, Used, change, create, create_full, delete, find, list, list_offered,
    list_sieved, offered, replace, update, used, uses, view,
};
pub use store::read;
pub use strategy::{FullStrategy, KEY_NAME, Kind, NewStrategy, Strategy, StrategyChanges, Ttl, Unit};
