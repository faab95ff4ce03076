//! The Portal API v2: what a developer does, on the portal's own host.

mod applications;
mod context;
mod credentials;
mod developer;
mod documents;
pub(crate) mod nodes;
mod products;
mod registrations;
mod search;
mod specifications;
mod stat_words;
mod stats;
mod strategies;
mod versions;

use crate::door::Routes;

pub(crate) fn routes(at: &mut Routes) {
    developer::routes(at);
    context::routes(at);
    products::routes(at);
    versions::routes(at);
    specifications::routes(at);
    documents::routes(at);
    search::routes(at);
    strategies::routes(at);
    applications::routes(at);
    credentials::routes(at);
    registrations::routes(at);
    stats::routes(at);
}
