//! The page of a named shape, and the list of all.

use std::sync::Arc;

use askama::Template;
use reference::model::{Overview, SchemaPage};
use ui::*;

use super::ids::Ids;
use super::operation::{crumbs, notices};
use super::setting::Setting;
use super::side::{self, Here};
use super::tree::{Stage, Top};
use super::words::Words;

#[derive(Template)]
#[template(path = "reference/schema.html")]
pub(super) struct SchemaView {
    pub(super) chrome: Chrome,
    pub(super) setting: Setting,
    pub(super) overview: Arc<Overview>,
    pub(super) page: SchemaPage,
}

impl SchemaView {
    fn side(&self) -> side::Side<'_> {
        side::Side::of(&self.chrome, &self.setting, &self.overview, Here::Schemas)
    }

    fn crumbs(&self) -> Breadcrumbs {
        crumbs(&self.chrome, &self.setting)
            .link(self.chrome.t("reference-schemas"), format!("{}/schemas", self.setting.base()))
    }

    fn notices(&self) -> Vec<Notice> {
        notices(&self.chrome, &self.setting, false)
    }

    fn stage(&self) -> Stage<'_> {
        Stage { words: Words::new(&self.chrome), ids: Ids::default(), setting: &self.setting }
    }

    fn top<'s>(&'s self, stage: &'s Stage<'s>) -> Top<'s> {
        Top::of(stage, &self.page.schema, "it")
    }

    fn example(&self) -> Option<CodeBlock> {
        let label = self.chrome.t("reference-example-made");
        self.page.example.as_ref().map(|it| CodeBlock::new(label, &it.text).language("json"))
    }

    fn markdown_href(&self) -> String {
        format!("{}.md", self.setting.schema_href(&self.page.slug))
    }
}

/// All named shapes of a document.
#[derive(Template)]
#[template(path = "reference/schemas.html")]
pub(super) struct SchemasView {
    pub(super) chrome: Chrome,
    pub(super) setting: Setting,
    pub(super) overview: Arc<Overview>,
}

impl SchemasView {
    fn side(&self) -> side::Side<'_> {
        side::Side::of(&self.chrome, &self.setting, &self.overview, Here::Schemas)
    }

    fn crumbs(&self) -> Breadcrumbs {
        crumbs(&self.chrome, &self.setting)
    }
}
