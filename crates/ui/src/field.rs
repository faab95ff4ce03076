//! A labelled control that takes text, a choice or a file.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Chrome, Flag, Icon, MaybeText};

/// A labelled control. Fields are asked for unless they are `optional`.
///
/// Must: be named by its label; announce its hint and its error together with it; say that it is invalid without
/// relying on colour; keep what was typed (but a password or a file); help password managers by `autocomplete`.
#[derive(Debug, Clone, Template)]
#[template(path = "field.html")]
pub struct Field {
    id: String,
    name: String,
    label: String,
    control: Control,
    value: String,
    hint: Option<String>,
    error: Option<String>,
    optional: Option<String>,
    autocomplete: Option<String>,
    max: Option<String>,
    before: Option<String>,
    after: Option<String>,
    autofocus: bool,
    read_only: bool,
    mono: bool,
}

#[derive(Debug, Clone)]
enum Control {
    Input(&'static str),
    Password,
    Area(u32),
    Select(Vec<Choice>),
    File(String),
}

#[derive(Debug, Clone)]
struct Choice {
    value: String,
    label: String,
}

impl Field {
    /// A line of text.
    pub fn text(name: impl Display, label: impl Display) -> Self {
        Self::new(name, label, Control::Input("text"))
    }

    /// An e-mail address.
    pub fn email(name: impl Display, label: impl Display) -> Self {
        Self::new(name, label, Control::Input("email")).autocomplete("email")
    }

    /// An address on the web.
    pub fn url(name: impl Display, label: impl Display) -> Self {
        Self::new(name, label, Control::Input("url")).mono()
    }

    /// A number.
    pub fn number(name: impl Display, label: impl Display) -> Self {
        Self::new(name, label, Control::Input("number"))
    }

    /// A colour.
    pub fn colour(name: impl Display, label: impl Display) -> Self {
        Self::new(name, label, Control::Input("color"))
    }

    /// The visitor's password, to sign in.
    pub fn current_password(name: impl Display, label: impl Display) -> Self {
        Self::new(name, label, Control::Password).autocomplete("current-password")
    }

    /// A password that is being chosen.
    pub fn new_password(name: impl Display, label: impl Display) -> Self {
        Self::new(name, label, Control::Password).autocomplete("new-password")
    }

    /// Many lines of text, so many of them visible.
    pub fn area(name: impl Display, label: impl Display, lines: u32) -> Self {
        Self::new(name, label, Control::Area(lines))
    }

    /// One of a list; add each with `choice`, choose with `value`.
    pub fn select(name: impl Display, label: impl Display) -> Self {
        Self::new(name, label, Control::Select(Vec::new()))
    }

    /// A file of these types (`.yaml,.json`).
    pub fn file(name: impl Display, label: impl Display, accept: impl Display) -> Self {
        Self::new(name, label, Control::File(accept.to_string()))
    }

    fn new(name: impl Display, label: impl Display, control: Control) -> Self {
        let name = name.to_string();
        Self {
            id: name.clone(),
            name,
            label: label.to_string(),
            control,
            value: String::new(),
            hint: None,
            error: None,
            optional: None,
            autocomplete: None,
            max: None,
            before: None,
            after: None,
            autofocus: false,
            read_only: false,
            mono: false,
        }
    }

    /// Another id, where two forms of a page have the same name.
    pub fn id(self, id: impl Display) -> Self {
        Self { id: id.to_string(), ..self }
    }

    /// What was typed or chosen before. A password and a file are never given back.
    pub fn value(self, value: impl MaybeText) -> Self {
        Self { value: value.maybe_text().unwrap_or_default(), ..self }
    }

    /// What is wanted, in a sentence above the control.
    pub fn hint(self, hint: impl MaybeText) -> Self {
        Self { hint: hint.maybe_text(), ..self }
    }

    /// What is wrong: `chrome.error_of(errors, "name")`.
    pub fn error(self, error: impl MaybeText) -> Self {
        Self { error: error.maybe_text(), ..self }
    }

    /// It may stay empty; the label says so.
    pub fn optional(self, chrome: &Chrome) -> Self {
        Self { optional: Some(chrome.t("ui-optional")), ..self }
    }

    /// What a browser may fill in (`name`, `username`, `off`).
    pub fn autocomplete(self, token: impl Display) -> Self {
        Self { autocomplete: Some(token.to_string()), ..self }
    }

    /// At most so many characters.
    pub fn max(self, characters: impl Display) -> Self {
        Self { max: Some(characters.to_string()), ..self }
    }

    /// A fixed part before the control (`https://`).
    pub fn before(self, text: impl MaybeText) -> Self {
        Self { before: text.maybe_text(), ..self }
    }

    /// A fixed part after the control (`.portal.example.com`).
    pub fn after(self, text: impl MaybeText) -> Self {
        Self { after: text.maybe_text(), ..self }
    }

    /// Takes focus when the page opens. At most one on a page.
    pub fn autofocus(self) -> Self {
        Self { autofocus: true, ..self }
    }

    /// Can be read and copied, not changed.
    pub fn read_only(self, read_only: impl Flag) -> Self {
        Self { read_only: read_only.is_so(), ..self }
    }

    /// Set in the monospace face: ids, paths, code.
    pub fn mono(self) -> Self {
        Self { mono: true, ..self }
    }

    /// Adds a choice to a `select`.
    pub fn choice(mut self, value: impl Display, label: impl Display) -> Self {
        if let Control::Select(choices) = &mut self.control {
            choices.push(Choice { value: value.to_string(), label: label.to_string() });
        }
        self
    }

    fn attributes(&self) -> Attributes<'_> {
        Attributes {
            of: self,
            described_by: described_by(&self.id, self.hint.is_some(), self.error.is_some()),
        }
    }

    fn affixed(&self) -> bool {
        self.before.is_some() || self.after.is_some()
    }
}

impl HtmlSafe for Field {}

/// What every control of a field carries, whatever its element.
#[derive(Template)]
#[template(path = "field_attributes.html")]
struct Attributes<'a> {
    of: &'a Field,
    described_by: String,
}

impl HtmlSafe for Attributes<'_> {}

/// The ids of the error and the hint, for `aria-describedby`.
pub(crate) fn described_by(id: &str, hint: bool, error: bool) -> String {
    match (hint, error) {
        (true, true) => format!("{id}-error {id}-hint"),
        (true, false) => format!("{id}-hint"),
        (false, true) => format!("{id}-error"),
        (false, false) => String::new(),
    }
}
