//! What can be done with publications. The only caller of the store.

use base::sieve::Field;
use base::{Error, Instant, Listed, Page, PortalId, ProductId, Result, Right, Sieve, VersionId};
use frame::{Call, Reach};
use people::portals;
use sql::Tx;

use super::publication::{NewPublication, Offered, Publication};
use super::{offers, spread, store};
use crate::products;

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

/// How a version is published to one portal, as machines are told.
#[derive(Debug, Clone)]
pub struct Offer {
    /// How.
    pub publication: Publication,
    /// The portal's name.
    pub portal_name: String,
    /// The strategy's name for admins.
    pub strategy_name: Option<String>,
}

/// Shows a product in a portal. Its versions are published one by one.
pub async fn publish_product(call: &Call, product: ProductId, portal: PortalId) -> Result<()> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    let product = products::find(&mut tx, &call.reach(), product).await?;
    let portal = portals::find(&mut tx, &portal).await?;
    products::touch(call, &mut tx, product.id).await?;
    spread::show(call, &mut tx, &product, portal.id).await?;
    tx.commit().await
}

/// Hides a product from a portal. Registrations stay as they are.
pub async fn unpublish_product(call: &Call, product: ProductId, portal: PortalId) -> Result<()> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    let product = products::find(&mut tx, &call.reach(), product).await?;
    let portal = portals::find(&mut tx, &portal).await?;
    products::touch(call, &mut tx, product.id).await?;
    spread::hide(call, &mut tx, &product, portal.id).await?;
    tx.commit().await
}

/// Publishes a version to a portal, or changes how it is published there. Registrations stay as they are.
pub async fn publish_version(call: &Call, version: VersionId, new: &NewPublication) -> Result<Publication> {
    super::publishing::put(call, version, new.clone()).await.map(|it| it.publication)
}

pub(super) fn unknown(field: &str, error: Error) -> Error {
    if matches!(error, Error::NotFound) { Error::field(field, "unknown") } else { error }
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

/// How each of these versions is published, portal by portal, for operations of other nouns.
pub(crate) async fn offers_of(
    tx: &mut Tx,
    versions: impl IntoIterator<Item = VersionId>,
) -> Result<Vec<Offer>> {
    store::offers(tx, versions).await
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

/// What the versions of a product are filtered by.
pub const OFFERED_FIELDS: &[Field] = &[Field::text("name")];

/// A version of a product as the call's portal offers it to the one who asks.
pub async fn view_offered(call: &Call, product: ProductId, version: VersionId) -> Result<Offered> {
    let it = offers::one(&mut call.read().await?, &call.reach(), version).await?;
    if it.product == product { Ok(it) } else { Err(Error::NotFound) }
}

/// The versions of a product that the call's portal offers to the one who asks, the latest first.
pub async fn list_offered(
    call: &Call,
    product: ProductId,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Offered>> {
    let mut tx = call.read().await?;
    products::find(&mut tx, &call.reach(), product).await?;
    offers::list(&mut tx, &call.reach(), product, sieve, page).await
}
