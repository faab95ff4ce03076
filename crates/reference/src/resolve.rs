//! References within the document. None is followed out of it, and none for ever.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The most references from one to the next.
const MAX_HOPS: usize = 16;

/// The value itself, or what its reference leads to in the end; nothing when it leads out of the
/// document, nowhere, or in a circle.
pub(crate) fn resolve<'v>(root: &'v Value, value: &'v Value) -> Option<&'v Value> {
    let mut value = value;
    for _ in 0..MAX_HOPS {
        match reference(value) {
            Some(target) => value = follow(root, target)?,
            None => return Some(value),
        }
    }
    None
}

/// What the value refers to, when it is a reference.
pub(crate) fn reference(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str)
}

/// Where `#/…` leads.
pub(crate) fn follow<'v>(root: &'v Value, target: &str) -> Option<&'v Value> {
    let pointer: Cow<'_, str> = percent_decode_str(target.strip_prefix('#')?).decode_utf8().ok()?;
    if pointer.starts_with('/') { root.pointer(&pointer) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_within_the_document_and_end() {
        let root = serde_json::json!({
            "paths": {"/pets/{id}": {"get": "here"}},
            "a": {"$ref": "#/b"}, "b": {"$ref": "#/paths/~1pets~1%7Bid%7D"},
            "circle": {"$ref": "#/round"}, "round": {"$ref": "#/circle"},
            "out": {"$ref": "other.yaml#/a"}, "away": {"$ref": "https://example.com/#/a"},
            "nowhere": {"$ref": "#/missing"}, "all": {"$ref": "#"}, "anchor": {"$ref": "#pet"},
            "name": {"$ref": {"type": "string"}},
        });
        for (key, found) in [
            ("a", true),
            ("b", true),
            ("circle", false),
            ("out", false),
            ("away", false),
            ("nowhere", false),
            ("all", false),
            ("anchor", false),
            ("name", true),
        ] {
            assert_eq!(resolve(&root, &root[key]).is_some(), found, "{key}");
        }
        assert_eq!(resolve(&root, &root["a"]), Some(&serde_json::json!({"get": "here"})));
    }
}
