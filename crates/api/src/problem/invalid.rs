//! One member or parameter that is wrong, in the words of the contracts: `InvalidParameters`.

use base::FieldError;
use serde_json::{Map, Value, json};
use ui::{Arg, Texts};

use super::Names;

/// The rules that the contracts know without a number. What breaks another rule of ours is `invalid`.
const PLAIN: [&str; 19] = [
    "required",
    "is_array",
    "is_base64",
    "is_boolean",
    "is_date_time",
    "is_integer",
    "is_null",
    "is_number",
    "is_object",
    "is_string",
    "is_uuid",
    "is_fqdn",
    "is_arn",
    "unknown_property",
    "missing_reference",
    "is_label",
    "matches_regex",
    "invalid",
    "type",
];

const SMALLEST: [&str; 7] =
    ["min_length", "min_digits", "min_lowercase", "min_uppercase", "min_symbols", "min_items", "min"];
const LARGEST: [&str; 3] = ["max_length", "max_items", "max"];

/// One member or parameter that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Invalid {
    /// Its name; of a member within others, their names with dots between.
    pub(crate) field: String,
    /// The rule that it breaks, in our words.
    pub(crate) rule: &'static str,
    /// The rule's number.
    pub(crate) limit: Option<i64>,
    /// What it could have been.
    pub(crate) choices: Vec<Value>,
    /// What a parser said.
    pub(crate) detail: Option<String>,
    /// Where it stood: `body`, `query` or `header`.
    pub(crate) source: &'static str,
}

impl Invalid {
    /// A member of the body that breaks a rule.
    pub(crate) fn member(field: impl Into<String>, rule: &'static str) -> Self {
        let field = field.into();
        Self { field, rule, limit: None, choices: Vec::new(), detail: None, source: "body" }
    }

    /// A parameter of the query that breaks a rule.
    pub(crate) fn parameter(field: impl Into<String>, rule: &'static str) -> Self {
        Self { source: "query", ..Self::member(field, rule) }
    }

    /// The same rule with its number.
    pub(crate) fn limit(self, limit: i64) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// The same rule with what could have been said.
    pub(crate) fn choices(self, choices: Vec<Value>) -> Self {
        Self { choices, ..self }
    }

    /// What an operation found wrong.
    pub(super) fn of(error: &FieldError, names: Names) -> Self {
        let (first, rest) =
            error.field.split_once('.').map_or((&*error.field, ""), |(first, rest)| (first, rest));
        let name = names.iter().find(|(ours, _)| *ours == first).map_or(first, |(_, theirs)| theirs);
        let field = if rest.is_empty() { name.to_owned() } else { format!("{name}.{rest}") };
        let (limit, detail) = (error.limit, error.detail.clone());
        Self { field, rule: error.code, limit, choices: Vec::new(), detail, source: "body" }
    }

    /// As the contracts have it. A rule whose number or choices are not known is told as `invalid`.
    pub(super) fn json(&self, texts: &Texts) -> Value {
        let mut it = Map::new();
        it.insert("field".to_owned(), json!(self.field));
        let rule = match self.rule {
            rule if PLAIN.contains(&rule) => rule,
            rule if SMALLEST.contains(&rule) && self.limit.is_some() => {
                it.insert("minimum".to_owned(), json!(self.limit));
                rule
            }
            rule if LARGEST.contains(&rule) && self.limit.is_some() => {
                it.insert("maximum".to_owned(), json!(self.limit));
                rule
            }
            "enum" if !self.choices.is_empty() => {
                it.insert("choices".to_owned(), json!(self.choices));
                "enum"
            }
            "unknown" => "missing_reference",
            _ => "invalid",
        };
        it.insert("rule".to_owned(), json!(rule));
        it.insert("source".to_owned(), json!(self.source));
        it.insert("reason".to_owned(), json!(self.reason(texts)));
        Value::Object(it)
    }

    fn reason(&self, texts: &Texts) -> String {
        let key = format!("invalid-{}", self.rule.replace(['_', '.'], "-"));
        let key = if texts.has(&key) { &key } else { "invalid-invalid" };
        let choices: Vec<String> = self.choices.iter().map(ToString::to_string).collect();
        let args = [
            ("limit", Arg::Number(self.limit.unwrap_or_default())),
            ("detail", Arg::Text(self.detail.clone().unwrap_or_default())),
            ("choices", Arg::Text(choices.join(", "))),
        ];
        texts.say(key, &args).trim().to_owned()
    }
}
