//! The admin's page of a version's editions: what there was, had again or restored.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{EditionId, Right};
use frame::door::{Fault, Need, Routes, Visitor};
use ui::*;

use super::{Edition, file, list, restore};
use crate::console::id;
use crate::products::{Head, Part};
use crate::specifications::attached;
use crate::versions::{Version, find_for_console};

/// The routes.
pub fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    at.get("/products/{product}/versions/{version}/editions", read, index);
    at.get("/products/{product}/versions/{version}/editions/{edition}", read, download);
    at.post("/products/{product}/versions/{version}/editions/{edition}/restoration", manage, restored);
}

#[derive(Template)]
#[template(path = "editions/console_index.html")]
struct Index {
    chrome: Chrome,
    head: Head,
    version: Version,
    editions: Vec<Edition>,
}

impl Index {
    fn href(&self, it: &Edition) -> String {
        format!("{}/editions/{}", self.version.console_path(), it.id)
    }

    fn restore(&self, it: &Edition) -> Act {
        let label = self.chrome.t("edition-restore");
        Act::post(format!("{}/restoration", self.href(it)), label)
            .about(&it.name)
            .confirm(self.chrome.t("edition-restore-sure"))
    }
}

async fn index(
    visitor: Visitor,
    Path((product, version)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &product, Part::Versions).await?;
    let version = find_for_console(&visitor, &product, &version).await?;
    let editions = list(&visitor.call, version.id).await?;
    visitor.page(&Index { chrome: visitor.chrome.clone(), head, version, editions })
}

type Place = (String, String, String);

async fn download(
    visitor: Visitor,
    Path((product, version, edition)): Path<Place>,
) -> Result<Response, Fault> {
    let version = find_for_console(&visitor, &product, &version).await?;
    Ok(attached(file(&visitor.call, version.id, id::<EditionId>(&edition)?).await?))
}

async fn restored(
    visitor: Visitor,
    Path((product, version, edition)): Path<Place>,
) -> Result<Response, Fault> {
    let version = find_for_console(&visitor, &product, &version).await?;
    restore(&visitor.call, version.id, id::<EditionId>(&edition)?).await?;
    visitor.go_to(&version.console_path(), "edition-was-restored")
}
