//! An application: what a developer builds. It has one auth strategy for life.
//!
//! Ownership by teams and clients made in an identity provider are absent on purpose: they come later.

mod application;
mod console;
mod ops;
mod overview;
mod own;
mod portal;
mod standing;
mod store;

pub use application::{Application, Belongings};
pub use console::routes as console_routes;
pub use ops::{
    Amended, Changed, Client, Filter, NewApplication, amend, create, create_with, delete, list, list_own,
    list_towards, refresh_secret, strategies_of, update, view,
};
pub use overview::{FIELDS, Overview, list_within, overview};
pub use own::{FIELDS as OWN_FIELDS, Own};
pub use portal::routes as portal_routes;
pub(crate) use portal::shown;
pub use standing::{FIELDS as STANDING_FIELDS, Standing};
pub(crate) use store::find;
