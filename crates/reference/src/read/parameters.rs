//! What a call carries in the path, the query, headers and cookies.

use serde_json::{Map, Value};

use super::merged::Merged;
use super::purse::Purse;
use super::{Reader, example, swagger, text, tree};
use crate::Dialect;
use crate::model::{Parameter, Place, Style};
use crate::resolve::resolve;

/// The most parameters that are shown, and shapes in each.
const MAX_PARAMETERS: usize = 150;
const SHARE: usize = 30;

/// Headers that are described elsewhere (OpenAPI says to ignore them).
const DESCRIBED_ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];

/// The parameters as the document holds them: the operation's own, then those of the path that it does not replace.
pub(super) fn all<'d>(
    reader: &Reader<'d>,
    operation: &'d Map<String, Value>,
    item: &'d Map<String, Value>,
) -> Vec<(&'d Value, &'d Map<String, Value>)> {
    let mut all: Vec<(&Value, &Map<String, Value>)> = Vec::new();
    for value in text::list(operation, "parameters").iter().chain(text::list(item, "parameters")) {
        let Some(value) = resolve(reader.root, value) else { continue };
        let Some(map) = value.as_object() else { continue };
        let same = |it: &&(&Value, &Map<String, Value>)| {
            it.1.get("name") == map.get("name") && it.1.get("in") == map.get("in")
        };
        if all.len() < MAX_PARAMETERS && all.iter().find(same).is_none() {
            all.push((value, map));
        }
    }
    all
}

/// The parameters of an operation, by place, required ones first.
pub(super) fn read<'d>(
    reader: &Reader<'d>,
    operation: &'d Map<String, Value>,
    item: &'d Map<String, Value>,
    purse: &mut Purse,
) -> Vec<Parameter> {
    let read = |(value, map)| one(reader, value, map, purse);
    let mut parameters: Vec<Parameter> = all(reader, operation, item).into_iter().filter_map(read).collect();
    parameters.sort_by_key(|it| (it.place, !it.required));
    parameters
}

fn one<'d>(
    reader: &Reader<'d>,
    value: &'d Value,
    map: &'d Map<String, Value>,
    purse: &mut Purse,
) -> Option<Parameter> {
    let name = text::line(text::of(map, "name"));
    let place = Place::ALL.into_iter().find(|it| it.word() == text::of(map, "in"))?;
    if name.is_empty()
        || place == Place::Header && DESCRIBED_ELSEWHERE.contains(&name.to_ascii_lowercase().as_str())
    {
        return None;
    }
    let (schema, media_type) = shape(reader, value, map);
    let description = purse.note(text::of(map, "description"));
    let tree = schema.map(|it| tree::grown(reader, it, SHARE, purse)).unwrap_or_default();
    let example = author(reader, map);
    let made = || example::value(reader, schema?, example::Purpose::Request);
    let sample = example.cloned().or_else(made).unwrap_or(Value::Null);
    let (style, explode) = match reader.dialect {
        Dialect::Swagger20 => swagger::style(map),
        Dialect::OpenApi30 | Dialect::OpenApi31 => style(map, place),
    };
    let repeats = |it: &str| it.is_empty() || it == description;
    let description = if repeats(&description) && !tree.description.is_empty() {
        tree.description.clone()
    } else {
        description
    };
    Some(Parameter {
        required: place == Place::Path || text::is(map, "required"),
        deprecated: text::is(map, "deprecated"),
        schema: crate::model::Schema { description: String::new(), ..tree },
        example: example.map(text::value),
        sample: small(sample),
        media_type: media_type.map(text::line),
        name,
        place,
        description,
        style,
        explode,
    })
}

/// The schema of a parameter, and the media type when it is a document of its own. In Swagger 2.0 the parameter is its
/// own schema.
pub(super) fn shape<'d>(
    reader: &Reader<'d>,
    value: &'d Value,
    map: &'d Map<String, Value>,
) -> (Option<&'d Value>, Option<&'d str>) {
    if reader.dialect == Dialect::Swagger20 {
        return (Some(value), None);
    }
    let content = map.get("content").and_then(Value::as_object).and_then(|it| it.iter().next());
    match (map.get("schema"), content) {
        (None, Some((media_type, media))) => (media.get("schema"), Some(media_type)),
        (schema, _) => (schema, None),
    }
}

/// The value that the author shows.
fn author<'d>(reader: &Reader<'d>, map: &'d Map<String, Value>) -> Option<&'d Value> {
    let content =
        map.get("content").and_then(Value::as_object).and_then(|it| it.values().next()?.as_object());
    for map in [Some(map), content].into_iter().flatten() {
        let named = || {
            let first = map.get("examples")?.as_object()?.values().next()?;
            reader.object(first)?.get("value")
        };
        if let Some(example) = map.get("example").or_else(named).or_else(|| map.get("x-example")) {
            return Some(example);
        }
    }
    let schema = Merged::of(reader, map.get("schema")?);
    schema.get("example").or_else(|| schema.get("examples")?.as_array()?.first())
}

fn style(map: &Map<String, Value>, place: Place) -> (Style, bool) {
    let word = text::of(map, "style");
    let style = match word {
        "label" => Style::Label,
        "matrix" => Style::Matrix,
        "spaceDelimited" => Style::Spaces,
        "pipeDelimited" => Style::Pipes,
        "deepObject" => Style::Deep,
        _ => Style::Plain,
    };
    let is_form = word == "form" || word.is_empty() && matches!(place, Place::Query | Place::Cookie);
    let explode = map.get("explode").and_then(Value::as_bool).unwrap_or(is_form || style == Style::Deep);
    (style, explode)
}

/// A value of a length that an address can carry.
fn small(value: Value) -> Value {
    if value.to_string().len() <= 1_000 { value } else { Value::String("…".to_owned()) }
}
