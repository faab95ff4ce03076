//! What the pages of a document hold.

use reference::model::{GroupKind, LimitKind, OperationPage, Origin, Place, Rest, Schema, SchemeKind, Style};
use serde_json::{Value, json};

use crate::good;

/// The operation of this slug in a document of 3.1 with these paths and components.
fn operation(paths: &Value, components: &Value, slug: &str) -> OperationPage {
    let text = json!({
        "openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": paths, "components": components
    });
    good("a.json", &text.to_string()).reference().operation(slug).unwrap()
}

/// The shape `It` among these.
fn shape(schemas: &Value) -> Schema {
    let text = json!({
        "openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "components": {"schemas": schemas}
    });
    good("a.json", &text.to_string()).reference().schema("It").unwrap().schema
}

/// The tree in a line: names of properties, what is in them, and why it ends.
fn outline(schema: &Schema) -> String {
    let name = schema.name.as_ref().map(|it| it.label.as_str()).unwrap_or_default();
    let mut inside: Vec<String> = schema
        .properties
        .iter()
        .map(|it| format!("{}{}:{}", it.name, if it.required { "!" } else { "" }, outline(&it.schema)))
        .collect();
    inside.extend(schema.items.iter().map(|it| format!("[{}]", outline(it))));
    inside.extend(schema.others.iter().map(|it| format!("*:{}", outline(it))));
    for group in &schema.groups {
        let word = match group.kind {
            GroupKind::OneOf => "one",
            GroupKind::AnyOf => "any",
            GroupKind::Not => "not",
        };
        inside.push(format!("{word}({})", group.options.iter().map(outline).collect::<Vec<_>>().join("|")));
    }
    let rest = match &schema.rest {
        Rest::Here => String::new(),
        Rest::Above(it) => format!("^{it}"),
        Rest::Elsewhere => "…".into(),
        Rest::Missing(it) => format!("?{it}"),
    };
    let inside = if inside.is_empty() { String::new() } else { format!("{{{}}}", inside.join(" ")) };
    format!("{name}<{}>{inside}{rest}", schema.types.join("|"))
}

#[test]
fn names_in_addresses_come_from_the_author_or_from_the_path() {
    let responses = json!({"responses": {}});
    let with = |id: &str| json!({"operationId": id, "responses": {}});
    let text = json!({"openapi": "3.1.0", "info": {"title": "A", "version": "1"},
        "paths": {
            "/pets": {"get": with("listPets"), "post": with("pets/add one")},
            "/pets/{id}": {"get": responses, "delete": with("удалить")},
            "/a/b": {"get": with("list.Pets")}, "/a-b": {"get": with("list Pets")}
        },
        "webhooks": {"new pet": {"post": responses}}
    });
    let document = good("a.json", &text.to_string());
    let slugs: Vec<_> = document.reference().operations().map(str::to_owned).collect();
    let expected =
        ["listPets", "pets-add-one", "get-pets-id", "delete-pets-id", "list-Pets", "get-a-b", "post-new-pet"];
    assert_eq!(slugs, expected);
    let overview = document.reference().overview();
    assert_eq!((overview.count(), overview.webhooks.len()), (6, 1));
    assert!(document.reference().operation("post-new-pet").unwrap().is_webhook);
    assert_eq!(overview.neighbours("listPets").1.unwrap().slug, "pets-add-one");
}

