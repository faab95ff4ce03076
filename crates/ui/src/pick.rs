//! Choosing many rows of a table.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Chrome, Flag};

/// The checkbox of a row, or the one above that ticks them all. They belong to the form whose id they name, so a
/// table of rows with deeds of their own may stand beside it.
///
/// Must: be named by its row; be at least 24 by 24 pixels; the one above appears only where a script can obey it.
#[derive(Debug, Clone, Template)]
#[template(path = "pick.html")]
pub struct Pick {
    form: String,
    name: String,
    value: Option<String>,
    label: String,
    checked: bool,
}

impl Pick {
    /// The one in the table's head that ticks all of `name`.
    pub fn all(chrome: &Chrome, form: impl Display, name: impl Display) -> Self {
        let (form, name) = (form.to_string(), name.to_string());
        Self { form, name, value: None, label: chrome.t("ui-select-all"), checked: false }
    }

    /// The one of a row; `label` names the row ("ada@example.com").
    pub fn row(form: impl Display, name: impl Display, value: impl Display, label: impl Display) -> Self {
        let (form, name) = (form.to_string(), name.to_string());
        Self { form, name, value: Some(value.to_string()), label: label.to_string(), checked: false }
    }

    /// Whether it is ticked.
    pub fn checked(self, checked: impl Flag) -> Self {
        Self { checked: checked.is_so(), ..self }
    }
}

impl HtmlSafe for Pick {}
