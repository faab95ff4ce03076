//! The roles that teams have on products. A role is given beside others; the strongest counts.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::{PortalId, Right, TeamId, TeamRoleId};
use frame::door::Need;
use people::teams::{self, AssignedRole, TeamRole};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::teams::find;
use crate::door::{Asked, Body, Ids, ListOf, Operation, Routes, no_content};
use crate::problem::{Invalid, Named, Names, Problem};
use crate::shapes::Id;

/// What the operations call otherwise.
const NAMES: Names = &[("product", "entity_id")];

/// The roles, in the contract's words.
const ROLES: [(&str, TeamRole); 2] = [("API Viewer", TeamRole::Viewer), ("API Consumer", TeamRole::Consumer)];

/// What roles are about, in the contract's word: products.
const SERVICES: &str = "Services";

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManagePortals));
    let about = |id, says| Operation::named(id, "portal-team-roles", says);
    at.get(
        "/v2/portals/{portalId}/teams/{teamId}/assigned-roles",
        read,
        list,
        about("list-portal-team-roles", "The roles of a team").paged().gives::<ListOf<View>>(200),
    );
    at.post(
        "/v2/portals/{portalId}/teams/{teamId}/assigned-roles",
        manage,
        assign,
        about("assign-role-to-portal-teams", "Gives a team a role on a product")
            .paged()
            .takes::<New>()
            .gives::<View>(201)
            .makes(),
    );
    at.delete(
        "/v2/portals/{portalId}/teams/{teamId}/assigned-roles/{roleId}",
        manage,
        unassign,
        about("remove-role-from-portal-team", "Takes a role from a team").gives_nothing(204),
    );
    at.get(
        "/v2/portal-roles",
        read,
        roles,
        about("list-portal-roles", "The roles that there are").gives::<Roles>(200),
    );
}

/// Where a role holds, in the contract's words; here it is everywhere.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "EntityRegion")]
enum Region {
    Us,
    Eu,
    Au,
    Me,
    In,
    Sg,
    #[serde(rename = "*")]
    Everywhere,
}

/// A role of a team on a product.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalAssignedRole", deny_unknown_fields)]
struct View {
    id: Id,
    role_name: String,
    /// The product.
    entity_id: Id,
    entity_type_name: String,
    entity_region: Region,
}

impl From<AssignedRole> for View {
    fn from(it: AssignedRole) -> Self {
        let name = ROLES.iter().find(|(_, role)| *role == it.role).map_or("", |(name, _)| name);
        Self {
            id: it.id.into(),
            role_name: name.to_owned(),
            entity_id: it.product.into(),
            entity_type_name: SERVICES.to_owned(),
            entity_region: Region::Everywhere,
        }
    }
}

/// What gives a team a role.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PortalAssignRole")]
struct New {
    /// `API Viewer` or `API Consumer`.
    role_name: String,
    /// The product.
    entity_id: Id,
    /// `Services`.
    entity_type_name: String,
    /// A role holds everywhere, whatever is said here.
    #[expect(dead_code, reason = "the contract asks for it, and a role holds everywhere")]
    entity_region: Region,
}

impl New {
    fn role(&self) -> Result<TeamRole, Problem> {
        let mut invalid = Vec::new();
        let role = ROLES.iter().find(|(name, _)| *name == self.role_name).map(|(_, role)| *role);
        if role.is_none() {
            let choices = ROLES.iter().map(|(name, _)| (*name).into()).collect();
            invalid.push(Invalid::member("role_name", "enum").choices(choices));
        }
        if self.entity_type_name != SERVICES {
            invalid.push(Invalid::member("entity_type_name", "enum").choices(vec![SERVICES.into()]));
        }
        role.filter(|_| invalid.is_empty()).ok_or_else(|| Problem::broken(invalid))
    }
}

async fn list(asked: Asked, Ids((portal, team)): Ids<(PortalId, TeamId)>) -> Result<ListOf<View>, Problem> {
    find(&asked.call, portal, &team).await?;
    Ok(ListOf::of(teams::assigned(&asked.call, &team, asked.page()).await?, View::from))
}

async fn assign(
    asked: Asked,
    Ids((portal, team)): Ids<(PortalId, TeamId)>,
    Body(new): Body<New>,
) -> Result<Response, Problem> {
    find(&asked.call, portal, &team).await?;
    let done = teams::assign(&asked.call, &team, &new.entity_id.into(), new.role()?).await;
    let view = View::from(done.named(NAMES)?);
    Ok((StatusCode::CREATED, Json(view)).into_response())
}

async fn unassign(
    asked: Asked,
    Ids((portal, team, role)): Ids<(PortalId, TeamId, TeamRoleId)>,
) -> Result<Response, Problem> {
    find(&asked.call, portal, &team).await?;
    teams::unassign(&asked.call, &team, &role).await?;
    Ok(no_content())
}

/// The roles that there are. Source of the words: the contract.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalRoles")]
struct Roles {
    services: Services,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct Services {
    #[schemars(extend("enum" = ["Services"]))]
    name: &'static str,
    roles: RoleList,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct RoleList {
    apiviewer: Viewer,
    apiconsumer: Consumer,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct Viewer {
    #[schemars(extend("enum" = ["API Viewer"]))]
    name: &'static str,
    #[schemars(extend("enum" = [VIEWER]))]
    description: &'static str,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct Consumer {
    #[schemars(extend("enum" = ["API Consumer"]))]
    name: &'static str,
    #[schemars(extend("enum" = [CONSUMER]))]
    description: &'static str,
}

const VIEWER: &str = "API Viewers have read-only access to the documentation of a service in a portal";
const CONSUMER: &str = "API Consumers can make calls to the given service";

async fn roles(_asked: Asked) -> Json<Roles> {
    let [(viewer, _), (consumer, _)] = ROLES;
    Json(Roles {
        services: Services {
            name: SERVICES,
            roles: RoleList {
                apiviewer: Viewer { name: viewer, description: VIEWER },
                apiconsumer: Consumer { name: consumer, description: CONSUMER },
            },
        },
    })
}