#[test]
fn shapes_are_trees_that_end() {
    for (schemas, expected) in [
        (
            json!({"It": {"type": "object", "required": ["a"], "properties": {"a": {"type": ["string", "null"]}, "b": {}}}}),
            "It<object>{a!:<string|null> b:<>}",
        ),
        (
            json!({"It": {"properties": {"next": {"$ref": "#/components/schemas/It"}}}}),
            "It<object>{next:It<object>^It}",
        ),
        (
            json!({"It": {"type": "array", "items": {"$ref": "#/components/schemas/It"}}}),
            "It<array>{[It<array>^It]}",
        ),
        (
            json!({"It": {"properties": {"a": {"$ref": "#/components/schemas/B"}}}, "B": {"properties": {"c": {"$ref": "#/components/schemas/It"}}}}),
            "It<object>{a:B<object>{c:It<object>^It}}",
        ),
        (
            json!({"It": {"allOf": [{"$ref": "#/components/schemas/B"}, {"required": ["x"], "properties": {"y": {}}}], "properties": {"z": {}}}, "B": {"type": "object", "properties": {"x": {}}}}),
            "It<object>{y:<> x!:<> z:<>}",
        ),
        (json!({"It": {"allOf": [{"$ref": "#/components/schemas/It"}], "type": "object"}}), "ItIt<object>"),
        (
            json!({"It": {"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]}, "B": {"type": "string"}}),
            "ItB<string|null>",
        ),
        (
            json!({"It": {"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/B"}], "not": {"const": 1}}, "B": {"type": "integer"}}),
            "It<>{one(<string>|B<integer>) not(<>)}",
        ),
        (json!({"It": {"additionalProperties": {"type": "integer"}}}), "It<object>{*:<integer>}"),
        (json!({"It": {"additionalProperties": true, "items": {}}}), "It<object>"),
        (json!({"It": {"$ref": "#/components/schemas/Gone"}}), "It<>?#/components/schemas/Gone"),
        (json!({"It": {"$ref": "other.yaml#/It"}}), "It<>?other.yaml#/It"),
        (
            json!({"It": {"type": "object", "properties": {"$ref": {"type": "string"}}}}),
            "It<object>{$ref:<string>}",
        ),
        (json!({"It": true}), "It<>"),
    ] {
        let found = outline(&shape(&schemas));
        // The page of a shape is not reached by a reference: its name is the page's own.
        assert_eq!(format!("It{found}"), expected, "{schemas}");
    }
}

#[test]
fn a_shape_says_what_a_value_must_keep_to() {
    let it = shape(&json!({"It": {
        "type": "integer", "format": "int32", "exclusiveMinimum": 0, "maximum": 9, "multipleOf": 3, "default": 3,
        "examples": [6], "deprecated": true, "readOnly": true, "description": "How many", "enum": [3, 6, null]
    }}));
    let limits: Vec<_> = it.limits.iter().map(|it| (it.kind, it.value.as_str())).collect();
    assert_eq!(limits, [(LimitKind::Above, "0"), (LimitKind::Maximum, "9"), (LimitKind::Multiple, "3")]);
    assert_eq!((it.default.as_deref(), it.example.as_deref()), (Some("3"), Some("6")));
    assert_eq!(
        (it.choices.join(","), it.format.as_str(), it.deprecated, it.read_only),
        ("3,6".into(), "int32", true, true)
    );
}

#[test]
fn the_exclusive_yes_of_3_0_is_understood() {
    let text = json!({"openapi": "3.0.3", "info": {"title": "A", "version": "1"}, "paths": {}, "components": {"schemas": {
        "It": {"type": "integer", "minimum": 1, "exclusiveMinimum": true, "nullable": true}}}});
    let it = good("a.json", &text.to_string()).reference().schema("It").unwrap().schema;
    assert_eq!((it.limits[0].kind, it.limits[0].value.as_str()), (LimitKind::Above, "1"));
    assert_eq!(it.types, ["integer", "null"]);
}

/// An operation with a little of everything.
fn everything() -> OperationPage {
    operation(
        &json!({"/pets/{id}": {
            "summary": "A pet",
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}, {"name": "trace", "in": "header", "schema": {"type": "string"}}],
            "put": {
                "description": "Says *what*.", "deprecated": true, "security": [{"key": []}, {}],
                "parameters": [
                    {"name": "id", "in": "path", "required": true, "example": 7, "schema": {"type": "integer"}},
                    {"$ref": "#/components/parameters/fields"},
                    {"name": "Content-Type", "in": "header", "schema": {"type": "string"}},
                    {"name": "filter", "in": "query", "content": {"application/json": {"schema": {"type": "object"}, "example": {"a": 1}}}}
                ],
                "requestBody": {"$ref": "#/components/requestBodies/pet"},
                "responses": {"404": {"$ref": "#/components/responses/gone"}, "200": {"description": "Done", "headers": {"X-Left": {"schema": {"type": "integer"}}}}},
                "callbacks": {"told": {"{$request.body#/url}": {"post": {"requestBody": {"content": {"application/json": {"schema": {"type": "string"}}}}, "responses": {"204": {"description": "ok"}}}}}}
            }
        }}),
        &json!({
            "parameters": {"fields": {"name": "fields", "in": "query", "style": "form", "explode": false, "schema": {"type": "array", "items": {"type": "string"}}}},
            "requestBodies": {"pet": {"required": true, "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Pet"}, "examples": {"tiny": {"summary": "A tiny one", "value": {"name": "Bit"}}}},
                "application/vnd.pet+json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}},
            "responses": {"gone": {"description": "Gone"}},
            "schemas": {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}}
        }),
        "put-pets-id",
    )
}

