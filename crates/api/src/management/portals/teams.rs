//! A portal's teams, and who belongs to them.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::{DeveloperId, Error, PortalId, Right, TeamId};
use frame::Call;
use frame::door::Need;
use people::developers;
use people::teams::{self, NewTeam, Team, TeamChanges};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::developers::BasicView;
use crate::door::{Asked, Body, Created, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::problem::{Named, Names, Problem};
use crate::shapes::{Id, Moment};

/// What the operations call otherwise.
const NAMES: Names = &[("developer", "id")];

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManagePortals));
    let about = |id, says| Operation::named(id, "portal-teams", says);
    at.get(
        "/v2/portals/{portalId}/teams",
        read,
        list,
        about("list-portal-teams", "A portal's teams")
            .paged()
            .fields(Style::Deep, teams::FIELDS)
            .gives::<ListOf<TeamView>>(200),
    );
    at.post(
        "/v2/portals/{portalId}/teams",
        manage,
        create,
        about("create-portal-team", "Creates a team").takes::<New>().gives::<TeamView>(201).makes(),
    );
    at.get(
        "/v2/portals/{portalId}/teams/{teamId}",
        read,
        view,
        about("get-portal-team", "One team").gives::<TeamView>(200).tagged(),
    );
    at.patch(
        "/v2/portals/{portalId}/teams/{teamId}",
        manage,
        update,
        about("update-portal-team", "Changes a team")
            .may_take::<Change>()
            .gives::<TeamView>(200)
            .refuses(&[409])
            .tagged(),
    );
    at.delete(
        "/v2/portals/{portalId}/teams/{teamId}",
        manage,
        delete,
        about("delete-portal-team", "Deletes a team; its members stay").gives_nothing(204).tagged(),
    );
    member_routes(at);
}

fn member_routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManagePortals));
    let about = |id, says| Operation::named(id, "portal-team-members", says);
    at.get(
        "/v2/portals/{portalId}/teams/{teamId}/developers",
        read,
        members,
        about("list-portal-team-developers", "The members of a team")
            .paged()
            .fields(Style::Deep, developers::MEMBER_FIELDS)
            .gives::<ListOf<BasicView>>(200),
    );
    at.post(
        "/v2/portals/{portalId}/teams/{teamId}/developers",
        manage,
        join,
        about("add-developer-to-portal-team", "Takes a developer into a team")
            .takes::<Member>()
            .gives_nothing(201)
            .makes(),
    );
    at.delete(
        "/v2/portals/{portalId}/teams/{teamId}/developers/{developerId}",
        manage,
        leave,
        about("remove-developer-from-portal-team", "Takes a developer out of a team").gives_nothing(204),
    );
}

/// A team.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalTeam", deny_unknown_fields)]
pub(super) struct TeamView {
    id: Id,
    name: String,
    description: String,
    created_at: Moment,
    updated_at: Moment,
}

impl From<Team> for TeamView {
    fn from(it: Team) -> Self {
        Self {
            id: it.id.into(),
            name: it.name,
            description: it.description,
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
        }
    }
}

impl From<Team> for One<TeamView> {
    fn from(it: Team) -> Self {
        let at = it.updated_at;
        Self(it.into(), at)
    }
}

/// What makes a team.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreatePortalTeam")]
struct New {
    #[schemars(regex(pattern = NAME))]
    name: String,
    #[serde(default)]
    #[schemars(length(max = 250))]
    description: String,
}

/// What changes a team. What is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdatePortalTeam")]
struct Change {
    #[serde(default)]
    #[schemars(with = "String", regex(pattern = NAME))]
    name: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", length(max = 250))]
    description: Option<String>,
}

/// A team's name. Source: the contract.
const NAME: &str = r"^[\w \W]+$";

/// Who is taken into a team.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AddDeveloperToTeam")]
struct Member {
    id: Id,
}

/// The team, unless it belongs to another portal.
pub(super) async fn find(call: &Call, portal: PortalId, id: &TeamId) -> Result<Team, Problem> {
    let it = teams::view(call, id).await?;
    if it.portal == portal { Ok(it) } else { Err(Error::NotFound.into()) }
}

async fn list(asked: Asked, Ids(portal): Ids<PortalId>) -> Result<ListOf<TeamView>, Problem> {
    let listed = teams::list_sieved(&asked.call, &portal, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, TeamView::from))
}

async fn create(
    asked: Asked,
    Ids(portal): Ids<PortalId>,
    Body(new): Body<New>,
) -> Result<Created<TeamView>, Problem> {
    let new = NewTeam { name: new.name, description: new.description };
    let One(view, at) = teams::create(&asked.call, &portal, &new).await?.into();
    Ok(Created(view, at))
}

async fn view(asked: Asked, Ids((portal, id)): Ids<(PortalId, TeamId)>) -> Result<One<TeamView>, Problem> {
    Ok(find(&asked.call, portal, &id).await?.into())
}

async fn update(
    asked: Asked,
    Ids((portal, id)): Ids<(PortalId, TeamId)>,
    Body(change): Body<Change>,
) -> Result<One<TeamView>, Problem> {
    find(&asked.call, portal, &id).await?;
    let changes = TeamChanges { name: change.name, description: change.description };
    Ok(teams::change(&asked.call, &id, changes).await?.into())
}

async fn delete(asked: Asked, Ids((portal, id)): Ids<(PortalId, TeamId)>) -> Result<Response, Problem> {
    find(&asked.call, portal, &id).await?;
    teams::delete(&asked.call, &id).await?;
    Ok(no_content())
}

async fn members(
    asked: Asked,
    Ids((portal, id)): Ids<(PortalId, TeamId)>,
) -> Result<ListOf<BasicView>, Problem> {
    find(&asked.call, portal, &id).await?;
    let listed = developers::members_of(&asked.call, &id, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, BasicView::from))
}

async fn join(
    asked: Asked,
    Ids((portal, id)): Ids<(PortalId, TeamId)>,
    Body(member): Body<Member>,
) -> Result<Response, Problem> {
    find(&asked.call, portal, &id).await?;
    teams::add_member(&asked.call, &id, &member.id.into()).await.named(NAMES)?;
    Ok(StatusCode::CREATED.into_response())
}

async fn leave(
    asked: Asked,
    Ids((portal, id, developer)): Ids<(PortalId, TeamId, DeveloperId)>,
) -> Result<Response, Problem> {
    find(&asked.call, portal, &id).await?;
    teams::remove_member(&asked.call, &id, &developer).await?;
    Ok(no_content())
}
