//! Product versions: where their traffic goes, and how each portal publishes them.
//!
//! A gateway service's control plane is the installation: it has one, whose id is the installation's.

use axum::response::Response;
use base::{Error, ProductId, Right, ServiceId, Uuid, VersionId};
use catalog::State;
use catalog::publications::Offer;
use catalog::versions::{self, FullVersion, NewVersion, Placed, VersionChanges};
use frame::door::Need;
use frame::{Call, installation};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::door::{Asked, Body, Created, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::problem::{Named, Names, Problem};
use crate::shapes::{Id, LabelChanges, LabelMap, Maybe, Moment};

/// What the operations call otherwise.
const NAMES: Names = &[("service", "gateway_service.id")];

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    let about = |id, says| Operation::named(id, "api-product-versions", says);
    at.get(
        "/v2/api-products/{apiProductId}/product-versions",
        read,
        list,
        about("get-many-api-product-version", "A product's versions")
            .paged()
            .fields(Style::Deep, versions::FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.post(
        "/v2/api-products/{apiProductId}/product-versions",
        manage,
        create,
        about("create-api-product-version", "Creates a version of a product")
            .takes::<New>()
            .gives::<View>(201)
            .makes(),
    );
    at.get(
        "/v2/api-products/{apiProductId}/product-versions/{id}",
        read,
        view,
        about("get-api-product-version", "One version of a product").gives::<View>(200).tagged(),
    );
    at.patch(
        "/v2/api-products/{apiProductId}/product-versions/{id}",
        manage,
        update,
        about("update-api-product-version", "Changes a version of a product")
            .takes::<Change>()
            .gives::<View>(200)
            .refuses(&[409])
            .tagged(),
    );
    at.delete(
        "/v2/api-products/{apiProductId}/product-versions/{id}",
        manage,
        delete,
        about("delete-api-product-version", "Deletes a version with its specification and registrations")
            .gives_nothing(204)
            .tagged(),
    );
}

/// A version of a product.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "APIProductVersion", deny_unknown_fields)]
struct View {
    id: Id,
    name: String,
    gateway_service: Option<ServiceView>,
    publish_status: PublishStatus,
    deprecated: bool,
    labels: LabelMap,
    /// What kept the gateway from learning of a strategy: null, for the gateway is told in the same moment.
    auth_strategy_sync_errors: Option<Vec<SyncError>>,
    portals: Vec<Place>,
    created_at: Moment,
    updated_at: Moment,
}

/// What kept a gateway from learning of a strategy.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AuthStrategySyncError", deny_unknown_fields)]
struct SyncError {
    plugin_name: String,
    value: SyncProblem,
    message: String,
    info: SyncInfo,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
#[expect(dead_code, reason = "the gateway has none of these problems; the contract names them")]
enum SyncProblem {
    #[serde(rename = "plugin_sync_error_comm")]
    Comm,
    #[serde(rename = "plugin_sync_error_unknown")]
    Unknown,
    #[serde(rename = "plugin_sync_error_fatal")]
    Fatal,
    #[serde(rename = "plugin_sync_error_updating_plugin_refs")]
    UpdatingPluginRefs,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct SyncInfo {
    details: Vec<SyncDetail>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct SyncDetail {
    #[serde(rename = "type")]
    kind: String,
    message: Vec<String>,
}

/// Where a version's traffic goes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "GatewayServiceLink", deny_unknown_fields)]
struct ServiceView {
    id: Id,
    control_plane_id: Id,
    /// An older name of the control plane.
    runtime_group_id: Id,
}

/// Whether something is shown to developers.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum PublishStatus {
    Published,
    Unpublished,
}

impl From<State> for PublishStatus {
    fn from(state: State) -> Self {
        if state.is_published() { Self::Published } else { Self::Unpublished }
    }
}

impl From<PublishStatus> for State {
    fn from(status: PublishStatus) -> Self {
        match status {
            PublishStatus::Published => Self::Published,
            PublishStatus::Unpublished => Self::Unpublished,
        }
    }
}

/// How a portal publishes the version.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "APIProductVersionPortal", deny_unknown_fields)]
struct Place {
    portal_id: Id,
    portal_name: String,
    portal_product_version_id: Id,
    publish_status: PublishStatus,
    deprecated: bool,
    application_registration_enabled: bool,
    auto_approve_registration: bool,
    auth_strategies: Vec<StrategyView>,
}

/// How applications prove themselves to the version in a portal.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "APIProductVersionAuthStrategy", deny_unknown_fields)]
struct StrategyView {
    id: Id,
    name: String,
}

impl From<Offer> for Place {
    fn from(Offer { publication: it, portal_name, strategy_name }: Offer) -> Self {
        let strategy = it.strategy.zip(strategy_name);
        Self {
            portal_id: it.portal.into(),
            portal_name,
            portal_product_version_id: it.id.into(),
            publish_status: it.state.into(),
            deprecated: it.deprecated,
            application_registration_enabled: it.registration,
            auto_approve_registration: it.auto_approve,
            auth_strategies: strategy
                .into_iter()
                .map(|(id, name)| StrategyView { id: id.into(), name })
                .collect(),
        }
    }
}

impl View {
    fn of(placed: Placed, control_plane: Uuid) -> Self {
        let (state, deprecated) = (placed.state(), placed.is_deprecated());
        let Placed { version, offers } = placed;
        let plane = Id(control_plane);
        let link =
            |id: ServiceId| ServiceView { id: id.into(), control_plane_id: plane, runtime_group_id: plane };
        Self {
            id: version.id.into(),
            name: version.name,
            gateway_service: version.service.map(link),
            publish_status: state.into(),
            deprecated,
            labels: (&version.labels).into(),
            auth_strategy_sync_errors: None,
            portals: offers.into_iter().map(Place::from).collect(),
            created_at: version.created_at.into(),
            updated_at: version.updated_at.into(),
        }
    }

    async fn one(call: &Call, placed: Placed) -> Result<One<Self>, Problem> {
        let at = placed.version.updated_at;
        Ok(One(Self::of(placed, installation::id(&call.app).await?), at))
    }
}

/// What makes a version.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateAPIProductVersion")]
struct New {
    #[schemars(length(min = 1, max = 100))]
    name: String,
    #[serde(default)]
    publish_status: Unpublished,
    #[serde(default)]
    deprecated: bool,
    #[serde(default)]
    labels: LabelMap,
    #[serde(default)]
    gateway_service: Option<ServiceLink>,
}

/// Unpublished, where nothing is said.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
struct Unpublished(PublishStatus);

impl Default for Unpublished {
    fn default() -> Self {
        Self(PublishStatus::Unpublished)
    }
}

/// Where a version's traffic goes: a gateway service of this installation.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
#[schemars(rename = "GatewayServicePayload")]
enum ServiceLink {
    Current {
        id: Id,
        control_plane_id: Id,
    },
    /// An older name of the control plane.
    Legacy {
        id: Id,
        runtime_group_id: Id,
    },
}

/// What changes a version. What is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateAPIProductVersion")]
struct Change {
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 100))]
    name: Option<String>,
    #[serde(default)]
    #[schemars(with = "PublishStatus")]
    publish_status: Option<PublishStatus>,
    #[serde(default)]
    #[schemars(with = "bool")]
    deprecated: Option<bool>,
    #[serde(default)]
    notify: bool,
    #[serde(default)]
    gateway_service: Maybe<ServiceLink>,
    #[serde(default)]
    labels: Maybe<LabelChanges>,
}

/// The service that is linked, which must be one of this installation's.
async fn service(call: &Call, link: ServiceLink) -> Result<ServiceId, Problem> {
    let (id, control_plane, field) = match link {
        ServiceLink::Current { id, control_plane_id } => (id, control_plane_id, "control_plane_id"),
        ServiceLink::Legacy { id, runtime_group_id } => (id, runtime_group_id, "runtime_group_id"),
    };
    if control_plane.0 == installation::id(&call.app).await? {
        Ok(id.into())
    } else {
        Err(Error::field(&format!("gateway_service.{field}"), "unknown").into())
    }
}

async fn list(asked: Asked, Ids(product): Ids<ProductId>) -> Result<ListOf<View>, Problem> {
    let listed = versions::list_sieved(&asked.call, product, asked.sieve(), asked.page()).await?;
    let control_plane = installation::id(&asked.call.app).await?;
    Ok(ListOf::of(listed, |it| View::of(it, control_plane)))
}

async fn create(
    asked: Asked,
    Ids(product): Ids<ProductId>,
    Body(new): Body<New>,
) -> Result<Created<View>, Problem> {
    let service = match new.gateway_service {
        Some(link) => service(&asked.call, link).await?.to_string(),
        None => String::new(),
    };
    let version = NewVersion { name: new.name, service };
    let (state, deprecated, labels) = (new.publish_status.0.into(), new.deprecated, new.labels.0);
    let full = FullVersion { version, state, deprecated, labels };
    let placed = versions::create_full(&asked.call, product, &full).await.named(NAMES)?;
    let One(view, at) = View::one(&asked.call, placed).await?;
    Ok(Created(view, at))
}

async fn view(asked: Asked, Ids((product, id)): Ids<(ProductId, VersionId)>) -> Result<One<View>, Problem> {
    View::one(&asked.call, versions::placed(&asked.call, product, id).await?).await
}

async fn update(
    asked: Asked,
    Ids((product, id)): Ids<(ProductId, VersionId)>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    versions::view(&asked.call, product, id).await?;
    let service = match change.gateway_service {
        Maybe::Absent => None,
        Maybe::Null => Some(None),
        Maybe::Is(link) => Some(Some(service(&asked.call, link).await?)),
    };
    let changes = VersionChanges {
        name: change.name,
        service,
        state: change.publish_status.map(State::from),
        deprecated: change.deprecated,
        notify: change.notify,
        labels: change.labels.into(),
    };
    let placed = versions::change(&asked.call, id, changes).await.named(NAMES)?;
    View::one(&asked.call, placed).await
}

async fn delete(asked: Asked, Ids((product, id)): Ids<(ProductId, VersionId)>) -> Result<Response, Problem> {
    versions::view(&asked.call, product, id).await?;
    versions::delete(&asked.call, id).await?;
    Ok(no_content())
}
