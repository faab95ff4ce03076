//! What can be done with versions. The only caller of the store.

use std::collections::HashMap;

use base::sieve::Field;
use base::{Error, Listed, Page, ProductId, Result, Right, Sieve, VersionId};
use frame::{Call, Event, Reach, Write};
use sql::Tx;

use super::store;
use super::version::{FullVersion, NewVersion, Version, VersionChanges};
use crate::State;
use crate::products::{self, Product};
use crate::publications::{self, Offer, Word};

/// By what machines filter and sort versions.
pub const FIELDS: &[Field] = &[
    Field::text("name"),
    Field::word("publish_status", &["published", "unpublished"]).only_filters(),
    Field::id("gateway_service_id"),
    Field::moment("created_at").only_sorts(),
    Field::moment("updated_at").only_sorts(),
];

/// A version with how it is published, portal by portal.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The version.
    pub version: Version,
    /// How each portal publishes it.
    pub offers: Vec<Offer>,
}

impl Placed {
    /// Whether any portal publishes it; before any knows it, what was said for all portals.
    pub fn state(&self) -> State {
        if self.offers.is_empty() {
            self.version.state
        } else if self.offers.iter().any(|it| it.publication.state.is_published()) {
            State::Published
        } else {
            State::Unpublished
        }
    }

    /// Whether it is deprecated wherever it is published; where it is not, what was said for all portals.
    pub fn is_deprecated(&self) -> bool {
        let mut shown = self.offers.iter().filter(|it| it.publication.state.is_published()).peekable();
        if shown.peek().is_none() {
            self.version.deprecated
        } else {
            shown.all(|it| it.publication.deprecated)
        }
    }
}

/// A version in the console's list.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The version.
    pub version: Version,
    /// The name of its gateway service.
    pub service_name: Option<String>,
    /// Whether it has a specification.
    pub has_specification: bool,
    /// In how many portals it is published.
    pub portals: i64,
    /// How many applications may call it.
    pub registrations: i64,
}

/// What is removed together with a version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GoesAlong {
    /// Its specification.
    pub specifications: i64,
    /// The portals in which it is published.
    pub portals: i64,
    /// Its registrations, whatever their state.
    pub registrations: i64,
}

/// Makes a version of a product.
pub async fn create(call: &Call, product: ProductId, new: &NewVersion) -> Result<Version> {
    create_full(call, product, &new.into()).await.map(|it| it.version)
}

/// Makes a version of a product, and publishes it in all portals that show the product where that is asked for: all of
/// it or nothing.
pub async fn create_full(call: &Call, product: ProductId, new: &FullVersion) -> Result<Placed> {
    call.require(Right::ManageCatalog)?;
    let draft = new.check()?;
    let mut tx = call.write().await?;
    let product = products::find(&mut tx, &call.reach(), product).await?;
    let version = Version {
        id: call.new_id()?,
        product: product.id,
        name: draft.name,
        service: draft.service,
        state: new.state,
        deprecated: new.deprecated,
        labels: draft.labels,
        created_at: call.now(),
        updated_at: call.now(),
    };
    products::touch(call, &mut tx, product.id).await?;
    store::insert(&mut tx, &version).await?;
    call.record(&mut tx, Event::new("version.created", version.id, &title(&product, &version))).await?;
    if new.state.is_published() {
        let word = Word { state: Some(State::Published), ..Word::default() };
        publications::spread(call, &mut tx, (&product, &version), word).await?;
    }
    tx.changes("version", version.id);
    let placed = place(&mut tx, version).await?;
    tx.commit().await?;
    Ok(placed)
}

/// Changes a version: its name, or where its traffic goes. The gateway routes by the change before this returns.
pub async fn update(call: &Call, id: VersionId, new: &NewVersion) -> Result<Version> {
    call.require(Right::ManageCatalog)?;
    change(call, id, new.changes()?).await.map(|it| it.version)
}

