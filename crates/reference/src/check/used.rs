//! What operations use: parameters of the path, schemes of security; and how many shapes have a name.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{MAX_SCHEMAS, METHODS};
use crate::Dialect;
use crate::findings::{At, Findings};
use crate::resolve::resolve;

/// Warns of what is used and not described.
pub(super) fn check(root: &Value, dialect: Dialect, findings: &mut Findings) {
    let (home, scheme_field, shape_field) = match dialect {
        Dialect::Swagger20 => (Some(root), "securityDefinitions", "definitions"),
        Dialect::OpenApi30 | Dialect::OpenApi31 => (root.get("components"), "securitySchemes", "schemas"),
    };
    let map = |field: &str| home.and_then(|it| it.get(field)?.as_object());
    if let Some(count) = map(shape_field).map(Map::len).filter(|it| *it > MAX_SCHEMAS) {
        findings.error(&At::ROOT, format!("the document names {count} shapes; the limit is {MAX_SCHEMAS}"));
    }
    let known: HashSet<&str> =
        map(scheme_field).into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    security(root, &At::ROOT, &known, findings);
    let at = At::ROOT.then("paths");
    for (path, item) in root.get("paths").and_then(Value::as_object).into_iter().flatten() {
        let at = at.then(path);
        for (key, operation) in item.as_object().into_iter().flatten() {
            if METHODS.iter().any(|(name, _)| name == key) {
                let at = at.then(key);
                security(operation, &at, &known, findings);
                in_path(root, path, [item, operation], &at, findings);
            }
        }
    }
}

fn security(value: &Value, at: &At<'_>, known: &HashSet<&str>, findings: &mut Findings) {
    let listed = value.get("security").and_then(Value::as_array).into_iter().flatten();
    for name in listed.filter_map(Value::as_object).flat_map(Map::keys) {
        if !known.contains(name.as_str()) {
            findings.warn(&at.then("security"), format!("the security scheme `{name}` is not described"));
        }
    }
}

/// Each name in braces has a parameter. A parameter that cannot be read is left to the check of references.
fn in_path(root: &Value, path: &str, holders: [&Value; 2], at: &At<'_>, findings: &mut Findings) {
    let listed = || holders.into_iter().filter_map(|it| it.get("parameters")?.as_array()).flatten();
    let described: Option<HashSet<&str>> = listed()
        .map(|it| Some(resolve(root, it)?.get("name").and_then(Value::as_str).unwrap_or_default()))
        .collect();
    let Some(described) = described else { return };
    for name in path.split('{').skip(1).filter_map(|it| Some(it.split_once('}')?.0)) {
        if !described.contains(name) {
            findings.warn(at, format!("the parameter `{{{name}}}` of the path is not described"));
        }
    }
}
