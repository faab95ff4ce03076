//! A specification: a version's OpenAPI document, kept as it was uploaded, with the list of its operations.
//!
//! A version has at most one. Several documents of one version and other kinds (AsyncAPI) are absent on purpose.

mod console;
mod ops;
mod portal;
mod specification;
mod store;

pub use console::routes as console_routes;
pub use ops::{File, SpecificationChanges, Whole, change, check, create, delete, file, replace, view, whole};
pub use portal::routes as portal_routes;
pub use specification::{LARGEST, NewSpecification, Operation, Specification};
