//! Who may try a version's operations from their pages: the developer's applications, and what to do next.
//!
//! The call itself is made by `catalog::trials`. Keys are nowhere to be had here: each is shown once, when it is made.

mod portal;

pub use portal::routes as portal_routes;
