//! The developer's page of a product, and what all pages of a product share.

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::Result;
use frame::door::{Fault, Need, Routes, Visitor};
use ui::*;

use super::{Product, find_named};
use crate::documents::{self, Document, Leaf, Tree};
use crate::markdown::Rendered;
use crate::publications::{self, Offered};

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/products/{product}", Need::Reader, show);
}

/// A product with its documents and versions, as far as they may be seen: what stands around each of its pages.
pub(crate) struct Around {
    pub(crate) product: Product,
    pub(crate) tree: Tree,
    pub(crate) offers: Vec<Offered>,
    /// Whether developers have accounts here: only then there is something to register for.
    pub(crate) accounts: bool,
}

impl Around {
    /// Of the product that an address names by slug or id.
    pub(crate) async fn find(visitor: &Visitor, name: &str) -> Result<Self> {
        let call = &visitor.call;
        let mut tx = call.read().await?;
        let product = find_named(&mut tx, &call.reach(), name).await?;
        let offers = publications::offered_of(&mut tx, &call.reach(), product.id).await?;
        drop(tx);
        let tree = documents::tree(call, product.id).await?;
        let accounts = visitor.chrome.person.is_some() || visitor.chrome.sign_in_href.is_some();
        Ok(Self { product, tree, offers, accounts })
    }

    /// The side column: the documents as a tree, then the versions.
    pub(crate) fn side(&self, chrome: &Chrome, here: &str) -> Side {
        let path = self.product.path();
        let side = Side::new(chrome.t("product-parts"));
        let mut side = side.link(chrome.t("product-overview"), &path, here == path);
        if !self.tree.is_empty() {
            side = side.group(chrome.t("product-documents"));
        }
        for leaf in self.tree.leaves() {
            let href = format!("{path}/docs/{}", leaf.slug);
            side = side.nested(&leaf.title, &href, u8::try_from(leaf.depth).unwrap_or(u8::MAX), here == href);
        }
        if !self.offers.is_empty() {
            side = side.group(chrome.t("product-versions"));
        }
        self.offers.iter().fold(side, |side, it| side.link(&it.version_name, it.path(), here == it.path()))
    }
}

#[derive(Template)]
#[template(path = "products/show.html")]
struct Show {
    chrome: Chrome,
    around: Around,
    first: Option<(Document, Arc<Rendered>)>,
}

impl Show {
    fn side(&self) -> Side {
        self.around.side(&self.chrome, &self.around.product.path())
    }

    /// The link to Register; the latest version has the page's one strong button.
    fn register(&self, it: &Offered) -> ButtonLink {
        let is_latest = self.around.offers.first().is_some_and(|first| first.version == it.version);
        let kind = if is_latest && !it.deprecated { Kind::Primary } else { Kind::Plain };
        ButtonLink::to(it.register_path(), self.chrome.t("version-register"))
            .kind(kind)
            .about(&it.version_name)
    }

    /// The document that is read after the first.
    fn second(&self) -> Option<&Leaf> {
        self.around.tree.leaves().get(1)
    }
}

async fn show(visitor: Visitor, Path(name): Path<String>) -> std::result::Result<Response, Fault> {
    let around = Around::find(&visitor, &name).await?;
    let first = match around.tree.leaves().first() {
        Some(leaf) => {
            let document = documents::view(&visitor.call, around.product.id, &leaf.slug).await?;
            let rendered = documents::rendered(&visitor.call.app, &document, &around.product.place()).await?;
            Some((document, rendered))
        }
        None => None,
    };
    visitor.page(&Show { chrome: visitor.chrome.clone(), around, first })
}
