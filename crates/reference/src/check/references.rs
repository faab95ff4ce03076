//! References that lead nowhere, or out of the document.

use serde_json::Value;

use crate::findings::{At, Findings};
use crate::resolve::{follow, reference};

/// Keys under which values stand for themselves, whatever they look like.
const LITERAL: [&str; 5] = ["example", "examples", "default", "enum", "const"];

/// Keys under which keys are names that the author chose.
const NAMING: [&str; 6] =
    ["properties", "patternProperties", "schemas", "definitions", "$defs", "dependentSchemas"];

/// Warns of references that are not followed.
pub(super) fn check(root: &Value, findings: &mut Findings) {
    walk(root, root, &At::ROOT, false, findings);
}

/// As deep as the document, which has a limit.
fn walk(root: &Value, value: &Value, at: &At<'_>, naming: bool, findings: &mut Findings) {
    match value {
        Value::Object(map) => {
            if let Some(target) = reference(value).filter(|_| !naming) {
                judge(root, target, at, findings);
            }
            for (key, value) in map {
                if naming || !(LITERAL.contains(&key.as_str()) || key.starts_with("x-")) {
                    let names = !naming && NAMING.contains(&key.as_str());
                    walk(root, value, &at.then(key), names, findings);
                }
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate().filter(|(_, it)| it.is_object() || it.is_array()) {
                walk(root, value, &at.then(&index.to_string()), false, findings);
            }
        }
        _ => {}
    }
}

fn judge(root: &Value, target: &str, at: &At<'_>, findings: &mut Findings) {
    if !target.starts_with("#/") {
        findings.warn(&at.then("$ref"), format!("`{target}` leads out of the document and is not followed"));
    } else if follow(root, target).is_none() {
        findings.warn(&at.then("$ref"), format!("`{target}` leads nowhere"));
    }
}
