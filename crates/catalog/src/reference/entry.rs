//! A value as it is typed in the console: a field with a label, what kind of value is wanted, and one to begin with.

use reference::model::{FormField, Media, Parameter, Place, Schema, Style};
use serde_json::Value;
use ui::*;

use super::ids::Ids;

/// The most properties of a body that get a field each; a larger body is written as it is.
const MOST_PROPERTIES: usize = 40;

/// The longest hint that is made of a document's words.
const LONGEST_EXAMPLE: usize = 80;

/// A field, and what the script must know to write its value into a call.
pub(super) struct Entered {
    pub(super) name: String,
    /// `string`, `integer`, `number`, `boolean`, `array`, `json` or `file`.
    pub(super) kind: &'static str,
    pub(super) required: bool,
    /// How lists and objects are written: the style's word, and whether each item is a pair of its own.
    pub(super) style: &'static str,
    pub(super) explode: bool,
    pub(super) field: Field,
}

impl Entered {
    /// A file that is the whole body.
    pub(super) fn file(id: String, label: &str) -> Self {
        let field = Field::file(id, label, "");
        Self { name: String::new(), kind: "file", required: false, style: "", explode: false, field }
    }
}

/// A parameter. What must be there is filled in; of the rest, what would be meant anyway.
pub(super) fn of_parameter(chrome: &Chrome, ids: &Ids, it: &Parameter) -> Entered {
    let kind = if it.media_type.is_some() { "json" } else { kind_of(&it.schema) };
    let place = match it.place {
        Place::Path => "try-path",
        Place::Query => "try-query",
        Place::Header => "try-header",
        Place::Cookie => "try-cookie",
    };
    let example = it.example.clone().or_else(|| it.schema.example.clone());
    let value = if it.required {
        let known = [&example, &it.schema.default, &it.schema.constant].into_iter().flatten().next().cloned();
        known.or_else(|| it.schema.choices.first().cloned()).or_else(|| written(&it.sample, kind))
    } else {
        it.schema.default.clone()
    };
    let value = value.map(|it| if kind == "array" { unlisted(&it) } else { it });
    let wanted = Wanted { name: &it.name, kind, required: it.required, deprecated: it.deprecated, example };
    Entered {
        style: style_word(it.style),
        explode: it.explode,
        ..wanted.entered(chrome, &it.schema, ids.within(place, &it.name), value.as_deref())
    }
}

/// The properties of a JSON body that is an object; none when it is something else, or too large for a form. Their
/// values come from the body as it is written.
pub(super) fn of_body(chrome: &Chrome, ids: &Ids, place: &str, media: &Media) -> Vec<Entered> {
    let Some(schema) = &media.schema else { return Vec::new() };
    let properties: Vec<_> = schema.properties.iter().filter(|it| !it.schema.read_only).collect();
    if properties.len() > MOST_PROPERTIES || schema.more_properties > 0 {
        return Vec::new();
    }
    let property = |it: &&reference::model::Property| {
        let kind = match kind_of(&it.schema) {
            "array" => "json",
            kind => kind,
        };
        let (deprecated, example) = (it.schema.deprecated, it.schema.example.clone());
        let wanted = Wanted { name: &it.name, kind, required: it.required, deprecated, example };
        wanted.entered(chrome, &it.schema, ids.within(place, &it.name), None)
    };
    properties.iter().map(property).collect()
}

/// A field of a form that is sent as a body.
pub(super) fn entered(chrome: &Chrome, ids: &Ids, place: &str, it: &FormField) -> Entered {
    let id = ids.within(place, &it.name);
    let (kind, field) = if it.is_file {
        ("file", Field::file(id, &it.name, "").optional(chrome))
    } else {
        ("string", Field::text(id, &it.name).value(&it.value).autocomplete("off"))
    };
    Entered { name: it.name.clone(), kind, required: false, style: "", explode: false, field }
}

/// What a field is for.
struct Wanted<'a> {
    name: &'a str,
    kind: &'static str,
    required: bool,
    deprecated: bool,
    example: Option<String>,
}

