//! A key is a moment.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Chrome, CodeBlock};

/// The quiet panel that shows a new credential, this once.
///
/// Must: have the key selectable as one word; copy by a button that answers visibly and to a screen reader;
/// say that it is shown only now, in text.
#[derive(Clone, Template)]
#[template(path = "key_reveal.html")]
pub struct KeyReveal {
    level: u8,
    title: String,
    once: String,
    label: String,
    key: String,
    try_it: String,
    call: Option<CodeBlock>,
    done: Option<(String, String)>,
    tried: Option<Tried>,
}

/// Where the key is tried.
#[derive(Clone)]
struct Tried {
    label: String,
    href: String,
    kept: String,
}

impl KeyReveal {
    /// Shows the key.
    pub fn new(chrome: &Chrome, key: impl Display) -> Self {
        Self {
            level: 2,
            title: chrome.t("ui-key-title"),
            once: chrome.t("ui-key-once"),
            label: chrome.t("ui-key-label"),
            key: key.to_string(),
            try_it: chrome.t("ui-key-try"),
            call: None,
            done: None,
            tried: None,
        }
    }

    /// A title instead of "Your new credential" (its name).
    pub fn title(self, title: impl Display) -> Self {
        Self { title: title.to_string(), ..self }
    }

    /// The heading's level; 1 where the panel is the page.
    pub fn level(self, level: u8) -> Self {
        Self { level, ..self }
    }

    /// The line that makes the first call.
    pub fn curl(self, line: impl Display) -> Self {
        Self { call: Some(CodeBlock::new("curl", line).wrap(true)), ..self }
    }

    /// Where it can be tried. The script takes it there, kept by the browser's tab under this name.
    pub fn tried(self, label: impl Display, href: impl Display, kept: impl Display) -> Self {
        let tried = Tried { label: label.to_string(), href: href.to_string(), kept: kept.to_string() };
        Self { tried: Some(tried), ..self }
    }

    /// Where to go when it is kept.
    pub fn done(self, label: impl Display, href: impl Display) -> Self {
        Self { done: Some((label.to_string(), href.to_string())), ..self }
    }
}

impl HtmlSafe for KeyReveal {}
