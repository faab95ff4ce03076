//! A publication: a product shown in a portal, and a version published to it with how it is offered there.
//!
//! A version is never withdrawn altogether, only unpublished: its strategy stays known to the gateway, so that
//! hiding a version can never open it.

mod console;
mod offers;
mod ops;
mod publication;
mod store;

pub use console::routes as console_routes;
pub use ops::{
    Showing, Shown, of_product, of_version, offered, offered_here, offered_of, publish_product, publish_version,
    unpublish_product, view,
};
pub use publication::{NewPublication, Offered, Publication};
