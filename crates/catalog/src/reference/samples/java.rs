//! Java with its own HTTP client.

use std::fmt::Write;

use super::request::{Payload, Request};

pub(super) fn sample(request: &Request) -> String {
    let (publisher, kind) = body(&request.body);
    let has_file = matches!(&request.body, Payload::Parts(parts) if parts.iter().any(|it| it.is_file));
    let file = if has_file { "import java.nio.file.Path;\n" } else { "" };
    let mut code = format!(
        "import java.net.URI;\nimport java.net.http.HttpClient;\nimport java.net.http.HttpRequest;\n\
         import java.net.http.HttpResponse;\n{file}\nvar request = HttpRequest.newBuilder(URI.create({}))\n",
        quoted(&request.url)
    );
    for (name, value) in &request.headers {
        let _ = writeln!(code, "    .header({}, {})", quoted(name), quoted(value));
    }
    if let Some(kind) = kind {
        let _ = writeln!(code, "    .header(\"Content-Type\", {})", quoted(kind));
    }
    let _ = writeln!(code, "    .method({}, {publisher})\n    .build();", quoted(&request.method));
    code.push_str(
        "var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());\n\
         System.out.println(response.statusCode() + \" \" + response.body());",
    );
    code
}

fn body(body: &Payload) -> (String, Option<&'static str>) {
    let of = |text: &str| format!("HttpRequest.BodyPublishers.ofString({text})");
    match body {
        Payload::None => ("HttpRequest.BodyPublishers.noBody()".to_owned(), None),
        Payload::Text(text) => (of(&block(text)), None),
        Payload::Form(fields) => {
            let text = serde_html_form(fields);
            (of(&quoted(&text)), Some("application/x-www-form-urlencoded"))
        }
        Payload::Parts(parts) => {
            let mut pieces = Vec::new();
            for it in parts {
                let name: String = it.name.chars().filter(|it| !it.is_control() && *it != '"').collect();
                let head = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"");
                if it.is_file {
                    pieces.push(of(&quoted(&format!("{head}; filename=\"file.bin\"\r\n\r\n"))));
                    pieces.push("HttpRequest.BodyPublishers.ofFile(Path.of(\"file.bin\"))".to_owned());
                    pieces.push(of(&quoted("\r\n")));
                } else {
                    pieces.push(of(&quoted(&format!("{head}\r\n\r\n{}\r\n", it.value))));
                }
            }
            pieces.push(of(&quoted("--edge--\r\n")));
            let all = pieces.join(",\n        ");
            (
                format!("HttpRequest.BodyPublishers.concat(\n        {all})"),
                Some("multipart/form-data; boundary=edge"),
            )
        }
    }
}

fn serde_html_form(fields: &[(String, String)]) -> String {
    frame::door::href(
        "",
        &fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>(),
    )
    .trim_start_matches('?')
    .to_owned()
}

/// A literal. Java reads `\u` before anything else, so what is not plain is written as such.
fn quoted(text: &str) -> String {
    let mut literal = String::from("\"");
    escape(text, &mut literal, true);
    literal.push('"');
    literal
}

/// A block of lines between three quotes.
fn block(text: &str) -> String {
    if !text.contains('\n') || text.contains('\r') {
        return quoted(text);
    }
    let mut literal = String::from("\"\"\"\n");
    escape(text, &mut literal, false);
    literal = literal.replace("\"\"\"", "\\\"\"\"").replacen("\\\"\"\"", "\"\"\"", 1);
    literal.push_str("\"\"\"");
    literal
}

fn escape(text: &str, out: &mut String, is_line: bool) {
    for it in text.chars() {
        match it {
            '\\' => out.push_str("\\\\"),
            '"' if is_line => out.push_str("\\\""),
            '\n' if is_line => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' if is_line => out.push_str("\\t"),
            '\n' | '\t' => out.push(it),
            it if it.is_control() => {
                let _ = write!(out, "\\{:03o}", u32::from(it) % 256);
            }
            it => out.push(it),
        }
    }
}
