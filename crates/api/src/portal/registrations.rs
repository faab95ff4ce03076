//! The registrations of an application.

use access::applications;
use access::registrations::{self, NewRegistration, Registration};
use axum::Json;
use axum::response::Response;
use base::{ApplicationId, RegistrationId, VersionId};
use frame::door::Need;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::door::{Asked, Body, Created, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::problem::{Named, Names, Problem};
use crate::shapes::{Id, Moment};

/// What the operations call otherwise. That an application does not fit is said of the version: only that was chosen.
const NAMES: Names = &[("version", "product_version_id"), ("application", "product_version_id")];

const ALL: &str = "/api/v2/applications/{applicationId}/registrations";
const ONE: &str = "/api/v2/applications/{applicationId}/registrations/{registrationId}";

pub(super) fn routes(at: &mut Routes) {
    let about = |id, says| Operation::named(id, "registrations", says);
    at.get(
        ALL,
        Need::Developer,
        list,
        about("list-application-registrations", "The registrations of an application")
            .paged()
            .fields(Style::Apart, registrations::OF_APPLICATION_FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.post(
        ALL,
        Need::Developer,
        create,
        about("create-application-registration", "Asks for an application to use a version")
            .takes::<New>()
            .gives::<View>(201)
            .makes(),
    );
    at.get(
        ONE,
        Need::Developer,
        view,
        about("get-application-registration", "One registration").gives::<View>(200).tagged(),
    );
    at.delete(
        ONE,
        Need::Developer,
        delete,
        about("delete-application-registration", "Deletes a registration in any state")
            .gives_nothing(204)
            .tagged(),
    );
    at.get(
        "/api/v2/applications/{applicationId}/registrations/{registrationId}/granted-scopes",
        Need::Developer,
        granted_scopes,
        about(
            "get-application-registration-granted-scopes",
            "The scopes that were granted to a registration",
        )
        .gives::<Scopes>(200)
        .refuses(&[422]),
    );
    at.get(
        "/api/v2/applications/{applicationId}/product-versions/{productVersionId}/granted-scopes",
        Need::Developer,
        granted_scopes_of_version,
        Operation::named(
            "get-application-product-version-granted-scopes",
            "applications",
            "The scopes that were granted to an application for a version",
        )
        .gives::<Scopes>(200)
        .refuses(&[422]),
    );
}

/// A registration.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalRegistration", deny_unknown_fields)]
struct View {
    id: Id,
    created_at: Moment,
    updated_at: Moment,
    status: Status,
    product_id: Id,
    product_name: String,
    product_version_id: Id,
    product_version_name: String,
    application_id: Id,
    granted_scopes: Vec<String>,
}

/// Where a registration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum Status {
    Approved,
    Pending,
    Rejected,
    Revoked,
}

impl Status {
    /// Of this word.
    pub(super) fn of(word: &str) -> Option<Self> {
        match word {
            "approved" => Some(Self::Approved),
            "pending" => Some(Self::Pending),
            "rejected" => Some(Self::Rejected),
            "revoked" => Some(Self::Revoked),
            _ => None,
        }
    }
}

/// The scopes that an identity provider granted.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "GrantedScopes", deny_unknown_fields)]
struct Scopes {
    scopes: Vec<String>,
}

impl From<Registration> for View {
    fn from(it: Registration) -> Self {
        Self {
            id: it.id.into(),
            created_at: it.requested_at.into(),
            updated_at: it.updated_at.into(),
            status: Status::of(it.state.name()).unwrap_or(Status::Pending),
            product_id: it.product.into(),
            product_name: it.product_name,
            product_version_id: it.version.into(),
            product_version_name: it.version_name,
            application_id: it.application.into(),
            granted_scopes: Vec::new(),
        }
    }
}

/// What asks for access.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateRegistration")]
struct New {
    product_version_id: Id,
    #[serde(default)]
    scopes: Vec<String>,
}

async fn list(asked: Asked, Ids(application): Ids<ApplicationId>) -> Result<ListOf<View>, Problem> {
    let (sieve, page) = (asked.sieve(), asked.page());
    let listed = registrations::list_of_application(&asked.call, application, sieve, page).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn create(
    asked: Asked,
    Ids(application): Ids<ApplicationId>,
    Body(new): Body<New>,
) -> Result<Created<View>, Problem> {
    applications::view(&asked.call, application).await?;
    let (application, version) = (application.to_string(), new.product_version_id.0.to_string());
    let wanted = NewRegistration { application, version };
    let it = registrations::request_with(&asked.call, &wanted, &new.scopes).await.named(NAMES)?;
    let at = it.updated_at;
    Ok(Created(it.into(), at))
}

async fn view(
    asked: Asked,
    Ids((application, id)): Ids<(ApplicationId, RegistrationId)>,
) -> Result<One<View>, Problem> {
    let it = registrations::view_in(&asked.call, application, id).await?;
    let at = it.updated_at;
    Ok(One(it.into(), at))
}

async fn delete(
    asked: Asked,
    Ids((application, id)): Ids<(ApplicationId, RegistrationId)>,
) -> Result<Response, Problem> {
    registrations::view_in(&asked.call, application, id).await?;
    registrations::delete(&asked.call, id).await?;
    Ok(no_content())
}

async fn granted_scopes(
    asked: Asked,
    Ids((application, id)): Ids<(ApplicationId, RegistrationId)>,
) -> Result<Json<Scopes>, Problem> {
    let scopes = registrations::granted_scopes(&asked.call, application, id).await?;
    Ok(Json(Scopes { scopes }))
}

async fn granted_scopes_of_version(
    asked: Asked,
    Ids((application, version)): Ids<(ApplicationId, VersionId)>,
) -> Result<Json<Scopes>, Problem> {
    let scopes = registrations::granted_scopes_towards(&asked.call, application, version).await?;
    Ok(Json(Scopes { scopes }))
}
