//! The admin's page of documents as a folder: one zip file in, one out.

use askama::Template;
use axum::extract::{DefaultBodyLimit, Path};
use axum::handler::Handler;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Error, FieldErrors, Right};
use frame::door::guard::UPLOAD_LIMIT;
use frame::door::{Fault, Need, Routes, Uploads, Visitor};
use ui::*;

use crate::documents::folder::{pack, unpack};
use crate::documents::{Gone, Import, Imported, export, import};
use crate::products::{Head, Part};
use crate::turns::in_turn;

/// The routes.
pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    at.get("/products/{product}/documents/folder", read, show);
    at.post("/products/{product}/documents/folder", manage, taken.layer(DefaultBodyLimit::max(UPLOAD_LIMIT)));
    at.get("/products/{product}/documents/folder/export", read, exported);
}

#[derive(Template)]
#[template(path = "documents/console_folder.html")]
struct Folder {
    chrome: Chrome,
    head: Head,
    gone: String,
    dry: bool,
    done: Option<Imported>,
    errors: FieldErrors,
}

impl Folder {
    async fn of(visitor: &Visitor, product: &str) -> base::Result<Self> {
        let head = Head::of(visitor, product, Part::Documents).await?;
        let gone = Gone::default().word().to_owned();
        let (chrome, errors) = (visitor.chrome.clone(), FieldErrors::new());
        Ok(Self { chrome, head, gone, dry: false, done: None, errors })
    }

    fn gone_field(&self) -> RadioCards {
        let chrome = &self.chrome;
        Gone::ALL
            .into_iter()
            .fold(RadioCards::new("gone", chrome.t("folder-gone")), |cards, it| {
                let key = format!("folder-gone-{}", it.word());
                cards.option(it.word(), chrome.t(&key), chrome.t(&format!("{key}-text")))
            })
            .value(&self.gone)
            .error(chrome.error_of(&self.errors, "gone"))
    }

    /// The files that something is wrong with, each with its sentence.
    fn form_errors(&self) -> FormErrors {
        let errors = FormErrors::new(&self.chrome, &self.errors)
            .label("archive", self.chrome.t("folder-file"))
            .label("gone", self.chrome.t("folder-gone"));
        let is_file = |it: &&str| !["archive", "gone"].contains(it);
        let files: Vec<&str> = self.errors.iter().map(|it| it.field.as_str()).filter(is_file).collect();
        files.into_iter().fold(errors, |errors, it| errors.label(it, it))
    }

    /// What was changed, list by list, under its heading.
    fn changes(&self) -> Vec<(String, &[String])> {
        let Some(done) = &self.done else { return Vec::new() };
        let lists = [
            ("folder-created", &done.created),
            ("folder-changed", &done.changed),
            ("folder-moved", &done.moved),
            ("folder-unpublished", &done.unpublished),
            ("folder-deleted", &done.deleted),
            ("folder-images", &done.images),
            ("folder-ignored", &done.ignored),
        ];
        let there = lists.into_iter().filter(|(_, list)| !list.is_empty());
        there.map(|(key, list)| (self.chrome.t(key), list.as_slice())).collect()
    }
}

async fn show(visitor: Visitor, Path(product): Path<String>) -> Result<Response, Fault> {
    visitor.page(&Folder::of(&visitor, &product).await?)
}

async fn taken(
    visitor: Visitor,
    Path(product): Path<String>,
    uploads: Result<Uploads, Fault>,
) -> Result<Response, Fault> {
    let page = Folder::of(&visitor, &product).await?;
    let uploads = match uploads {
        Ok(uploads) => uploads,
        Err(Fault(error)) if matches!(*error, Error::Invalid(_)) => {
            let errors = FieldErrors::one("archive", "too_large");
            return visitor.again(&Folder { errors, ..page });
        }
        Err(fault) => return Err(fault),
    };
    let (gone, dry) = (uploads.text("gone").to_owned(), !uploads.text("dry").is_empty());
    let page = Folder { gone, dry, ..page };
    match imported(&visitor, &page, &uploads).await {
        Ok(done) => visitor.page(&Folder { done: Some(done), ..page }),
        Err(Error::Invalid(errors)) => visitor.again(&Folder { errors, ..page }),
        Err(error) => Err(error.into()),
    }
}

async fn imported(visitor: &Visitor, page: &Folder, uploads: &Uploads) -> base::Result<Imported> {
    let gone = Gone::typed(&page.gone)?;
    let archive = uploads.file("archive").cloned().unwrap_or_default();
    let files = in_turn(&visitor.call.app, move || unpack(&archive.bytes)).await??;
    import(&visitor.call, page.head.product.id, Import { files, gone, dry: page.dry }).await
}

async fn exported(visitor: Visitor, Path(product): Path<String>) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &product, Part::Documents).await?;
    let files = export(&visitor.call, head.product.id).await?;
    let archive = in_turn(&visitor.call.app, move || pack(&files)).await??;
    let name = format!("attachment; filename=\"{}-documents.zip\"", head.product.slug);
    let headers = [(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, archive).into_response())
}
