//! Go with its standard library.

use std::fmt::Write;

use super::literal::quoted;
use super::request::{Payload, Request};

pub(super) fn sample(request: &Request) -> String {
    let (imports, body, reader, kind) = body(&request.body);
    let mut all = vec!["fmt", "io", "net/http"];
    all.extend(imports);
    all.sort_unstable();
    let imports: Vec<_> = all.iter().map(|it| format!("\t\"{it}\"\n")).collect();
    let mut code = format!("package main\n\nimport (\n{})\n\nfunc main() {{\n{body}", imports.concat());
    let (method, url) = (quoted(&request.method), quoted(&request.url));
    let _ = writeln!(
        code,
        "\trequest, err := http.NewRequest({method}, {url}, {reader})\n\tif err != nil {{\n\t\tpanic(err)\n\t}}"
    );
    for (name, value) in &request.headers {
        let _ = writeln!(code, "\trequest.Header.Set({}, {})", quoted(name), quoted(value));
    }
    if let Some(kind) = kind {
        let _ = writeln!(code, "\trequest.Header.Set(\"Content-Type\", {kind})");
    }
    code.push_str(
        "\tresponse, err := http.DefaultClient.Do(request)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\
         \tdefer response.Body.Close()\n\ttext, _ := io.ReadAll(response.Body)\n\
         \tfmt.Println(response.Status, string(text))\n}",
    );
    code
}

type Body = (Vec<&'static str>, String, &'static str, Option<&'static str>);

/// What the body needs: imports, lines before, the reader, the media type.
fn body(body: &Payload) -> Body {
    let mut code = String::new();
    match body {
        Payload::None => (Vec::new(), code, "nil", None),
        Payload::Text(text) => {
            let _ = writeln!(code, "\tbody := strings.NewReader({})", literal(text));
            (vec!["strings"], code, "body", None)
        }
        Payload::Form(fields) => {
            code.push_str("\tform := url.Values{}\n");
            for (name, value) in fields {
                let _ = writeln!(code, "\tform.Add({}, {})", quoted(name), quoted(value));
            }
            let kind = Some("\"application/x-www-form-urlencoded\"");
            (vec!["net/url", "strings"], code, "strings.NewReader(form.Encode())", kind)
        }
        Payload::Parts(parts) => {
            code.push_str("\tbody := &bytes.Buffer{}\n\tform := multipart.NewWriter(body)\n");
            for it in parts {
                let name = quoted(&it.name);
                let _ = if it.is_file {
                    writeln!(
                        code,
                        "\tif part, err := form.CreateFormFile({name}, \"file.bin\"); err == nil {{\n\t\tdata, _ := os.ReadFile(\"file.bin\")\n\t\tpart.Write(data)\n\t}}"
                    )
                } else {
                    writeln!(code, "\tform.WriteField({name}, {})", quoted(&it.value))
                };
            }
            code.push_str("\tform.Close()\n");
            let mut imports = vec!["bytes", "mime/multipart"];
            if parts.iter().any(|it| it.is_file) {
                imports.push("os");
            }
            (imports, code, "body", Some("form.FormDataContentType()"))
        }
    }
}

/// A text between backticks, where none stands in it.
fn literal(text: &str) -> String {
    if text.contains(['`', '\r']) { quoted(text) } else { format!("`{text}`") }
}
