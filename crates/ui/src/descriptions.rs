//! Facts about one thing.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::Html;

/// A list of terms and their values.
///
/// Must: be a description list; keep term and value together when it folds on a phone.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "descriptions.html")]
pub struct Descriptions {
    rows: Vec<(String, Html)>,
}

impl Descriptions {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A fact in plain text.
    pub fn row(mut self, term: impl Display, value: impl Display) -> Self {
        self.rows.push((term.to_string(), Html::text(value)));
        self
    }

    /// A fact shown by a component (a badge, a time).
    pub fn html(mut self, term: impl Display, value: impl HtmlSafe) -> Self {
        self.rows.push((term.to_string(), Html::of(value)));
        self
    }

    /// A fact that is code: a path, a reference ID.
    pub fn code(mut self, term: impl Display, value: impl Display) -> Self {
        self.rows.push((term.to_string(), Html::of(Code { text: value.to_string() })));
        self
    }
}

impl HtmlSafe for Descriptions {}

#[derive(Template)]
#[template(source = "<code>{{ text }}</code>", ext = "html")]
struct Code {
    text: String,
}

impl HtmlSafe for Code {}
