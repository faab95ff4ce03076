//! Code that is there to be copied.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Flag, Html, highlight};

/// A block of code. A script adds a button that copies it and says so; without script it is plain, selectable text.
///
/// Must: scroll in its own box, also by keyboard; have a name; announce that it was copied.
#[derive(Debug, Clone, Template)]
#[template(path = "code_block.html")]
pub struct CodeBlock {
    label: String,
    code: Html,
    plain: String,
    wrap: bool,
}

impl CodeBlock {
    /// Code under a label (`curl`, `Response`).
    pub fn new(label: impl Display, code: impl Display) -> Self {
        let plain = code.to_string();
        Self { label: label.to_string(), code: Html::text(&plain), plain, wrap: false }
    }

    /// Shows the parts of the language (`json`, `bash`, `http`), where it is known.
    pub fn language(mut self, language: &str) -> Self {
        if let Some(code) = highlight(language, &self.plain) {
            self.code = code;
        }
        self
    }

    /// Breaks long lines instead of scrolling.
    pub fn wrap(self, wrap: impl Flag) -> Self {
        Self { wrap: wrap.is_so(), ..self }
    }
}

impl HtmlSafe for CodeBlock {}
