//! What is offered: products, versions, documents, specifications, strategies, gateway services, publications, and
//! what each portal shows of them to whom.

mod console;
pub mod documents;
pub mod editions;
pub mod images;
pub mod markdown;
mod packed;
pub mod products;
pub mod publications;
pub mod reference;
pub mod search;
pub mod services;
pub mod shelf;
pub mod specifications;
mod state;
pub mod strategies;
pub mod trials;
mod turns;
pub mod versions;
mod visibility;

use frame::door::Routes;
pub use state::State;

/// The sentences of this crate.
pub const TEXTS: &[&str] = &[
    include_str!("../text/en/services.ftl"),
    include_str!("../text/en/strategies.ftl"),
    include_str!("../text/en/products.ftl"),
    include_str!("../text/en/versions.ftl"),
    include_str!("../text/en/documents.ftl"),
    include_str!("../text/en/images.ftl"),
    include_str!("../text/en/specifications.ftl"),
    include_str!("../text/en/editions.ftl"),
    include_str!("../text/en/reference.ftl"),
    include_str!("../text/en/trials.ftl"),
    include_str!("../text/en/publications.ftl"),
    include_str!("../text/en/shelf.ftl"),
    include_str!("../text/en/search.ftl"),
];

/// The developer's pages.
pub fn portal_routes(at: &mut Routes) {
    shelf::portal_routes(at);
    search::portal_routes(at);
    products::portal_routes(at);
    documents::portal_routes(at);
    images::portal_routes(at);
    versions::portal_routes(at);
    specifications::portal_routes(at);
    reference::portal_routes(at);
    trials::portal_routes(at);
}

/// The admin's pages.
pub fn console_routes(at: &mut Routes) {
    services::console_routes(at);
    strategies::console_routes(at);
    products::console_routes(at);
    documents::console_routes(at);
    images::console_routes(at);
    versions::console_routes(at);
    specifications::console_routes(at);
    editions::console_routes(at);
    publications::console_routes(at);
}
