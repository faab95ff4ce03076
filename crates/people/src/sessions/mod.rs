//! A session: somebody stays signed in, on one site, with one browser.
//!
//! The cookie holds an opaque token of 256 bits; only its hash is stored. A developer's session is bound to one portal,
//! an admin's to the console. Pages have no refresh tokens and no "remember me" on purpose: a session that is used stays.
//! Clients of the API have a refresh token, because the published contract asks for one; it adds tokens to the session.

mod agent;
mod ops;
mod portal;
mod session;
mod store;

pub use agent::Agent;
pub use ops::{Tokens, end, end_others, list, refresh};
pub(crate) use ops::{
    count, end_all, end_all_but, end_current, look_up_admin, look_up_developer, look_up_refreshed, open,
    open_refreshable, purge,
};
pub use portal::{console_routes, routes as portal_routes};
pub use session::{ACCESS_S, CONSOLE_COOKIE, Owner, PORTAL_COOKIE, REFRESH_COOKIE, REFRESH_PATH, Session};
pub(crate) use session::{ADMIN_LONGEST_S, DEVELOPER_LONGEST_S};
