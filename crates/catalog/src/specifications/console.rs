//! The admin's deeds with a specification: upload or paste, download, delete. The panel stands on the version's page.

use askama::Template;
use axum::extract::{DefaultBodyLimit, Path};
use axum::handler::Handler;
use axum::response::Response;
use base::{Error, FieldErrors, Right};
use frame::door::guard::UPLOAD_LIMIT;
use frame::door::{Fault, Need, Routes, Uploads, Visitor};
use ui::*;

use super::portal::attached;
use super::{Format, NewSpecification, delete, file, file_as, replace};
use crate::products::{Head, Part};
use crate::versions::{ConsolePage, Version, find_for_console};

/// The longest pasted text that a page gives back.
const GIVEN_BACK: usize = 512 * 1024;

/// The routes.
pub fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    let path = "/products/{product}/versions/{version}/specification";
    at.get(path, read, download);
    at.get("/products/{product}/versions/{version}/specification.json", read, as_json);
    at.get("/products/{product}/versions/{version}/specification.yaml", read, as_yaml);
    at.post(path, manage, uploaded.layer(DefaultBodyLimit::max(UPLOAD_LIMIT)));
    at.get("/products/{product}/versions/{version}/specification/delete", manage, confirm);
    at.post("/products/{product}/versions/{version}/specification/deletion", manage, deleted);
}

async fn download(
    visitor: Visitor,
    Path((product, version)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let version = find_for_console(&visitor, &product, &version).await?;
    Ok(attached(file(&visitor.call, version.id).await?))
}

async fn as_json(
    visitor: Visitor,
    Path((product, version)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let version = find_for_console(&visitor, &product, &version).await?;
    Ok(attached(file_as(&visitor.call, version.id, Format::Json).await?))
}

async fn as_yaml(
    visitor: Visitor,
    Path((product, version)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let version = find_for_console(&visitor, &product, &version).await?;
    Ok(attached(file_as(&visitor.call, version.id, Format::Yaml).await?))
}

async fn uploaded(
    visitor: Visitor,
    Path((product, version)): Path<(String, String)>,
    uploads: Result<Uploads, Fault>,
) -> Result<Response, Fault> {
    let uploads = match uploads {
        Ok(uploads) => uploads,
        Err(Fault(error)) if matches!(*error, Error::Invalid(_)) => {
            let page = ConsolePage::of(&visitor, &product, &version).await?;
            return visitor.again(&page.refused(too_large(), ""));
        }
        Err(fault) => return Err(fault),
    };
    let found = find_for_console(&visitor, &product, &version).await?;
    let (new, field) = chosen(&uploads);
    match replace(&visitor.call, found.id, new).await {
        Ok(it) if it.updated_at == visitor.call.now() => {
            visitor.go_to(&found.console_path(), "specification-was-replaced")
        }
        Ok(_) => visitor.go_to(&found.console_path(), "specification-was-the-same"),
        Err(Error::Invalid(errors)) => {
            let page = ConsolePage::of(&visitor, &product, &version).await?;
            let pasted =
                Some(uploads.text("content")).filter(|it| it.len() <= GIVEN_BACK).unwrap_or_default();
            visitor.again(&page.refused(said_of(field, &errors), pasted))
        }
        Err(error) => Err(error.into()),
    }
}

/// What was chosen, and the field that it came in: a file wins over pasted text.
fn chosen(uploads: &Uploads) -> (NewSpecification, &'static str) {
    if let Some(file) = uploads.file("file") {
        return (NewSpecification { name: file.name.clone(), content: file.bytes.to_vec() }, "file");
    }
    let content = uploads.text("content").as_bytes().to_vec();
    (NewSpecification { name: String::new(), content }, "content")
}

fn too_large() -> FieldErrors {
    let mut errors = FieldErrors::new();
    errors.add_limit("file", "specification_too_large", 16);
    errors
}

/// The same errors, said of the field in which the document came.
fn said_of(field: &str, errors: &FieldErrors) -> FieldErrors {
    let mut said = FieldErrors::new();
    said.adopt(errors, |_| field.to_owned());
    said
}

#[derive(Template)]
#[template(path = "specifications/delete.html")]
struct Delete {
    chrome: Chrome,
    head: Head,
    version: Version,
}

impl Delete {
    fn title(&self) -> String {
        let (product, version) = (&self.head.product.name, &self.version.name);
        self.chrome.t2("specification-delete-title", ("product", product), ("version", version))
    }
}

async fn confirm(
    visitor: Visitor,
    Path((product, version)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &product, Part::Versions).await?;
    let version = find_for_console(&visitor, &product, &version).await?;
    visitor.page(&Delete { chrome: visitor.chrome.clone(), head, version })
}

async fn deleted(
    visitor: Visitor,
    Path((product, version)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let version = find_for_console(&visitor, &product, &version).await?;
    delete(&visitor.call, version.id).await?;
    visitor.go_to(&version.console_path(), "specification-was-deleted")
}
