//! Gateway services: where a version's traffic goes. An addition of ours, in the contracts' conventions.

use axum::response::Response;
use base::{Right, ServiceId, Uuid};
use catalog::services::{self, NewService, Service, ServiceChanges};
use frame::door::Need;
use frame::{Call, installation};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::door::{Asked, Body, Created, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::problem::Problem;
use crate::shapes::{Id, Maybe, Moment};

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    let about = |id, says| Operation::named(id, "gateway-services", says);
    at.get(
        "/v2/gateway-services",
        read,
        list,
        about("list-gateway-services", "Gateway services")
            .paged()
            .fields(Style::Deep, services::FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.post(
        "/v2/gateway-services",
        manage,
        create,
        about("create-gateway-service", "Creates a gateway service")
            .takes::<New>()
            .gives::<View>(201)
            .makes(),
    );
    at.get(
        "/v2/gateway-services/{gatewayServiceId}",
        read,
        view,
        about("get-gateway-service", "One gateway service").gives::<View>(200).tagged(),
    );
    at.patch(
        "/v2/gateway-services/{gatewayServiceId}",
        manage,
        update,
        about("update-gateway-service", "Changes a gateway service")
            .takes::<Change>()
            .gives::<View>(200)
            .refuses(&[409])
            .tagged(),
    );
    at.delete(
        "/v2/gateway-services/{gatewayServiceId}",
        manage,
        delete,
        about("delete-gateway-service", "Deletes a gateway service that no version is linked to")
            .gives_nothing(204)
            .refuses(&[409])
            .tagged(),
    );
}

/// A gateway service: calls are found by host and path prefix, and passed upstream.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "GatewayService", deny_unknown_fields)]
struct View {
    id: Id,
    /// The installation's gateway, as the product versions' `gateway_service` names it.
    control_plane_id: Id,
    name: String,
    /// Where calls go.
    upstream_url: String,
    /// The host under which the gateway answers for it; null for any.
    host: Option<String>,
    /// What the path of a call begins with.
    path_prefix: String,
    /// Whether the prefix is removed before the call goes upstream.
    strip_prefix: bool,
    /// Whether the upstream sees the host that the caller used.
    preserve_host: bool,
    connect_timeout_ms: i64,
    response_timeout_ms: i64,
    created_at: Moment,
    updated_at: Moment,
}

impl View {
    fn of(it: Service, control_plane: Uuid) -> Self {
        Self {
            id: it.id.into(),
            control_plane_id: Id(control_plane),
            name: it.name,
            upstream_url: it.upstream_url,
            host: Some(it.host).filter(|it| !it.is_empty()),
            path_prefix: it.path_prefix,
            strip_prefix: it.strip_prefix,
            preserve_host: it.preserve_host,
            connect_timeout_ms: it.connect_timeout_ms,
            response_timeout_ms: it.response_timeout_ms,
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
        }
    }

    async fn one(call: &Call, it: Service) -> Result<One<Self>, Problem> {
        let at = it.updated_at;
        Ok(One(Self::of(it, installation::id(&call.app).await?), at))
    }
}

/// What makes a gateway service.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateGatewayService")]
struct New {
    #[schemars(length(min = 1, max = 100))]
    name: String,
    /// `http` or `https`, a host, maybe a port and a path.
    #[schemars(length(min = 1, max = 1024))]
    upstream_url: String,
    #[serde(default)]
    #[schemars(length(max = 253))]
    host: Option<String>,
    #[serde(default = "slash")]
    #[schemars(length(max = 255))]
    path_prefix: String,
    #[serde(default = "yes")]
    strip_prefix: bool,
    #[serde(default)]
    preserve_host: bool,
    #[serde(default = "connect_timeout")]
    #[schemars(range(min = 1, max = 3_600_000))]
    connect_timeout_ms: i64,
    #[serde(default = "response_timeout")]
    #[schemars(range(min = 1, max = 3_600_000))]
    response_timeout_ms: i64,
}

fn slash() -> String {
    "/".to_owned()
}

fn yes() -> bool {
    true
}

fn connect_timeout() -> i64 {
    services::CONNECT_TIMEOUT_MS
}

fn response_timeout() -> i64 {
    services::RESPONSE_TIMEOUT_MS
}

impl From<New> for NewService {
    fn from(it: New) -> Self {
        Self {
            name: it.name,
            upstream_url: it.upstream_url,
            host: it.host.unwrap_or_default(),
            path_prefix: it.path_prefix,
            strip_prefix: it.strip_prefix,
            preserve_host: it.preserve_host,
            connect_timeout_ms: it.connect_timeout_ms.to_string(),
            response_timeout_ms: it.response_timeout_ms.to_string(),
        }
    }
}

/// What changes a gateway service. What is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateGatewayService")]
struct Change {
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 100))]
    name: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 1024))]
    upstream_url: Option<String>,
    #[serde(default)]
    #[schemars(length(max = 253))]
    host: Maybe<String>,
    #[serde(default)]
    #[schemars(with = "String", length(max = 255))]
    path_prefix: Option<String>,
    #[serde(default)]
    #[schemars(with = "bool")]
    strip_prefix: Option<bool>,
    #[serde(default)]
    #[schemars(with = "bool")]
    preserve_host: Option<bool>,
    #[serde(default)]
    #[schemars(with = "i64", range(min = 1, max = 3_600_000))]
    connect_timeout_ms: Option<i64>,
    #[serde(default)]
    #[schemars(with = "i64", range(min = 1, max = 3_600_000))]
    response_timeout_ms: Option<i64>,
}

impl From<Change> for ServiceChanges {
    fn from(it: Change) -> Self {
        Self {
            name: it.name,
            upstream_url: it.upstream_url,
            host: it.host.text(),
            path_prefix: it.path_prefix,
            strip_prefix: it.strip_prefix,
            preserve_host: it.preserve_host,
            connect_timeout_ms: it.connect_timeout_ms,
            response_timeout_ms: it.response_timeout_ms,
        }
    }
}

async fn list(asked: Asked) -> Result<ListOf<View>, Problem> {
    let listed = services::list_sieved(&asked.call, asked.sieve(), asked.page()).await?;
    let control_plane = installation::id(&asked.call.app).await?;
    Ok(ListOf::of(listed, |it| View::of(it, control_plane)))
}

async fn create(asked: Asked, Body(new): Body<New>) -> Result<Created<View>, Problem> {
    let made = services::create(&asked.call, &new.into()).await?;
    let One(view, at) = View::one(&asked.call, made).await?;
    Ok(Created(view, at))
}

async fn view(asked: Asked, Ids(id): Ids<ServiceId>) -> Result<One<View>, Problem> {
    View::one(&asked.call, services::view(&asked.call, id).await?).await
}

async fn update(
    asked: Asked,
    Ids(id): Ids<ServiceId>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    let changed = services::change(&asked.call, id, change.into()).await?;
    View::one(&asked.call, changed).await
}

async fn delete(asked: Asked, Ids(id): Ids<ServiceId>) -> Result<Response, Problem> {
    services::delete(&asked.call, id).await?;
    Ok(no_content())
}
