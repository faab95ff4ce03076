//! The admin's pages of documents: the tree, the editor with its preview, the folder in and out.

mod editor;
mod folder;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{ProductId, Right};
use frame::door::{Fault, Form, Need, Routes, Visitor};
use serde::Deserialize;
use ui::*;

use super::{Document, Leaf, Tree, Way, delete, shift, tree, view};
use crate::console::id;
use crate::products::{Head, Part};

/// The routes.
pub fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    at.get("/products/{product}/documents", read, index);
    editor::routes(at);
    folder::routes(at);
    at.post("/products/{product}/documents/{document}/move", manage, moved);
    at.get("/products/{product}/documents/{document}/delete", manage, confirm);
    at.post("/products/{product}/documents/{document}/deletion", manage, deleted);
}

#[derive(Template)]
#[template(path = "documents/console_index.html")]
struct Index {
    chrome: Chrome,
    head: Head,
    tree: Tree,
}

async fn index(visitor: Visitor, Path(product): Path<String>) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &product, Part::Documents).await?;
    let tree = tree(&visitor.call, head.product.id).await?;
    visitor.page(&Index { chrome: visitor.chrome.clone(), head, tree })
}

async fn find(visitor: &Visitor, product: &str, document: &str) -> base::Result<Document> {
    view(&visitor.call, id::<ProductId>(product)?, document).await
}

/// Which way a document moves.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Move {
    way: String,
}

async fn moved(
    visitor: Visitor,
    Path((product, document)): Path<(String, String)>,
    Form(form): Form<Move>,
) -> Result<Response, Fault> {
    let document = find(&visitor, &product, &document).await?;
    let way = if form.way == "up" { Way::Up } else { Way::Down };
    shift(&visitor.call, document.id, way).await?;
    visitor.go_to(&format!("/products/{product}/documents"), "document-was-moved")
}

#[derive(Template)]
#[template(path = "documents/console_delete.html")]
struct Delete {
    chrome: Chrome,
    head: Head,
    document: Document,
    below: Vec<Leaf>,
}

impl Delete {
    fn question(&self) -> ConfirmDelete {
        let chrome = &self.chrome;
        let action = self.head.href(&format!("/documents/{}/deletion", self.document.id));
        let question = ConfirmDelete::new(chrome, action, chrome.t("document-delete"))
            .cancel(chrome.t("document-keep"), self.head.href("/documents"));
        if self.below.is_empty() {
            return question.gone(chrome.t1("document-gone", "title", &self.document.title));
        }
        let question = question.gone(chrome.t1("document-gone-below", "count", self.below.len()));
        self.below.iter().take(20).fold(question, |question, it| question.gone(&it.title))
    }
}

async fn confirm(
    visitor: Visitor,
    Path((product, document)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &product, Part::Documents).await?;
    let document = find(&visitor, &product, &document).await?;
    let tree = tree(&visitor.call, head.product.id).await?;
    let below = tree.branch(document.id).iter().skip(1).cloned().collect();
    visitor.page(&Delete { chrome: visitor.chrome.clone(), head, document, below })
}

async fn deleted(
    visitor: Visitor,
    Path((product, document)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let document = find(&visitor, &product, &document).await?;
    delete(&visitor.call, document.id).await?;
    visitor.go_to(&format!("/products/{product}/documents"), "document-was-deleted")
}
