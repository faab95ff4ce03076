//! Python with `requests`.

use std::fmt::Write;

use serde_json::Value;

use super::literal::{indented, is_json, quoted};
use super::request::{Payload, Request};

pub(super) fn sample(request: &Request) -> String {
    let verb = request.verb();
    let known = ["get", "post", "put", "patch", "delete", "head", "options"];
    let mut code = String::from("import requests\n\n");
    if known.contains(&verb.as_str()) {
        let _ = writeln!(code, "response = requests.{verb}(\n    {},", quoted(&request.url));
    } else {
        let _ = writeln!(
            code,
            "response = requests.request(\n    {},\n    {},",
            quoted(&request.method),
            quoted(&request.url)
        );
    }
    if !request.headers.is_empty() {
        code.push_str("    headers={\n");
        for (name, value) in &request.headers {
            let _ = writeln!(code, "        {}: {},", quoted(name), quoted(value));
        }
        code.push_str("    },\n");
    }
    body(&request.body, &mut code);
    code.push_str(")\nprint(response.status_code, response.text)");
    code
}

fn body(body: &Payload, code: &mut String) {
    match body {
        Payload::None => {}
        Payload::Text(text) if is_json(text) => {
            let value = serde_json::from_str(text).unwrap_or(Value::Null);
            let _ = writeln!(code, "    json={},", indented(&literal(&value, 0), 4));
        }
        Payload::Text(text) => {
            let _ = writeln!(code, "    data={}.encode(),", quoted(text));
        }
        Payload::Form(fields) => {
            code.push_str("    data=[\n");
            for (name, value) in fields {
                let _ = writeln!(code, "        ({}, {}),", quoted(name), quoted(value));
            }
            code.push_str("    ],\n");
        }
        Payload::Parts(parts) => {
            code.push_str("    files=[\n");
            for it in parts {
                let name = quoted(&it.name);
                let value = if it.is_file {
                    "open(\"file.bin\", \"rb\")".to_owned()
                } else {
                    format!("(None, {})", quoted(&it.value))
                };
                let _ = writeln!(code, "        ({name}, {value}),");
            }
            code.push_str("    ],\n");
        }
    }
}

/// A value as Python writes it.
fn literal(value: &Value, depth: usize) -> String {
    let (inner, outer) = (" ".repeat(4 * (depth + 1)), " ".repeat(4 * depth));
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(list) if list.is_empty() => "[]".to_owned(),
        Value::Object(map) if map.is_empty() => "{}".to_owned(),
        Value::Array(list) => {
            let lines: Vec<_> =
                list.iter().map(|it| format!("{inner}{},\n", literal(it, depth + 1))).collect();
            format!("[\n{}{outer}]", lines.concat())
        }
        Value::Object(map) => {
            let line = |(key, it): (&String, &Value)| {
                format!("{inner}{}: {},\n", quoted(key), literal(it, depth + 1))
            };
            let lines: Vec<_> = map.iter().map(line).collect();
            format!("{{\n{}{outer}}}", lines.concat())
        }
        other => other.to_string(),
    }
}
