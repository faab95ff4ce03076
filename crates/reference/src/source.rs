//! From bytes to text: size, UTF-8, the format.

use crate::Problem;

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// JSON, and nothing else.
    Json,
    /// YAML 1.2.
    Yaml,
    /// Named as YAML, and looks like JSON, which is mostly YAML too but quicker to read as what it is.
    JsonOrYaml,
}

/// The bytes as text, without a byte order mark.
pub(crate) fn text(bytes: &[u8], max_bytes: usize) -> Result<&str, Problem> {
    if bytes.len() > max_bytes {
        let (size, limit) = (bytes.len(), max_bytes);
        return Err(Problem::whole(format!("the document has {size} bytes; the limit is {limit}")));
    }
    let text = std::str::from_utf8(bytes).map_err(|cause| not_utf8(bytes, cause.valid_up_to()))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim().is_empty() { Err(Problem::whole("the document is empty")) } else { Ok(text) }
}

/// The format, by the file's name and by how the text begins.
pub(crate) fn format(name: &str, text: &str) -> Format {
    let name = name.to_ascii_lowercase();
    let looks_like_json = text.trim_start().starts_with('{');
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("json") => Format::Json,
        Some("yaml" | "yml") if looks_like_json => Format::JsonOrYaml,
        Some("yaml" | "yml") => Format::Yaml,
        _ if looks_like_json => Format::Json,
        _ => Format::Yaml,
    }
}

fn not_utf8(bytes: &[u8], valid_up_to: usize) -> Problem {
    let valid = String::from_utf8_lossy(&bytes[..valid_up_to]);
    let (line, last) = valid.split('\n').enumerate().last().unwrap_or_default();
    let (line, column) = (line + 1, last.chars().count() + 1);
    let message = if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        "the document is written in UTF-16: save it as UTF-8"
    } else {
        "the document is not UTF-8 text"
    };
    Problem::whole(message).at(line as u64, column as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_known_by_name_and_beginning() {
        for (name, content, expected) in [
            ("a.json", "openapi: 3.0.0", Format::Json),
            ("a.JSON", " {", Format::Json),
            ("a.yaml", "openapi: 3.0.0", Format::Yaml),
            ("a.v2.yml", " \n{", Format::JsonOrYaml),
            ("openapi", "{", Format::Json),
            ("openapi", "openapi: 3.0.0", Format::Yaml),
            ("", "{", Format::Json),
        ] {
            assert_eq!(format(name, content), expected, "{name} {content}");
        }
    }

    #[test]
    fn text_is_utf_8_and_not_empty_and_not_too_large() {
        assert_eq!(text(b"\xEF\xBB\xBFa", 4), Ok("a"));
        for (bytes, max_bytes, message) in [
            (&b"abcde"[..], 4, "the document has 5 bytes; the limit is 4"),
            (b" \n", 4, "the document is empty"),
            (b"\xEF\xBB\xBF", 4, "the document is empty"),
            (b"a\n\xC3\xA9\xFF", 5, "line 2, column 2: the document is not UTF-8 text"),
            (b"\xFF\xFEa\0", 4, "line 1, column 1: the document is written in UTF-16: save it as UTF-8"),
        ] {
            assert_eq!(text(bytes, max_bytes).unwrap_err().to_string(), message);
        }
    }
}
