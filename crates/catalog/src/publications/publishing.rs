//! What programs do with publications beside what pages do: publish many products at once, change some of how a version
//! is published, take a publication away.

use std::collections::BTreeMap;

use base::{Error, FieldErrors, PortalId, ProductId, Result, Right, VersionId};
use frame::{Call, Event, Write};
use people::portals;

use super::listing::Published;
use super::ops::unknown;
use super::publication::{NewPublication, Publication, PublicationChanges};
use super::{jobs, spread, store};
use crate::State;
use crate::versions::{self, Version, title};
use crate::{products, strategies};

/// How many products are published or hidden at once.
const MOST: i64 = 1_000;

/// Publishes products to a portal, or hides them: all of them or none. Keys are products' ids; what is neither published
/// nor hidden in words is hidden.
pub async fn publish_products(
    call: &Call,
    portal: PortalId,
    wanted: &BTreeMap<String, Option<State>>,
) -> Result<()> {
    call.require(Right::ManageCatalog)?;
    let mut errors = FieldErrors::new();
    if i64::try_from(wanted.len()).unwrap_or(i64::MAX) > MOST {
        errors.add_limit("api_products", "max_items", MOST);
        return Err(Error::Invalid(errors));
    }
    let mut tx = call.write().await?;
    let portal = portals::find(&mut tx, &portal).await?;
    for (key, state) in wanted {
        let field = format!("api_products.{key}");
        let Ok(id) = key.parse::<ProductId>() else {
            errors.add(&field, "is_uuid");
            continue;
        };
        let product = match products::find(&mut tx, &call.reach(), id).await {
            Err(Error::NotFound) => {
                errors.add(&field, "unknown");
                continue;
            }
            found => found?,
        };
        products::touch(call, &mut tx, product.id).await?;
        if *state == Some(State::Published) {
            spread::show(call, &mut tx, &product, portal.id).await?;
        } else {
            spread::hide(call, &mut tx, &product, portal.id).await?;
        }
    }
    errors.into_result()?;
    tx.commit().await
}

/// What becomes of how a version is published to a portal.
pub(super) enum Deed {
    /// It is published there for the first time.
    Create(NewPublication),
    /// It is published there so, whether or not it was before.
    Put(NewPublication),
    /// Some of how it is published there changes.
    Change(PublicationChanges),
}

/// Publishes a version to a portal to which it never was.
pub async fn create(call: &Call, version: VersionId, new: NewPublication) -> Result<Published> {
    let portal = new.check()?.portal;
    save(call, version, portal, Deed::Create(new)).await
}

/// Publishes a version to a portal so, whether or not it was before.
pub async fn put(call: &Call, version: VersionId, new: NewPublication) -> Result<Published> {
    let portal = new.check()?.portal;
    save(call, version, portal, Deed::Put(new)).await
}

/// Changes some of how a version is published to a portal; the rest stays.
pub async fn change(
    call: &Call,
    version: VersionId,
    portal: PortalId,
    changes: PublicationChanges,
) -> Result<Published> {
    save(call, version, portal, Deed::Change(changes)).await
}

async fn save(call: &Call, version: VersionId, portal: PortalId, deed: Deed) -> Result<Published> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    let portal = portals::find(&mut tx, &portal).await?;
    // What is created names its version in the body; elsewhere it is a part of the address.
    let is_named = matches!(deed, Deed::Create(_));
    let missing = |error| if is_named { unknown("version", error) } else { error };
    let version = versions::find(&mut tx, &call.reach(), version).await.map_err(missing)?;
    let product = products::find(&mut tx, &call.reach(), version.product).await?;
    products::touch(call, &mut tx, product.id).await?;
    let before = store::find(&mut tx, version.id, portal.id).await?;
    let new = wanted(deed, before.as_ref())?;
    if let Some(before) = &before {
        call.expect(before.updated_at)?;
    }
    let published = published(call, &mut tx, &version, before.as_ref(), &new).await?;
    let after = &published.publication;
    spread::put(call, &mut tx, before.as_ref(), after, &title(&product, &version)).await?;
    if new.notify && after.deprecated && !before.is_some_and(|it| it.deprecated) {
        jobs::tell_deprecation(call, &mut tx, &portal, &product, &version).await?;
    }
    tx.commit().await?;
    Ok(published)
}

fn wanted(deed: Deed, before: Option<&Publication>) -> Result<NewPublication> {
    match (deed, before) {
        (Deed::Create(_), Some(_)) => Err(Error::Refused("publication.exists")),
        (Deed::Create(new) | Deed::Put(new), _) => Ok(new),
        (Deed::Change(_), None) => Err(Error::NotFound),
        (Deed::Change(changes), Some(before)) => Ok(changes.onto(before.into())),
    }
}

async fn published(
    call: &Call,
    tx: &mut Write,
    version: &Version,
    before: Option<&Publication>,
    new: &NewPublication,
) -> Result<Published> {
    let draft = new.check()?;
    let strategy = match &draft.strategy {
        Some(id) => Some(strategies::find(tx, id).await.map_err(|error| unknown("strategy", error))?),
        None => None,
    };
    let publication = Publication {
        id: before.map_or_else(|| call.new_id(), |it| Ok(it.id))?,
        version: version.id,
        portal: draft.portal,
        state: draft.state,
        deprecated: new.deprecated,
        registration: new.registration,
        auto_approve: new.auto_approve,
        strategy: draft.strategy,
        created_at: before.map_or(call.now(), |it| it.created_at),
        updated_at: call.now(),
    };
    Ok(Published { publication, strategy })
}

/// Takes a version out of a portal, with the registrations of the portal's applications to it: the gateway refuses them
/// before this returns. Where that would open the version to everybody, because another portal publishes it without a
/// strategy, it is refused. Hiding a version leaves those who are registered alone.
pub async fn withdraw(call: &Call, version: VersionId, portal: PortalId) -> Result<Publication> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    portals::find(&mut tx, &portal).await?;
    let version = versions::find(&mut tx, &call.reach(), version).await?;
    let product = products::find(&mut tx, &call.reach(), version.product).await?;
    products::touch(call, &mut tx, product.id).await?;
    let before = store::find(&mut tx, version.id, portal).await?.ok_or(Error::NotFound)?;
    call.expect(before.updated_at)?;
    if before.strategy.is_some() && store::is_open_but_for(&mut tx, version.id, portal).await? {
        return Err(Error::Refused("publication.opens"));
    }
    store::remove(&mut tx, version.id, portal).await?;
    versions::touch(call, &mut tx, version.id).await?;
    let gone = store::remove_registrations(&mut tx, version.id, portal).await?;
    for registration in &gone {
        tx.changes("registration", registration);
    }
    let detail = serde_json::json!({ "registrations": gone.len() });
    let event = Event::new("version.withdrawn", version.id, &title(&product, &version)).within(portal);
    call.record(&mut tx, event.detail(detail)).await?;
    tx.changes("version", version.id);
    tx.commit().await?;
    Ok(before)
}