impl Wanted<'_> {
    fn entered(self, chrome: &Chrome, schema: &Schema, id: String, value: Option<&str>) -> Entered {
        let choices: Vec<&str> = match self.kind {
            "boolean" => vec!["true", "false"],
            "array" | "json" => Vec::new(),
            _ if schema.more_choices > 0 => Vec::new(),
            _ => schema.choices.iter().map(String::as_str).collect(),
        };
        let field = if !choices.is_empty() {
            let is_free = !self.required || value.is_none();
            let field = Field::select(id, self.name);
            let field = if is_free { field.choice("", chrome.t("trial-not-sent")) } else { field };
            choices.into_iter().fold(field, |field, it| field.choice(it, it))
        } else if self.kind == "json" {
            Field::area(id, self.name, 3).mono()
        } else {
            Field::text(id, self.name)
        };
        let field = field.hint(self.hint(chrome, schema)).value(value).autocomplete("off");
        let field = if self.required { field } else { field.optional(chrome) };
        Entered {
            name: self.name.to_owned(),
            kind: self.kind,
            required: self.required,
            style: "",
            explode: false,
            field,
        }
    }

    /// What kind of value is wanted, in a line.
    fn hint(&self, chrome: &Chrome, schema: &Schema) -> String {
        let kind = match self.kind {
            "array" => chrome.t("trial-hint-list"),
            "json" => chrome.t("trial-hint-json"),
            kind => kind.to_owned(),
        };
        let mut parts = vec![kind];
        if !schema.format.is_empty() {
            parts.push(schema.format.clone());
        }
        if let Some(example) =
            self.example.as_deref().filter(|it| it.len() <= LONGEST_EXAMPLE && !self.required)
        {
            parts.push(chrome.t1("trial-hint-example", "value", example));
        }
        if self.deprecated {
            parts.push(chrome.t("reference-version-deprecated"));
        }
        parts.join(" · ")
    }
}

/// How a value is typed: lists of plain values with commas, what is more as JSON.
fn kind_of(schema: &Schema) -> &'static str {
    let kinds: Vec<&str> = schema.types.iter().map(String::as_str).filter(|it| *it != "null").collect();
    match kinds.as_slice() {
        ["boolean"] => "boolean",
        ["integer"] => "integer",
        ["number"] => "number",
        ["array"] => match schema.items.as_deref().map(kind_of) {
            Some("json" | "array") => "json",
            _ => "array",
        },
        ["object"] => "json",
        [] if !schema.properties.is_empty() => "json",
        [] | ["string"] => "string",
        _ if kinds.iter().any(|it| ["object", "array"].contains(it)) => "json",
        _ => "string",
    }
}

/// A value that was made from the shape, as it is typed.
fn written(value: &Value, kind: &str) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) if kind != "json" => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// A list as it is typed: `["a","b"]` as `a,b`.
fn unlisted(text: &str) -> String {
    let Ok(Value::Array(items)) = serde_json::from_str(text) else { return text.to_owned() };
    let items: Vec<String> = items.iter().filter_map(|it| written(it, "string")).collect();
    items.join(",")
}

fn style_word(style: Style) -> &'static str {
    match style {
        Style::Plain => "plain",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Spaces => "spaces",
        Style::Pipes => "pipes",
        Style::Tabs => "tabs",
        Style::Deep => "deep",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn schema(kind: &str) -> Schema {
        Schema { types: vec![kind.into()], ..Schema::default() }
    }

    #[test]
    fn how_a_value_is_typed_follows_its_shape() {
        let list = |of: Schema| Schema { items: Some(Box::new(of)), ..schema("array") };
        for (shape, expected) in [
            (schema("string"), "string"),
            (Schema::default(), "string"),
            (schema("integer"), "integer"),
            (Schema { types: vec!["null".into(), "boolean".into()], ..Schema::default() }, "boolean"),
            (schema("object"), "json"),
            (list(schema("string")), "array"),
            (list(schema("object")), "json"),
            (Schema { types: vec!["string".into(), "object".into()], ..Schema::default() }, "json"),
        ] {
            assert_eq!(kind_of(&shape), expected, "{shape:?}");
        }
    }

    #[test]
    fn lists_are_typed_with_commas() {
        assert_eq!(unlisted("[\"a\",\"b\"]"), "a,b");
        assert_eq!(unlisted("[1,2]"), "1,2");
        assert_eq!(unlisted("a"), "a");
        assert_eq!(written(&json!("x"), "json"), Some("\"x\"".to_owned()));
        assert_eq!(written(&json!(null), "string"), None);
    }
}
