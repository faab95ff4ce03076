//! What can be done with versions. The only caller of the store.

use base::{Error, ProductId, Result, Right, VersionId};
use frame::{Call, Event, Reach};
use sql::Tx;

use super::store;
use super::version::{NewVersion, Version};
use crate::products::{self, Product};

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
    call.require(Right::ManageCatalog)?;
    let (name, service) = new.check()?;
    let mut tx = call.write().await?;
    let product = products::find(&mut tx, &call.reach(), product).await?;
    let version = Version {
        id: call.new_id()?,
        product: product.id,
        name,
        service,
        created_at: call.now(),
        updated_at: call.now(),
    };
    products::touch(call, &mut tx, product.id).await?;
    store::insert(&mut tx, &version).await?;
    call.record(&mut tx, Event::new("version.created", version.id, &title(&product, &version))).await?;
    tx.changes("version", version.id);
    tx.commit().await?;
    Ok(version)
}

/// Changes a version: its name, or where its traffic goes. The gateway routes by the change before this returns.
pub async fn update(call: &Call, id: VersionId, new: &NewVersion) -> Result<Version> {
    call.require(Right::ManageCatalog)?;
    let (name, service) = new.check()?;
    let mut tx = call.write().await?;
    let before = store::find(&mut tx, &call.reach(), id).await?;
    let product = products::find(&mut tx, &call.reach(), before.product).await?;
    let version = Version { name, service, updated_at: call.now(), ..before };
    products::touch(call, &mut tx, product.id).await?;
    store::update(&mut tx, &version).await?;
    call.record(&mut tx, Event::new("version.changed", id, &title(&product, &version))).await?;
    tx.changes("version", id);
    tx.commit().await?;
    Ok(version)
}

/// Deletes a version with its specification and registrations. The gateway refuses calls to it before this returns.
pub async fn delete(call: &Call, id: VersionId) -> Result<Version> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    let version = store::find(&mut tx, &call.reach(), id).await?;
    let product = products::find(&mut tx, &call.reach(), version.product).await?;
    products::touch(call, &mut tx, product.id).await?;
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

/// `Payments v2`: how the audit log names it.
pub(crate) fn title(product: &Product, version: &Version) -> String {
    format!("{} {}", product.name, version.name)
}
