//! The management API v2: what an admin does, with a token, on the installation's API host.

mod admins;
mod audit;
mod documents;
mod folders;
mod mails;
mod me;
mod portals;
mod products;
mod providers;
mod services;
mod specifications;
mod strategies;
mod tokens;
mod versions;

use crate::door::Routes;

pub(crate) fn routes(at: &mut Routes) {
    me::routes(at);
    portals::routes(at);
    products::routes(at);
    documents::routes(at);
    folders::routes(at);
    versions::routes(at);
    specifications::routes(at);
    strategies::routes(at);
    providers::routes(at);
    services::routes(at);
    mails::routes(at);
    audit::routes(at);
    admins::routes(at);
    tokens::routes(at);
}
