//! The admin's pages of images: what there is, how a document shows each, adding, deleting.

use askama::Template;
use axum::extract::{DefaultBodyLimit, Path};
use axum::handler::Handler;
use axum::http::HeaderMap;
use axum::response::Response;
use base::{Error, FieldErrors, Right};
use frame::door::guard::UPLOAD_LIMIT;
use frame::door::{Fault, Need, Routes, Uploads, Visitor};
use ui::*;

use super::portal::handed_out;
use super::{Image, MOST, add, list, remove, shown_in, view};
use crate::products::{Head, Part};

/// The routes.
pub fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    at.get("/products/{product}/images", read, index);
    // Larger than an image may be, so that one that is too large gets its answer in words.
    at.post("/products/{product}/images", manage, added.layer(DefaultBodyLimit::max(UPLOAD_LIMIT)));
    at.get("/products/{product}/images/{name}", read, show);
    at.get("/products/{product}/images/{name}/delete", manage, confirm);
    at.post("/products/{product}/images/{name}/deletion", manage, deleted);
}

#[derive(Template)]
#[template(path = "images/console_index.html")]
struct Index {
    chrome: Chrome,
    head: Head,
    images: Vec<Image>,
    typed: String,
    errors: FieldErrors,
}

impl Index {
    async fn of(visitor: &Visitor, product: &str) -> base::Result<Self> {
        let head = Head::of(visitor, product, Part::Documents).await?;
        let images = list(&visitor.call, head.product.id).await?;
        let (chrome, errors) = (visitor.chrome.clone(), FieldErrors::new());
        Ok(Self { chrome, head, images, typed: String::new(), errors })
    }

    fn used(&self) -> Progress {
        let says = self.chrome.t2("images-used", ("used", self.images.len()), ("limit", MOST));
        Progress::new("used", says, self.images.len(), MOST)
    }
}

async fn index(visitor: Visitor, Path(product): Path<String>) -> Result<Response, Fault> {
    visitor.page(&Index::of(&visitor, &product).await?)
}

async fn added(
    visitor: Visitor,
    Path(product): Path<String>,
    uploads: Result<Uploads, Fault>,
) -> Result<Response, Fault> {
    let page = Index::of(&visitor, &product).await?;
    let uploads = match uploads {
        Ok(uploads) => uploads,
        Err(Fault(error)) if matches!(*error, Error::Invalid(_)) => {
            return visitor.again(&Index { errors: FieldErrors::one("picture", "too_large"), ..page });
        }
        Err(fault) => return Err(fault),
    };
    let file = uploads.file("picture").cloned().unwrap_or_default();
    let typed = uploads.text("name").to_owned();
    match add(&visitor.call, page.head.product.id, &typed, &file.name, file.bytes.to_vec()).await {
        Ok(_) => visitor.go_to(&page.head.href("/images"), "image-was-added"),
        Err(Error::Invalid(errors)) => visitor.again(&Index { typed, errors, ..page }),
        Err(error) => Err(error.into()),
    }
}

async fn show(
    visitor: Visitor,
    Path((product, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let (image, bytes) = view(&visitor.call, crate::console::id(&product)?, &name).await?;
    Ok(handed_out(&image, bytes, &headers))
}

#[derive(Template)]
#[template(path = "images/console_delete.html")]
struct Delete {
    chrome: Chrome,
    head: Head,
    name: String,
    documents: Vec<String>,
}

impl Delete {
    fn question(&self) -> ConfirmDelete {
        let chrome = &self.chrome;
        let action = self.head.href(&format!("/images/{}/deletion", self.name));
        let question = ConfirmDelete::new(chrome, action, chrome.t("image-delete"))
            .cancel(chrome.t("image-keep"), self.head.href("/images"))
            .gone(chrome.t1("image-gone", "name", &self.name));
        if self.documents.is_empty() {
            return question;
        }
        let question = question.gone(chrome.t1("image-gone-from", "count", self.documents.len()));
        self.documents.iter().take(20).fold(question, ConfirmDelete::gone)
    }
}

async fn confirm(visitor: Visitor, Path((product, name)): Path<(String, String)>) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &product, Part::Documents).await?;
    let (image, _) = view(&visitor.call, head.product.id, &name).await?;
    let documents = shown_in(&visitor.call, head.product.id, &image.name).await?;
    visitor.page(&Delete { chrome: visitor.chrome.clone(), head, name: image.name, documents })
}

async fn deleted(visitor: Visitor, Path((product, name)): Path<(String, String)>) -> Result<Response, Fault> {
    remove(&visitor.call, crate::console::id(&product)?, &name).await?;
    visitor.go_to(&format!("/products/{product}/images"), "image-was-deleted")
}
