//! A document: Markdown about a product, in a tree, published or not.
//!
//! Slugs are unique in the product, not below a parent, because addresses name a document by its slug alone.

mod console;
mod document;
pub mod folder;
mod ops;
mod portal;
mod rendered;
mod store;
mod tree;

pub use console::routes as console_routes;
pub use document::{Document, DocumentChanges, LONGEST, MOST_METADATA, Metadata, NewDocument};
pub use ops::{
    Gone, Import, Imported, Way, change, create, delete, export, import, metadata, shift, tree, update, view,
};
pub use portal::routes as portal_routes;
pub use rendered::{nodes, previewed, rendered};
pub use tree::{DEEPEST, Leaf, Tree};
