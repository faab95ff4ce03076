//! JavaScript with `fetch`.

use std::fmt::Write;

use super::literal::{indented, is_json, quoted};
use super::request::{Payload, Request};

pub(super) fn sample(request: &Request) -> String {
    let mut code = String::new();
    if let Payload::Parts(parts) = &request.body {
        code.push_str("const form = new FormData();\n");
        for it in parts {
            let value = if it.is_file { "file".to_owned() } else { quoted(&it.value) };
            let _ = writeln!(code, "form.append({}, {value});", quoted(&it.name));
        }
        code.push('\n');
    }
    let options = options(request);
    if options.is_empty() {
        let _ = writeln!(code, "const response = await fetch({});", quoted(&request.url));
    } else {
        let _ = writeln!(code, "const response = await fetch({}, {{\n{options}}});", quoted(&request.url));
    }
    code.push_str("console.log(response.status, await response.text());");
    code
}

fn options(request: &Request) -> String {
    let mut options = String::new();
    if request.method != "GET" {
        let _ = writeln!(options, "  method: {},", quoted(&request.method));
    }
    if !request.headers.is_empty() {
        options.push_str("  headers: {\n");
        for (name, value) in &request.headers {
            let _ = writeln!(options, "    {}: {},", quoted(name), quoted(value));
        }
        options.push_str("  },\n");
    }
    match &request.body {
        Payload::None => {}
        Payload::Text(text) if is_json(text) => {
            let _ = writeln!(options, "  body: JSON.stringify({}),", indented(text, 2));
        }
        Payload::Text(text) => {
            let _ = writeln!(options, "  body: {},", quoted(text));
        }
        Payload::Form(fields) => {
            options.push_str("  body: new URLSearchParams([\n");
            for (name, value) in fields {
                let _ = writeln!(options, "    [{}, {}],", quoted(name), quoted(value));
            }
            options.push_str("  ]),\n");
        }
        Payload::Parts(_) => options.push_str("  body: form,\n"),
    }
    options
}
