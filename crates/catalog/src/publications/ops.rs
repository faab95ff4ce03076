//! What can be done with publications. The only caller of the store.

use base::{Instant, PortalId, ProductId, Result, Right, VersionId};
use frame::{Call, Event, Reach};
use people::portals;
use sql::Tx;

use super::publication::{NewPublication, Offered, Publication};
use super::{offers, store};
use crate::versions::{self, title};
use crate::{products, strategies};

/// A portal, and whether it shows a product.
#[derive(Debug, Clone)]
pub struct Showing {
    /// The portal.
    pub portal: PortalId,
    /// Its name.
    pub portal_name: String,
    /// Its host label.
    pub portal_slug: String,
    /// Since when it shows the product; nothing where it does not.
    pub since: Option<Instant>,
    /// How many versions of the product are published to it.
    pub versions: i64,
}

/// How a version is published to one portal, with the names that a page needs.
#[derive(Debug, Clone)]
pub struct Shown {
    /// How.
    pub publication: Publication,
    /// The portal's name.
    pub portal_name: String,
    /// The portal's host label.
    pub portal_slug: String,
    /// The strategy's name for developers.
    pub strategy_name: Option<String>,
    /// Whether the portal shows the product; where it does not, nobody sees the version.
    pub product_is_shown: bool,
}

/// Shows a product in a portal. Its versions are published one by one.
pub async fn publish_product(call: &Call, product: ProductId, portal: PortalId) -> Result<()> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    let product = products::find(&mut tx, &call.reach(), product).await?;
    let portal = portals::find(&mut tx, &portal).await?;
    products::touch(call, &mut tx, product.id).await?;
    if store::show(&mut tx, product.id, portal.id, call.now()).await? {
        let event = Event::new("product.published", product.id, &product.name).within(portal.id);
        call.record(&mut tx, event).await?;
    }
    tx.commit().await
}

/// Hides a product from a portal. Registrations stay as they are.
pub async fn unpublish_product(call: &Call, product: ProductId, portal: PortalId) -> Result<()> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    let product = products::find(&mut tx, &call.reach(), product).await?;
    let portal = portals::find(&mut tx, &portal).await?;
    products::touch(call, &mut tx, product.id).await?;
    if store::hide(&mut tx, product.id, portal.id).await? {
        let event = Event::new("product.unpublished", product.id, &product.name).within(portal.id);
        call.record(&mut tx, event).await?;
    }
    tx.commit().await
}

/// Publishes a version to a portal, or changes how it is published there. Registrations stay as they are.
pub async fn publish_version(call: &Call, version: VersionId, new: &NewPublication) -> Result<Publication> {
    call.require(Right::ManageCatalog)?;
    let draft = new.check()?;
    let mut tx = call.write().await?;
    let version = versions::find(&mut tx, &call.reach(), version).await?;
    let product = products::find(&mut tx, &call.reach(), version.product).await?;
    products::touch(call, &mut tx, product.id).await?;
    portals::find(&mut tx, &draft.portal).await.map_err(|error| unknown("portal", error))?;
    if let Some(strategy) = &draft.strategy {
        strategies::find(&mut tx, strategy).await.map_err(|error| unknown("strategy", error))?;
    }
    let before = store::find(&mut tx, version.id, draft.portal).await?;
    let publication = Publication {
        id: before.as_ref().map_or_else(|| call.new_id(), |it| Ok(it.id))?,
        version: version.id,
        portal: draft.portal,
        state: draft.state,
        deprecated: new.deprecated,
        registration: new.registration,
        auto_approve: new.auto_approve,
        strategy: draft.strategy,
        created_at: before.as_ref().map_or(call.now(), |it| it.created_at),
        updated_at: call.now(),
    };
    store::put(&mut tx, &publication).await?;
    let event = Event::new(event_of(before.as_ref(), &publication), version.id, &title(&product, &version));
    call.record(&mut tx, event.within(draft.portal).detail(facts(&publication))).await?;
    tx.changes("version", version.id);
    tx.commit().await?;
    Ok(publication)
}

fn unknown(field: &str, error: base::Error) -> base::Error {
    if matches!(error, base::Error::NotFound) { base::Error::field(field, "unknown") } else { error }
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

/// How a version is published to a portal, if it ever was.
pub async fn view(call: &Call, version: VersionId, portal: PortalId) -> Result<Option<Publication>> {
    call.require(Right::ReadConsole)?;
    store::find(&mut call.read().await?, version, portal).await
}

/// All portals, with whether they show the product.
pub async fn of_product(call: &Call, product: ProductId) -> Result<Vec<Showing>> {
    call.require(Right::ReadConsole)?;
    store::portals_of_product(&mut call.read().await?, product).await
}

/// How a version is published, portal by portal.
pub async fn of_version(call: &Call, version: VersionId) -> Result<Vec<Shown>> {
    call.require(Right::ReadConsole)?;
    store::of_version(&mut call.read().await?, version).await
}

/// The version as it is published to the reach's portal and visible to it; otherwise it does not exist.
pub async fn offered(tx: &mut Tx, reach: &Reach, version: &VersionId) -> Result<Offered> {
    offers::one(tx, reach, *version).await
}

/// All versions that the reach's portal offers to it, by product; at most 5,000.
pub async fn offered_here(tx: &mut Tx, reach: &Reach) -> Result<Vec<Offered>> {
    offers::all(tx, reach).await
}

/// The versions of a product that the reach's portal offers to it, the latest first; at most 500.
pub async fn offered_of(tx: &mut Tx, reach: &Reach, product: ProductId) -> Result<Vec<Offered>> {
    offers::of_product(tx, reach, product).await
}
