//! A publication: a product shown in a portal, and a version published to it with how it is offered there.
//!
//! Hiding a version leaves its strategy known to the gateway, so that it can never open the version; taking a publication
//! away is refused where it would.

mod console;
mod jobs;
mod listing;
mod offers;
mod ops;
mod publication;
mod publishing;
mod spread;
mod store;

pub use console::routes as console_routes;
pub use listing::{
    PRODUCT_FIELDS, Published, ShownProduct, VERSION_FIELDS, list_products, list_versions, view_published,
};
pub(crate) use ops::offers_of;
pub use ops::{
    OFFERED_FIELDS, Offer, Showing, Shown, list_offered, of_product, of_version, offered, offered_here,
    offered_of, publish_product, publish_version, unpublish_product, view, view_offered,
};
pub use publication::{NewPublication, Offered, Publication, PublicationChanges};
pub use publishing::{change, create, publish_products, put, withdraw};
pub(crate) use spread::{Word, place, spread};
