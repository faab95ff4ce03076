//! Pages of the console that span nouns.

pub mod dashboard;
pub mod inbox;

use frame::door::Routes;

/// The sentences of this crate.
pub const TEXTS: &[&str] = &[include_str!("../text/en/dashboard.ftl"), include_str!("../text/en/inbox.ftl")];

/// The admin's pages.
pub fn console_routes(at: &mut Routes) {
    dashboard::console_routes(at);
    inbox::console_routes(at);
}
