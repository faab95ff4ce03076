//! A credential: a 32-character key of an application. It is shown once; only its keyed digest is kept.
//!
//! Rotation with an overlap, scopes and usage per credential are absent on purpose: they come later.

mod credential;
mod ops;
mod portal;
mod store;

pub use credential::{Credential, State};
pub use ops::{Generated, NewCredential, delete, generate, list, list_page, rename, view, view_in};
pub use portal::routes as portal_routes;
