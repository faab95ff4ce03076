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
pub(crate) use ops::{
    count, end_all, end_all_but, end_current, look_up_admin, look_up_developer, open, purge,
};
pub use ops::{end, end_others, list};
pub use portal::{console_routes, routes as portal_routes};
pub(crate) use session::{ADMIN_LONGEST_S, DEVELOPER_LONGEST_S};
pub use session::{CONSOLE_COOKIE, Owner, PORTAL_COOKIE, Session};
