//! A trial: a call that a developer makes from a reference page, through the portal, so that no upstream needs CORS.
//!
//! It goes to the version's place at the gateway, or to a server that the specification names for the operation, and
//! nowhere else. Nothing of it is kept: neither the key that it carries nor what came back.

mod ops;
mod pace;
mod portal;
mod trial;

pub use ops::{Tried, first, send};
pub use portal::routes as portal_routes;
pub(crate) use trial::servers;
pub use trial::{LARGEST_BODY, NewTrial, Server};
