//! What is read before and after.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Chrome, Icon};

/// The page that is read before this one, and the one after. Prints nothing where there is neither.
///
/// Must: be a named navigation; say of each which way it leads.
#[derive(Debug, Clone, Template)]
#[template(path = "neighbours.html")]
pub struct Neighbours {
    label: String,
    words: [String; 2],
    before: Option<(String, String)>,
    after: Option<(String, String)>,
}

impl Neighbours {
    /// Neither yet.
    pub fn new(chrome: &Chrome) -> Self {
        let words = [chrome.t("ui-pager-before"), chrome.t("ui-pager-after")];
        Self { label: chrome.t("ui-neighbours"), words, before: None, after: None }
    }

    /// The page before.
    pub fn before(self, title: impl Display, href: impl Display) -> Self {
        Self { before: Some((title.to_string(), href.to_string())), ..self }
    }

    /// The page after.
    pub fn after(self, title: impl Display, href: impl Display) -> Self {
        Self { after: Some((title.to_string(), href.to_string())), ..self }
    }
}

impl HtmlSafe for Neighbours {}
