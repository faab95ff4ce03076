//! The way to search.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Chrome, Icon, MaybeText};

/// A plain search form. Where there is script, `/` and Ctrl+K or ⌘K lead to the page's first one; where the page has one
/// with a `palette`, they open a dialog that shows finds while one types.
///
/// Must: be a search landmark with a labelled box; show what was searched for; with `palette`, be a combobox whose list
/// is walked by arrow keys, say how many finds there are, and give the focus back when it closes.
#[derive(Debug, Clone, Template)]
#[template(path = "search_box.html")]
pub struct SearchBox {
    id: String,
    action: String,
    label: String,
    value: String,
    hidden: Vec<(String, String)>,
    palette: bool,
}

impl SearchBox {
    /// Sends `q` to `action`.
    pub fn new(chrome: &Chrome, action: impl Display) -> Self {
        Self {
            id: "search".to_owned(),
            action: action.to_string(),
            label: chrome.t("ui-search"),
            value: String::new(),
            hidden: Vec::new(),
            palette: false,
        }
    }

    /// Another id, where a page has two.
    pub fn id(self, id: impl Display) -> Self {
        Self { id: id.to_string(), ..self }
    }

    /// What is searched ("Search developers").
    pub fn label(self, label: impl Display) -> Self {
        Self { label: label.to_string(), ..self }
    }

    /// What was searched for.
    pub fn value(self, value: impl MaybeText) -> Self {
        Self { value: value.maybe_text().unwrap_or_default(), ..self }
    }

    /// Opens the palette: the action answers `part=list` with options of a list box.
    pub fn palette(self) -> Self {
        Self { palette: true, ..self }
    }

    /// Keeps a filter along with the search.
    pub fn keep(mut self, name: impl Display, value: impl Display) -> Self {
        self.hidden.push((name.to_string(), value.to_string()));
        self
    }
}

impl HtmlSafe for SearchBox {}
