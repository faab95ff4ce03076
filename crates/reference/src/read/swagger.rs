//! What Swagger 2.0 says in other words than OpenAPI 3: servers, bodies as parameters, media types.

use serde_json::{Map, Value};

use super::bodies::Written;
use super::purse::Purse;
use super::{Reader, bodies, parameters, text, tree};
use crate::model::{Body, FormField, Media, Property, Schema, Server, Style};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data";

/// The most media types of a body that are shown.
const MAX_MEDIA: usize = 10;

/// `schemes`, `host` and `basePath`. Without a scheme, HTTPS.
pub(super) fn servers(map: &Map<String, Value>) -> Vec<Server> {
    let (host, base) = (text::of(map, "host"), text::of(map, "basePath").trim_end_matches('/'));
    let server = |url: String| Server { url: text::line(&url), description: String::new() };
    if host.is_empty() {
        return if base.is_empty() { Vec::new() } else { vec![server(base.to_owned())] };
    }
    let schemes = text::list(map, "schemes").iter().filter_map(Value::as_str);
    let mut schemes: Vec<&str> = schemes.filter(|it| matches!(*it, "http" | "https")).collect();
    schemes.sort_by_key(|it| *it == "http");
    schemes.dedup();
    if schemes.is_empty() {
        schemes.push("https");
    }
    schemes.into_iter().map(|scheme| server(format!("{scheme}://{host}{base}"))).collect()
}

/// `collectionFormat`.
pub(super) fn style(map: &Map<String, Value>) -> (Style, bool) {
    match text::of(map, "collectionFormat") {
        "ssv" => (Style::Spaces, false),
        "tsv" => (Style::Tabs, false),
        "pipes" => (Style::Pipes, false),
        "multi" => (Style::Plain, true),
        _ => (Style::Plain, false),
    }
}

/// The media types that an operation takes (`consumes`) or gives (`produces`).
pub(super) fn media_types<'d>(
    reader: &Reader<'d>,
    operation: &'d Map<String, Value>,
    field: &str,
) -> Vec<&'d str> {
    let root = reader.root.as_object();
    let own = operation.get(field).and_then(Value::as_array);
    let listed = own.or_else(|| root?.get(field)?.as_array()).into_iter().flatten();
    let types: Vec<&str> = listed.filter_map(Value::as_str).take(MAX_MEDIA).collect();
    if types.is_empty() { vec![JSON] } else { types }
}

/// The body: of the one parameter that is it, or of the fields of a form.
pub(super) fn body<'d>(
    reader: &Reader<'d>,
    operation: &'d Map<String, Value>,
    item: &'d Map<String, Value>,
    purse: &mut Purse,
) -> Option<Body> {
    let all = parameters::all(reader, operation, item);
    let is_in =
        |place: &'static str| move |it: &&(&Value, &Map<String, Value>)| text::of(it.1, "in") == place;
    if let Some((_, map)) = all.iter().find(is_in("body")) {
        let types = media_types(reader, operation, "consumes");
        let schema = map.get("schema");
        let found = types
            .into_iter()
            .map(|media_type| Written { media_type, schema, shown: None, named: None })
            .collect();
        return Some(Body {
            description: purse.note(text::of(map, "description")),
            required: text::is(map, "required"),
            media: bodies::media(reader, found, bodies::REQUEST, purse),
        });
    }
    let fields: Vec<_> = all.iter().filter(is_in("formData")).collect();
    if fields.is_empty() {
        return None;
    }
    let mut schema = Schema { types: vec!["object".to_owned()], ..Schema::default() };
    let mut form = Vec::new();
    for (value, map) in fields {
        let name = text::line(text::of(map, "name"));
        let required = text::is(map, "required");
        form.push(FormField {
            value: bodies::field_value(reader, value),
            is_file: text::of(map, "type") == "file",
            name: name.clone(),
        });
        schema.properties.push(Property { name, required, schema: tree::grown(reader, value, 1, purse) });
    }
    let has_file = form.iter().any(|it| it.is_file);
    let said = media_types(reader, operation, "consumes").into_iter().find(|it| [FORM, PARTS].contains(it));
    let media_type = said.unwrap_or(if has_file { PARTS } else { FORM }).to_owned();
    let required = schema.properties.iter().any(|it| it.required);
    let media = Media { media_type, schema: Some(schema), fields: form, ..Media::default() };
    Some(Body { required, media: vec![media], ..Body::default() })
}
