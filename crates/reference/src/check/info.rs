//! Title, version and description.

use serde_json::{Map, Value};

use crate::Summary;
use crate::findings::{At, Findings};

/// Reads `info`; the rest of the summary is left empty.
pub(super) fn check(root: &Map<String, Value>, findings: &mut Findings) -> Summary {
    let Some(value) = root.get("info") else {
        findings.error(&At::ROOT, "`info` is missing");
        return Summary::default();
    };
    let at = At::ROOT.then("info");
    let Some(info) = findings.object(value, &at) else { return Summary::default() };
    Summary {
        title: required(info, &at, "title", findings),
        version: required(info, &at, "version", findings),
        description: findings.text(info, &at, "description").unwrap_or_default(),
        ..Summary::default()
    }
}

fn required(info: &Map<String, Value>, at: &At<'_>, field: &str, findings: &mut Findings) -> String {
    match info.get(field) {
        None | Some(Value::Null) => findings.error(at, format!("`info.{field}` is missing")),
        Some(Value::String(text)) if text.trim().is_empty() => {
            findings.error(&at.then(field), format!("`info.{field}` is empty"));
        }
        Some(_) => return findings.text(info, at, field).unwrap_or_default(),
    }
    String::new()
}
