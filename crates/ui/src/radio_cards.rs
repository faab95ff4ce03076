//! A choice among a few options that need a sentence each.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Icon, MaybeText};

/// A group of options, each with a label and a sentence.
///
/// Must: be a group named by its legend; announce each option's sentence with it and the error with the group;
/// move with the arrow keys; show what is chosen without colour.
#[derive(Debug, Clone, Template)]
#[template(path = "radio_cards.html")]
pub struct RadioCards {
    name: String,
    legend: String,
    chosen: String,
    hint: Option<String>,
    error: Option<String>,
    options: Vec<Choice>,
}

#[derive(Debug, Clone)]
struct Choice {
    id: String,
    value: String,
    label: String,
    text: Option<String>,
}

impl RadioCards {
    /// A group under a legend.
    pub fn new(name: impl Display, legend: impl Display) -> Self {
        Self {
            name: name.to_string(),
            legend: legend.to_string(),
            chosen: String::new(),
            hint: None,
            error: None,
            options: Vec::new(),
        }
    }

    /// An option; `text` says what it means.
    pub fn option(mut self, value: impl Display, label: impl Display, text: impl MaybeText) -> Self {
        // The first has the group's own name as its id, so that an error summary leads there.
        let index = self.options.len();
        let id = if index == 0 { self.name.clone() } else { format!("{}-{index}", self.name) };
        let (value, label, text) = (value.to_string(), label.to_string(), text.maybe_text());
        self.options.push(Choice { id, value, label, text });
        self
    }

    /// The value that is chosen.
    pub fn value(self, value: impl MaybeText) -> Self {
        Self { chosen: value.maybe_text().unwrap_or_default(), ..self }
    }

    /// What the choice is about.
    pub fn hint(self, hint: impl MaybeText) -> Self {
        Self { hint: hint.maybe_text(), ..self }
    }

    /// What is wrong.
    pub fn error(self, error: impl MaybeText) -> Self {
        Self { error: error.maybe_text(), ..self }
    }

    fn described_by(&self) -> String {
        crate::field::described_by(&self.name, self.hint.is_some(), self.error.is_some())
    }
}

impl HtmlSafe for RadioCards {}
