//! The HTML doors: who visits, what a form holds, what a page answers, and what guards them.

mod cookies;
mod evenly;
mod fault;
mod form;
pub mod guard;
mod routes;
mod visitor;

pub use cookies::{Jar, cookie_name, gone, set, set_below};
pub use evenly::evenly;
pub use fault::Fault;
pub use form::{Form, Upload, Uploads};
pub use routes::{Need, Route, Routes, Site};
pub use visitor::{Visitor, back_path, href};
