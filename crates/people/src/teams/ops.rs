//! What can be done with teams. The only caller of the store.

use base::{DeveloperId, Error, FieldErrors, PortalId, ProductId, Result, Right, TeamId, words};
use frame::{Call, Event, Write};

use super::store;
use super::team::{NewTeam, ProductRole, Team, TeamRole};
use crate::developers::{self, Developer};
use crate::portals;

/// Creates a team in a portal.
pub async fn create(call: &Call, portal: &PortalId, new: &NewTeam) -> Result<Team> {
    call.require(Right::ManagePortals)?;
    let (name, description) = new.check()?;
    let mut tx = call.write().await?;
    portals::find(&mut tx, portal).await?;
    let now = call.now();
    let (id, portal) = (call.new_id()?, *portal);
    let team =
        Team { id, portal, name, description, members: 0, products: 0, created_at: now, updated_at: now };
    store::insert(&mut tx, &team).await?;
    call.record(&mut tx, Event::new("team.created", id, &team.name).within(portal)).await?;
    tx.commit().await?;
    Ok(team)
}

/// The teams of a portal, by name.
pub async fn list(call: &Call, portal: &PortalId) -> Result<Vec<Team>> {
    call.require(Right::ReadConsole)?;
    store::list(&mut call.read().await?, portal).await
}

/// One team.
pub async fn view(call: &Call, id: &TeamId) -> Result<Team> {
    call.require(Right::ReadConsole)?;
    store::find(&mut call.read().await?, id).await
}

/// Changes a team's name and description.
pub async fn update(call: &Call, id: &TeamId, new: &NewTeam) -> Result<Team> {
    call.require(Right::ManagePortals)?;
    let (name, description) = new.check()?;
    let mut tx = call.write().await?;
    let before = store::find(&mut tx, id).await?;
    let team = Team { name, description, updated_at: call.now(), ..before };
    store::update(&mut tx, &team).await?;
    call.record(&mut tx, Event::new("team.updated", id, &team.name).within(team.portal)).await?;
    tx.commit().await?;
    Ok(team)
}

/// Deletes a team. Its members stay; what they saw through it alone they see no more.
pub async fn delete(call: &Call, id: &TeamId) -> Result<Team> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let team = store::find(&mut tx, id).await?;
    store::remove(&mut tx, id).await?;
    call.record(&mut tx, Event::new("team.deleted", id, &team.name).within(team.portal)).await?;
    tx.commit().await?;
    Ok(team)
}

/// The developers of a team, by name.
pub async fn members(call: &Call, id: &TeamId) -> Result<Vec<Developer>> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    store::find(&mut tx, id).await?;
    let mut members = Vec::new();
    for developer in store::members(&mut tx, id).await? {
        members.push(developers::find(&mut tx, &developer).await?);
    }
    Ok(members)
}

/// Takes a developer of the same portal into a team. Twice is once.
pub async fn add_member(call: &Call, id: &TeamId, developer: &DeveloperId) -> Result<()> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let team = store::find(&mut tx, id).await?;
    let developer = developers::find(&mut tx, developer).await.ok().filter(|it| it.portal == team.portal);
    let developer = developer.ok_or_else(|| Error::field("developer", "unknown"))?;
    take_in(call, tx, &team, &developer).await
}

/// Takes the developer with this e-mail address in the team's portal into the team. Twice is once.
pub async fn invite(call: &Call, id: &TeamId, email: &str) -> Result<()> {
    call.require(Right::ManagePortals)?;
    let mut errors = FieldErrors::new();
    let email = errors.take("email", words::email(email)).unwrap_or_default();
    errors.into_result()?;
    let mut tx = call.write().await?;
    let team = store::find(&mut tx, id).await?;
    let developer = developers::find_by_email(&mut tx, team.portal, &email).await?;
    let developer = developer.ok_or_else(|| Error::field("email", "no_developer"))?;
    take_in(call, tx, &team, &developer).await
}

async fn take_in(call: &Call, mut tx: Write, team: &Team, developer: &Developer) -> Result<()> {
    store::add_member(&mut tx, &team.id, &developer.id).await?;
    let detail = serde_json::json!({ "developer": developer.email });
    let event = Event::new("team.joined", team.id, &team.name).within(team.portal).detail(detail);
    call.record(&mut tx, event).await?;
    tx.commit().await
}

/// Takes a developer out of a team.
pub async fn remove_member(call: &Call, id: &TeamId, developer: &DeveloperId) -> Result<()> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let team = store::find(&mut tx, id).await?;
    let person = developers::find(&mut tx, developer).await?;
    store::remove_member(&mut tx, id, developer).await?;
    let detail = serde_json::json!({ "developer": person.email });
    call.record(&mut tx, Event::new("team.left", id, &team.name).within(team.portal).detail(detail)).await?;
    tx.commit().await
}

/// The products on which a team has a role, by name.
pub async fn roles(call: &Call, id: &TeamId) -> Result<Vec<ProductRole>> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    store::find(&mut tx, id).await?;
    store::roles(&mut tx, id).await
}

/// The products on which a team can have a role, by name. Products belong to the crate above; their ids and names are
/// all that teams know of them.
pub async fn products(call: &Call) -> Result<Vec<(ProductId, String)>> {
    call.require(Right::ReadConsole)?;
    store::products(&mut call.read().await?).await
}

/// The teams to which a developer belongs, by name.
pub async fn teams_of(call: &Call, developer: &DeveloperId) -> Result<Vec<Team>> {
    call.require(Right::ReadConsole)?;
    store::list_of(&mut call.read().await?, developer).await
}

/// Gives a team this role on a product in place of any other, or takes the role away.
pub async fn set_role(call: &Call, id: &TeamId, product: &ProductId, role: Option<TeamRole>) -> Result<()> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let team = store::find(&mut tx, id).await?;
    let name =
        store::product_name(&mut tx, product).await?.ok_or_else(|| Error::field("product", "unknown"))?;
    match role {
        Some(role) => store::put_role(&mut tx, call.new_id()?, id, product, role).await?,
        None => store::remove_role(&mut tx, id, product).await?,
    }
    let detail = serde_json::json!({ "product": name, "role": role.map(TeamRole::name) });
    let event = Event::new("team.role_changed", id, &team.name).within(team.portal).detail(detail);
    call.record(&mut tx, event).await?;
    tx.commit().await
}
