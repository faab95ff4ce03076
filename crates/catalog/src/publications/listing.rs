//! Publications as programs list them: the products that a portal shows, and how it offers versions.

use base::sieve::{Field, Order};
use base::{Error, Instant, Labels, Listed, Page, PortalId, ProductId, Result, Right, Sieve, VersionId};
use frame::Call;
use people::portals;
use sql::{Column, Listing, Row, Tx, args};

use super::publication::Publication;
use super::store;
use crate::strategies::{self, Strategy};

/// By what programs filter and sort the products that a portal shows.
pub const PRODUCT_FIELDS: &[Field] = &[
    Field::id("id"),
    Field::text("name"),
    Field::text("description"),
    Field::moment("created_at").only_sorts(),
    Field::moment("updated_at").only_sorts(),
];

/// By what programs filter and sort how a portal offers versions.
pub const VERSION_FIELDS: &[Field] = &[
    Field::id("id"),
    Field::word("publish_status", &["published", "unpublished"]),
    Field::id("product_version_id"),
    Field::moment("created_at"),
    Field::moment("updated_at"),
    Field::id("auth_strategy_ids"),
    Field { sorts: true, ..Field::truth("application_registration_enabled") },
    Field { sorts: true, ..Field::truth("auto_approve_registration") },
    Field { sorts: true, ..Field::truth("deprecated") },
];

/// A product that a portal shows.
#[derive(Debug, Clone)]
pub struct ShownProduct {
    /// Which one.
    pub id: ProductId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// All the portals that show it.
    pub portals: Vec<PortalId>,
    /// How many versions it has.
    pub versions: i64,
    /// Its labels.
    pub labels: Labels,
    /// When it was made.
    pub created_at: Instant,
    /// When it, or anything in it, was last changed.
    pub updated_at: Instant,
}

/// How a version is published to a portal, with the strategy under which it is.
#[derive(Debug, Clone)]
pub struct Published {
    /// How.
    pub publication: Publication,
    /// How applications prove themselves.
    pub strategy: Option<Strategy>,
}

/// The products that a portal shows and that a sieve lets through, by name unless it says otherwise.
pub async fn list_products(
    call: &Call,
    portal: PortalId,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<ShownProduct>> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    portals::find(&mut tx, &portal).await?;
    products(&mut tx, portal, sieve, page).await
}

/// How a portal offers versions, the newest publication first unless the sieve says otherwise.
pub async fn list_versions(
    call: &Call,
    portal: PortalId,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Published>> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    portals::find(&mut tx, &portal).await?;
    let mut listing = versions(portal);
    listing.sieve(&VERSIONS, sieve)?;
    listing.order("o.created_at", Order::Descending);
    listing.order("o.id", Order::Descending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(published).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// How a version is published to a portal, if it ever was.
pub async fn view_published(call: &Call, version: VersionId, portal: PortalId) -> Result<Published> {
    call.require(Right::ReadConsole)?;
    let mut listing = versions(portal);
    listing.and("o.version = ?", version);
    let (rows, _) = call.read().await?.page(&listing, Page::first(1)).await?;
    rows.first().ok_or(Error::NotFound).and_then(published)
}

const PRODUCTS: [Column; 5] = [
    Column::new("id", "p.id"),
    Column::sorted("name", "p.name", "lower(p.name)"),
    Column::sorted("description", "p.description", "lower(p.description)"),
    Column::new("created_at", "p.created_at"),
    Column::new("updated_at", "p.updated_at"),
];

const VERSIONS: [Column; 9] = [
    Column::new("id", "o.id"),
    Column::new("publish_status", "o.state"),
    Column::new("product_version_id", "o.version"),
    Column::new("created_at", "o.created_at"),
    Column::new("updated_at", "o.updated_at"),
    Column::new("auth_strategy_ids", "o.strategy"),
    Column::new("application_registration_enabled", "o.registration"),
    Column::new("auto_approve_registration", "o.auto_approve"),
    Column::new("deprecated", "o.deprecated"),
];

/// The page is taken in the order of an index over all products; the count needs nothing of the products themselves
/// where nothing is filtered.
async fn products(tx: &mut Tx, portal: PortalId, sieve: &Sieve, page: Page) -> Result<Listed<ShownProduct>> {
    let mut listing = Listing::new(
        "p.id, p.name, p.description, p.labels, p.created_at, p.updated_at,
         (select count(*) from versions v where v.product = p.id) as versions,
         (select string_agg(also.portal, ',') from product_publications also where also.product = p.id) as portals",
        "products p
          where exists (select 1 from product_publications s where s.product = p.id and s.portal = $1)",
        args![portal],
    );
    if sieve.tests.is_empty() {
        listing = listing.counted_over("product_publications s where s.portal = $1");
    }
    listing.sieve(&PRODUCTS, sieve)?;
    listing.order("lower(p.name)", Order::Ascending);
    listing.order("p.id", Order::Ascending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(shown).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

fn shown(row: &Row) -> Result<ShownProduct> {
    let portals = row.get::<Option<String>>("portals")?.unwrap_or_default();
    let id = |it: &str| it.parse().map_err(|_| Error::internal("a portal's id is none"));
    let mut portals =
        portals.split(',').filter(|it| !it.is_empty()).map(id).collect::<Result<Vec<PortalId>>>()?;
    portals.sort_by_key(base::PortalId::uuid);
    Ok(ShownProduct {
        id: row.get("id")?,
        name: row.get("name")?,
        description: row.get("description")?,
        portals,
        versions: row.get("versions")?,
        labels: Labels::read(&row.get::<String>("labels")?)?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

fn versions(portal: PortalId) -> Listing {
    Listing::new(
        "o.id, o.version, o.portal, o.state, o.deprecated, o.registration, o.auto_approve, o.strategy,
         o.created_at, o.updated_at, s.id as strategy_id, s.name as strategy_name,
         s.display_name as strategy_display_name, s.kind as strategy_kind, s.key_names as strategy_key_names,
         s.ttl_value as strategy_ttl_value, s.ttl_unit as strategy_ttl_unit, s.hide_key as strategy_hide_key, s.labels as strategy_labels,
         s.created_at as strategy_created_at, s.updated_at as strategy_updated_at",
        "publications o left join strategies s on s.id = o.strategy where o.portal = $1",
        args![portal],
    )
    .counted_over("publications o where o.portal = $1")
}

fn published(row: &Row) -> Result<Published> {
    let publication = store::read(row)?;
    let strategy = publication.strategy.map(|_| strategies::read(row, "strategy_")).transpose()?;
    Ok(Published { publication, strategy })
}
