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
    fn neighbours(&self) -> (Option<&Leaf>, Option<&Leaf>) {
        self.around.tree.neighbours(self.document.id)
    }

    /// Whether the headings are worth a list: a short document is seen at a glance.
    fn has_contents(&self) -> bool {
        self.rendered.headings.len() > 3
    }
}

async fn show(visitor: Visitor, Path((product, name)): Path<(String, String)>) -> Result<Response, Fault> {
    let around = Around::find(&visitor, &product).await?;
    let document = view(&visitor.call, around.product.id, &name).await?;
    let rendered = rendered(&visitor.call.app, &document).await?;
    visitor.page(&Show { chrome: visitor.chrome.clone(), around, document, rendered })
}
