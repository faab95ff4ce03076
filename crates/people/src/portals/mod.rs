//! A portal: a website for developers, chosen by the request's host name.
//!
//! The noun is in `portal.rs`, so this folder's doors have names of their own: `brand.rs` hands out a portal's colours
//! and logo, `front_door.rs` is the bare portal domain. A portal's slug is for life, because mails and bookmarks
//! carry it. A domain of its own is a setting: both addresses work, and mails carry that one. How a portal looks is in
//! `appearance.rs` and `palette.rs`, what can be done about it in `looks.rs`.

mod appearance;
mod brand;
mod changes;
pub(crate) mod console;
mod domains;
mod drawn;
mod front_door;
mod looks;
mod ops;
mod palette;
mod picture;
mod portal;
mod settings;
mod store;
mod website;

pub use appearance::{Change, FONTS, Filenames, Fonts, Greeting, Look, LookChanges, ThemeName};
pub use brand::{icon_href, logo_href, mail_colours, routes as portal_routes, style_href};
pub use changes::PortalChanges;
pub use console::routes as console_routes;
pub use drawn::drawn;
pub use front_door::routes as front_door_routes;
pub use looks::{
    Appearances, PictureChanges, Upload, appearances, image, picture, remove_logo, restyle, set_logo,
    update_appearance,
};
pub use ops::{
    FIELDS, Going, Overview, by_domain, by_slug, change, close, create, create_with, delete, find, found,
    going, head_counts, list, list_sieved, listed, overview, strategies, update, view, with_accounts,
};
pub use palette::{Palette, Slot};
pub use picture::{Image, Picture};
pub use portal::{Accounts, Catalog, Portal};
pub use settings::{Appearance, NewPortal, PortalSettings};
pub use website::{Website, api_origin};