#[test]
fn an_operation_is_told_in_full() {
    let page = everything();
    assert_eq!(
        (page.method.as_str(), page.path.as_str(), page.summary.as_str()),
        ("PUT", "/pets/{id}", "A pet")
    );
    assert!(page.deprecated && page.security.len() == 2 && page.security[1].is_empty());
    let parameters: Vec<_> =
        page.parameters.iter().map(|it| (it.name.as_str(), it.place, it.required)).collect();
    let expected = [
        ("id", Place::Path, true),
        ("fields", Place::Query, false),
        ("filter", Place::Query, false),
        ("trace", Place::Header, false),
    ];
    assert_eq!(parameters, expected);
    assert_eq!(page.parameters[0].example.as_deref(), Some("7"));
    assert_eq!((page.parameters[1].style, page.parameters[1].explode), (Style::Plain, false));
    assert_eq!(
        page.parameters[2].pairs(&page.parameters[2].sample),
        [("filter".to_owned(), "{\"a\":1}".to_owned())]
    );
    let body = page.body.unwrap();
    assert_eq!(
        (body.required, body.media.len(), body.media[0].also.join(",")),
        (true, 1, "application/vnd.pet+json".into())
    );
    assert_eq!(
        (body.media[0].examples[0].name.as_str(), body.media[0].examples[0].origin),
        ("tiny", Origin::Author)
    );
    let statuses: Vec<_> = page.responses.iter().map(|it| it.status.as_str()).collect();
    assert_eq!(statuses, ["404", "200"]);
    assert_eq!(page.responses[1].headers[0].name, "X-Left");
    assert_eq!(
        (page.callbacks[0].name.as_str(), page.callbacks[0].operation.path.as_str()),
        ("told", "{$request.body#/url}")
    );
}

#[test]
fn swagger_2_is_told_in_the_same_words() {
    let text = json!({"swagger": "2.0", "info": {"title": "A", "version": "1"}, "host": "a.example", "basePath": "/v1/", "schemes": ["http", "https"],
        "consumes": ["application/json"], "produces": ["application/json", "application/xml"],
        "securityDefinitions": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"}, "basic": {"type": "basic"},
            "token": {"type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://a.example/auth", "tokenUrl": "javascript:x", "scopes": {"read": "Read"}}
        },
        "paths": {
            "/pets": {"post": {
                "parameters": [{"in": "body", "name": "body", "required": true, "schema": {"$ref": "#/definitions/Pet"}}, {"in": "query", "name": "tags", "type": "array", "items": {"type": "string"}, "collectionFormat": "pipes"}],
                "responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Pet"}, "examples": {"application/json": {"name": "Bit"}}, "headers": {"X-Left": {"type": "integer"}}}}
            }},
            "/photos": {"post": {"consumes": ["multipart/form-data"], "parameters": [{"in": "formData", "name": "photo", "type": "file", "required": true}, {"in": "formData", "name": "title", "type": "string"}], "responses": {"204": {"description": "ok"}}}}
        },
        "definitions": {"Pet": {"type": "object", "discriminator": "kind", "properties": {"name": {"type": "string"}}}}
    });
    let document = good("a.json", &text.to_string());
    let reference = document.reference();
    let overview = reference.overview();
    let servers: Vec<_> = overview.servers.iter().map(|it| it.url.as_str()).collect();
    assert_eq!(servers, ["https://a.example/v1", "http://a.example/v1"]);
    assert_eq!(overview.schemes[0].kind, SchemeKind::Key { place: "header".into(), name: "X-Key".into() });
    let SchemeKind::OAuth2 { flows } = &overview.schemes[2].kind else { panic!("{:?}", overview.schemes) };
    assert_eq!((flows[0].token_url.as_deref(), flows[0].scopes.len()), (None, 1));
    let pets = reference.operation("post-pets").unwrap();
    assert_eq!((pets.parameters.len(), pets.parameters[0].style), (1, Style::Pipes));
    assert_eq!(pets.body.unwrap().media[0].schema.as_ref().unwrap().name.as_ref().unwrap().label, "Pet");
    let answer = &pets.responses[0];
    assert_eq!(
        (answer.media.len(), answer.media[0].examples[0].text.as_str()),
        (1, "{\n  \"name\": \"Bit\"\n}")
    );
    assert_eq!(answer.headers[0].schema.types, ["integer"]);
    let photos = reference.operation("post-photos").unwrap().body.unwrap();
    assert_eq!((photos.media[0].media_type.as_str(), photos.required), ("multipart/form-data", true));
    let fields: Vec<_> = photos.media[0].fields.iter().map(|it| (it.name.as_str(), it.is_file)).collect();
    assert_eq!(fields, [("photo", true), ("title", false)]);
}

#[test]
fn a_page_can_be_written_down_and_read_again() {
    for (name, text) in [
        ("petstore.json", include_str!("../data/petstore-2.0.json")),
        ("galaxy.yaml", include_str!("../data/scalar-galaxy-3.1.yaml")),
    ] {
        let document = good(name, text);
        for page in document.reference().operation_pages() {
            let written = serde_json::to_string(&page).unwrap();
            assert_eq!(
                serde_json::from_str::<OperationPage>(&written).unwrap(),
                page,
                "{name} {}",
                page.slug
            );
        }
    }
}
