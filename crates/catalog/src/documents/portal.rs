//! The developer's page of a document.

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use frame::door::{Fault, Need, Routes, Visitor};
use ui::*;

use super::{Document, Leaf, rendered, view};
use crate::markdown::Rendered;
use crate::products::Around;

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/products/{product}/docs/{document}", Need::Reader, show);
}

#[derive(Template)]
#[template(path = "documents/show.html")]
struct Show {
    chrome: Chrome,
    around: Around,
    document: Document,
    rendered: Arc<Rendered>,
}

impl Show {
    /// The side column, with the document's own address, whatever the visitor's said.
    fn side(&self) -> Side {
        let here = format!("{}/docs/{}", self.around.product.path(), self.document.slug);
        self.around.side(&self.chrome, &here)
    }

    fn href(&self, leaf: &Leaf) -> String {
        format!("{}/docs/{}", self.around.product.path(), leaf.slug)
    }

    /// What is read before and after.
    fn neighbours(&self) -> Neighbours {
        let (before, after) = self.around.tree.neighbours(self.document.id);
        let neighbours = Neighbours::new(&self.chrome);
        let neighbours = before.iter().fold(neighbours, |all, it| all.before(&it.title, self.href(it)));
        after.iter().fold(neighbours, |all, it| all.after(&it.title, self.href(it)))
    }

    fn is_last(&self) -> bool {
        self.around.tree.neighbours(self.document.id).1.is_none()
    }

    /// The headings, where they are worth a list: a short document is seen at a glance.
    fn contents(&self) -> Contents {
        let contents = Contents::new(self.chrome.t("document-contents"));
        if self.rendered.headings.len() < 3 {
            return contents;
        }
        let headings = self.rendered.headings.iter();
        headings.fold(contents, |all, it| all.entry(&it.text, &it.id, it.level - 2))
    }

    /// What stands directly below: what a document without a text has to show.
    fn below(&self) -> impl Iterator<Item = &Leaf> {
        let branch = self.around.tree.branch(self.document.id);
        let depth = branch.first().map_or(0, |it| it.depth + 1);
        branch.iter().filter(move |it| it.depth == depth)
    }
}

async fn show(visitor: Visitor, Path((product, name)): Path<(String, String)>) -> Result<Response, Fault> {
    let around = Around::find(&visitor, &product).await?;
    let document = view(&visitor.call, around.product.id, &name).await?;
    let rendered = rendered(&visitor.call.app, &document, &around.product.place()).await?;
    visitor.page(&Show { chrome: visitor.chrome.clone(), around, document, rendered })
}
