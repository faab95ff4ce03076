//! The products that the portal shows.

use axum::Json;
use base::ProductId;
use catalog::shelf::{self, Card, Latest};
use frame::door::Need;
use schemars::JsonSchema;
use serde::Serialize;

use crate::door::{Asked, Ids, ListOf, One, Operation, Routes, Style};
use crate::problem::Problem;
use crate::shapes::{Id, LabelMap, Moment};

pub(super) fn routes(at: &mut Routes) {
    let about = |id, says| Operation::named(id, "products", says);
    at.get(
        "/api/v2/products",
        Need::Reader,
        list,
        about("list-products", "The products that the portal shows")
            .paged()
            .fields(Style::Apart, shelf::FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.get(
        "/api/v2/products/{productId}",
        Need::Reader,
        view,
        about("get-product", "One product").gives::<View>(200).tagged(),
    );
    at.get(
        "/api/v2/products/{productId}/actions",
        Need::Developer,
        actions,
        about("get-product-actions", "What the caller may do with a product").gives::<ActionsView>(200),
    );
}

/// A product.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalProduct", deny_unknown_fields)]
pub(super) struct View {
    id: Id,
    created_at: Moment,
    updated_at: Moment,
    name: String,
    description: Option<String>,
    /// How many documents there are to read.
    document_count: i64,
    /// How many versions the portal offers.
    version_count: i64,
    latest_version: Option<LatestView>,
    public_labels: LabelMap,
}

/// The version that was made last.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "LatestVersion", deny_unknown_fields)]
pub(super) struct LatestView {
    name: String,
    id: Id,
}

/// What the caller may do with a product.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProductActions", deny_unknown_fields)]
struct ActionsView {
    actions: Allowed,
}

/// Each deed, and whether the caller may do it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
struct Allowed {
    view: bool,
    register: bool,
    view_documentation: bool,
}

impl From<Card> for View {
    fn from(it: Card) -> Self {
        Self {
            id: it.product.into(),
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
            name: it.name,
            description: Some(it.description).filter(|it| !it.is_empty()),
            document_count: it.documents,
            version_count: it.versions,
            latest_version: it.latest.map(LatestView::from),
            public_labels: (&it.public_labels).into(),
        }
    }
}

impl From<Latest> for LatestView {
    fn from(it: Latest) -> Self {
        Self { name: it.name, id: it.id.into() }
    }
}

async fn list(asked: Asked) -> Result<ListOf<View>, Problem> {
    let listed = shelf::list(&asked.call, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn view(asked: Asked, Ids(id): Ids<ProductId>) -> Result<One<View>, Problem> {
    let it = shelf::view(&asked.call, id).await?;
    let at = it.updated_at;
    Ok(One(it.into(), at))
}

async fn actions(asked: Asked, Ids(id): Ids<ProductId>) -> Result<Json<ActionsView>, Problem> {
    // Who may not see the product does not come so far, and who sees it may read what belongs to it.
    let register = shelf::may_register(&asked.call, id).await?;
    let actions = Allowed { view: true, register, view_documentation: true };
    Ok(Json(ActionsView { actions }))
}
