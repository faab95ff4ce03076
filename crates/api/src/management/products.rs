//! API products: what is offered, and the portals that show it.

use axum::response::Response;
use base::{Labels, PortalId, ProductId, Right};
use catalog::products::{self, FullProduct, NewProduct, Placed, ProductChanges};
use frame::door::Need;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::door::{Asked, Body, Created, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::problem::{Invalid, Named, Names, Problem};
use crate::shapes::{Id, LabelChanges, LabelMap, Maybe, Moment};

/// What the operations call otherwise.
const NAMES: Names = &[("portals", "portal_ids")];

/// How a filter by labels is spelled.
const LABELS: &str =
    "Labels that it must have: key:value, or a key alone for any value; several with commas between.";

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    let about = |id, says| Operation::named(id, "api-products", says);
    at.get(
        "/v2/api-products",
        read,
        list,
        about("get-many-api-product", "API products")
            .paged()
            .fields(Style::Deep, products::FIELDS)
            .takes_text("labels", LABELS)
            .takes_text("public_labels", LABELS)
            .gives::<ListOf<View>>(200)
            .refuses(&[404]),
    );
    at.post(
        "/v2/api-products",
        manage,
        create,
        about("create-api-product", "Creates an API product").takes::<New>().gives::<View>(201).makes(),
    );
    at.get(
        "/v2/api-products/{id}",
        read,
        view,
        about("get-api-product", "One API product").gives::<View>(200).tagged(),
    );
    at.patch(
        "/v2/api-products/{id}",
        manage,
        update,
        about("update-api-product", "Changes an API product")
            .takes::<Change>()
            .gives::<View>(200)
            .refuses(&[409])
            .tagged(),
    );
    at.delete(
        "/v2/api-products/{id}",
        manage,
        delete,
        about("delete-api-product", "Deletes an API product with its versions, documents and registrations")
            .gives_nothing(204)
            .tagged(),
    );
}

/// An API product.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "APIProduct", deny_unknown_fields)]
struct View {
    id: Id,
    name: String,
    description: Option<String>,
    portal_ids: Vec<Id>,
    portals: Vec<Place>,
    version_count: i64,
    labels: LabelMap,
    public_labels: LabelMap,
    created_at: Moment,
    updated_at: Moment,
}

/// A portal that shows the product.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "APIProductPortal", deny_unknown_fields)]
struct Place {
    portal_id: Id,
    portal_name: String,
}

impl From<Placed> for View {
    fn from(Placed { product, versions, portals }: Placed) -> Self {
        Self {
            id: product.id.into(),
            name: product.name,
            description: Some(product.description).filter(|it| !it.is_empty()),
            portal_ids: portals.iter().map(|(id, _)| (*id).into()).collect(),
            portals: portals
                .into_iter()
                .map(|(id, name)| Place { portal_id: id.into(), portal_name: name })
                .collect(),
            version_count: versions,
            labels: (&product.labels).into(),
            public_labels: (&product.public_labels).into(),
            created_at: product.created_at.into(),
            updated_at: product.updated_at.into(),
        }
    }
}

impl From<Placed> for One<View> {
    fn from(placed: Placed) -> Self {
        let at = placed.product.updated_at;
        Self(placed.into(), at)
    }
}

/// What makes an API product.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateAPIProduct")]
struct New {
    #[schemars(length(min = 1, max = 100))]
    name: String,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    labels: LabelMap,
    #[serde(default)]
    public_labels: LabelMap,
    #[serde(default)]
    #[schemars(extend("uniqueItems" = true, "minItems" = 0))]
    portal_ids: Vec<Id>,
}

/// What changes an API product. What is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateAPIProduct")]
struct Change {
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 100))]
    name: Option<String>,
    #[serde(default)]
    description: Maybe<String>,
    #[serde(default)]
    labels: Maybe<LabelChanges>,
    #[serde(default)]
    public_labels: LabelChanges,
    #[serde(default)]
    #[schemars(with = "Vec<Id>", extend("uniqueItems" = true, "minItems" = 0))]
    portal_ids: Option<Vec<Id>>,
}

async fn list(asked: Asked) -> Result<ListOf<View>, Problem> {
    let (labels, public) = (wanted(&asked, "labels")?, wanted(&asked, "public_labels")?);
    let listed = products::list_sieved(&asked.call, asked.sieve(), &labels, &public, asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

/// The labels that a parameter asks for, as patterns.
fn wanted(asked: &Asked, name: &str) -> Result<Vec<String>, Problem> {
    let wanted = Labels::wanted(asked.value(name).unwrap_or_default());
    wanted.ok_or_else(|| Problem::broken(vec![Invalid::parameter(name, "is_label")]))
}

async fn create(asked: Asked, Body(new): Body<New>) -> Result<Created<View>, Problem> {
    let product = NewProduct {
        name: new.name,
        description: new.description.unwrap_or_default(),
        ..NewProduct::default()
    };
    let (labels, public_labels) = (new.labels.0, new.public_labels.0);
    let full = FullProduct { product, labels, public_labels, portals: portals(new.portal_ids) };
    let One(view, at) = products::create_full(&asked.call, &full).await.named(NAMES)?.into();
    Ok(Created(view, at))
}

fn portals(ids: Vec<Id>) -> Vec<PortalId> {
    ids.into_iter().map(PortalId::from).collect()
}

async fn view(asked: Asked, Ids(id): Ids<ProductId>) -> Result<One<View>, Problem> {
    Ok(products::placed(&asked.call, id).await?.into())
}

async fn update(
    asked: Asked,
    Ids(id): Ids<ProductId>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    let changes = ProductChanges {
        name: change.name,
        slug: None,
        description: change.description.text(),
        labels: change.labels.into(),
        public_labels: change.public_labels.into(),
        portals: change.portal_ids.map(portals),
    };
    Ok(products::change(&asked.call, id, changes).await.named(NAMES)?.into())
}

async fn delete(asked: Asked, Ids(id): Ids<ProductId>) -> Result<Response, Problem> {
    products::delete(&asked.call, id).await?;
    Ok(no_content())
}
