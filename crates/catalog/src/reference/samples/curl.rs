//! A line for a shell.

use super::request::{Payload, Request};

pub(super) fn sample(request: &Request) -> String {
    let is_plain = request.method == "GET" || request.method == "POST" && request.body != Payload::None;
    let method = if request.method == "HEAD" {
        " --head".to_owned()
    } else if is_plain {
        String::new()
    } else {
        format!(" -X {}", request.method)
    };
    let mut lines = vec![format!("curl{method} {}", quoted(&request.url))];
    lines.extend(
        request.headers.iter().map(|(name, value)| format!("-H {}", quoted(&format!("{name}: {value}")))),
    );
    match &request.body {
        Payload::None => {}
        Payload::Text(text) => lines.push(format!("--data-raw {}", quoted(text))),
        Payload::Form(fields) => {
            lines.extend(fields.iter().map(|(name, value)| {
                format!("--data-urlencode {}", quoted(&format!("{}={value}", plain_name(name))))
            }));
        }
        Payload::Parts(parts) => lines.extend(parts.iter().map(|it| {
            let name = plain_name(&it.name);
            if it.is_file {
                format!("-F {}", quoted(&format!("{name}=@{name}.bin")))
            } else {
                format!("--form-string {}", quoted(&format!("{name}={}", it.value)))
            }
        })),
    }
    lines.join(" \\\n  ")
}

/// A text that no shell reads anything into.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A field's name without what curl reads as something else.
fn plain_name(name: &str) -> String {
    name.chars().filter(|it| !it.is_control() && !"=@;<>,\"'".contains(*it)).collect()
}
