//! What can be done with portals. The only caller of the store.

use std::collections::HashMap;

use base::{Error, FieldErrors, ImageId, PortalId, Result, Right, StrategyId};
use frame::{Call, Event};
use sql::Tx;

use super::logo::{self, Image};
use super::portal::Portal;
use super::settings::{Appearance, NewPortal, PortalSettings};
use super::store;

/// What goes with a portal when it is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Going {
    /// So many developers.
    pub developers: i64,
    /// So many teams.
    pub teams: i64,
    /// So many applications.
    pub applications: i64,
    /// So many registrations.
    pub registrations: i64,
    /// So many credentials.
    pub credentials: i64,
}

/// Opens a portal. Its address answers from now on.
pub async fn create(call: &Call, new: &NewPortal) -> Result<Portal> {
    call.require(Right::ManagePortals)?;
    let portal = new.check(call.new_id()?, call.now())?;
    let mut tx = call.write().await?;
    store::insert(&mut tx, &portal).await?;
    call.record(&mut tx, Event::new("portal.created", portal.id, &portal.name).within(portal.id)).await?;
    tx.changes("portal", portal.id);
    tx.commit().await?;
    Ok(portal)
}

/// One portal, with its settings.
pub async fn view(call: &Call, id: &PortalId) -> Result<Portal> {
    call.require(Right::ReadConsole)?;
    store::find(&mut call.read().await?, id).await
}

/// All portals, by name.
pub async fn list(call: &Call) -> Result<Vec<Portal>> {
    call.require(Right::ReadConsole)?;
    store::list(&mut call.read().await?, false).await
}

/// How many developers each portal has, in whatever state. A portal without any is absent.
pub async fn head_counts(call: &Call) -> Result<HashMap<PortalId, i64>> {
    call.require(Right::ReadConsole)?;
    store::head_counts(&mut call.read().await?).await
}

/// The auth strategies that a portal may propose: their ids and display names. Strategies belong to the crate above;
/// this is the one thing that portals know of them.
pub async fn strategies(call: &Call) -> Result<Vec<(StrategyId, String)>> {
    call.require(Right::ReadConsole)?;
    store::strategies(&mut call.read().await?).await
}

/// The portals that the front door shows to anybody.
pub async fn listed(call: &Call) -> Result<Vec<Portal>> {
    store::list(&mut call.read().await?, true).await
}

/// The portal that is called exactly so, listed or not: the whole slug or the whole name.
///
/// Whoever knows an unlisted portal's name may be led to it, as its address would lead there too. Parts of names,
/// which would let a stranger search for what is not listed, find nothing; and guessing is slowed down.
pub async fn found(call: &Call, typed: &str) -> Result<Option<Portal>> {
    let typed = typed.trim();
    if typed.is_empty() || typed.chars().count() > 255 {
        return Ok(None);
    }
    let address = call.address.unwrap_or(std::net::Ipv4Addr::UNSPECIFIED.into());
    let keys = signin::Keys::new("front door", &address.to_string(), address);
    call.app.throttle.check(&keys, call.now())?;
    let mut tx = call.read().await?;
    let Some(slug) = store::slug_of(&mut tx, typed).await? else { return Ok(None) };
    call.app.throttle.withdrawn(&keys);
    store::by_slug(&mut tx, &slug).await.map(Some)
}

/// The portal, for operations of other nouns in their own transaction.
pub async fn find(tx: &mut Tx, id: &PortalId) -> Result<Portal> {
    store::find(tx, id).await
}

/// The portal that a host name stands for.
pub async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Portal> {
    store::by_slug(tx, slug).await
}

/// The portal that has this domain of its own.
pub async fn by_domain(tx: &mut Tx, domain: &str) -> Result<Portal> {
    store::by_domain(tx, domain).await
}

/// Changes a portal's settings. What is already pending stays pending.
pub async fn update(call: &Call, id: &PortalId, settings: &PortalSettings) -> Result<Portal> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let before = store::find(&mut tx, id).await?;
    call.expect(before.updated_at)?;
    let portal = settings.check(&before, &call.app.addresses, call.now())?;
    if let Some(strategy) = portal.default_strategy
        && !store::has_strategy(&mut tx, &strategy.to_string()).await?
    {
        return Err(Error::field("default_strategy", "unknown"));
    }
    require_free_domains(&mut tx, &portal).await?;
    store::update(&mut tx, &portal).await?;
    let changed = serde_json::json!({ "changed": differences(&before, &portal) });
    let event = Event::new("portal.updated", id, &portal.name).within(*id).detail(changed);
    call.record(&mut tx, event).await?;
    tx.changes("portal", id);
    tx.commit().await?;
    Ok(portal)
}

/// A host name leads to one portal, in whatever way.
async fn require_free_domains(tx: &mut Tx, portal: &Portal) -> Result<()> {
    let mut errors = FieldErrors::new();
    let domains =
        [("custom_domain", &portal.custom_domain), ("custom_client_domain", &portal.custom_client_domain)];
    for (field, domain) in domains {
        if let Some(domain) = domain
            && store::is_domain_of_another(tx, &portal.id, domain).await?
        {
            errors.add(field, "taken");
        }
    }
    errors.into_result()
}

