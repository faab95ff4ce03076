//! The shelf: what a portal shows, as cards. Its pages are the portal's home and its catalog.
//!
//! Which products stand on it, and in which order, the search says; what a card says is read from the database under
//! the rules of visibility.

mod card;
mod ops;
mod portal;
mod store;

pub use card::{Card, Latest};
pub use ops::{Access, FIELDS, Search, access, list, may_register, search, view};
pub use portal::routes as portal_routes;
