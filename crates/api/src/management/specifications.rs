//! A version's specification: taken in base64, given as the text that it is. A version has one at most.

use axum::Json;
use axum::response::Response;
use base::{Error, Listed, Page, ProductId, Right, SpecificationId, VersionId};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use catalog::specifications::{self, LARGEST, NewSpecification, SpecificationChanges, Whole};
use catalog::versions;
use frame::Call;
use frame::door::Need;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::door::{Asked, Body, Created, Ids, ListOf, One, Operation, Routes, no_content};
use crate::problem::{Invalid, Problem};
use crate::shapes::{Id, Moment};

/// The largest body: the largest specification in base64, and room for what stands around it.
const BODY: usize = LARGEST / 3 * 4 + 64 * 1024;

/// Which specification an address names: of which product, of which version, and which one.
type Place = (ProductId, VersionId, SpecificationId);

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    let about = |id, says| Operation::named(id, "api-product-version-specifications", says);
    at.get(
        "/v2/api-products/{apiProductId}/product-versions/{apiProductVersionId}/specifications",
        read,
        list,
        about("get-many-api-product-version-spec", "A version's specification, in a list of one or none")
            .gives::<ListOf<View>>(200),
    );
    at.post(
        "/v2/api-products/{apiProductId}/product-versions/{apiProductVersionId}/specifications",
        manage,
        create,
        about("create-api-product-version-spec", "Gives a version its specification")
            .takes::<New>()
            .largest(BODY)
            .gives::<View>(201)
            .makes(),
    );
    at.post(
        "/v2/validate-specification",
        manage,
        validate,
        about("validate-specification", "Says what is wrong with a document, and stores nothing")
            .takes::<New>()
            .largest(BODY)
            .gives::<Sound>(200),
    );
    at.get(
        "/v2/api-products/{apiProductId}/product-versions/{apiProductVersionId}/specifications/{specificationId}",
        read,
        view,
        about("get-api-product-version-spec", "A specification").gives::<View>(200).tagged(),
    );
    at.patch(
        "/v2/api-products/{apiProductId}/product-versions/{apiProductVersionId}/specifications/{specificationId}",
        manage,
        update,
        about("update-api-product-version-spec", "Puts another file in a specification's place")
            .takes::<Change>()
            .largest(BODY)
            .gives::<View>(200)
            .refuses(&[409])
            .tagged(),
    );
    at.delete(
        "/v2/api-products/{apiProductId}/product-versions/{apiProductVersionId}/specifications/{specificationId}",
        manage,
        delete,
        about("delete-api-product-version-spec", "Deletes a specification").gives_nothing(204).tagged(),
    );
}

/// What a sound document says of itself.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ValidatedSpecification", deny_unknown_fields)]
struct Sound {
    /// What the document calls the API.
    title: String,
    /// How many operations it has.
    operations: usize,
}

/// A specification.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "APIProductVersionSpec", deny_unknown_fields)]
struct View {
    id: Id,
    name: String,
    content: String,
    created_at: Moment,
    updated_at: Moment,
}

impl From<Whole> for One<View> {
    fn from(Whole { specification: it, content }: Whole) -> Self {
        let (created_at, updated_at) = (it.created_at.into(), it.updated_at.into());
        Self(View { id: it.id.into(), name: it.name, content, created_at, updated_at }, it.updated_at)
    }
}

/// What makes a specification.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateAPIProductVersionSpec")]
struct New {
    #[schemars(length(min = 1, max = 255), regex(pattern = r"^.+(?:\.yaml|\.yml|\.json)$"))]
    name: String,
    /// The file's bytes in base64.
    #[schemars(length(min = 1), extend("format" = "byte"))]
    content: String,
}

/// What changes a specification. What is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateAPIProductVersionSpec")]
struct Change {
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 255), regex(pattern = r"^.+(?:\.yaml|\.yml|\.json)$"))]
    name: Option<String>,
    /// The file's bytes in base64.
    #[serde(default)]
    #[schemars(with = "String", length(min = 1), extend("format" = "byte"))]
    content: Option<String>,
}

fn decoded(content: &str) -> Result<Vec<u8>, Problem> {
    let decoded = STANDARD.decode(content.trim_ascii());
    decoded.map_err(|_| Problem::broken(vec![Invalid::member("content", "is_base64")]))
}

async fn list(
    asked: Asked,
    Ids((product, version)): Ids<(ProductId, VersionId)>,
) -> Result<ListOf<View>, Problem> {
    versions::view(&asked.call, product, version).await?;
    let items: Vec<Whole> = specifications::whole(&asked.call, version).await?.into_iter().collect();
    let total = i64::from(!items.is_empty());
    Ok(ListOf::of(Listed { items, total, page: Page::first(10) }, |it| One::from(it).0))
}

async fn create(
    asked: Asked,
    Ids((product, version)): Ids<(ProductId, VersionId)>,
    Body(new): Body<New>,
) -> Result<Created<View>, Problem> {
    versions::view(&asked.call, product, version).await?;
    let new = NewSpecification { content: decoded(&new.content)?, name: new.name };
    specifications::create(&asked.call, version, new).await?;
    let One(view, at) = found(&asked.call, version).await?;
    Ok(Created(view, at))
}

async fn validate(asked: Asked, Body(new): Body<New>) -> Result<Json<Sound>, Problem> {
    let new = NewSpecification { content: decoded(&new.content)?, name: new.name };
    let checked = specifications::check(&asked.call, new).await?;
    Ok(Json(Sound { title: checked.title, operations: checked.operations.len() }))
}

async fn found(call: &Call, version: VersionId) -> Result<One<View>, Problem> {
    Ok(specifications::whole(call, version).await?.ok_or(Error::NotFound)?.into())
}

/// Refuses an address whose parts do not belong together.
async fn there(call: &Call, (product, version, id): Place) -> Result<(), Problem> {
    versions::view(call, product, version).await?;
    let it = specifications::view(call, version).await?;
    if it.is_some_and(|it| it.id == id) { Ok(()) } else { Err(Error::NotFound.into()) }
}

async fn view(asked: Asked, Ids(place): Ids<Place>) -> Result<One<View>, Problem> {
    there(&asked.call, place).await?;
    found(&asked.call, place.1).await
}

async fn update(
    asked: Asked,
    Ids(place): Ids<Place>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    there(&asked.call, place).await?;
    let content = change.content.as_deref().map(decoded).transpose()?;
    let changes = SpecificationChanges { name: change.name, content };
    specifications::change(&asked.call, place.1, changes).await?;
    found(&asked.call, place.1).await
}

async fn delete(asked: Asked, Ids(place): Ids<Place>) -> Result<Response, Problem> {
    there(&asked.call, place).await?;
    specifications::delete(&asked.call, place.1).await?;
    Ok(no_content())
}
