//! What can be done with gateway services. The only caller of the store.

use base::sieve::Field;
use base::{Listed, Page, ProductId, Result, Right, ServiceId, Sieve, VersionId};
use frame::{Call, Event};
use sql::Tx;

use super::service::{NewService, Service, ServiceChanges};
use super::store;

/// By what machines filter and sort services.
pub const FIELDS: &[Field] = &[
    Field::text("name"),
    Field::text("upstream_url"),
    Field::text("host"),
    Field::text("path_prefix"),
    Field::moment("created_at"),
    Field::moment("updated_at"),
];

/// A version that is linked to a service.
#[derive(Debug, Clone)]
pub struct Link {
    /// The version.
    pub version: VersionId,
    /// Its name.
    pub version_name: String,
    /// Its product.
    pub product: ProductId,
    /// The product's name.
    pub product_name: String,
}

/// Makes a service.
pub async fn create(call: &Call, new: &NewService) -> Result<Service> {
    call.require(Right::ManageCatalog)?;
    let service = new.check(call.new_id()?, call.now())?;
    let mut tx = call.write().await?;
    store::insert(&mut tx, &service).await?;
    call.record(&mut tx, Event::new("service.created", service.id, &service.name)).await?;
    tx.changes("service", service.id);
    tx.commit().await?;
    Ok(service)
}

/// Changes a service. The gateway routes by the change before this returns.
pub async fn update(call: &Call, id: ServiceId, new: &NewService) -> Result<Service> {
    revise(call, id, |_| new.clone()).await
}

/// Changes what is said of a service; what is not said stays.
pub async fn change(call: &Call, id: ServiceId, changes: ServiceChanges) -> Result<Service> {
    revise(call, id, |before| changes.onto(before.into())).await
}

async fn revise(call: &Call, id: ServiceId, after: impl FnOnce(&Service) -> NewService) -> Result<Service> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    store::hold(&mut tx, id).await?;
    let before = store::find(&mut tx, id).await?;
    call.expect(before.updated_at)?;
    let changed = after(&before).check(id, call.now())?;
    let service = Service { created_at: before.created_at, ..changed };
    store::update(&mut tx, &service).await?;
    call.record(&mut tx, Event::new("service.changed", id, &service.name)).await?;
    tx.changes("service", id);
    tx.commit().await?;
    Ok(service)
}

/// Deletes a service, unless a version is linked to it.
pub async fn delete(call: &Call, id: ServiceId) -> Result<Service> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    store::hold(&mut tx, id).await?;
    let service = store::find(&mut tx, id).await?;
    call.expect(service.updated_at)?;
    store::remove(&mut tx, id).await?;
    call.record(&mut tx, Event::new("service.deleted", id, &service.name)).await?;
    tx.changes("service", id);
    tx.commit().await?;
    Ok(service)
}

/// One service.
pub async fn view(call: &Call, id: ServiceId) -> Result<Service> {
    call.require(Right::ReadConsole)?;
    store::find(&mut call.read().await?, id).await
}

/// Services whose name, upstream or route contains the text.
pub async fn list(call: &Call, text: &str, page: Page) -> Result<Listed<Service>> {
    call.require(Right::ReadConsole)?;
    store::list(&mut call.read().await?, text, page).await
}

/// Services that a sieve lets through, by name where nothing else is said.
pub async fn list_sieved(call: &Call, sieve: &Sieve, page: Page) -> Result<Listed<Service>> {
    call.require(Right::ReadConsole)?;
    store::list_sieved(&mut call.read().await?, sieve, page).await
}

/// The versions that are linked to a service.
pub async fn links(call: &Call, id: ServiceId) -> Result<Vec<Link>> {
    call.require(Right::ReadConsole)?;
    store::links(&mut call.read().await?, id).await
}

/// The service, for operations of other nouns inside their transaction.
pub async fn find(tx: &mut Tx, id: ServiceId) -> Result<Service> {
    store::find(tx, id).await
}