/// The names of the settings that differ, for the audit log.
fn differences(before: &Portal, after: &Portal) -> Vec<&'static str> {
    [
        ("name", before.name != after.name),
        ("description", before.description != after.description),
        ("catalog", before.catalog != after.catalog),
        ("accounts", before.accounts != after.accounts),
        ("listed", before.listed != after.listed),
        ("rbac", before.rbac != after.rbac),
        ("auto_approve_developers", before.auto_approve_developers != after.auto_approve_developers),
        ("auto_approve_registrations", before.auto_approve_registrations != after.auto_approve_registrations),
        ("key_prefix", before.key_prefix != after.key_prefix),
        ("default_strategy", before.default_strategy != after.default_strategy),
        ("max_applications", before.max_applications != after.max_applications),
        ("max_credentials", before.max_credentials != after.max_credentials),
        ("support_email", before.support_email != after.support_email),
        ("display_name", before.display_name != after.display_name),
        ("custom_domain", before.custom_domain != after.custom_domain),
        ("custom_client_domain", before.custom_client_domain != after.custom_client_domain),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect()
}

/// The portal in which the call was made, where it has accounts. What needs an account does not exist elsewhere.
pub async fn with_accounts(call: &Call) -> Result<Portal> {
    let portal = store::find(&mut call.read().await?, &call.here()?).await?;
    portal.require_accounts()?;
    Ok(portal)
}

/// Changes how a portal greets, and in which colours.
pub async fn update_appearance(call: &Call, id: &PortalId, appearance: &Appearance) -> Result<Portal> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let portal = appearance.check(&store::find(&mut tx, id).await?, call.now())?;
    store::update(&mut tx, &portal).await?;
    call.record(&mut tx, Event::new("portal.restyled", id, &portal.name).within(*id)).await?;
    tx.commit().await?;
    Ok(portal)
}

/// Gives a portal a logo: a PNG, JPEG, GIF or WebP, which is drawn anew as a PNG of at most 512 pixels.
pub async fn set_logo(call: &Call, id: &PortalId, bytes: Vec<u8>) -> Result<Portal> {
    call.require(Right::ManagePortals)?;
    let image = logo::redraw(bytes).await?;
    replace_logo(call, id, Some(image)).await
}

/// Takes a portal's logo away.
pub async fn remove_logo(call: &Call, id: &PortalId) -> Result<Portal> {
    call.require(Right::ManagePortals)?;
    replace_logo(call, id, None).await
}

async fn replace_logo(call: &Call, id: &PortalId, image: Option<Image>) -> Result<Portal> {
    let mut tx = call.write().await?;
    let before = store::find(&mut tx, id).await?;
    let mut after = Portal { logo: None, updated_at: call.now(), ..before.clone() };
    if let Some(image) = &image {
        let image_id = call.new_id::<ImageId>()?;
        store::insert_image(&mut tx, image_id, image, call.now()).await?;
        after.logo = Some(image_id);
    }
    store::update(&mut tx, &after).await?;
    store::remove_image(&mut tx, before.logo).await?;
    let name = if image.is_some() { "portal.logo_set" } else { "portal.logo_removed" };
    call.record(&mut tx, Event::new(name, id, &after.name).within(*id)).await?;
    tx.commit().await?;
    Ok(after)
}

/// A logo: any for whoever reads the console, the portal's own in a portal, those of listed portals elsewhere.
pub async fn image(call: &Call, id: ImageId) -> Result<Image> {
    let is_console = call.rights.has(Right::ReadConsole);
    store::find_image(&mut call.read().await?, id, is_console, call.portal).await
}

/// What would go with the portal.
pub async fn going(call: &Call, id: &PortalId) -> Result<Going> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.read().await?;
    store::find(&mut tx, id).await?;
    store::count_going(&mut tx, id).await
}

/// Deletes a portal with everything in it. `typed` must be its slug, so that no slip of the hand does it.
pub async fn delete(call: &Call, id: &PortalId, typed: &str) -> Result<Portal> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let portal = store::find(&mut tx, id).await?;
    if typed.trim() != portal.slug {
        return Err(Error::field("confirm", "confirm"));
    }
    let going = store::count_going(&mut tx, id).await?;
    for application in store::applications(&mut tx, id).await? {
        tx.changes("application", application);
    }
    store::remove(&mut tx, &portal).await?;
    let detail = serde_json::json!({
        "developers": going.developers, "teams": going.teams, "applications": going.applications,
        "registrations": going.registrations, "credentials": going.credentials,
    });
    call.record(&mut tx, Event::new("portal.deleted", id, &portal.name).within(*id).detail(detail)).await?;
    tx.changes("portal", id);
    tx.commit().await?;
    Ok(portal)
}
