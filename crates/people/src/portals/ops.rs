//! What can be done with portals. The only caller of the store.

use std::collections::HashMap;

use base::sieve::Field;
use base::{Error, FieldErrors, Listed, Page, PortalId, Result, Right, Sieve, StrategyId};
use frame::{Call, Event, Write};
use sql::Tx;

use super::changes::PortalChanges;
use super::portal::Portal;
use super::settings::{NewPortal, PortalSettings, free_slug, slug_stem};
use super::store;

/// By what programs filter and sort portals.
pub const FIELDS: &[Field] = &[
    Field { sorts: true, ..Field::id("id") },
    Field::text("name"),
    Field::text("description"),
    Field { sorts: true, ..Field::truth("is_public") },
    Field { sorts: true, ..Field::truth("rbac_enabled") },
    Field { sorts: true, ..Field::truth("auto_approve_developers") },
    Field { sorts: true, ..Field::truth("auto_approve_applications") },
    Field::text("default_domain"),
    Field::text("custom_domain"),
    Field::text("custom_client_domain"),
    Field::moment("created_at").only_sorts(),
    Field::moment("updated_at").only_sorts(),
];

/// A portal, and how much is in it.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The portal.
    pub portal: Portal,
    /// How many applications its developers have.
    pub applications: i64,
    /// How many developers it has, without those who never confirmed their address.
    pub developers: i64,
    /// How many products it shows.
    pub products: i64,
}

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
    create_with(call, new, PortalChanges::default()).await
}

/// Opens a portal with settings other than the defaults. A slug that was not typed is made from the name, also when two
/// are made at once.
pub async fn create_with(call: &Call, new: &NewPortal, settings: PortalChanges) -> Result<Portal> {
    call.require(Right::ManagePortals)?;
    let mut tries = 0;
    loop {
        tries += 1;
        match insert(call, new, settings.clone()).await {
            Err(Error::Invalid(errors))
                if new.slug.is_empty() && errors.of("slug").is_some() && tries < 5 => {}
            done => return done,
        }
    }
}

async fn insert(call: &Call, new: &NewPortal, settings: PortalChanges) -> Result<Portal> {
    let mut tx = call.write().await?;
    let mut new = new.clone();
    if new.slug.is_empty() && !new.name.trim().is_empty() {
        let stem = slug_stem(&new.name);
        new.slug = free_slug(&stem, &store::slugs_like(&mut tx, &stem).await?);
    }
    let mut errors = FieldErrors::new();
    let blank = NewPortal { name: "new".into(), slug: "new".into(), ..NewPortal::default() };
    let (id, now) = (call.new_id()?, call.now());
    let begun = errors.join(new.check(id, now))?;
    let begun = begun.map_or_else(|| blank.check(id, now), Ok)?;
    let portal = errors.join(settings.applied(&begun, &call.app.addresses, now))?;
    errors.into_result()?;
    let portal = portal.unwrap_or(begun);
    require_strategy(&mut tx, &portal).await?;
    require_free_domains(&mut tx, &portal).await?;
    store::insert(&mut tx, &portal).await?;
    call.record(&mut tx, Event::new("portal.created", portal.id, &portal.name).within(portal.id)).await?;
    tx.changes("portal", portal.id);
    tx.commit().await?;
    Ok(portal)
}

async fn require_strategy(tx: &mut Tx, portal: &Portal) -> Result<()> {
    match portal.default_strategy {
        Some(it) if !store::has_strategy(tx, &it.to_string()).await? => {
            Err(Error::field("default_strategy", "unknown"))
        }
        _ => Ok(()),
    }
}

/// One portal, with its settings.
pub async fn view(call: &Call, id: &PortalId) -> Result<Portal> {
    call.require(Right::ReadConsole)?;
    store::find(&mut call.read().await?, id).await
}

/// One portal, and how much is in it.
pub async fn overview(call: &Call, id: &PortalId) -> Result<Overview> {
    call.require(Right::ReadConsole)?;
    store::overview(&mut call.read().await?, id, &domain(call)).await
}

/// The portals that a sieve lets through, by name unless it says otherwise.
pub async fn list_sieved(call: &Call, sieve: &Sieve, page: Page) -> Result<Listed<Overview>> {
    call.require(Right::ReadConsole)?;
    store::list_sieved(&mut call.read().await?, &domain(call), sieve, page).await
}

/// What follows a slug in the host name of a portal.
fn domain(call: &Call) -> String {
    format!(".{}", call.app.addresses.host())
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
    change(call, id, settings.into()).await
}

/// Changes some of a portal's settings; the others stay. What is already pending stays pending.
pub async fn change(call: &Call, id: &PortalId, changes: PortalChanges) -> Result<Portal> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let before = store::find_to_change(&mut tx, id).await?;
    call.expect(before.updated_at)?;
    let portal = changes.applied(&before, &call.app.addresses, call.now())?;
    require_strategy(&mut tx, &portal).await?;
    require_free_domains(&mut tx, &portal).await?;
    store::update(&mut tx, &portal).await?;
    let detail = serde_json::json!({ "changed": differences(&before, &portal) });
    let event = Event::new("portal.updated", id, &portal.name).within(*id).detail(detail);
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
        ("welcome_title", before.welcome_title != after.welcome_title),
        ("welcome_text", before.welcome_text != after.welcome_text),
        ("custom_domain", before.custom_domain != after.custom_domain),
        ("custom_client_domain", before.custom_client_domain != after.custom_client_domain),
        ("labels", before.labels != after.labels),
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
    let portal = store::find_to_change(&mut tx, id).await?;
    if typed.trim() != portal.slug {
        return Err(Error::field("confirm", "confirm"));
    }
    remove(call, tx, portal).await
}

/// Deletes a portal with everything in it; unless `force` is said, only one that has no developers, and no version that
/// takes registrations.
pub async fn close(call: &Call, id: &PortalId, force: bool) -> Result<Portal> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let portal = store::find_to_change(&mut tx, id).await?;
    call.expect(portal.updated_at)?;
    if !force && store::is_in_use(&mut tx, id).await? {
        return Err(Error::Refused("portal.in_use"));
    }
    remove(call, tx, portal).await
}

async fn remove(call: &Call, mut tx: Write, portal: Portal) -> Result<Portal> {
    let going = store::count_going(&mut tx, &portal.id).await?;
    for application in store::applications(&mut tx, &portal.id).await? {
        tx.changes("application", application);
    }
    store::remove(&mut tx, &portal).await?;
    let detail = serde_json::json!({
        "developers": going.developers, "teams": going.teams, "applications": going.applications,
        "registrations": going.registrations, "credentials": going.credentials,
    });
    let event = Event::new("portal.deleted", portal.id, &portal.name).within(portal.id);
    call.record(&mut tx, event.detail(detail)).await?;
    tx.changes("portal", portal.id);
    tx.commit().await?;
    Ok(portal)
}
