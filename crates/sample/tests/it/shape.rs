//! Whether a value has the shape that a schema describes. Knows the words that the sample's descriptions use, fails
//! on any other, and also fails on a field that is not described.

use serde_json::Value;

use crate::description::resolve;

/// What is wrong with the value, one line each.
pub(crate) fn faults(root: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(root, schema, value, "", &mut faults);
    faults
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let schema = resolve(root, schema);
    let Some(words) = schema.as_object() else {
        faults.push(format!("{at}: {schema} is not a schema"));
        return;
    };
    if value.is_null() && schema["nullable"] == true {
        return;
    }
    for (word, it) in words {
        let fits = match word.as_str() {
            "type" => has_type(it, value),
            "enum" => it.as_array().unwrap().contains(value),
            "const" => it == value,
            "minimum" => value.as_f64().is_none_or(|number| number >= it.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= it.as_f64().unwrap()),
            "minLength" => {
                value.as_str().is_none_or(|text| text.chars().count() as u64 >= it.as_u64().unwrap())
            }
            "maxLength" => {
                value.as_str().is_none_or(|text| text.chars().count() as u64 <= it.as_u64().unwrap())
            }
            "minItems" => value.as_array().is_none_or(|list| list.len() as u64 >= it.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|list| list.len() as u64 <= it.as_u64().unwrap()),
            "format" => has_format(it.as_str().unwrap(), value),
            "required" => {
                let missing = |name: &&Value| value.get(name.as_str().unwrap()).is_none();
                let missing: Vec<_> = it.as_array().unwrap().iter().filter(missing).collect();
                if value.is_object() && !missing.is_empty() {
                    faults.push(format!("{at}: {missing:?} missing"));
                }
                true
            }
            "oneOf" => {
                let fitting = |it: &&Value| self::faults(root, it, value).is_empty();
                it.as_array().unwrap().iter().filter(fitting).count() == 1
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, it, item, &format!("{at}[{index}]"), faults);
                }
                true
            }
            "properties"
            | "additionalProperties"
            | "description"
            | "example"
            | "examples"
            | "default"
            | "nullable"
            | "title"
            | "deprecated" => true,
            other => panic!("{at}: the schema word {other:?} is not known here"),
        };
        if !fits {
            faults.push(format!("{at}: {value} does not fit {word}: {it}"));
        }
    }
    fields(root, schema, value, at, faults);
}

fn fields(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    if schema["oneOf"].is_array() {
        return;
    }
    for (name, it) in value.as_object().into_iter().flatten() {
        let at = format!("{at}.{name}");
        match (&schema["properties"][name], &schema["additionalProperties"]) {
            (Value::Null, Value::Null | Value::Bool(false)) => faults.push(format!("{at} is not described")),
            (Value::Null, Value::Bool(true)) => {}
            (Value::Null, more) => check(root, more, it, &at, faults),
            (described, _) => check(root, described, it, &at, faults),
        }
    }
}

fn has_type(name: &Value, value: &Value) -> bool {
    match name.as_str() {
        None => name.as_array().unwrap().iter().any(|it| has_type(it, value)),
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        Some(other) => panic!("the type {other:?} is not known here"),
    }
}

fn has_format(name: &str, value: &Value) -> bool {
    let Some(text) = value.as_str() else { return true };
    let digits_at = |text: &str, mask: &str| {
        text.len() == mask.len()
            && text
                .bytes()
                .zip(mask.bytes())
                .all(|(it, like)| if like == b'9' { it.is_ascii_digit() } else { it == like })
    };
    match name {
        "date" => digits_at(text, "9999-99-99"),
        "date-time" => {
            text.len() == 25
                && digits_at(&text[..19], "9999-99-99T99:99:99")
                && (digits_at(&text[19..], "+99:99") || digits_at(&text[19..], "-99:99"))
        }
        "email" => text.contains('@'),
        "uri" => text.starts_with("https://"),
        "int32" | "int64" | "double" | "uuid" => true,
        other => panic!("the format {other:?} is not known here"),
    }
}
