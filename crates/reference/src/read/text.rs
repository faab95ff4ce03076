//! The author's texts, cleaned of what no page should print, and cut where they are too long.

use std::fmt::Write;

use serde_json::{Map, Value};

use crate::model::Link;

/// The most characters of a line.
const MAX_LINE: usize = 300;

/// The most characters of a value that is shown in a line.
const MAX_VALUE: usize = 200;

/// The longest address that is linked to.
const MAX_ADDRESS: usize = 2_000;

/// The text without control characters. What turns the direction of what follows is made visible.
pub(super) fn cleaned(text: &str, most: usize) -> String {
    let mut clean = String::with_capacity(text.len().min(most));
    for (count, it) in text.chars().enumerate() {
        if count == most {
            clean.push('…');
            break;
        }
        match it {
            '\n' | '\t' => clean.push(it),
            it if turns(it) => clean.push('\u{FFFD}'),
            it if it.is_control() => {}
            it => clean.push(it),
        }
    }
    clean
}

/// The text in one line.
pub(super) fn line(text: &str) -> String {
    let text = cleaned(text, MAX_LINE);
    if text.contains(['\n', '\t']) || text.starts_with(' ') || text.ends_with(' ') {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text
    }
}

/// Whether the character turns the direction of the text that follows.
fn turns(it: char) -> bool {
    matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A JSON text in which such characters are written as escapes, as JSON allows.
pub(super) fn escaped(json: String) -> String {
    if !json.contains(turns) {
        return json;
    }
    json.chars().fold(String::new(), |mut text, it| {
        if turns(it) {
            let _ = write!(text, "\\u{:04x}", u32::from(it));
        } else {
            text.push(it);
        }
        text
    })
}

/// A value as it is written in a line: a text without quotes.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::String(text) => cleaned(text, MAX_VALUE),
        other => cleaned(&other.to_string(), MAX_VALUE),
    }
}

/// The field's text; empty when there is none.
pub(super) fn of<'d>(map: &'d Map<String, Value>, field: &str) -> &'d str {
    map.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// Whether the field says yes.
pub(super) fn is(map: &Map<String, Value>, field: &str) -> bool {
    map.get(field).and_then(Value::as_bool).unwrap_or_default()
}

/// The field's list; empty when there is none.
pub(super) fn list<'d>(map: &'d Map<String, Value>, field: &str) -> &'d [Value] {
    map.get(field).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The address, when it is one that a page may link to.
pub(super) fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let is_safe = ["http://", "https://", "mailto:"]
        .iter()
        .any(|it| text.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it)));
    let is_plain =
        !text.chars().any(|it| it.is_control() || it.is_whitespace() || turns(it) || "<>\"\\".contains(it));
    (is_safe && is_plain && text.len() <= MAX_ADDRESS).then(|| text.to_owned())
}

/// More to read: `externalDocs`.
pub(super) fn docs(map: &Map<String, Value>) -> Option<Link> {
    let docs = map.get("externalDocs")?.as_object()?;
    let url = address(of(docs, "url"));
    let label = line(of(docs, "description"));
    (url.is_some() || !label.is_empty()).then_some(Link { label, url })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_the_text_is_made_visible() {
        assert_eq!(cleaned("a\u{202E}b\u{0}c\u{2066}\r\nd", 20), "a\u{FFFD}bc\u{FFFD}\nd");
        assert_eq!(cleaned("abcdef", 3), "abc…");
        assert_eq!(line("  a\n  b "), "a b");
        assert_eq!(escaped("\"\u{202E}\"".into()), "\"\\u202e\"");
    }

    #[test]
    fn only_the_webs_addresses_are_linked_to() {
        for (text, linked) in [
            ("https://example.com/a?b#c", true),
            ("HTTP://example.com", true),
            ("mailto:a@b.example", true),
            ("javascript:alert(1)", false),
            (" javascript:alert(1)", false),
            ("java\nscript:alert(1)", false),
            ("data:text/html,x", false),
            ("//example.com", false),
            ("https://example.com/\"onclick=x", false),
            ("https://a\u{202E}b", false),
        ] {
            assert_eq!(address(text).is_some(), linked, "{text:?}");
        }
    }
}
