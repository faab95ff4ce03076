//! A product's documents as a folder of Markdown, put in place at once: ours, in the contract's manner.

use axum::Json;
use base::{Error, FieldErrors, ProductId, Right};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use catalog::documents::folder::File;
use catalog::documents::{self, Gone, Import};
use frame::door::Need;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::door::{Asked, Body, Ids, Operation, Routes};
use crate::problem::{Named, Names, Problem};

/// The largest body: a folder of 40 MiB in base64, and room for what stands around it.
const LARGEST: usize = 56 * 1024 * 1024;

/// What the operation calls otherwise.
const NAMES: Names = &[("archive", "files"), ("gone", "missing")];

pub(super) fn routes(at: &mut Routes) {
    let says = "Makes a product's documents what a folder of Markdown says; a second time, the same folder changes nothing";
    at.put(
        "/v2/api-products/{apiProductId}/documents",
        Need::Admin(Right::ManageCatalog),
        import,
        Operation::named("import-api-product-documents", "api-product-documents", says)
            .takes::<Folder>()
            .largest(LARGEST)
            .gives::<Done>(200)
            .refuses(&[409]),
    );
}

/// A folder of Markdown.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportAPIProductDocuments")]
struct Folder {
    /// Its files: Markdown, and pictures below `images`.
    #[schemars(length(max = 2500))]
    files: Vec<Entry>,
    #[serde(default)]
    missing: Missing,
    /// Whether it is only said what would change.
    #[serde(default)]
    dry_run: bool,
}

/// A file of a folder.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportAPIProductDocumentsFile")]
struct Entry {
    /// Where it lies in the folder, with `/` between folders.
    #[schemars(length(min = 1, max = 1024))]
    path: String,
    /// Its bytes in base64.
    #[schemars(extend("format" = "byte"))]
    content: String,
}

/// What becomes of documents that the folder does not have.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ImportAPIProductDocumentsMissing")]
enum Missing {
    /// Developers do not see them any more.
    #[default]
    Unpublish,
    /// They are deleted.
    Delete,
    /// They stay as they are.
    Keep,
}

/// What an import changed: documents by their slugs, images by their names.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ImportedAPIProductDocuments", deny_unknown_fields)]
struct Done {
    /// Whether anything was not as the folder has it.
    changes: bool,
    created: Vec<String>,
    changed: Vec<String>,
    moved: Vec<String>,
    unpublished: Vec<String>,
    deleted: Vec<String>,
    images: Vec<String>,
    /// Files that are neither Markdown nor a picture below `images`.
    ignored: Vec<String>,
}

async fn import(
    asked: Asked,
    Ids(product): Ids<ProductId>,
    Body(folder): Body<Folder>,
) -> Result<Json<Done>, Problem> {
    let gone = match folder.missing {
        Missing::Unpublish => Gone::Unpublish,
        Missing::Delete => Gone::Delete,
        Missing::Keep => Gone::Keep,
    };
    let import = Import { files: files(folder.files)?, gone, dry: folder.dry_run };
    let done = documents::import(&asked.call, product, import).await.map_err(within).named(NAMES)?;
    Ok(Json(Done {
        changes: !done.is_nothing(),
        created: done.created,
        changed: done.changed,
        moved: done.moved,
        unpublished: done.unpublished,
        deleted: done.deleted,
        images: done.images,
        ignored: done.ignored,
    }))
}

fn files(entries: Vec<Entry>) -> Result<Vec<File>, Problem> {
    let mut errors = FieldErrors::new();
    let mut files = Vec::with_capacity(entries.len());
    for it in entries {
        match STANDARD.decode(it.content.trim_ascii()) {
            Ok(bytes) => files.push(File { path: it.path, bytes }),
            Err(_) => errors.add(&format!("files.{}", it.path), "is_base64"),
        }
    }
    Ok(errors.into_result().map(|()| files)?)
}

/// What is wrong with a file stands below `files`, under its path.
fn within(error: Error) -> Error {
    let Error::Invalid(wrong) = error else { return error };
    let mut errors = FieldErrors::new();
    errors.adopt(&wrong, |field| {
        let is_ours = NAMES.iter().any(|(ours, _)| *ours == field);
        if is_ours { field.to_owned() } else { format!("files.{field}") }
    });
    Error::Invalid(errors)
}
