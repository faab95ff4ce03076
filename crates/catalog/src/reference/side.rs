//! The side column of a reference: the version, a filter, and the operations by group.
//!
//! A small document has all of its operations here. A large one has those of the group that is open, and as many of
//! them as help: the filter and the overview have the rest.

use askama::Template;
use askama::filters::HtmlSafe;
use reference::model::{Entry, Overview, Tag};
use ui::{Chrome, Icon};

use super::setting::{Choice, Setting};

/// The most operations of a document that are all in the column, and of one group.
const MOST: usize = 120;
const MOST_OF_TAG: usize = 80;

/// Where one is.
#[derive(Clone, Copy)]
pub(crate) enum Here<'a> {
    Overview,
    Operation(&'a str),
    Schemas,
}

#[derive(Template)]
#[template(path = "reference/side.html")]
pub(crate) struct Side<'a> {
    chrome: &'a Chrome,
    setting: &'a Setting,
    overview: &'a Overview,
    here: Here<'a>,
}

impl HtmlSafe for Side<'_> {}

impl<'a> Side<'a> {
    pub(crate) fn of(
        chrome: &'a Chrome,
        setting: &'a Setting,
        overview: &'a Overview,
        here: Here<'a>,
    ) -> Self {
        Self { chrome, setting, overview, here }
    }

    fn version(&self) -> Option<&Choice> {
        self.setting.versions.iter().find(|it| it.is_here).filter(|_| self.setting.versions.len() > 1)
    }

    fn is_overview(&self) -> bool {
        matches!(self.here, Here::Overview)
    }

    fn is_schemas(&self) -> bool {
        matches!(self.here, Here::Schemas)
    }

    fn is_here(&self, entry: &Entry) -> bool {
        matches!(self.here, Here::Operation(slug) if slug == entry.slug)
    }

    fn tag_name(&self, tag: &Tag) -> String {
        if tag.name.is_empty() { self.chrome.t("reference-untagged") } else { tag.name.clone() }
    }

    fn is_open(&self, tag: &Tag) -> bool {
        self.overview.tags.len() == 1 || tag.entries.iter().any(|it| self.is_here(it))
    }

    /// The operations of a group that are in the column; none where only the group is.
    fn listed(&self, tag: &'a Tag) -> &'a [Entry] {
        if self.overview.count() > MOST && !self.is_open(tag) {
            return &[];
        }
        let at = tag.entries.iter().position(|it| self.is_here(it)).unwrap_or(0);
        let first = at.saturating_sub(MOST_OF_TAG / 2).min(tag.entries.len().saturating_sub(MOST_OF_TAG));
        &tag.entries[first..(first + MOST_OF_TAG).min(tag.entries.len())]
    }

    fn hidden(&self, tag: &'a Tag) -> usize {
        tag.entries.len() - self.listed(tag).len()
    }
}
