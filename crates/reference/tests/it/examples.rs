//! Examples that are made from a schema fit it: a validator of others says so.

use jsonschema::Draft;
use reference::model::Origin;
use reference::{Dialect, Document};
use serde_json::{Value, json};

use crate::good;

/// What the validator says against the examples of all named shapes that are made from them.
fn misfits(document: &Document) -> Vec<String> {
    let draft = match document.dialect() {
        Dialect::OpenApi31 => Draft::Draft202012,
        Dialect::Swagger20 | Dialect::OpenApi30 => Draft::Draft4,
    };
    let (home, schemas) = match document.dialect() {
        Dialect::Swagger20 => ("definitions", document.root().get("definitions")),
        Dialect::OpenApi30 | Dialect::OpenApi31 => {
            ("components", document.root().get("components").and_then(|it| it.get("schemas")))
        }
    };
    let names: Vec<&String> =
        schemas.and_then(Value::as_object).into_iter().flat_map(|it| it.keys()).collect();
    let prefix = if home == "definitions" { "#/definitions/" } else { "#/components/schemas/" };
    let mut found = Vec::new();
    for page in document.reference().schema_pages() {
        let Some(example) = page.example else { continue };
        assert_eq!(example.origin, Origin::Shape, "{}", page.name);
        let name = names.iter().find(|it| ***it == page.name).unwrap().replace('~', "~0").replace('/', "~1");
        let schema = json!({"$ref": format!("{prefix}{name}"), home: document.root()[home]});
        let validator = match jsonschema::options().with_draft(draft).build(&schema) {
            Ok(it) => it,
            Err(error) => {
                found.push(format!("{}: {error}", page.name));
                continue;
            }
        };
        let value: Value = serde_json::from_str(&example.text).unwrap();
        found.extend(
            validator
                .iter_errors(&value)
                .take(2)
                .map(|it| format!("{}: {it} at {}", page.name, it.instance_path())),
        );
    }
    found
}

/// The document with these named shapes.
fn with(schemas: &Value) -> Document {
    let text = json!({
        "openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {},
        "components": {"schemas": schemas}
    });
    good("a.json", &text.to_string())
}

#[test]
fn made_examples_of_real_documents_fit() {
    for (name, text) in [
        ("petstore.json", include_str!("../data/petstore-2.0.json")),
        ("galaxy.yaml", include_str!("../data/scalar-galaxy-3.1.yaml")),
    ] {
        assert_eq!(misfits(&good(name, text)), [""; 0], "{name}");
    }
}

#[test]
fn whatever_a_schema_asks_for_is_kept_to() {
    let document = with(&json!({
        "Numbers": {"type": "object", "required": ["a", "b", "c", "d", "e", "f"], "properties": {
            "a": {"type": "integer", "minimum": 10, "maximum": 20, "multipleOf": 7},
            "b": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.5},
            "c": {"type": "integer", "exclusiveMinimum": 5},
            "d": {"type": "number", "multipleOf": 0.01, "minimum": 3.005},
            "e": {"type": "integer", "maximum": -3},
            "f": {"type": "integer", "format": "int64", "minimum": 9_007_199_254_740_000_i64}
        }},
        "Texts": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {
            "a": {"type": "string", "minLength": 12}, "b": {"type": "string", "maxLength": 3},
            "c": {"type": "string", "pattern": "^[a-f0-9]{8}$"},
            "d": {"type": "string", "pattern": "^[a-z]+$", "minLength": 4, "maxLength": 9}
        }},
        "Lists": {"type": "object", "required": ["a", "b", "c"], "properties": {
            "a": {"type": "array", "items": {"type": "string"}, "minItems": 3, "uniqueItems": true},
            "b": {"type": "array", "items": {"type": "integer"}, "maxItems": 0},
            "c": {"type": "array", "prefixItems": [{"type": "integer"}, {"const": "x"}], "items": false}
        }},
        "Choice": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
            "discriminator": {"propertyName": "kind", "mapping": {"wau": "#/components/schemas/Dog"}}},
        "Animal": {"type": "object", "required": ["kind", "age"], "properties": {"kind": {"type": "string"}, "age": {"type": "integer", "minimum": 0}}},
        "Cat": {"allOf": [{"$ref": "#/components/schemas/Animal"}, {"type": "object", "required": ["lives"], "properties": {"lives": {"type": "integer", "minimum": 9}}}]},
        "Dog": {"allOf": [{"$ref": "#/components/schemas/Animal"}], "required": ["tricks"], "properties": {"tricks": {"type": "array", "items": {"type": "string"}}}},
        "Either": {"oneOf": [{"type": "integer", "multipleOf": 5}, {"type": "integer", "multipleOf": 3}]},
        "Maybe": {"anyOf": [{"$ref": "#/components/schemas/Animal"}, {"type": "null"}]},
        "Node": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "next": {"$ref": "#/components/schemas/Node"}, "all": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}}}},
        "Map": {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2},
        "Wrong": {"type": "object", "properties": {"a": {"type": "integer", "example": "not a number", "default": 7}}},
        "Unsaid": {"required": ["a"], "type": "object"},
        "Closed": {"type": "object", "properties": {"a": {"type": "boolean"}}, "additionalProperties": false},
        "Fixed": {"const": {"a": [1, 2]}},
        "Chosen": {"enum": [null, "a"]},
        "Not": {"type": "integer", "minimum": 0, "not": {"const": 0}}
    }));
    assert_eq!(misfits(&document), [""; 0]);
    let example = |slug: &str| document.reference().schema(slug).unwrap().example.unwrap().text;
    assert_eq!(example("Node"), "{\n  \"name\": \"string\",\n  \"all\": []\n}");
    assert_eq!(example("Wrong"), "{\n  \"a\": 7\n}");
    assert!(example("Choice").contains("\"kind\": \"Cat\""));
}

#[test]
fn what_only_answers_hold_is_not_in_a_request() {
    let schema = json!({"type": "object", "required": ["id", "secret"], "properties": {
        "id": {"type": "integer", "readOnly": true}, "secret": {"type": "string", "writeOnly": true}}});
    let media = json!({"content": {"application/json": {"schema": schema}}, "description": "a"});
    let text = json!({"openapi": "3.0.0", "info": {"title": "A", "version": "1"},
        "paths": {"/a": {"post": {"requestBody": media, "responses": {"200": media}}}}});
    let document = good("a.json", &text.to_string());
    let page = document.reference().operation("post-a").unwrap();
    assert_eq!(page.body.unwrap().media[0].examples[0].text, "{\n  \"secret\": \"string\"\n}");
    assert_eq!(page.responses[0].media[0].examples[0].text, "{\n  \"id\": 1\n}");
}

#[test]
fn a_shape_that_never_ends_has_no_example() {
    let document = with(&json!({
        "A": {"type": "object", "required": ["b"], "properties": {"b": {"$ref": "#/components/schemas/A"}}},
        "B": {"$ref": "#/components/schemas/B"},
        "C": false
    }));
    for slug in ["A", "B", "C"] {
        assert_eq!(document.reference().schema(slug).unwrap().example, None, "{slug}");
    }
}
