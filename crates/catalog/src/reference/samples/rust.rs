//! Rust with `reqwest`.

use std::fmt::Write;

use super::request::{Payload, Request};

pub(super) fn sample(request: &Request) -> String {
    let verb = request.verb();
    let start = if ["get", "post", "put", "patch", "delete", "head"].contains(&verb.as_str()) {
        format!(".{verb}({:?})", request.url)
    } else {
        format!(".request(reqwest::Method::{}, {:?})", request.method, request.url)
    };
    let mut code = String::new();
    if let Payload::Parts(parts) = &request.body {
        code.push_str("let form = reqwest::multipart::Form::new()");
        for it in parts {
            let _ = if it.is_file {
                write!(code, "\n    .file({:?}, \"file.bin\").await?", it.name)
            } else {
                write!(code, "\n    .text({:?}, {:?})", it.name, it.value)
            };
        }
        code.push_str(";\n");
    }
    let _ = writeln!(code, "let response = reqwest::Client::new()\n    {start}");
    for (name, value) in &request.headers {
        let _ = writeln!(code, "    .header({name:?}, {value:?})");
    }
    match &request.body {
        Payload::None => {}
        Payload::Text(text) => {
            let _ = writeln!(code, "    .body({})", raw(text));
        }
        Payload::Form(fields) => {
            let pairs: Vec<_> = fields.iter().map(|(name, value)| format!("({name:?}, {value:?})")).collect();
            let _ = writeln!(code, "    .form(&[{}])", pairs.join(", "));
        }
        Payload::Parts(_) => code.push_str("    .multipart(form)\n"),
    }
    code.push_str(
        "    .send()\n    .await?;\nprintln!(\"{} {}\", response.status(), response.text().await?);",
    );
    code
}

/// A raw text, with as many `#` as it takes.
fn raw(text: &str) -> String {
    if text.contains('\r') {
        return format!("{text:?}");
    }
    let mut marks = "#".to_owned();
    while text.contains(&format!("\"{marks}")) {
        marks.push('#');
    }
    format!("r{marks}\"{text}\"{marks}")
}
