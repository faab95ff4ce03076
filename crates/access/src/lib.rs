//! What developers build and what it may call: applications, registrations, credentials.
//!
//! `registrations` is the model slice: new nouns are written to look like its twin.

pub mod applications;
pub mod calls;
pub mod credentials;
pub mod registrations;
pub mod steps;
pub mod traces;
pub mod trials;
pub mod usage;

use frame::door::Routes;

/// The sentences of this crate.
pub const TEXTS: &[&str] = &[
    include_str!("../text/en/applications.ftl"),
    include_str!("../text/en/registrations.ftl"),
    include_str!("../text/en/credentials.ftl"),
    include_str!("../text/en/steps.ftl"),
    include_str!("../text/en/traces.ftl"),
    include_str!("../text/en/trials.ftl"),
    include_str!("../text/en/usage.ftl"),
];

/// The developer's pages.
pub fn portal_routes(at: &mut Routes) {
    applications::portal_routes(at);
    registrations::portal_routes(at);
    credentials::portal_routes(at);
    traces::portal_routes(at);
    trials::portal_routes(at);
}

/// The admin's pages.
pub fn console_routes(at: &mut Routes) {
    applications::console_routes(at);
    registrations::console_routes(at);
}
