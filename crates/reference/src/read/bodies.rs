//! Bodies: media types, shapes and examples.

use serde_json::{Map, Value};

use super::example::{self, Purpose};
use super::merged::Merged;
use super::purse::Purse;
use super::{Reader, swagger, text, tree};
use crate::Dialect;
use crate::model::{Body, Example, FormField, Media};

/// The most media types, examples of one, and fields of a form that are shown.
const MAX_MEDIA: usize = 10;
const MAX_EXAMPLES: usize = 8;
const MAX_FIELDS: usize = 60;

/// How many shapes a body may show, and which way it goes.
#[derive(Clone, Copy)]
pub(super) struct Share {
    pub(super) nodes: usize,
    pub(super) purpose: Purpose,
}

/// The share of a request's body.
pub(super) const REQUEST: Share = Share { nodes: 110, purpose: Purpose::Request };

/// A body as the document holds it.
#[derive(Clone, Copy)]
pub(super) struct Written<'d> {
    pub(super) media_type: &'d str,
    pub(super) schema: Option<&'d Value>,
    /// The one value that the author shows.
    pub(super) shown: Option<&'d Value>,
    /// The values that the author shows, by name.
    pub(super) named: Option<&'d Map<String, Value>>,
}

/// The body of a call.
pub(super) fn read<'d>(
    reader: &Reader<'d>,
    operation: &'d Map<String, Value>,
    item: &'d Map<String, Value>,
    purse: &mut Purse,
) -> Option<Body> {
    if reader.dialect == Dialect::Swagger20 {
        return swagger::body(reader, operation, item, purse);
    }
    let map = reader.field(operation, "requestBody")?;
    Some(Body {
        description: purse.note(text::of(map, "description")),
        required: text::is(map, "required"),
        media: media(reader, written(map), REQUEST, purse),
    })
}

/// What `content` holds.
pub(super) fn written(map: &Map<String, Value>) -> Vec<Written<'_>> {
    let content = map.get("content").and_then(Value::as_object).into_iter().flatten();
    content.map(|(name, it)| of_media(name, it)).take(MAX_MEDIA).collect()
}

fn of_media<'d>(media_type: &'d str, media: &'d Value) -> Written<'d> {
    Written {
        media_type,
        schema: media.get("schema"),
        shown: media.get("example"),
        named: media.get("examples").and_then(Value::as_object),
    }
}

/// Bodies of the same shape are shown once, with all their media types.
pub(super) fn media<'d>(
    reader: &Reader<'d>,
    found: Vec<Written<'d>>,
    share: Share,
    purse: &mut Purse,
) -> Vec<Media> {
    let mut all: Vec<Media> = Vec::new();
    let mut shapes: Vec<(&Value, usize)> = Vec::new();
    for it in found {
        let known = |schema: &Value| shapes.iter().find(|(known, _)| *known == schema).map(|(_, at)| *at);
        match it.schema.and_then(known) {
            Some(at) if it.shown.is_none() && it.named.is_none() => {
                all[at].also.push(text::line(it.media_type));
            }
            _ => {
                shapes.extend(it.schema.map(|it| (it, all.len())));
                all.push(one(reader, it, share, purse));
            }
        }
    }
    all
}

fn one<'d>(reader: &Reader<'d>, it: Written<'d>, share: Share, purse: &mut Purse) -> Media {
    let is_form = is_form(it.media_type);
    let mut examples = authors(reader, it);
    examples.retain(|it| purse.example(it.text.len()));
    if examples.is_empty()
        && !is_form
        && let Some(schema) = it.schema
    {
        let made = made(reader, it.media_type, schema, share.purpose);
        examples.extend(made.filter(|it| purse.example(it.text.len())));
    }
    Media {
        media_type: text::line(it.media_type),
        schema: it.schema.map(|it| tree::grown(reader, it, share.nodes, purse)),
        fields: if is_form { fields(reader, it) } else { Vec::new() },
        examples,
        also: Vec::new(),
    }
}

fn is_form(media_type: &str) -> bool {
    media_type.starts_with("multipart/") || media_type.starts_with("application/x-www-form-urlencoded")
}

/// Whether bodies of the media type are JSON, as far as one can tell.
pub(super) fn is_json(media_type: &str) -> bool {
    let kind = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind.ends_with("/json") || kind.ends_with("+json") || kind == "*/*" || kind == "application/*"
}

/// The examples that the author gives.
fn authors(reader: &Reader<'_>, it: Written<'_>) -> Vec<Example> {
    let is_string = it.schema.is_some_and(|it| Merged::of(reader, it).types() == ["string"]);
    let read = |name: &str, summary: &str, value: &Value| Example {
        name: text::line(name),
        summary: text::line(summary),
        ..example::written(value, is_json(it.media_type) && !(is_string && value.is_string()))
    };
    let named = it.named.into_iter().flatten().filter_map(|(name, it)| {
        let it = reader.object(it)?;
        Some(read(name, text::of(it, "summary"), it.get("value")?))
    });
    let single = it.shown.map(|it| read("", "", it));
    single.into_iter().chain(named).take(MAX_EXAMPLES).collect()
}

/// The example that is made from the shape.
fn made<'d>(reader: &Reader<'d>, media_type: &str, schema: &'d Value, purpose: Purpose) -> Option<Example> {
    if is_json(media_type) {
        return example::text(reader, schema, purpose);
    }
    if media_type.starts_with("text/") {
        let value = example::value(reader, schema, purpose)?;
        let origin = crate::model::Origin::Shape;
        return Some(Example { text: text::cleaned(value.as_str()?, 10_000), origin, ..Example::default() });
    }
    None
}

/// The fields of a form: those that the author shows, else those that the shape knows.
fn fields(reader: &Reader<'_>, it: Written<'_>) -> Vec<FormField> {
    let Some(schema) = it.schema else { return Vec::new() };
    let made = example::value(reader, schema, Purpose::Request);
    let values = it.shown.and_then(Value::as_object).or_else(|| made.as_ref()?.as_object());
    let mut fields = Vec::new();
    for (name, schema, required) in Merged::of(reader, schema).properties() {
        let (value, is_file) = (values.and_then(|it| it.get(name)), is_file(reader, schema));
        if fields.len() < MAX_FIELDS && (required || value.is_some() || is_file) {
            let value = value.filter(|_| !is_file).map(text::value).unwrap_or_default();
            fields.push(FormField { name: text::line(name), value, is_file });
        }
    }
    fields
}

/// The value that fits a field, as it is written.
pub(super) fn field_value<'d>(reader: &Reader<'d>, schema: &'d Value) -> String {
    example::value(reader, schema, Purpose::Request).map(|it| text::value(&it)).unwrap_or_default()
}

fn is_file(reader: &Reader<'_>, schema: &Value) -> bool {
    let merged = Merged::of(reader, schema);
    let bare = |it: &Merged<'_>| {
        it.text("format") == "binary"
            || !it.text("contentMediaType").is_empty() && it.text("contentEncoding").is_empty()
    };
    bare(&merged) || merged.get("items").is_some_and(|it| bare(&Merged::of(reader, it)))
}
