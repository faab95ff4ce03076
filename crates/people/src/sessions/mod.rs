//! A session: somebody stays signed in, on one site, with one browser.
//!
//! The cookie holds an opaque token of 256 bits; only its hash is stored. A developer's session is bound to one portal,
//! an admin's to the console. Refresh tokens and "remember me" are absent on purpose: a session that is used stays.

mod agent;
mod ops;
mod portal;
mod session;
mod store;

pub use agent::Agent;
pub use ops::{end, end_others, list};
pub(crate) use ops::{end_all, end_all_but, end_current, look_up_admin, look_up_developer, open, purge};
pub use portal::routes as portal_routes;
pub use session::{CONSOLE_COOKIE, Owner, PORTAL_COOKIE, Session};
