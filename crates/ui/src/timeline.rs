//! What happened, latest first.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::When;

/// A list of events with their time.
///
/// Must: be an ordered list; carry each moment as a `time`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "timeline.html")]
pub struct Timeline {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    when: When,
    what: String,
    detail: String,
}

impl Timeline {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// An event: when, what ("Olu approved Payments v2"), and a detail that may be empty.
    pub fn entry(mut self, when: When, what: impl Display, detail: impl Display) -> Self {
        self.entries.push(Entry { when, what: what.to_string(), detail: detail.to_string() });
        self
    }
}

impl HtmlSafe for Timeline {}
