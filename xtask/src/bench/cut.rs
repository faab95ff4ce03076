//! A part of a large OpenAPI document: some of its operations, with everything that they refer to and nothing else.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The methods that a path may have.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// How many operations a document has.
pub(super) fn operations(document: &Value) -> usize {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.map(|(_, path)| METHODS.iter().filter(|it| path.get(**it).is_some()).count()).sum()
}

/// The document with its first operations only, so many or a few more.
pub(super) fn cut(document: &Value, most: usize) -> Value {
    let mut part = document.clone();
    let mut count = 0;
    let mut paths = Map::new();
    for (name, path) in document["paths"].as_object().into_iter().flatten() {
        if count >= most {
            break;
        }
        count += METHODS.iter().filter(|it| path.get(**it).is_some()).count();
        paths.insert(name.clone(), path.clone());
    }
    part["paths"] = Value::Object(paths);
    if let Some(part) = part.as_object_mut() {
        part.remove("webhooks");
        part.remove("x-webhooks");
    }
    let mut wanted = BTreeSet::new();
    references(&part["paths"], &mut wanted);
    let mut open: Vec<String> = wanted.iter().cloned().collect();
    while let Some(pointer) = open.pop() {
        let mut more = BTreeSet::new();
        document.pointer(&pointer).inspect(|it| references(it, &mut more));
        open.extend(more.into_iter().filter(|it| wanted.insert(it.clone())));
    }
    keep(&mut part, &wanted);
    part
}

/// Notes the pointer of every reference within.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            if let Some(pointer) =
                members.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix('#'))
            {
                found.insert(pointer.to_owned());
            }
            members.values().for_each(|it| references(it, found));
        }
        Value::Array(items) => items.iter().for_each(|it| references(it, found)),
        _ => {}
    }
}

/// Removes the components that nothing refers to.
fn keep(part: &mut Value, wanted: &BTreeSet<String>) {
    for (kind, named) in part["components"].as_object_mut().into_iter().flatten() {
        if let Some(named) = named.as_object_mut().filter(|_| kind != "securitySchemes") {
            let escaped = |name: &str| name.replace('~', "~0").replace('/', "~1");
            named.retain(|name, _| wanted.contains(&format!("/components/{kind}/{}", escaped(name))));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_part_holds_what_it_refers_to() {
        let operation = |name: &str| json!({ "get": { "$ref": format!("#/components/schemas/{name}") } });
        let document = json!({
            "paths": { "/a": operation("a"), "/b": operation("b"), "/c": operation("c") },
            "components": { "schemas": { "a": { "$ref": "#/components/schemas/d" }, "b": {}, "c": {}, "d": {} } },
        });
        let part = cut(&document, 2);
        let names: Vec<&String> = part["components"]["schemas"].as_object().unwrap().keys().collect();
        assert_eq!((operations(&document), operations(&part)), (3, 2));
        assert_eq!(names, ["a", "b", "d"]);
    }
}
