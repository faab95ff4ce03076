//! A trace: why the gateway refused a call, told to the developer whose call it was.
//!
//! The gateway writes the rows. A call whose credential nobody knows belongs to nobody and is not shown.

mod ops;
mod portal;

pub use ops::{Refusal, view};
pub use portal::routes as portal_routes;
