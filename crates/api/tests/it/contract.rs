//! The published contract of the Portal API, to hold each answer of the tests against.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::desk::Answer;

/// The contract, with schemas as JSON Schema has them.
static CONTRACT: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../contracts/portal-api-v2.yaml");
    plain(serde_saphyr::from_str::<Value>(text).unwrap())
});

/// Answers whose members are more than the contract's schema allows, because its own clients read them.
const LARGER: [&str; 1] = ["/api/v2/portal"];

/// Statuses that HTTP and the conventions of this API know, on whatever route.
const ANYWHERE: [u16; 12] = [304, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429];

/// Fails unless the answer is one that the contract describes.
pub(crate) fn holds(method: &str, path: &str, answer: &Answer) {
    let path = path.split('?').next().unwrap();
    if LARGER.contains(&path) {
        return;
    }
    let status = answer.code();
    let what = format!("{method} {path} {status}");
    let described = operation(method, path).map(|it| resolved(&it["responses"][status.to_string()]));
    let content = described.filter(|it| !it.is_null()).map(|it| it["content"].clone());
    if status >= 400 {
        assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
        fits(&json!({ "$ref": "#/components/schemas/BaseError" }), &answer.json, &what);
    }
    let Some(content) = content else {
        assert!(ANYWHERE.contains(&status) || operation(method, path).is_none(), "{what} is not described");
        return;
    };
    let media = answer.header("content-type").split(';').next().unwrap();
    match content.get(media).or_else(|| content.get("application/problem+json")) {
        Some(described) if status < 400 => fits(&described["schema"], &answer.json, &what),
        Some(described) if !described["schema"].is_null() && !answer.json["invalid_parameters"].is_null() => {
            fits(&described["schema"], &answer.json, &what);
        }
        Some(_) => {}
        // The contract names text/markdown among what a client may ask for, and describes no answer.
        None if media == "text/markdown" => {}
        None => assert!(answer.bytes.is_empty(), "{what} has a body of {media:?}"),
    }
}

fn fits(schema: &Value, body: &Value, what: &str) {
    let root = json!({ "allOf": [schema], "components": CONTRACT["components"] });
    let validator: Validator = jsonschema::options().should_validate_formats(true).build(&root).unwrap();
    let wrong: Vec<String> =
        validator.iter_errors(body).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(wrong.is_empty(), "{what}: {}\n{body:#}", wrong.join("\n"));
}

/// The operation of this path, which a path with ids fits; one without a parameter there is nearer.
fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |template: &str| {
        let segments: Vec<&str> = template.split('/').collect();
        segments.len() == parts.len()
            && segments.iter().zip(&parts).all(|(segment, part)| segment.starts_with('{') || segment == part)
    };
    let paths = CONTRACT["paths"].as_object()?;
    let mut found: Vec<(&String, &Value)> = paths.iter().filter(|(template, _)| fits(template)).collect();
    found.sort_by_key(|(template, _)| template.matches('{').count());
    found.first()?.1.get(method.to_ascii_lowercase())
}

fn resolved(value: &'static Value) -> &'static Value {
    match value["$ref"].as_str() {
        Some(at) => CONTRACT.pointer(at.trim_start_matches('#')).map_or(&Value::Null, resolved),
        None => value,
    }
}

/// Schemas of OpenAPI 3.0 as JSON Schema: `nullable` becomes a type.
fn plain(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(plain).collect()),
        Value::Object(members) => {
            let nullable = members.get("nullable") == Some(&Value::Bool(true));
            let mut members: Map<String, Value> =
                members.into_iter().map(|(name, it)| (name, plain(it))).collect();
            if nullable {
                if let Some(Value::String(kind)) = members.get("type").cloned() {
                    members.insert("type".into(), json!([kind, "null"]));
                }
                if let Some(Value::Array(words)) = members.get_mut("enum") {
                    words.push(Value::Null);
                }
            }
            Value::Object(members)
        }
        other => other,
    }
}
