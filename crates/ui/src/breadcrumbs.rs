//! Where a page stands.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::Chrome;

/// The way from the top to this page. The page itself is not among the links: its heading says it.
///
/// Must: be a named navigation with a list; not rely on the separator being read.
#[derive(Debug, Clone, Template)]
#[template(path = "breadcrumbs.html")]
pub struct Breadcrumbs {
    name: String,
    links: Vec<(String, String)>,
}

impl Breadcrumbs {
    /// Nothing yet.
    pub fn new(chrome: &Chrome) -> Self {
        Self { name: chrome.t("ui-breadcrumbs"), links: Vec::new() }
    }

    /// One level down.
    pub fn link(mut self, label: impl Display, href: impl Display) -> Self {
        self.links.push((label.to_string(), href.to_string()));
        self
    }
}

impl HtmlSafe for Breadcrumbs {}
