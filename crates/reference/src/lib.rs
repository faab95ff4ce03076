//! An OpenAPI document as a model: parsed under budgets, checked, summed up. Pure, and never async.
//!
//! What comes in is whatever somebody uploads, so every limit is met before memory or time is spent:
//! size, depth, number of nodes, what YAML aliases grow to. References lead only within the document.
//! Parsing a large document takes a good part of a second: callers in an async program put it on a
//! blocking thread.
//!
//! Sentences here are a parser's, in plain English: the detail of a field's error.

mod check;
mod convert;
mod dialect;
mod document;
mod findings;
mod locate;
pub mod model;
mod parse;
mod problem;
mod read;
mod resolve;
mod sample;
mod source;
mod summary;
mod tree;

pub use dialect::Dialect;
pub use document::Document;
pub use problem::Problem;
pub use read::Reference;
pub use summary::{Operation, Summary};
