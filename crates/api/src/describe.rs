//! The API's description of itself, OpenAPI 3.1, made of what its routes are registered with.

use base::sieve::{Field, Kind};
use frame::door::Need;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::door::{Api, Route, Style, TRUTHS};

/// The refusals that every route knows, beside its own.
const ALWAYS: [u16; 4] = [400, 429, 500, 503];

/// The description of an API that answers at `server`, an address without a slash at its end.
pub fn description(api: Api, server: &str) -> Value {
    let mut book = Book::new();
    let mut paths: Map<String, Value> = Map::new();
    for route in crate::register().iter().filter(|it| it.api == api) {
        let described = book.operation(route);
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(route.method.as_str().to_ascii_lowercase(), described);
        }
    }
    let (title, about, scheme) = match api {
        Api::Portal => (
            "Portal API",
            PORTAL,
            (
                "session",
                json!({
                    "type": "apiKey", "in": "cookie", "name": "portalaccesstoken",
                    "description": "The session of the portal's pages. Signing in sets it.",
                }),
            ),
        ),
        Api::Management => (
            "Management API",
            MANAGEMENT,
            (
                "token",
                json!({
                    "type": "http", "scheme": "bearer",
                    "description": "A token that an admin makes in the console, under Account.",
                }),
            ),
        ),
    };
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": format!("Portico {title}"), "version": "2", "description": about,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": server }],
        "paths": paths,
        "components": { "schemas": book.schemas(), "securitySchemes": { scheme.0: scheme.1 } },
    })
}

const PORTAL: &str = "What a developer does in a portal, for programs: read the catalog, keep applications, register \
    them to versions, generate credentials. It follows the published contract of the Konnect Portal API v2.";

const MANAGEMENT: &str = "What an admin does in the console, for programs: portals, products, strategies, requests. It \
    follows the published contracts of the Konnect management APIs v2, with a few additions of ours.";

/// Collects the schemas that a description's operations use.
struct Book {
    taken: SchemaGenerator,
    given: SchemaGenerator,
}

impl Book {
    fn new() -> Self {
        let settings = || {
            let mut settings = SchemaSettings::draft2020_12();
            settings.definitions_path = "/components/schemas".into();
            settings
        };
        Self {
            taken: settings().for_deserialize().into_generator(),
            given: settings().for_serialize().into_generator(),
        }
    }

    fn operation(&mut self, route: &Route) -> Value {
        let it = &*route.operation;
        let mut described = json!({
            "operationId": it.id,
            "tags": [it.tag],
            "summary": it.summary,
            "parameters": parameters(route),
            "responses": self.responses(route),
            "security": security(route),
        });
        if let (Some(shape), Some(described)) = (&it.body, described.as_object_mut()) {
            let schema = (shape.within)(&mut self.taken);
            let content = json!({ "application/json": { "schema": schema } });
            described.insert(
                "requestBody".to_owned(),
                json!({ "required": !it.body_is_optional, "content": content }),
            );
        }
        described
    }

    fn responses(&mut self, route: &Route) -> Value {
        let it = &*route.operation;
        let mut responses: Map<String, Value> = Map::new();
        for answer in &it.answers {
            let status = answer.status.to_string();
            let entry =
                responses.entry(status).or_insert_with(|| json!({ "description": said(answer.status) }));
            if answer.media.is_empty() {
                continue;
            }
            let schema = answer.shape.as_ref().map(|it| (it.within)(&mut self.given));
            let content = match schema {
                Some(schema) => json!({ "schema": schema }),
                None => json!({}),
            };
            entry["content"][answer.media] = content;
        }
        let mut refusals: Vec<u16> = it.refusals.iter().chain(&ALWAYS).copied().collect();
        if route.need != Need::Nothing {
            refusals.push(401);
        }
        if matches!(route.need, Need::Admin(_)) {
            refusals.push(403);
        }
        if route.path.contains('{') {
            refusals.push(404);
        }
        if it.body.is_some() {
            refusals.extend([413, 415]);
        }
        if it.makes {
            refusals.extend([409, 422]);
        }
        if it.tagged && !matches!(route.method.as_str(), "GET" | "POST") {
            refusals.push(412);
        }
        for status in refusals {
            let schema = if status == 400 { "BadRequest" } else { "Problem" };
            let schema = json!({ "$ref": format!("#/components/schemas/{schema}") });
            responses.entry(status.to_string()).or_insert_with(|| {
                json!({
                    "description": said(status),
                    "content": { "application/problem+json": { "schema": schema } },
                })
            });
        }
        Value::Object(responses)
    }

    fn schemas(mut self) -> Value {
        let mut schemas = self.given.take_definitions(true);
        for (name, schema) in self.taken.take_definitions(true) {
            schemas.insert(name, schema);
        }
        schemas.insert("Problem".to_owned(), problem());
        schemas.insert("BadRequest".to_owned(), bad_request());
        Value::Object(schemas)
    }
}

fn security(route: &Route) -> Value {
    match (route.api, route.need) {
        (_, Need::Nothing) => json!([]),
        (Api::Portal, Need::Reader) => json!([{ "session": [] }, {}]),
        (Api::Portal, _) => json!([{ "session": [] }]),
        (Api::Management, _) => json!([{ "token": [] }]),
    }
}

