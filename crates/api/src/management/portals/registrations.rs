//! What applications asked for, and what was decided.

use access::registrations::{self, Registration};
use axum::Json;
use axum::response::Response;
use base::{ApplicationId, PortalId, RegistrationId, Right};
use frame::door::Need;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shapes::{NamedReference, Status};
use crate::door::{Asked, Body, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::problem::Problem;
use crate::shapes::{Id, Moment};

/// The ids of a registration's address.
type Place = (PortalId, ApplicationId, RegistrationId);

pub(super) fn routes(at: &mut Routes) {
    let (read, decide) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::DecideRequests));
    let about = |id, says| Operation::named(id, "portal-registrations", says);
    at.get(
        "/v2/portals/{portalId}/application-registrations",
        read,
        list,
        about("list-registrations", "The registrations of a portal's applications")
            .paged()
            .fields(Style::Deep, registrations::FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.get(
        "/v2/portals/{portalId}/applications/{applicationId}/registrations",
        read,
        list_of_application,
        about("list-registrations-by-application", "The registrations of an application")
            .paged()
            .fields(Style::Deep, registrations::STATE_FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.get(
        "/v2/portals/{portalId}/applications/{applicationId}/registrations/{registrationId}",
        read,
        view,
        about("get-application-registration", "One registration").gives::<View>(200).tagged(),
    );
    at.patch(
        "/v2/portals/{portalId}/applications/{applicationId}/registrations/{registrationId}",
        decide,
        update,
        about("update-application-registration", "Decides about a registration")
            .takes::<Change>()
            .gives::<View>(200)
            .refuses(&[409])
            .tagged(),
    );
    at.delete(
        "/v2/portals/{portalId}/applications/{applicationId}/registrations/{registrationId}",
        decide,
        delete,
        about("delete-application-registration", "Deletes a registration").gives_nothing(204).tagged(),
    );
    at.get(
        "/v2/portals/{portalId}/applications/{applicationId}/registrations/{registrationId}/granted-scopes",
        read,
        scopes,
        about("list-granted-scopes", "What an identity provider granted").gives::<Scopes>(200),
    );
}

/// A registration.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ApplicationRegistration", deny_unknown_fields)]
struct View {
    id: Id,
    created_at: Moment,
    updated_at: Moment,
    status: Status,
    product: NamedReference,
    product_version: NamedReference,
    application: NamedReference,
    developer: NamedReference,
    /// What an identity provider granted; nothing does yet.
    granted_scopes: Option<Vec<String>>,
}

impl From<Registration> for View {
    fn from(it: Registration) -> Self {
        Self {
            id: it.id.into(),
            created_at: it.requested_at.into(),
            updated_at: it.updated_at.into(),
            status: Status::of(it.state.name()),
            product: NamedReference { id: it.product.into(), name: it.product_name },
            product_version: NamedReference { id: it.version.into(), name: it.version_name },
            application: NamedReference { id: it.application.into(), name: it.application_name },
            developer: NamedReference { id: it.developer.into(), name: it.developer_name },
            granted_scopes: None,
        }
    }
}

impl From<Registration> for One<View> {
    fn from(it: Registration) -> Self {
        let at = it.updated_at;
        Self(it.into(), at)
    }
}

/// What is decided about a registration.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateApplicationRegistration")]
struct Change {
    #[serde(default)]
    #[schemars(with = "Status")]
    status: Option<Status>,
}

/// The scopes that were granted.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "GrantedScopes", deny_unknown_fields)]
struct Scopes {
    data: Vec<String>,
}

async fn list(asked: Asked, Ids(portal): Ids<PortalId>) -> Result<ListOf<View>, Problem> {
    let listed = registrations::list_within(&asked.call, portal, None, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn list_of_application(
    asked: Asked,
    Ids((portal, application)): Ids<(PortalId, ApplicationId)>,
) -> Result<ListOf<View>, Problem> {
    let (call, sieve) = (&asked.call, asked.sieve());
    let listed = registrations::list_within(call, portal, Some(application), sieve, asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn view(asked: Asked, Ids((portal, application, id)): Ids<Place>) -> Result<One<View>, Problem> {
    Ok(registrations::view_within(&asked.call, (portal, application), id).await?.into())
}

async fn update(
    asked: Asked,
    Ids((portal, application, id)): Ids<Place>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    let seen = registrations::view_within(&asked.call, (portal, application), id).await?;
    let Some(status) = change.status else { return Ok(seen.into()) };
    Ok(registrations::settle(&asked.call, id, status.word()).await?.into())
}

async fn delete(asked: Asked, Ids((portal, application, id)): Ids<Place>) -> Result<Response, Problem> {
    registrations::view_within(&asked.call, (portal, application), id).await?;
    registrations::delete(&asked.call, id).await?;
    Ok(no_content())
}

/// No identity provider grants any yet.
async fn scopes(asked: Asked, Ids((portal, application, id)): Ids<Place>) -> Result<Json<Scopes>, Problem> {
    registrations::view_within(&asked.call, (portal, application), id).await?;
    Ok(Json(Scopes { data: Vec::new() }))
}
