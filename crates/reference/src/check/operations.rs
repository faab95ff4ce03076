//! What the API can do: paths, methods, operations.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::findings::{At, Findings};
use crate::resolve::{reference, resolve};
use crate::{Dialect, Operation};

/// The methods, as the document spells them and as a request does.
pub(crate) const METHODS: [(&str, &str); 8] = [
    ("get", "GET"),
    ("put", "PUT"),
    ("post", "POST"),
    ("delete", "DELETE"),
    ("options", "OPTIONS"),
    ("head", "HEAD"),
    ("patch", "PATCH"),
    ("trace", "TRACE"),
];

/// What else may stand beside the methods of a path.
const BESIDES: [&str; 5] = ["$ref", "summary", "description", "servers", "parameters"];

/// Reads the operations under `paths`, and checks those under `webhooks`.
pub(super) fn check(
    root: &Value,
    map: &Map<String, Value>,
    dialect: Dialect,
    findings: &mut Findings,
) -> Vec<Operation> {
    let mut reader = Reader { root, dialect, findings, ids: HashMap::new(), operations: Vec::new() };
    reader.paths(map);
    if dialect == Dialect::OpenApi31 {
        reader.webhooks(map);
    }
    reader.operations
}

struct Reader<'d, 'f> {
    root: &'d Value,
    dialect: Dialect,
    findings: &'f mut Findings,
    /// Where each operationId was seen first.
    ids: HashMap<&'d str, String>,
    operations: Vec<Operation>,
}

impl<'d> Reader<'d, '_> {
    fn paths(&mut self, map: &'d Map<String, Value>) {
        let parts = ["paths", "webhooks", "components"];
        match self.dialect {
            Dialect::OpenApi31 if !parts.iter().any(|it| map.contains_key(*it)) => {
                self.findings.error(&At::ROOT, "`paths`, `webhooks` or `components` must be there");
            }
            Dialect::Swagger20 | Dialect::OpenApi30 if !map.contains_key("paths") => {
                self.findings.error(&At::ROOT, "`paths` is missing");
            }
            _ => {}
        }
        let at = At::ROOT.then("paths");
        for (path, item) in self.findings.field(map, &At::ROOT, "paths").into_iter().flatten() {
            if path.starts_with("x-") {
                continue;
            }
            let at = at.then(path);
            if path.starts_with('/') {
                let operations = self.item(item, &at);
                self.operations.extend(operations.map(|it| Operation { path: path.clone(), ..it }));
            } else {
                self.findings.error(&at, format!("the path `{path}` must begin with `/`"));
            }
        }
    }

    fn webhooks(&mut self, map: &'d Map<String, Value>) {
        let at = At::ROOT.then("webhooks");
        for (name, item) in self.findings.field(map, &At::ROOT, "webhooks").into_iter().flatten() {
            self.item(item, &at.then(name)).for_each(drop);
        }
    }

    /// The operations of one path, without the path. A path that is a reference has those of its target.
    fn item(&mut self, value: &'d Value, at: &At<'_>) -> std::vec::IntoIter<Operation> {
        let mut operations = Vec::new();
        if let Some(target) = reference(value).and_then(|_| resolve(self.root, value)?.as_object()) {
            let shared =
                METHODS.iter().filter_map(|(key, method)| Some((*method, target.get(*key)?.as_object()?)));
            operations.extend(shared.map(|(method, it)| operation(method, it, at, &mut Findings::default())));
        }
        for (key, value) in self.findings.object(value, at).into_iter().flatten() {
            let at = at.then(key);
            let Some(method) = self.method(key) else {
                if !BESIDES.contains(&key.as_str()) && !key.starts_with("x-") {
                    self.findings
                        .error(&at, format!("`{key}` is not a method of HTTP that can be described"));
                }
                continue;
            };
            if let Some(map) = self.findings.object(value, &at) {
                self.id(map, &at);
                operations.push(operation(method, map, &at, self.findings));
            }
        }
        operations.into_iter()
    }

    fn method(&self, key: &str) -> Option<&'static str> {
        let known = METHODS.iter().find(|(name, _)| *name == key).map(|(_, method)| *method);
        known.filter(|method| *method != "TRACE" || self.dialect != Dialect::Swagger20)
    }

    fn id(&mut self, operation: &'d Map<String, Value>, at: &At<'_>) {
        let Some(id) = operation.get("operationId").and_then(Value::as_str) else { return };
        let pointer = at.pointer();
        match self.ids.get(id) {
            Some(first) => {
                let message = format!("the operationId `{id}` is taken by {first}");
                self.findings.error(&at.then("operationId"), message);
            }
            None => drop(self.ids.insert(id, pointer)),
        }
    }
}

/// Reads one operation; its path is filled in by the caller.
fn operation(
    method: &'static str,
    map: &Map<String, Value>,
    at: &At<'_>,
    findings: &mut Findings,
) -> Operation {
    match map.get("responses") {
        Some(Value::Object(_)) => {}
        Some(_) => findings.error(&at.then("responses"), "`responses` must be an object"),
        None => findings.warn(at, "the operation says nothing about its `responses`"),
    }
    findings.list(map, at, "parameters");
    let tags = findings.list(map, at, "tags").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    Operation {
        method,
        path: String::new(),
        operation_id: findings.text(map, at, "operationId").filter(|it| !it.is_empty()),
        summary: findings.text(map, at, "summary").filter(|it| !it.is_empty()),
        tags,
        deprecated: findings.flag(map, at, "deprecated"),
    }
}
