//! One number, and what it means.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

/// A figure of the dashboard. Put several into `<ul class="stats">`, each in an `<li>`.
///
/// Must: read as one phrase, the number with its label.
#[derive(Debug, Clone, Template)]
#[template(path = "stat.html")]
pub struct Stat {
    label: String,
    value: String,
    note: String,
    href: Option<String>,
}

impl Stat {
    /// A number and its label.
    pub fn new(value: impl Display, label: impl Display) -> Self {
        Self { label: label.to_string(), value: value.to_string(), note: String::new(), href: None }
    }

    /// A smaller line below it.
    pub fn note(self, note: impl Display) -> Self {
        Self { note: note.to_string(), ..self }
    }

    /// Where the things counted are.
    pub fn href(self, href: impl Display) -> Self {
        Self { href: Some(href.to_string()), ..self }
    }
}

impl HtmlSafe for Stat {}

/// How much of a limit is used ("3 of 20 credentials").
///
/// Must: say it in words; be a meter to those who hear it.
#[derive(Debug, Clone, Template)]
#[template(path = "progress.html")]
pub struct Progress {
    id: String,
    label: String,
    value: String,
    max: String,
}

impl Progress {
    /// So many of so many; the label says both in words.
    pub fn new(id: impl Display, label: impl Display, value: impl Display, max: impl Display) -> Self {
        Self { id: id.to_string(), label: label.to_string(), value: value.to_string(), max: max.to_string() }
    }
}

impl HtmlSafe for Progress {}
