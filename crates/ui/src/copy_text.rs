//! A short piece of code in a row or a list.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

/// A short piece of code among other things. A script adds a button that copies it and says so.
///
/// Must: be selectable text; name in its button what it copies, and announce that it did.
#[derive(Debug, Clone, Template)]
#[template(path = "copy_text.html")]
pub struct CopyText {
    about: String,
    code: String,
}

impl CopyText {
    /// Code, and what it is about.
    pub fn new(about: impl Display, code: impl Display) -> Self {
        Self { about: about.to_string(), code: code.to_string() }
    }
}

impl HtmlSafe for CopyText {}
