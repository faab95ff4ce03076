//! One thing that is so or not.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::field::described_by;
use crate::{Flag, Icon, MaybeText};

/// A labelled checkbox; with `switch`, drawn as a switch for settings that are on or off.
///
/// Must: be named by its label, also when clicked; announce its hint and its error; be seen as on without colour.
#[derive(Debug, Clone, Template)]
#[template(path = "checkbox.html")]
pub struct Checkbox {
    id: String,
    name: String,
    value: String,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    checked: bool,
    switch: bool,
}

impl Checkbox {
    /// A checkbox that sends `true`.
    pub fn new(name: impl Display, label: impl Display) -> Self {
        let name = name.to_string();
        Self {
            id: name.clone(),
            name,
            value: "true".to_owned(),
            label: label.to_string(),
            hint: None,
            error: None,
            checked: false,
            switch: false,
        }
    }

    /// Sends this instead; the id becomes `name-value`, so that several may share a name.
    pub fn value(self, value: impl Display) -> Self {
        let value = value.to_string();
        Self { id: format!("{}-{value}", self.name), value, ..self }
    }

    /// Another id, where two forms have the same name.
    pub fn id(self, id: impl Display) -> Self {
        Self { id: id.to_string(), ..self }
    }

    /// Whether it is ticked.
    pub fn checked(self, checked: impl Flag) -> Self {
        Self { checked: checked.is_so(), ..self }
    }

    /// What it means.
    pub fn hint(self, hint: impl MaybeText) -> Self {
        Self { hint: hint.maybe_text(), ..self }
    }

    /// What is wrong.
    pub fn error(self, error: impl MaybeText) -> Self {
        Self { error: error.maybe_text(), ..self }
    }

    /// Draws it as a switch.
    pub fn switch(self) -> Self {
        Self { switch: true, ..self }
    }

    fn described_by(&self) -> String {
        described_by(&self.id, self.hint.is_some(), self.error.is_some())
    }
}

impl HtmlSafe for Checkbox {}
