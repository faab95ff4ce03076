//! A developer: an account in one portal.
//!
//! The way in: sign up, confirm the e-mail address by setting a password, wait for approval, sign in. Whether an e-mail
//! address is known is never told to a stranger: answers and work are the same, and mails say the rest. The same
//! person in two portals is two developers.

mod console;
mod developer;
mod jobs;
mod ops;
mod portal;
mod store;

pub use console::routes as console_routes;
pub use developer::{Developer, NewDeveloper, State, Verb};
pub use ops::*;
pub use portal::routes as portal_routes;
