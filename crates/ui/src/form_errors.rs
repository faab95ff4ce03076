//! What is wrong with a form, at its top.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;
use base::FieldErrors;

use crate::Chrome;

/// The summary of a form's errors. Prints nothing when nothing is wrong. Name each field as its label does, with `label`.
///
/// Must: take focus when the page opens; lead to each field by a link; say the same words as the field does.
#[derive(Debug, Clone, Template)]
#[template(path = "form_errors.html")]
pub struct FormErrors {
    title: String,
    items: Vec<Item>,
}

#[derive(Debug, Clone)]
struct Item {
    field: String,
    label: Option<String>,
    text: String,
}

impl FormErrors {
    /// All that is wrong.
    pub fn new(chrome: &Chrome, errors: &FieldErrors) -> Self {
        let items: Vec<Item> = errors
            .iter()
            .map(|it| Item { field: it.field.clone(), label: None, text: chrome.error_text(it) })
            .collect();
        Self { title: chrome.t1("ui-form-errors", "count", items.len()), items }
    }

    /// The label of a field.
    pub fn label(mut self, field: impl Display, label: impl Display) -> Self {
        let field = field.to_string();
        for it in self.items.iter_mut().filter(|it| it.field == field) {
            it.label = Some(label.to_string());
        }
        self
    }
}

impl HtmlSafe for FormErrors {}
