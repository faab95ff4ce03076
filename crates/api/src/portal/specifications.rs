//! What a version can do: its specification as it was uploaded, and the operations in it.

use axum::response::{IntoResponse, Response};
use base::{Error, ProductId, VersionId};
use catalog::{specifications, versions};
use frame::door::Need;
use schemars::JsonSchema;
use serde::Serialize;

use crate::door::{Asked, Ids, One, Operation, Routes, no_content};
use crate::problem::Problem;

pub(super) fn routes(at: &mut Routes) {
    let about = |id, says| Operation::named(id, "versions", says);
    at.get(
        "/api/v2/products/{productId}/versions/{productVersionId}/spec",
        Need::Reader,
        view,
        about("get-product-version-spec", "The specification of a version, as it was uploaded")
            .gives::<View>(200)
            .gives_nothing(204)
            .tagged(),
    );
    at.get(
        "/api/v2/products/{productId}/versions/{productVersionId}/spec/operations",
        Need::Reader,
        operations,
        about("get-product-version-spec-operations", "What a version can do")
            .gives::<Operations>(200)
            .gives_nothing(204)
            .tagged(),
    );
}

/// A specification.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProductVersionSpecDocument")]
struct View {
    api_type: ApiType,
    /// JSON or YAML, as it was uploaded.
    content: String,
}

/// What a version can do.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProductVersionSpecOperations")]
struct Operations {
    api_type: ApiType,
    operations: Vec<OperationView>,
}

/// One thing that a version can do.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct OperationView {
    path: String,
    /// In small letters.
    method: String,
    operation_id: Option<String>,
    tags: Vec<String>,
    summary: Option<String>,
    deprecated: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum ApiType {
    Openapi,
}

impl From<specifications::Operation> for OperationView {
    fn from(it: specifications::Operation) -> Self {
        Self {
            path: it.path,
            method: it.method.to_ascii_lowercase(),
            operation_id: it.operation_id,
            tags: it.tags,
            summary: it.summary,
            deprecated: it.deprecated,
        }
    }
}

async fn view(asked: Asked, Ids((product, id)): Ids<(ProductId, VersionId)>) -> Result<Response, Problem> {
    versions::view(&asked.call, product, id).await?;
    match specifications::file(&asked.call, id).await {
        Ok(it) => {
            let view = View { api_type: ApiType::Openapi, content: it.content };
            Ok(One(view, it.updated_at).into_response())
        }
        Err(Error::NotFound) => Ok(no_content()),
        Err(error) => Err(error.into()),
    }
}

async fn operations(
    asked: Asked,
    Ids((product, id)): Ids<(ProductId, VersionId)>,
) -> Result<Response, Problem> {
    versions::view(&asked.call, product, id).await?;
    let Some(it) = specifications::view(&asked.call, id).await? else { return Ok(no_content()) };
    let operations = it.operations.into_iter().map(OperationView::from).collect();
    Ok(One(Operations { api_type: ApiType::Openapi, operations }, it.updated_at).into_response())
}