/// Changes what is said of a version; what is not said stays. What is said of publishing and of deprecation goes to
/// every portal that shows the product.
pub async fn change(call: &Call, id: VersionId, changes: VersionChanges) -> Result<Placed> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    let before = store::find(&mut tx, &call.reach(), id).await?;
    let product = products::find(&mut tx, &call.reach(), before.product).await?;
    products::touch(call, &mut tx, product.id).await?;
    // Found again once the product's row is held: changes of one product follow each other.
    let before = store::find(&mut tx, &call.reach(), id).await?;
    call.expect(before.updated_at)?;
    let word = Word { state: changes.state, deprecated: changes.deprecated, notify: changes.notify };
    let version = changes.applied(before, call.now())?;
    store::update(&mut tx, &version).await?;
    call.record(&mut tx, Event::new("version.changed", id, &title(&product, &version))).await?;
    if word.state.is_some() || word.deprecated.is_some() {
        publications::spread(call, &mut tx, (&product, &version), word).await?;
    }
    tx.changes("version", id);
    let placed = place(&mut tx, version).await?;
    tx.commit().await?;
    Ok(placed)
}

/// Deletes a version with its specification and registrations. The gateway refuses calls to it before this returns.
pub async fn delete(call: &Call, id: VersionId) -> Result<Version> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    let version = store::find(&mut tx, &call.reach(), id).await?;
    let product = products::find(&mut tx, &call.reach(), version.product).await?;
    products::touch(call, &mut tx, product.id).await?;
    call.expect(store::find(&mut tx, &call.reach(), id).await?.updated_at)?;
    let along = store::goes_along(&mut tx, id).await?;
    store::remove(&mut tx, id).await?;
    let detail = serde_json::json!({ "registrations": along.registrations, "portals": along.portals });
    call.record(&mut tx, Event::new("version.deleted", id, &title(&product, &version)).detail(detail))
        .await?;
    tx.changes("version", id);
    tx.commit().await?;
    Ok(version)
}

/// One version of a product.
pub async fn view(call: &Call, product: ProductId, id: VersionId) -> Result<Version> {
    let version = find(&mut call.read().await?, &call.reach(), id).await?;
    if version.product == product { Ok(version) } else { Err(Error::NotFound) }
}

/// One version of a product with how it is published.
pub async fn placed(call: &Call, product: ProductId, id: VersionId) -> Result<Placed> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    let version = store::find(&mut tx, &call.reach(), id).await?;
    if version.product == product { place(&mut tx, version).await } else { Err(Error::NotFound) }
}

/// A product's versions that a sieve lets through, the latest first where nothing else is said.
pub async fn list_sieved(
    call: &Call,
    product: ProductId,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Placed>> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    products::find(&mut tx, &call.reach(), product).await?;
    let listed = store::list_sieved(&mut tx, product, sieve, page).await?;
    let mut offers: HashMap<VersionId, Vec<Offer>> = HashMap::new();
    for offer in publications::offers_of(&mut tx, listed.items.iter().map(|it| it.id)).await? {
        offers.entry(offer.publication.version).or_default().push(offer);
    }
    Ok(listed.map(|version| {
        let offers = offers.remove(&version.id).unwrap_or_default();
        Placed { version, offers }
    }))
}

async fn place(tx: &mut Tx, version: Version) -> Result<Placed> {
    let offers = publications::offers_of(tx, [version.id]).await?;
    Ok(Placed { version, offers })
}

/// A product's versions as the console lists them, the latest first.
pub async fn list(call: &Call, product: ProductId) -> Result<Vec<Overview>> {
    call.require(Right::ReadConsole)?;
    store::list(&mut call.read().await?, product).await
}

/// What would be removed together with a version.
pub async fn goes_along(call: &Call, id: VersionId) -> Result<GoesAlong> {
    call.require(Right::ReadConsole)?;
    store::goes_along(&mut call.read().await?, id).await
}

/// The version, within reach, for operations of other nouns.
pub async fn find(tx: &mut Tx, reach: &Reach, id: VersionId) -> Result<Version> {
    store::find(tx, reach, id).await
}

/// Notes in the transaction that something in the version was changed.
pub(crate) async fn touch(call: &Call, tx: &mut Write, id: VersionId) -> Result<()> {
    store::touch(tx, id, call.now()).await
}

/// `Payments v2`: how the audit log names it.
pub(crate) fn title(product: &Product, version: &Version) -> String {
    format!("{} {}", product.name, version.name)
}
