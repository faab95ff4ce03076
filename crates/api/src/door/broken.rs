//! What a validator finds wrong with a body, in the words of the contracts.

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::{JsonType, ValidationError, Validator};
use serde_json::Value;

use crate::problem::Invalid;

/// How much is said at once.
pub(super) const MOST: usize = 100;

/// All that is wrong with a body, in the order in which it was found, each once.
pub(super) fn list(validator: &Validator, value: &Value) -> Vec<Invalid> {
    let mut invalid = Vec::new();
    for error in validator.iter_errors(value) {
        add(&error, &mut invalid);
    }
    let mut kept: Vec<Invalid> = Vec::new();
    for it in invalid {
        if kept.len() < MOST && !kept.contains(&it) {
            kept.push(it);
        }
    }
    kept
}

fn add(error: &ValidationError<'_>, out: &mut Vec<Invalid>) {
    let at = error.instance_path().as_str().trim_start_matches('/').replace('/', ".");
    let here = if at.is_empty() { "body".to_owned() } else { at.clone() };
    let below = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
    let plain = |rule: &'static str| Invalid::member(here.clone(), rule);
    let limited =
        |rule: &'static str, limit: u64| plain(rule).limit(i64::try_from(limit).unwrap_or(i64::MAX));
    let numbered = |rule: &'static str, limit: &Value| match limit.as_i64() {
        Some(limit) => plain(rule).limit(limit),
        None => plain("invalid"),
    };
    out.push(match error.kind() {
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => return nearest(context, &here, out),
        Kind::Required { property } => {
            Invalid::member(below(property.as_str().unwrap_or_default()), "required")
        }
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            return out.extend(unexpected.iter().map(|it| Invalid::member(below(it), "unknown_property")));
        }
        Kind::Type { kind } => plain(type_rule(kind)),
        Kind::MaxLength { limit } => limited("max_length", *limit),
        Kind::MinLength { limit } => limited("min_length", *limit),
        Kind::MaxItems { limit } | Kind::MaxProperties { limit } => limited("max_items", *limit),
        Kind::MinItems { limit } | Kind::MinProperties { limit } => limited("min_items", *limit),
        Kind::Minimum { limit } => numbered("min", limit),
        Kind::Maximum { limit } => numbered("max", limit),
        Kind::Enum { options } => plain("enum").choices(options.as_array().cloned().unwrap_or_default()),
        Kind::Constant { expected_value } => plain("enum").choices(vec![(**expected_value).clone()]),
        Kind::Pattern { .. } => plain("matches_regex"),
        Kind::Format { format } => plain(match format.as_str() {
            "uuid" => "is_uuid",
            "date-time" => "is_date_time",
            "hostname" => "is_fqdn",
            "email" => "is_email",
            "uri" | "url" => "is_url",
            _ => "invalid",
        }),
        Kind::ContentEncoding { .. } => plain("is_base64"),
        Kind::PropertyNames { .. } => plain("is_label"),
        _ => plain("invalid"),
    });
}

/// Of several shapes, none of which fits, the one that comes nearest: the first in which not everything is of the wrong
/// type at the very place, as it is where null is the other choice.
fn nearest(context: &[Vec<ValidationError<'static>>], here: &str, out: &mut Vec<Invalid>) {
    let is_other_type = |errors: &&Vec<ValidationError<'static>>| {
        errors.iter().all(|it| matches!(it.kind(), Kind::Type { .. }) && !out_of(it, here))
    };
    let is_other_word = |errors: &&Vec<ValidationError<'static>>| {
        errors.iter().any(|it| matches!(it.kind(), Kind::Enum { .. } | Kind::Constant { .. }))
    };
    let mut fitting = context.iter().filter(|it| !is_other_type(it));
    let chosen = fitting.clone().find(|it| !is_other_word(it)).or_else(|| fitting.next()).or(context.first());
    match chosen {
        Some(errors) => errors.iter().for_each(|it| add(it, out)),
        None => out.push(Invalid::member(here, "invalid")),
    }
}

/// Whether the error is somewhere below the place.
fn out_of(error: &ValidationError<'_>, here: &str) -> bool {
    let at = error.instance_path().as_str().trim_start_matches('/').replace('/', ".");
    at != here && !(at.is_empty() && here == "body")
}

fn type_rule(kind: &TypeKind) -> &'static str {
    let one = |it: JsonType| match it {
        JsonType::Array => "is_array",
        JsonType::Boolean => "is_boolean",
        JsonType::Integer => "is_integer",
        JsonType::Null => "is_null",
        JsonType::Number => "is_number",
        JsonType::Object => "is_object",
        JsonType::String => "is_string",
    };
    match kind {
        TypeKind::Single(it) => one(*it),
        TypeKind::Multiple(set) => {
            let named = set.iter().find(|it| *it != JsonType::Null);
            named.map_or("type", one)
        }
    }
}
