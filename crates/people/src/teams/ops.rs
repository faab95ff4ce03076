//! What can be done with teams. The only caller of the store.

use base::sieve::Field;
use base::{
    DeveloperId, Error, FieldErrors, Listed, Page, PortalId, ProductId, Result, Right, Sieve, TeamId,
    TeamRoleId, words,
};
use frame::{Call, Event, Write};

use super::store;
use super::team::{AssignedRole, NewTeam, ProductRole, Team, TeamChanges, TeamRole};
use crate::developers::{self, Developer};
use crate::portals;

/// By what programs filter teams.
pub const FIELDS: &[Field] = &[Field::text("name").only_filters()];

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

/// The teams of a portal that a sieve lets through, by name.
pub async fn list_sieved(call: &Call, portal: &PortalId, sieve: &Sieve, page: Page) -> Result<Listed<Team>> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    portals::find(&mut tx, portal).await?;
    store::list_sieved(&mut tx, portal, sieve, page).await
}

/// One team.
pub async fn view(call: &Call, id: &TeamId) -> Result<Team> {
    call.require(Right::ReadConsole)?;
    store::find(&mut call.read().await?, id).await
}

/// Changes a team's name and description.
pub async fn update(call: &Call, id: &TeamId, new: &NewTeam) -> Result<Team> {
    let (name, description) = (Some(new.name.clone()), Some(new.description.clone()));
    change(call, id, TeamChanges { name, description }).await
}

/// Changes what is said of a team; the rest stays.
pub async fn change(call: &Call, id: &TeamId, changes: TeamChanges) -> Result<Team> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let before = store::find_to_change(&mut tx, id).await?;
    call.expect(before.updated_at)?;
    let team = changes.applied(before, call.now())?;
    store::update(&mut tx, &team).await?;
    call.record(&mut tx, Event::new("team.updated", id, &team.name).within(team.portal)).await?;
    tx.commit().await?;
    Ok(team)
}

/// Deletes a team. Its members stay; what they saw through it alone they see no more.
pub async fn delete(call: &Call, id: &TeamId) -> Result<Team> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let team = store::find_to_change(&mut tx, id).await?;
    call.expect(team.updated_at)?;
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

/// Takes a developer of the same portal into a team.
pub async fn add_member(call: &Call, id: &TeamId, developer: &DeveloperId) -> Result<()> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let team = store::find(&mut tx, id).await?;
    let developer = developers::find(&mut tx, developer).await.ok().filter(|it| it.portal == team.portal);
    let developer = developer.ok_or_else(|| Error::field("developer", "unknown"))?;
    if take_in(call, tx, &team, &developer).await? {
        Ok(())
    } else {
        Err(Error::Refused("team.member_already"))
    }
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
    take_in(call, tx, &team, &developer).await.map(drop)
}

/// Says whether the developer was no member before.
async fn take_in(call: &Call, mut tx: Write, team: &Team, developer: &Developer) -> Result<bool> {
    if !store::add_member(&mut tx, &team.id, &developer.id).await? {
        return Ok(false);
    }
    let detail = serde_json::json!({ "developer": developer.email });
    let event = Event::new("team.joined", team.id, &team.name).within(team.portal).detail(detail);
    call.record(&mut tx, event).await?;
    tx.commit().await.map(|()| true)
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

/// The teams to which a developer belongs, by name: a part of them.
pub async fn list_of(call: &Call, developer: &DeveloperId, page: Page) -> Result<Listed<Team>> {
    call.require(Right::ReadConsole)?;
    store::page_of(&mut call.read().await?, developer, page).await
}

/// The roles that a team has, in the order in which they were given.
pub async fn assigned(call: &Call, id: &TeamId, page: Page) -> Result<Listed<AssignedRole>> {
    call.require(Right::ReadConsole)?;
    store::assigned(&mut call.read().await?, id, page).await
}

/// Gives a team a role on a product beside what it has.
pub async fn assign(call: &Call, id: &TeamId, product: &ProductId, role: TeamRole) -> Result<AssignedRole> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let team = store::find(&mut tx, id).await?;
    let name =
        store::product_name(&mut tx, product).await?.ok_or_else(|| Error::field("product", "unknown"))?;
    let it = AssignedRole { id: call.new_id()?, product: *product, role };
    store::insert_role(&mut tx, id, &it).await?;
    record_role(call, &mut tx, &team, &name, Some(role)).await?;
    tx.commit().await?;
    Ok(it)
}

/// Takes a role from a team.
pub async fn unassign(call: &Call, id: &TeamId, role: &TeamRoleId) -> Result<()> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let team = store::find(&mut tx, id).await?;
    let it = store::find_role(&mut tx, id, role).await?;
    let name = store::product_name(&mut tx, &it.product).await?.unwrap_or_default();
    store::remove_one_role(&mut tx, role).await?;
    record_role(call, &mut tx, &team, &name, None).await?;
    tx.commit().await
}

async fn record_role(
    call: &Call,
    tx: &mut Write,
    team: &Team,
    product: &str,
    role: Option<TeamRole>,
) -> Result<()> {
    let detail = serde_json::json!({ "product": product, "role": role.map(TeamRole::name) });
    let event = Event::new("team.role_changed", team.id, &team.name).within(team.portal).detail(detail);
    call.record(tx, event).await
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
    record_role(call, &mut tx, &team, &name, role).await?;
    tx.commit().await
}
