//! A portal's developers.
//!
//! Whoever never confirmed the e-mail address waits, as far as programs can tell, and is listed only where the filter asks
//! for the status `unverified`: nobody can decide about them.

use axum::response::Response;
use base::{DeveloperId, PortalId, Right};
use frame::Call;
use frame::door::Need;
use people::developers::{self, Developer, Overview};
use people::teams;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shapes::Status;
use super::teams::TeamView;
use crate::door::{Asked, Body, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::problem::Problem;
use crate::shapes::{Id, Moment};

pub(super) fn routes(at: &mut Routes) {
    let (read, decide) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::DecideRequests));
    let about = |id, says| Operation::named(id, "portal-developers", says);
    at.get(
        "/v2/portals/{portalId}/developers",
        read,
        list,
        about("list-portal-developers", "A portal's developers")
            .paged()
            .fields(Style::Deep, developers::FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.get(
        "/v2/portals/{portalId}/developers/{developerId}",
        read,
        view,
        about("get-developer", "One developer").gives::<View>(200).tagged(),
    );
    at.patch(
        "/v2/portals/{portalId}/developers/{developerId}",
        decide,
        update,
        about("update-developer", "Decides about a developer")
            .takes::<Change>()
            .gives::<View>(200)
            .refuses(&[409])
            .tagged(),
    );
    at.delete(
        "/v2/portals/{portalId}/developers/{developerId}",
        decide,
        delete,
        about("delete-developer", "Deletes a developer with everything that they have")
            .gives_nothing(204)
            .tagged(),
    );
    at.get(
        "/v2/portals/{portalId}/developers/{developerId}/teams",
        read,
        teams_of,
        about("list-portal-developer-teams", "The teams of a developer")
            .paged()
            .gives::<ListOf<TeamView>>(200),
    );
}

/// A developer.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalDeveloper", deny_unknown_fields)]
struct View {
    id: Id,
    created_at: Moment,
    updated_at: Moment,
    email: String,
    full_name: String,
    status: Status,
    application_count: i64,
}

impl From<Overview> for View {
    fn from(Overview { developer: it, applications }: Overview) -> Self {
        Self {
            id: it.id.into(),
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
            status: Status::of(it.state.word()),
            email: it.email,
            full_name: it.full_name,
            application_count: applications,
        }
    }
}

/// A developer as a member of a team.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "BasicDeveloper", deny_unknown_fields)]
pub(super) struct BasicView {
    id: Id,
    email: String,
    full_name: String,
    /// Whether they may sign in.
    active: bool,
    created_at: Moment,
    updated_at: Moment,
}

impl From<Developer> for BasicView {
    fn from(it: Developer) -> Self {
        Self {
            id: it.id.into(),
            active: it.state.is_approved(),
            email: it.email,
            full_name: it.full_name,
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
        }
    }
}

/// What is decided about a developer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateDeveloper")]
struct Change {
    #[serde(default)]
    #[schemars(with = "Status")]
    status: Option<Status>,
}

async fn list(asked: Asked, Ids(portal): Ids<PortalId>) -> Result<ListOf<View>, Problem> {
    let listed = developers::list_sieved(&asked.call, &portal, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn one(call: &Call, portal: &PortalId, id: &DeveloperId) -> Result<One<View>, Problem> {
    let it = developers::overview(call, portal, id).await?;
    let at = it.developer.updated_at;
    Ok(One(it.into(), at))
}

async fn view(asked: Asked, Ids((portal, id)): Ids<(PortalId, DeveloperId)>) -> Result<One<View>, Problem> {
    one(&asked.call, &portal, &id).await
}

async fn update(
    asked: Asked,
    Ids((portal, id)): Ids<(PortalId, DeveloperId)>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    let seen = one(&asked.call, &portal, &id).await?;
    let Some(status) = change.status else { return Ok(seen) };
    developers::settle(&asked.call, &id, status.word()).await?;
    one(&asked.call, &portal, &id).await
}

async fn delete(asked: Asked, Ids((portal, id)): Ids<(PortalId, DeveloperId)>) -> Result<Response, Problem> {
    one(&asked.call, &portal, &id).await?;
    developers::delete(&asked.call, &id).await?;
    Ok(no_content())
}

async fn teams_of(
    asked: Asked,
    Ids((portal, id)): Ids<(PortalId, DeveloperId)>,
) -> Result<ListOf<TeamView>, Problem> {
    one(&asked.call, &portal, &id).await?;
    Ok(ListOf::of(teams::list_of(&asked.call, &id, asked.page()).await?, TeamView::from))
}
