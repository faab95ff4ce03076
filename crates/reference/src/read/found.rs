//! The operations and webhooks of a document, with their names in addresses.

use serde_json::{Map, Value};

use super::slugs::{Taken, sane, slug};
use super::{Reader, text};
use crate::check::METHODS;
use crate::resolve::resolve;

/// An operation or a webhook, where it stands in the document.
pub(crate) struct Found<'d> {
    pub(crate) slug: String,
    pub(crate) method: &'static str,
    /// The path, or the webhook's name.
    pub(crate) path: &'d str,
    pub(crate) item: &'d Map<String, Value>,
    pub(crate) operation: &'d Map<String, Value>,
    pub(crate) is_webhook: bool,
}

/// All of them, in the document's order.
pub(super) fn all<'d>(reader: &Reader<'d>) -> Vec<Found<'d>> {
    let mut taken = Taken::default();
    let mut found = Vec::new();
    for (field, is_webhook) in [("paths", false), ("webhooks", true)] {
        for (path, item) in reader.root.get(field).and_then(Value::as_object).into_iter().flatten() {
            if !is_webhook && !path.starts_with('/') {
                continue;
            }
            for (method, operation, item) in of_item(reader, item) {
                let id = text::of(operation, "operationId");
                let place = slug(&format!("{} {path}", method.to_lowercase()));
                let slug = taken.take(sane(id).into_iter().chain([place]));
                found.push(Found { slug, method, path, item, operation, is_webhook });
            }
        }
    }
    found
}

type Method<'d> = (&'static str, &'d Map<String, Value>, &'d Map<String, Value>);

/// The operations of a path: its own, and those of what it refers to.
pub(super) fn of_item<'d>(reader: &Reader<'d>, item: &'d Value) -> Vec<Method<'d>> {
    let Some(own) = item.as_object() else { return Vec::new() };
    let target =
        if own.contains_key("$ref") { resolve(reader.root, item).and_then(Value::as_object) } else { None };
    let mut all: Vec<Method<'d>> = Vec::new();
    for map in [Some(own), target].into_iter().flatten() {
        for (key, value) in map {
            let Some((_, method)) = METHODS.iter().find(|(name, _)| name == key) else { continue };
            let Some(operation) = value.as_object() else { continue };
            if all.iter().all(|(known, _, _)| known != method) {
                all.push((method, operation, map));
            }
        }
    }
    all
}
