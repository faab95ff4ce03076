//! A registration: an application's permission to use one product version.
//!
//! There is one per application and version in any state; a rejected one is deleted before asking again. Scopes are
//! absent on purpose: they belong to OpenID Connect strategies, which come later.

mod console;
mod jobs;
mod listing;
mod ops;
mod portal;
mod registration;
mod store;

pub use console::routes as console_routes;
pub use listing::{FIELDS, STATE_FIELDS, list_within, view_within};
pub use ops::{
    Filter, NewRegistration, OF_APPLICATION_FIELDS, approve, approve_all, delete, granted_scopes,
    granted_scopes_towards, list, list_of_application, reject, reject_all, request, request_with, revoke,
    settle, view, view_in, waiting,
};
pub use portal::routes as portal_routes;
pub use registration::{Registration, STATES, State, Verb};
