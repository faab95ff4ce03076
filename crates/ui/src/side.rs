//! The one side column of a page.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Flag, Icon};

/// Links for orientation beside the main column: a tree of documents, the parts of the settings.
/// Goes into the block `side`. On a phone it is a button that opens it.
///
/// Must: be a named navigation; mark where one is; open by keyboard and without script.
#[derive(Debug, Clone, Template)]
#[template(path = "side.html")]
pub struct Side {
    label: String,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    label: String,
    href: Option<String>,
    depth: u8,
    current: bool,
}

impl Side {
    /// An empty column with a name.
    pub fn new(label: impl Display) -> Self {
        Self { label: label.to_string(), entries: Vec::new() }
    }

    /// A heading over the links that follow.
    pub fn group(mut self, label: impl Display) -> Self {
        self.entries.push(Entry { label: label.to_string(), href: None, depth: 0, current: false });
        self
    }

    /// A link.
    pub fn link(self, label: impl Display, href: impl Display, current: impl Flag) -> Self {
        self.nested(label, href, 0, current)
    }

    /// A link so many levels down, at most 3.
    pub fn nested(mut self, label: impl Display, href: impl Display, depth: u8, current: impl Flag) -> Self {
        let (label, href) = (label.to_string(), Some(href.to_string()));
        self.entries.push(Entry { label, href, depth: depth.min(3), current: current.is_so() });
        self
    }
}

impl HtmlSafe for Side {}
