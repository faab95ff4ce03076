//! A document: Markdown about a product, in a tree, published or not.
//!
//! Slugs are unique in the product, not below a parent, because addresses name a document by its slug alone.

mod console;
mod document;
mod ops;
mod portal;
mod rendered;
mod store;
mod tree;

pub use console::routes as console_routes;
pub use document::{Document, DocumentChanges, LONGEST, MOST_METADATA, Metadata, NewDocument};
pub use ops::{Way, change, create, delete, metadata, shift, tree, update, view};
pub use portal::routes as portal_routes;
pub use rendered::rendered;
pub use tree::{DEEPEST, Leaf, Tree};
