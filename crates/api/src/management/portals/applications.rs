//! The applications of a portal's developers, for those who run the portal.

use access::applications::{self, Overview};
use axum::response::Response;
use base::{ApplicationId, PortalId, Right};
use frame::door::Need;
use schemars::JsonSchema;
use serde::Serialize;

use super::shapes::Reference;
use super::strategy::AuthStrategy;
use crate::door::{Asked, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::problem::Problem;
use crate::shapes::{Id, LabelMap, Moment};

pub(super) fn routes(at: &mut Routes) {
    let (read, decide) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::DecideRequests));
    let about = |id, says| Operation::named(id, "portal-applications", says);
    at.get(
        "/v2/portals/{portalId}/applications",
        read,
        list,
        about("list-applications", "The applications of a portal's developers")
            .paged()
            .fields(Style::Deep, applications::FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.get(
        "/v2/portals/{portalId}/applications/{applicationId}",
        read,
        view,
        about("get-application", "One application").gives::<View>(200).tagged(),
    );
    at.delete(
        "/v2/portals/{portalId}/applications/{applicationId}",
        decide,
        delete,
        about("delete-application", "Deletes an application with its credentials and registrations")
            .gives_nothing(204)
            .tagged(),
    );
    at.get(
        "/v2/applications/{applicationId}",
        read,
        view_anywhere,
        about("get-application-unscoped", "One application of any portal").gives::<View>(200).tagged(),
    );
}

/// An application.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Application", deny_unknown_fields)]
struct View {
    id: Id,
    created_at: Moment,
    updated_at: Moment,
    name: String,
    description: Option<String>,
    labels: LabelMap,
    reference_id: String,
    registration_count: i64,
    /// What made its client; nothing does yet.
    dcr_provider: Option<Reference>,
    portal: Reference,
    developer: Owner,
    auth_strategy: AuthStrategy,
    /// What an identity provider granted; nothing does yet.
    granted_scopes: Option<Vec<String>>,
}

/// Whose application it is.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ApplicationDeveloper", deny_unknown_fields)]
struct Owner {
    id: Id,
    name: String,
    email: String,
}

impl From<Overview> for One<View> {
    fn from(it: Overview) -> Self {
        let at = it.application.updated_at;
        Self(it.into(), at)
    }
}

impl From<Overview> for View {
    fn from(Overview { application: it, strategy, labels }: Overview) -> Self {
        Self {
            id: it.id.into(),
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
            name: it.name,
            description: Some(it.description).filter(|it| !it.is_empty()),
            labels: (&labels).into(),
            reference_id: it.reference_id,
            registration_count: it.belongings.registrations,
            dcr_provider: None,
            portal: Reference { id: it.portal.into() },
            developer: Owner { id: it.developer.into(), name: it.developer_name, email: it.developer_email },
            auth_strategy: strategy.into(),
            granted_scopes: None,
        }
    }
}

async fn list(asked: Asked, Ids(portal): Ids<PortalId>) -> Result<ListOf<View>, Problem> {
    let listed = applications::list_within(&asked.call, portal, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn view(asked: Asked, Ids((portal, id)): Ids<(PortalId, ApplicationId)>) -> Result<One<View>, Problem> {
    Ok(applications::overview(&asked.call, Some(portal), id).await?.into())
}

async fn view_anywhere(asked: Asked, Ids(id): Ids<ApplicationId>) -> Result<One<View>, Problem> {
    Ok(applications::overview(&asked.call, None, id).await?.into())
}

async fn delete(
    asked: Asked,
    Ids((portal, id)): Ids<(PortalId, ApplicationId)>,
) -> Result<Response, Problem> {
    applications::overview(&asked.call, Some(portal), id).await?;
    applications::delete(&asked.call, id).await?;
    Ok(no_content())
}
