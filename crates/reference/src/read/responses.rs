//! What comes back.

use serde_json::{Map, Value};

use super::bodies::{self, Share, Written};
use super::example::Purpose;
use super::purse::Purse;
use super::{Reader, swagger, text, tree};
use crate::Dialect;
use crate::model::{Header, Response};

/// The most answers and headers of one that are shown.
const MAX_RESPONSES: usize = 60;
const MAX_HEADERS: usize = 60;

/// The shapes of the first good answer, and of each other one.
const FIRST: usize = 120;
const OTHER: usize = 16;

/// The answers, in the document's order.
pub(super) fn read<'d>(
    reader: &Reader<'d>,
    operation: &'d Map<String, Value>,
    purse: &mut Purse,
) -> Vec<Response> {
    let map = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
    let found: Vec<_> = map
        .filter(|(status, _)| !status.starts_with("x-"))
        .filter_map(|(status, it)| Some((status.as_str(), reader.object(it)?)))
        .take(MAX_RESPONSES)
        .collect();
    let first = found.iter().position(|(status, _)| status.starts_with('2')).unwrap_or(0);
    // The good answer has the first choice of the room; it stands where the document puts it.
    let mut good = found.get(first).map(|(status, it)| one(reader, operation, (status, it), FIRST, purse));
    let mut read = |(at, (status, it))| {
        if at == first { good.take() } else { Some(one(reader, operation, (status, it), OTHER, purse)) }
    };
    found.into_iter().enumerate().filter_map(&mut read).collect()
}

fn one<'d>(
    reader: &Reader<'d>,
    operation: &'d Map<String, Value>,
    (status, map): (&str, &'d Map<String, Value>),
    nodes: usize,
    purse: &mut Purse,
) -> Response {
    let found: Vec<Written<'d>> = match reader.dialect {
        Dialect::Swagger20 => of_swagger(reader, operation, map),
        Dialect::OpenApi30 | Dialect::OpenApi31 => bodies::written(map),
    };
    Response {
        status: text::line(status),
        description: purse.note(text::of(map, "description")),
        media: bodies::media(reader, found, Share { nodes, purpose: Purpose::Response }, purse),
        headers: headers(reader, map, purse),
    }
}

/// In Swagger 2.0 an answer has one shape, in every media type that the operation gives.
fn of_swagger<'d>(
    reader: &Reader<'d>,
    operation: &'d Map<String, Value>,
    map: &'d Map<String, Value>,
) -> Vec<Written<'d>> {
    let (schema, examples) = (map.get("schema"), map.get("examples").and_then(Value::as_object));
    if schema.is_none() && examples.is_none() {
        return Vec::new();
    }
    let types = swagger::media_types(reader, operation, "produces");
    let written = |media_type| Written {
        media_type,
        schema,
        shown: examples.and_then(|it| it.get(media_type)),
        named: None,
    };
    types.into_iter().map(written).collect()
}

fn headers<'d>(reader: &Reader<'d>, map: &'d Map<String, Value>, purse: &mut Purse) -> Vec<Header> {
    let headers = map.get("headers").and_then(Value::as_object).into_iter().flatten();
    let read = |(name, value): (&'d String, &'d Value)| {
        let map = reader.object(value)?;
        let schema = match reader.dialect {
            Dialect::Swagger20 => Some(value),
            Dialect::OpenApi30 | Dialect::OpenApi31 => map.get("schema"),
        };
        let schema = schema.map(|it| tree::grown(reader, it, 2, purse)).unwrap_or_default();
        let description = match text::of(map, "description") {
            "" => schema.description.clone(),
            own => purse.note(own),
        };
        let schema = crate::model::Schema { description: String::new(), ..schema };
        Some(Header { name: text::line(name), description, required: text::is(map, "required"), schema })
    };
    headers.filter_map(read).take(MAX_HEADERS).collect()
}
