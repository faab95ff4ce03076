//! The page that asks before something is gone.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Chrome, Icon, MaybeText};

/// What will be gone, and the one button that does it. It is the body of a page of its own, so it asks without script.
///
/// Must: say what goes, with counts, before the button; name the deed on the button; when a word must be typed, say
/// which, label the box and announce its error; offer the way back first in the reading order after the button.
#[derive(Debug, Clone, Template)]
#[template(path = "confirm_delete.html")]
pub struct ConfirmDelete {
    action: String,
    deed: String,
    text: String,
    gone_title: String,
    gone: Vec<String>,
    typed: Option<Typed>,
    cancel: Option<(String, String)>,
}

#[derive(Debug, Clone)]
struct Typed {
    name: String,
    label: String,
    error: Option<String>,
}

impl ConfirmDelete {
    /// Posts to `action`; `deed` is the button ("Delete application").
    pub fn new(chrome: &Chrome, action: impl Display, deed: impl Display) -> Self {
        Self {
            action: action.to_string(),
            deed: deed.to_string(),
            text: chrome.t("ui-delete-text"),
            gone_title: chrome.t("ui-delete-gone"),
            gone: Vec::new(),
            typed: None,
            cancel: None,
        }
    }

    /// A sentence instead of "This cannot be undone.".
    pub fn text(self, text: impl Display) -> Self {
        Self { text: text.to_string(), ..self }
    }

    /// One line of what will be gone, with its count ("3 credentials, refused from now on").
    pub fn gone(mut self, line: impl Display) -> Self {
        self.gone.push(line.to_string());
        self
    }

    /// Asks to type this word into the input `name`.
    pub fn typed(
        self,
        chrome: &Chrome,
        name: impl Display,
        word: impl Display,
        error: impl MaybeText,
    ) -> Self {
        let label = chrome.t1("ui-delete-type", "word", word.to_string());
        Self { typed: Some(Typed { name: name.to_string(), label, error: error.maybe_text() }), ..self }
    }

    /// The way back.
    pub fn cancel(self, label: impl Display, href: impl Display) -> Self {
        Self { cancel: Some((label.to_string(), href.to_string())), ..self }
    }
}

impl HtmlSafe for ConfirmDelete {}
