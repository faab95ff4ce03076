//! Texts as literals of a language.

/// A text between double quotes with JSON's escapes, which JavaScript, Python and Go read too.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned())
}

/// The lines with so many spaces before each but the first.
pub(super) fn indented(text: &str, spaces: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(spaces)))
}

/// Whether the text is a JSON object or list, so that it may stand in code as it is.
pub(super) fn is_json(text: &str) -> bool {
    matches!(serde_json::from_str::<serde_json::Value>(text), Ok(it) if it.is_object() || it.is_array())
}
