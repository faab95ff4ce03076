//! The overview of a document: what it is, where it is, how one gets in, and all that it can do.

use std::sync::Arc;

use askama::Template;
use askama::filters::HtmlSafe;
use reference::model::{Entry, Overview, Tag};
use serde::Deserialize;
use ui::*;

use super::prose::Prose;
use super::security::Ways;
use super::setting::{Proof, Setting};
use super::side::{self, Here};
use super::words::Words;

/// The most operations that are listed when nothing was asked for, and of those that fit what was.
const MOST: usize = 300;

/// The most shapes that are listed here, rather than on a page of their own.
const MOST_SCHEMAS: usize = 60;

/// What the address of a page says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The group whose operations are shown, in a large document.
    pub tag: String,
    /// Words that the operations must hold.
    pub q: String,
    /// The language of the samples.
    pub sample: String,
}

/// The overview, as a part of a page.
#[derive(Template)]
#[template(path = "reference/overview.html")]
pub(crate) struct Body<'a> {
    chrome: &'a Chrome,
    setting: &'a Setting,
    overview: &'a Overview,
    asked: &'a Asked,
    words: Words<'a>,
}

impl HtmlSafe for Body<'_> {}

impl<'a> Body<'a> {
    pub(crate) fn of(
        chrome: &'a Chrome,
        setting: &'a Setting,
        overview: &'a Overview,
        asked: &'a Asked,
    ) -> Self {
        Self { chrome, setting, overview, asked, words: Words::new(chrome) }
    }

    fn about(&self) -> Option<Prose> {
        let text = &self.overview.description;
        (!text.is_empty()).then(|| Prose::of_page(text, "about"))
    }

    fn ways(&self) -> Option<Ways<'_>> {
        if self.setting.proof == Proof::Document && self.overview.security.is_empty() {
            let schemes = &self.overview.schemes;
            return (!schemes.is_empty()).then(|| Ways::all(&self.words, schemes));
        }
        Ways::of(&self.words, self.setting, &self.overview.security, &self.overview.schemes)
    }

    fn tag_name(&self, tag: &Tag) -> String {
        if tag.name.is_empty() { self.chrome.t("reference-untagged") } else { tag.name.clone() }
    }

    fn tag_about(tag: &Tag) -> Prose {
        Prose::of_page(&tag.description, &format!("tag-{}", tag.slug))
    }

    fn asks(&self) -> bool {
        !self.asked.q.trim().is_empty()
    }

    /// The operations that hold all the words that were asked for.
    fn found(&self) -> Vec<&'a Entry> {
        let wanted = self.asked.q.to_lowercase();
        let wanted: Vec<&str> = wanted.split_whitespace().take(16).collect();
        let fits = |it: &&Entry| {
            let text = format!("{} {} {} {}", it.method, it.path, it.summary, it.slug).to_lowercase();
            wanted.iter().all(|word| text.contains(word))
        };
        self.overview.entries().chain(&self.overview.webhooks).filter(fits).take(MOST).collect()
    }

    /// Whether the group's operations are here; in a large document only those of the group that was asked for.
    fn is_listed(&self, tag: &Tag) -> bool {
        self.overview.count() <= MOST || self.overview.tags.len() == 1 || tag.slug == self.asked.tag
    }

    fn lists_schemas(&self) -> bool {
        self.overview.schemas.len() <= MOST_SCHEMAS
    }

    fn row(&self, entry: &'a Entry) -> EntryRow<'a> {
        EntryRow { chrome: self.chrome, href: self.setting.operation_href(&entry.slug), entry }
    }

    fn servers(&self) -> &'a [reference::model::Server] {
        if self.setting.address.is_some() { &[] } else { &self.overview.servers }
    }
}

/// An operation in a list.
#[derive(Template)]
#[template(path = "reference/entry.html")]
pub(super) struct EntryRow<'a> {
    chrome: &'a Chrome,
    href: String,
    entry: &'a Entry,
}

impl HtmlSafe for EntryRow<'_> {}

/// The overview as a page of its own.
#[derive(Template)]
#[template(path = "reference/overview_page.html")]
pub(super) struct OverviewView {
    pub(super) chrome: Chrome,
    pub(super) setting: Setting,
    pub(super) overview: Arc<Overview>,
    pub(super) asked: Asked,
}

impl OverviewView {
    fn side(&self) -> side::Side<'_> {
        side::Side::of(&self.chrome, &self.setting, &self.overview, Here::Overview)
    }

    fn body(&self) -> Body<'_> {
        Body::of(&self.chrome, &self.setting, &self.overview, &self.asked)
    }

    fn crumbs(&self) -> Breadcrumbs {
        let links = self.setting.crumbs.iter().take(self.setting.crumbs.len().saturating_sub(1));
        links.fold(Breadcrumbs::new(&self.chrome), |crumbs, (label, href)| crumbs.link(label, href))
    }
}
