//! A specification: a version's OpenAPI document, kept as it was uploaded, with the list of its operations.
//!
//! A version has at most one; those that it had are its editions. Several documents of one version and other kinds (AsyncAPI) are absent on purpose.

mod console;
mod ops;
mod portal;
mod specification;
mod store;
mod work;

pub use console::routes as console_routes;
pub use ops::{
    Checked, File, Format, SpecificationChanges, Whole, change, check, create, delete, file, file_as,
    replace, view, whole,
};
pub(crate) use portal::attached;
pub use portal::routes as portal_routes;
pub use specification::{LARGEST, NewSpecification, Operation, Specification, Warning};
pub(crate) use work::aside;
pub use work::start;