fn parameters(route: &Route) -> Value {
    let it = &*route.operation;
    let mut list: Vec<Value> = Vec::new();
    for name in route.path.split('{').skip(1).filter_map(|it| it.split('}').next()) {
        let segment = it.segments.iter().find(|(segment, _)| *segment == name);
        let is_id = segment.is_none() && name.to_ascii_lowercase().ends_with("id");
        let schema = match segment {
            Some((_, words)) if !words.is_empty() => json!({ "type": "string", "enum": words }),
            _ if is_id => json!({ "type": "string", "format": "uuid" }),
            _ => json!({ "type": "string" }),
        };
        list.push(json!({ "name": name, "in": "path", "required": true, "schema": schema }));
    }
    if it.paged {
        let size = json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 10 });
        let number = json!({ "type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 1 });
        list.push(json!({ "name": "page[size]", "in": "query", "schema": size }));
        list.push(json!({ "name": "page[number]", "in": "query", "schema": number }));
    }
    let filtered: Vec<&Field> = it.fields.iter().filter(|it| it.filters).collect();
    match it.style {
        Style::Deep if !filtered.is_empty() => {
            let fields: Map<String, Value> =
                filtered.iter().map(|it| (it.name.to_owned(), deep(it))).collect();
            let schema = json!({ "type": "object", "properties": fields, "additionalProperties": false });
            list.push(json!({ "name": "filter", "in": "query", "style": "deepObject", "explode": true, "schema": schema }));
        }
        _ => list.extend(filtered.iter().flat_map(|it| apart(it))),
    }
    let sorted: Vec<&str> = it.fields.iter().filter(|it| it.sorts).map(|it| it.name).collect();
    if it.style == Style::Deep && !sorted.is_empty() {
        let says = format!("Fields to sort by, each with asc or desc behind it: {}.", sorted.join(", "));
        list.push(
            json!({ "name": "sort", "in": "query", "description": says, "schema": { "type": "string" } }),
        );
    }
    for parameter in &it.parameters {
        let schema = match parameter.words {
            [] => json!({ "type": "string" }),
            words if words == TRUTHS => json!({ "type": "boolean" }),
            words => json!({ "type": "string", "enum": words }),
        };
        list.push(
            json!({ "name": parameter.name, "in": "query", "description": parameter.says, "schema": schema }),
        );
    }
    if it.makes {
        let schema = json!({ "type": "string", "minLength": 1, "maxLength": 255 });
        let says = "Under the same key, what was made is not made again within a day.";
        list.push(
            json!({ "name": "Idempotency-Key", "in": "header", "description": says, "schema": schema }),
        );
    }
    Value::Array(list)
}

fn value_of(field: &Field) -> Value {
    match field.kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Word(words) => json!({ "type": "string", "enum": words }),
        Kind::Id => json!({ "type": "string", "format": "uuid" }),
        Kind::Truth => json!({ "type": "boolean" }),
        Kind::Moment => json!({ "type": "string", "format": "date-time" }),
    }
}

fn tests_of(field: &Field) -> &'static [&'static str] {
    match field.kind {
        Kind::Text => &["eq", "neq", "contains", "oeq", "ocontains"],
        Kind::Word(_) | Kind::Id => &["eq", "neq", "oeq"],
        Kind::Truth => &[],
        Kind::Moment => &["eq", "lt", "lte", "gt", "gte"],
    }
}

fn deep(field: &Field) -> Value {
    let value = value_of(field);
    if tests_of(field).is_empty() {
        return value;
    }
    // Tests for one of several take a list with commas.
    let kind = |test: &str| if test.starts_with('o') { json!({ "type": "string" }) } else { value.clone() };
    let tests: Map<String, Value> =
        tests_of(field).iter().map(|test| ((*test).to_owned(), kind(test))).collect();
    json!({ "anyOf": [value, { "type": "object", "properties": tests, "additionalProperties": false }] })
}

fn apart(field: &Field) -> Vec<Value> {
    let parameter = |name: String, schema: Value| json!({ "name": name, "in": "query", "schema": schema });
    let mut list = vec![parameter(format!("filter[{}]", field.name), value_of(field))];
    for test in tests_of(field).iter().filter(|it| !matches!(**it, "neq" | "oeq" | "ocontains")) {
        list.push(parameter(format!("filter[{}][{test}]", field.name), value_of(field)));
    }
    list
}

fn said(status: u16) -> &'static str {
    axum::http::StatusCode::from_u16(status).ok().and_then(|it| it.canonical_reason()).unwrap_or("Answer")
}

fn problem() -> Value {
    json!({
        "type": "object",
        "description": "Why it was refused (RFC 9457).",
        "required": ["status", "title", "instance", "detail"],
        "properties": {
            "status": { "type": "integer" },
            "title": { "type": "string" },
            "type": { "type": "string" },
            "instance": { "type": "string" },
            "detail": { "type": "string" },
            "message": { "type": "string", "description": "The same as detail, for clients that show it." },
            "invalid_parameters": { "type": "array", "items": invalid_parameter() },
        },
    })
}

/// A 400 of the description's own rules names what is wrong; one of HTTP, such as an escape that is none, does not.
fn bad_request() -> Value {
    let mut schema = problem();
    schema["properties"]["invalid_parameters"]["minItems"] = json!(1);
    schema
}

fn invalid_parameter() -> Value {
    json!({
        "type": "object",
        "required": ["field", "reason"],
        "properties": {
            "field": { "type": "string" },
            "reason": { "type": "string" },
            "rule": { "type": "string" },
            "source": { "type": "string" },
            "minimum": { "type": "integer" },
            "maximum": { "type": "integer" },
            "choices": { "type": "array", "items": {} },
            "dependents": { "type": "array", "items": {} },
        },
        "additionalProperties": false,
    })
}
