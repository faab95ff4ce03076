//! What a portal shows: products, and how it offers their versions. A version is named by its own id, never by that of
//! its publication.

use std::collections::BTreeMap;

use axum::response::Response;
use base::{PortalId, Right, VersionId};
use catalog::State;
use catalog::publications::{self, NewPublication, PublicationChanges, Published, ShownProduct};
use frame::door::Need;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::strategy::AuthStrategy;
use crate::door::{Asked, Body, Created, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::management::versions::PublishStatus;
use crate::problem::{Named, Names, Problem};
use crate::shapes::{Id, LabelMap, Moment};

/// What the operations call otherwise.
const NAMES: Names = &[("strategy", "auth_strategy_ids"), ("version", "product_version_id")];

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    let about = |id, says| Operation::named(id, "portal-products", says);
    at.post(
        "/v2/portals/{portalId}/publish",
        manage,
        publish,
        about("publish-api-products", "Publishes products to a portal, or hides them")
            .takes::<Publish>()
            .gives_nothing(204),
    );
    at.get(
        "/v2/portals/{portalId}/products",
        read,
        products,
        about("list-portal-products", "The products that a portal shows")
            .paged()
            .fields(Style::Deep, publications::PRODUCT_FIELDS)
            .gives::<ListOf<ProductView>>(200),
    );
    version_routes(at);
}

fn version_routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    let about = |id, says| Operation::named(id, "portal-product-versions", says);
    at.get(
        "/v2/portals/{portalId}/product-versions",
        read,
        list,
        about("list-portal-product-versions", "How a portal offers versions")
            .paged()
            .fields(Style::Deep, publications::VERSION_FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.post(
        "/v2/portals/{portalId}/product-versions",
        manage,
        create,
        about("create-portal-product-version", "Publishes a version to a portal")
            .takes::<New>()
            .gives::<View>(201)
            .makes(),
    );
    at.get(
        "/v2/portals/{portalId}/product-versions/{productVersionId}",
        read,
        view,
        about("get-portal-product-version", "How a portal offers a version").gives::<View>(200).tagged(),
    );
    at.put(
        "/v2/portals/{portalId}/product-versions/{productVersionId}",
        manage,
        replace,
        about(
            "replace-portal-product-version",
            "Publishes a version to a portal, whether or not it was before",
        )
        .takes::<Replacement>()
        .gives::<View>(200)
        .tagged(),
    );
    at.patch(
        "/v2/portals/{portalId}/product-versions/{productVersionId}",
        manage,
        update,
        about("update-portal-product-version", "Changes how a portal offers a version")
            .takes::<Change>()
            .gives::<View>(200)
            .tagged(),
    );
    at.delete(
        "/v2/portals/{portalId}/product-versions/{productVersionId}",
        manage,
        delete,
        about(
            "delete-portal-product-version",
            "Takes a version out of a portal, with the registrations to it",
        )
        .gives_nothing(204)
        .refuses(&[409])
        .tagged(),
    );
}

/// What publishes products to a portal: their ids, and what becomes of each. Null hides a product.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PublishAPIProducts")]
struct Publish {
    api_products: BTreeMap<String, Option<Wanted>>,
}

/// What becomes of a product.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PublishAPIProduct")]
struct Wanted {
    publish_status: PublishStatus,
}

/// A product that a portal shows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PublishedAPIProduct", deny_unknown_fields)]
struct ProductView {
    id: Id,
    name: String,
    description: Option<String>,
    /// All the portals that show it.
    portal_ids: Vec<Id>,
    version_count: i64,
    labels: LabelMap,
    created_at: Moment,
    updated_at: Moment,
}

impl From<ShownProduct> for ProductView {
    fn from(it: ShownProduct) -> Self {
        Self {
            id: it.id.into(),
            name: it.name,
            description: Some(it.description).filter(|it| !it.is_empty()),
            portal_ids: it.portals.into_iter().map(Id::from).collect(),
            version_count: it.versions,
            labels: (&it.labels).into(),
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
        }
    }
}

/// How a portal offers a version.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalProductVersion", deny_unknown_fields)]
struct View {
    id: Id,
    publish_status: PublishStatus,
    product_version_id: Id,
    created_at: Moment,
    updated_at: Moment,
    #[schemars(length(min = 0, max = 1))]
    auth_strategies: Vec<AuthStrategy>,
    application_registration_enabled: bool,
    auto_approve_registration: bool,
    deprecated: bool,
}

impl From<Published> for View {
    fn from(Published { publication: it, strategy }: Published) -> Self {
        Self {
            id: it.id.into(),
            publish_status: it.state.into(),
            product_version_id: it.version.into(),
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
            auth_strategies: strategy.into_iter().map(AuthStrategy::from).collect(),
            application_registration_enabled: it.registration,
            auto_approve_registration: it.auto_approve,
            deprecated: it.deprecated,
        }
    }
}

impl From<Published> for One<View> {
    fn from(it: Published) -> Self {
        let at = it.publication.updated_at;
        Self(it.into(), at)
    }
}

/// What publishes a version to a portal.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreatePortalProductVersion")]
struct New {
    publish_status: PublishStatus,
    product_version_id: Id,
    #[schemars(length(min = 0, max = 1))]
    auth_strategy_ids: Vec<Id>,
    application_registration_enabled: bool,
    auto_approve_registration: bool,
    deprecated: bool,
}

/// What publishes a version to a portal, or takes the place of how it was published there.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReplacePortalProductVersion")]
struct Replacement {
    publish_status: PublishStatus,
    #[schemars(length(min = 0, max = 1))]
    auth_strategy_ids: Vec<Id>,
    application_registration_enabled: bool,
    auto_approve_registration: bool,
    deprecated: bool,
    /// Whether those who may call the version are told when this deprecates it.
    #[serde(default)]
    notify_developers: bool,
}

/// What changes how a version is published to a portal. What is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdatePortalProductVersion")]
struct Change {
    #[serde(default)]
    #[schemars(with = "PublishStatus")]
    publish_status: Option<PublishStatus>,
    #[serde(default)]
    #[schemars(with = "Vec<Id>", length(min = 0, max = 1))]
    auth_strategy_ids: Option<Vec<Id>>,
    #[serde(default)]
    #[schemars(with = "bool")]
    application_registration_enabled: Option<bool>,
    #[serde(default)]
    #[schemars(with = "bool")]
    auto_approve_registration: Option<bool>,
    #[serde(default)]
    #[schemars(with = "bool")]
    deprecated: Option<bool>,
    /// Whether those who may call the version are told when this deprecates it.
    #[serde(default)]
    notify_developers: bool,
}

fn strategy(ids: &[Id]) -> String {
    ids.first().map(|it| it.0.to_string()).unwrap_or_default()
}

impl Replacement {
    fn publication(&self, portal: PortalId) -> NewPublication {
        NewPublication {
            portal: portal.to_string(),
            state: State::from(self.publish_status).word().to_owned(),
            deprecated: self.deprecated,
            registration: self.application_registration_enabled,
            auto_approve: self.auto_approve_registration,
            strategy: strategy(&self.auth_strategy_ids),
            notify: self.notify_developers,
        }
    }
}

impl New {
    fn parts(self) -> (VersionId, Replacement) {
        let rest = Replacement {
            publish_status: self.publish_status,
            auth_strategy_ids: self.auth_strategy_ids,
            application_registration_enabled: self.application_registration_enabled,
            auto_approve_registration: self.auto_approve_registration,
            deprecated: self.deprecated,
            notify_developers: false,
        };
        (self.product_version_id.into(), rest)
    }
}

impl From<Change> for PublicationChanges {
    fn from(it: Change) -> Self {
        Self {
            state: it.publish_status.map(State::from),
            deprecated: it.deprecated,
            registration: it.application_registration_enabled,
            auto_approve: it.auto_approve_registration,
            strategy: it.auth_strategy_ids.map(|it| strategy(&it)),
            notify: it.notify_developers,
        }
    }
}

async fn publish(
    asked: Asked,
    Ids(portal): Ids<PortalId>,
    Body(publish): Body<Publish>,
) -> Result<Response, Problem> {
    let state = |it: Option<Wanted>| it.map(|it| State::from(it.publish_status));
    let wanted = publish.api_products.into_iter().map(|(id, it)| (id, state(it))).collect();
    publications::publish_products(&asked.call, portal, &wanted).await?;
    Ok(no_content())
}

async fn products(asked: Asked, Ids(portal): Ids<PortalId>) -> Result<ListOf<ProductView>, Problem> {
    let listed = publications::list_products(&asked.call, portal, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, ProductView::from))
}

