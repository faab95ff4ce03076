//! An API product: what is offered. Its versions, documents and publications are nouns of their own.
//!
//! Pictures of products are absent on purpose; a mark is drawn from the name.

mod console;
mod ops;
mod portal;
mod product;
mod store;

pub use console::routes as console_routes;
pub(crate) use console::{Head, Part};
pub(crate) use ops::touch;
pub use ops::{
    FIELDS, GoesAlong, Overview, Placed, change, create, create_full, delete, find, find_named, goes_along,
    list, list_sieved, placed, update, view,
};
pub(crate) use portal::Around;
pub use portal::routes as portal_routes;
pub use product::{FullProduct, NewProduct, Product, ProductChanges};
