//! Views of one thing, or filters of one list.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::Flag;

/// A row of links, one of which is this page. Links, not a widget: each has an address.
///
/// Must: be a named navigation; mark the current one by more than colour; wrap rather than scroll.
#[derive(Debug, Clone, Template)]
#[template(path = "tabs.html")]
pub struct Tabs {
    name: String,
    tabs: Vec<Tab>,
}

#[derive(Debug, Clone)]
struct Tab {
    label: String,
    href: String,
    current: bool,
    count: Option<String>,
}

impl Tabs {
    /// An empty row with a name ("Status").
    pub fn new(name: impl Display) -> Self {
        Self { name: name.to_string(), tabs: Vec::new() }
    }

    /// A link.
    pub fn tab(mut self, label: impl Display, href: impl Display, current: impl Flag) -> Self {
        let (label, href) = (label.to_string(), href.to_string());
        self.tabs.push(Tab { label, href, current: current.is_so(), count: None });
        self
    }

    /// How many the last tab holds.
    pub fn count(mut self, count: impl Display) -> Self {
        if let Some(last) = self.tabs.last_mut() {
            last.count = Some(count.to_string());
        }
        self
    }
}

impl HtmlSafe for Tabs {}
