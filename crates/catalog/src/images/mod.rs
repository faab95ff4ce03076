//! An image: a picture that documents of a product show, named by them as `images/{name}`.
//!
//! Whatever was uploaded is drawn anew, so no file is ever handed out as it came. SVG is absent on purpose: it can
//! hold scripts. An image is seen by whoever may see its product.

mod console;
mod image;
mod ops;
mod portal;
mod store;

pub use console::routes as console_routes;
pub(crate) use image::name_in_folder;
pub use image::{Image, MOST, MOST_BYTES};
pub(crate) use ops::{Drawn, Put, draw, put};
pub use ops::{add, list, remove, shown_in, view};
pub use portal::routes as portal_routes;
