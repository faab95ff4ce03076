//! What is said of a product or a version for many portals at once, within the transaction that says it.
//!
//! A version whose author published it for all portals is published wherever its product is shown from then on. There
//! it takes the strategy that the portal proposes, so that what a portal protects is not opened by the way.

use std::collections::HashSet;

use base::{Error, PortalId, Result};
use frame::{Call, Event, Write};

use super::jobs;
use super::publication::Publication;
use super::store::{self, Spot};
use crate::State;
use crate::products::Product;
use crate::versions::{self, Version};

/// Shows a product in exactly these portals.
pub(crate) async fn place(
    call: &Call,
    tx: &mut Write,
    product: &Product,
    portals: &[PortalId],
) -> Result<()> {
    let shown = store::portals_of(tx, product.id).await?;
    let wanted: HashSet<PortalId> = portals.iter().copied().collect();
    for portal in portals.iter().filter(|it| !shown.contains(it)) {
        people::portals::find(tx, portal).await.map_err(|error| match error {
            Error::NotFound => Error::field("portals", "unknown"),
            other => other,
        })?;
        show(call, tx, product, *portal).await?;
    }
    for portal in shown.iter().filter(|it| !wanted.contains(it)) {
        hide(call, tx, product, *portal).await?;
    }
    Ok(())
}

/// Shows a product in a portal, with the versions that were published for all portals.
pub(super) async fn show(call: &Call, tx: &mut Write, product: &Product, portal: PortalId) -> Result<()> {
    if !store::show(tx, product.id, portal, call.now()).await? {
        return Ok(());
    }
    call.record(tx, Event::new("product.published", product.id, &product.name).within(portal)).await?;
    for (version, name, spot) in store::ready(tx, product.id, portal).await? {
        let title = format!("{} {name}", product.name);
        put(call, tx, None, &first(call, version, &spot)?, &title).await?;
    }
    Ok(())
}

/// Hides a product from a portal. Its versions stay published there, and their strategies known.
pub(super) async fn hide(call: &Call, tx: &mut Write, product: &Product, portal: PortalId) -> Result<()> {
    if store::hide(tx, product.id, portal).await? {
        let event = Event::new("product.unpublished", product.id, &product.name).within(portal);
        call.record(tx, event).await?;
    }
    Ok(())
}

/// What is said of a version for all portals at once. What is not said stays.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Word {
    /// Whether it is published.
    pub(crate) state: Option<State>,
    /// Whether it is deprecated.
    pub(crate) deprecated: Option<bool>,
    /// Whether those who may call it are told when it is deprecated by this.
    pub(crate) notify: bool,
}

/// Says something of a version in every portal that shows its product or knows the version.
pub(crate) async fn spread(
    call: &Call,
    tx: &mut Write,
    (product, version): (&Product, &Version),
    Word { state, deprecated, notify }: Word,
) -> Result<()> {
    for spot in store::spots(tx, version.id, product.id).await? {
        let before = spot.publication.clone();
        let is_new = before.is_none();
        if is_new && state != Some(State::Published) {
            continue;
        }
        let mut after = before.clone().map_or_else(|| first(call, version.id, &spot), Ok)?;
        after.state = state.unwrap_or(after.state);
        after.deprecated = deprecated.unwrap_or(if is_new { version.deprecated } else { after.deprecated });
        after.updated_at = call.now();
        let differs =
            before.as_ref().is_none_or(|it| it.state != after.state || it.deprecated != after.deprecated);
        if differs {
            put(call, tx, before.as_ref(), &after, &versions::title(product, version)).await?;
        }
        if notify && after.deprecated && !before.is_some_and(|it| it.deprecated) {
            let portal = people::portals::find(tx, &spot.portal).await?;
            jobs::tell_deprecation(call, tx, &portal, product, version).await?;
        }
    }
    Ok(())
}

/// A version that is published to a portal for the first time, in the way that the portal proposes.
fn first(call: &Call, version: base::VersionId, spot: &Spot) -> Result<Publication> {
    Ok(Publication {
        id: call.new_id()?,
        version,
        portal: spot.portal,
        state: State::Published,
        deprecated: spot.deprecated,
        registration: false,
        auto_approve: false,
        strategy: spot.default_strategy,
        created_at: call.now(),
        updated_at: call.now(),
    })
}

/// Writes how a version is published to a portal, with its audit line and what the gateways must look at.
pub(super) async fn put(
    call: &Call,
    tx: &mut Write,
    before: Option<&Publication>,
    after: &Publication,
    title: &str,
) -> Result<()> {
    store::put(tx, after).await?;
    versions::touch(call, tx, after.version).await?;
    let event = Event::new(event_of(before, after), after.version, title);
    call.record(tx, event.within(after.portal).detail(facts(after))).await?;
    tx.changes("version", after.version);
    Ok(())
}

fn event_of(before: Option<&Publication>, after: &Publication) -> &'static str {
    match (before.is_some_and(|it| it.state.is_published()), after.state.is_published()) {
        (false, true) => "version.published",
        (true, false) => "version.unpublished",
        _ => "version.republished",
    }
}

fn facts(it: &Publication) -> serde_json::Value {
    serde_json::json!({
        "deprecated": it.deprecated,
        "registration": it.registration,
        "auto_approve": it.auto_approve,
        "strategy": it.strategy,
    })
}
