//! Where the headings of a long page are.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

/// Links to the headings of a long text: beside it where there is room, above it where not. Goes into a `div` of the
/// class `reading`, before the text. Prints nothing without entries.
///
/// Must: be a named navigation; lead to each heading by a link.
#[derive(Debug, Clone, Template)]
#[template(path = "contents.html")]
pub struct Contents {
    label: String,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    text: String,
    id: String,
    depth: u8,
}

impl Contents {
    /// No heading yet.
    pub fn new(label: impl Display) -> Self {
        Self { label: label.to_string(), entries: Vec::new() }
    }

    /// A heading with its id on the page; `depth` is 0 or 1.
    pub fn entry(mut self, text: impl Display, id: impl Display, depth: u8) -> Self {
        self.entries.push(Entry { text: text.to_string(), id: id.to_string(), depth: depth.min(1) });
        self
    }
}

impl HtmlSafe for Contents {}
