//! A gateway service: where the traffic of a version goes, and how the gateway recognises it.
//!
//! A service is found by host and path prefix, which are unique together. Health checks and several upstreams of one
//! service are absent on purpose: they belong to the gateway in front.

mod console;
mod ops;
mod service;
mod store;

pub use console::routes as console_routes;
pub use ops::{FIELDS, Link, change, create, delete, find, links, list, list_sieved, update, view};
pub use service::{CONNECT_TIMEOUT_MS, NewService, RESPONSE_TIMEOUT_MS, Service, ServiceChanges};
pub(crate) use store::read;
