//! What all routes share: how a request arrives, what it asks, what its body holds, how it is answered, and the register
//! that says of each route who may call it and what it takes and gives.

mod accept;
mod answer;
mod arrive;
mod asked;
mod body;
mod broken;
mod cors;
mod ids;
mod once;
mod operation;
mod query;
mod route;

pub(crate) use accept::preferred;
pub(crate) use answer::{Created, ListOf, One, no_content, tagged};
pub(crate) use arrive::{bearer, visit};
pub(crate) use asked::Asked;
pub(crate) use body::Body;
pub(crate) use ids::Ids;
pub(crate) use operation::{Operation, Style, TRUTHS};
pub(crate) use route::Routes;
pub use route::{Api, Route};