async fn list(asked: Asked, Ids(portal): Ids<PortalId>) -> Result<ListOf<View>, Problem> {
    let listed = publications::list_versions(&asked.call, portal, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn create(
    asked: Asked,
    Ids(portal): Ids<PortalId>,
    Body(new): Body<New>,
) -> Result<Created<View>, Problem> {
    let (version, new) = new.parts();
    let it = publications::create(&asked.call, version, new.publication(portal)).await.named(NAMES)?;
    let One(view, at) = it.into();
    Ok(Created(view, at))
}

async fn view(
    asked: Asked,
    Ids((portal, version)): Ids<(PortalId, VersionId)>,
) -> Result<One<View>, Problem> {
    Ok(publications::view_published(&asked.call, version, portal).await?.into())
}

async fn replace(
    asked: Asked,
    Ids((portal, version)): Ids<(PortalId, VersionId)>,
    Body(new): Body<Replacement>,
) -> Result<One<View>, Problem> {
    Ok(publications::put(&asked.call, version, new.publication(portal)).await.named(NAMES)?.into())
}

async fn update(
    asked: Asked,
    Ids((portal, version)): Ids<(PortalId, VersionId)>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    Ok(publications::change(&asked.call, version, portal, change.into()).await.named(NAMES)?.into())
}

async fn delete(
    asked: Asked,
    Ids((portal, version)): Ids<(PortalId, VersionId)>,
) -> Result<Response, Problem> {
    publications::withdraw(&asked.call, version, portal).await?;
    Ok(no_content())
}
