//! Checks the essentials of a document and sums it up on the way.
//!
//! Not a validation against the official schemas: what is checked is what pages, search and the first
//! call depend on. What is wrong there is an error; what is merely odd is a warning.

mod info;
mod operations;
mod references;
mod servers;
mod used;

use serde_json::{Map, Value};

use crate::findings::{At, Findings};
use crate::{Dialect, Summary};
pub(crate) use operations::METHODS;

/// The most operations of a document, and named shapes. The largest that is known has a fifth of it.
const MAX_OPERATIONS: usize = 5_000;
const MAX_SCHEMAS: usize = 10_000;

/// Checks the document and sums it up; the summary is good when there are no errors.
pub(crate) fn check(root: &Value, map: &Map<String, Value>, dialect: Dialect) -> (Summary, Findings) {
    let mut findings = Findings::default();
    let info = info::check(map, &mut findings);
    let servers = servers::check(map, dialect, &mut findings);
    let operations = operations::check(root, map, dialect, &mut findings);
    references::check(root, &mut findings);
    used::check(root, dialect, &mut findings);
    if operations.len() > MAX_OPERATIONS {
        let (count, limit) = (operations.len(), MAX_OPERATIONS);
        let message = format!("the document describes {count} operations; the limit is {limit}");
        findings.error(&At::ROOT.then("paths"), message);
    }
    if operations.is_empty() && !map.contains_key("webhooks") {
        findings.warn(&At::ROOT, "the document describes no operation");
    }
    (Summary { servers, operations, ..info }, findings)
}
