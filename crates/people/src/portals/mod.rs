//! A portal: a website for developers, chosen by the request's host name.
//!
//! The noun is in `portal.rs`, so this folder's doors have names of their own: `brand.rs` hands out a portal's colours
//! and logo, `front_door.rs` is the bare portal domain. A portal's slug is for life, because mails and bookmarks
//! carry it. A domain of its own is a setting: both addresses work, and mails carry that one.

mod brand;
pub(crate) mod console;
mod domains;
mod front_door;
mod logo;
mod ops;
mod portal;
mod settings;
mod store;
mod website;

pub use brand::{logo_href, mail_colours, routes as portal_routes, style_href};
pub use console::routes as console_routes;
pub use front_door::routes as front_door_routes;
pub use logo::Image;
pub use ops::{
    Going, by_domain, by_slug, create, delete, find, found, going, head_counts, image, list, listed,
    remove_logo, set_logo, strategies, update, update_appearance, view, with_accounts,
};
pub use portal::{Accounts, Catalog, Portal};
pub use settings::{Appearance, NewPortal, PortalSettings};
pub use website::Website;
