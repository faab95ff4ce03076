//! Pages of the console that span nouns.

pub mod audit;
pub mod dashboard;
pub mod digest;
pub mod inbox;
pub mod mails;

use frame::door::Routes;

/// The sentences of this crate.
pub const TEXTS: &[&str] = &[
    include_str!("../text/en/audit.ftl"),
    include_str!("../text/en/dashboard.ftl"),
    include_str!("../text/en/digest.ftl"),
    include_str!("../text/en/inbox.ftl"),
    include_str!("../text/en/mails.ftl"),
];

/// The admin's pages.
pub fn console_routes(at: &mut Routes) {
    dashboard::console_routes(at);
    inbox::console_routes(at);
    mails::console_routes(at);
    audit::console_routes(at);
}
