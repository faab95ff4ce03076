//! Real documents, and small ones of every kind.

use reference::Dialect;

use crate::{good, warnings};

const PETSTORE_JSON: &str = include_str!("../data/petstore-2.0.json");
const PETSTORE_YAML: &str = include_str!("../data/petstore-2.0.yaml");
const GALAXY: &str = include_str!("../data/scalar-galaxy-3.1.yaml");

#[test]
fn the_pet_store_is_the_same_in_json_and_yaml() {
    let json = good("petstore.json", PETSTORE_JSON);
    assert_eq!(json.dialect(), Dialect::Swagger20);
    assert_eq!(json.summary().title, "Swagger Petstore");
    assert_eq!(json.summary().servers, ["http://petstore.swagger.io/v2"]);
    assert_eq!(json.summary().operations.len(), 20);
    assert_eq!(json.warnings(), []);

    let yaml = good("petstore.yaml", PETSTORE_YAML);
    assert_eq!(yaml.summary().operations, json.summary().operations);
    // YAML that is named JSON's way, JSON that is named YAML's, and no name at all.
    assert_eq!(good("petstore.yml", PETSTORE_JSON).summary(), json.summary());
    assert_eq!(good("", PETSTORE_JSON).summary(), json.summary());
    assert_eq!(good("", PETSTORE_YAML).summary(), yaml.summary());
}

#[test]
fn an_operation_is_told_in_full() {
    let document = good("petstore.json", PETSTORE_JSON);
    let find =
        |id: &str| document.summary().operations.iter().find(|it| it.operation_id.as_deref() == Some(id));
    let old = find("findPetsByTags").unwrap();
    assert_eq!((old.method, old.path.as_str(), old.deprecated), ("GET", "/pet/findByTags", true));
    assert_eq!(old.summary.as_deref(), Some("Finds Pets by tags"));
    assert_eq!(old.tags, ["pet"]);
    assert!(!find("getPetById").unwrap().deprecated);
}

#[test]
fn the_galaxy_is_openapi_3_1() {
    let document = good("galaxy.yaml", GALAXY);
    assert_eq!(document.dialect(), Dialect::OpenApi31);
    assert_eq!(document.summary().title, "Scalar Galaxy");
    assert_eq!(document.summary().servers[0], "https://galaxy.scalar.com");
    assert!(document.summary().description.starts_with("The Scalar Galaxy is"));
    assert_eq!(document.summary().operations[0].path, "/planets");
}

#[test]
fn versions_may_lack_their_quotes() {
    for (text, dialect) in [
        ("openapi: 3.0.0", Dialect::OpenApi30),
        ("openapi: '3.0'", Dialect::OpenApi30),
        ("openapi: 3.1", Dialect::OpenApi31),
        ("openapi: 3.1.1", Dialect::OpenApi31),
        ("swagger: 2.0", Dialect::Swagger20),
        ("swagger: '2.0'", Dialect::Swagger20),
    ] {
        let document = good("a.yaml", &format!("{text}\ninfo: {{title: A, version: '1'}}\npaths: {{}}\n"));
        assert_eq!(document.dialect(), dialect, "{text}");
    }
}

#[test]
fn openapi_3_1_may_hold_webhooks_or_components_alone() {
    for part in ["webhooks: {new: {post: {responses: {}}}}", "components: {}", "paths: {}"] {
        let document = good("a.yaml", &format!("openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\n{part}\n"));
        assert_eq!(document.summary().operations, [], "{part}");
    }
}

#[test]
fn where_the_api_is() {
    for (text, servers) in [
        ("swagger: '2.0'\nhost: a.example\nbasePath: /v1", &["https://a.example/v1"][..]),
        (
            "swagger: '2.0'\nhost: a.example\nschemes: [http, https, ws]",
            &["http://a.example", "https://a.example"],
        ),
        ("swagger: '2.0'\nbasePath: /v1", &["/v1"]),
        ("swagger: '2.0'", &[]),
        ("openapi: 3.0.0\nservers: [{url: /v1}, {url: 'https://a.example'}]", &["/v1", "https://a.example"]),
        (
            "openapi: 3.0.0\nservers:\n- url: https://{region}.a.example/{stage}\n  variables: {region: {default: eu}}",
            &["https://eu.a.example/{stage}"],
        ),
        ("openapi: 3.1.0", &[]),
    ] {
        let document = good("a.yaml", &format!("{text}\ninfo: {{title: A, version: '1'}}\npaths: {{}}\n"));
        assert_eq!(document.summary().servers, servers, "{text}");
    }
}

#[test]
fn references_are_followed_within_the_document_and_never_in_circles() {
    let text = r##"{
        "openapi": "3.1.0", "info": {"title": "A", "version": "1"},
        "paths": {
            "/shared": {"$ref": "#/components/pathItems/shared"},
            "/again": {"$ref": "#/components/pathItems/shared"},
            "/round": {"$ref": "#/paths/~1round"}
        },
        "components": {
            "pathItems": {"shared": {"get": {"operationId": "shared", "responses": {}}}},
            "schemas": {
                "Tree": {"properties": {"$ref": {"type": "string"}, "left": {"$ref": "#/components/schemas/Tree"}}},
                "Lost": {"$ref": "#/components/schemas/Missing"},
                "Away": {"example": {"$ref": "of no concern"}, "allOf": [{"$ref": "other.json#/a"}]}
            }
        }
    }"##;
    let document = good("a.json", text);
    let paths: Vec<_> = document.summary().operations.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["/shared", "/again"]);
    assert_eq!(document.sample_call().as_deref(), Some("/shared"));
    let found = warnings("a.json", text);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("line 12, ") && found[0].ends_with("Missing` leads nowhere"), "{found:?}");
    assert!(found[1].contains("`other.json#/a` leads out of the document"), "{found:?}");
}

#[test]
fn a_document_is_the_same_in_the_other_format() {
    let odd = r#"{"openapi": "3.1.0", "info": {"title": "yes", "version": "1.0", "description": "a: b\n# c\n- d\n  e "},
        "paths": {"/a": {"get": {"operationId": "null", "summary": "0x1F", "responses": {"200": {"description": "~"}},
        "x-odd": ["", " ", "2026-11-25", "1e3", "'", "\"", "\t", "a\n", "&a *b !c", "012", "é\u2028\u00a0", 1.5, -0.0, 9007199254740993, null, true, {}, []]}}}}"#;
    for (name, text) in [
        ("petstore.json", PETSTORE_JSON),
        ("petstore.yaml", PETSTORE_YAML),
        ("galaxy.yaml", GALAXY),
        ("odd.json", odd),
    ] {
        let document = good(name, text);
        assert_eq!(good("a.json", &document.to_json().unwrap()).root(), document.root(), "{name}");
        assert_eq!(good("a.yaml", &document.to_yaml().unwrap()).root(), document.root(), "{name}");
    }
}
