//! The SQL of what a portal offers: versions that are published, of products that are, to the one who asks.

use base::sieve::Order;
use base::{Error, Instant, Listed, Page, ProductId, Result, Sieve, VersionId};
use frame::Reach;
use sql::{Column, Listing, Row, Tx, args};

use super::publication::Offered;
use crate::visibility::product_is_visible;
use crate::{services, strategies};

/// The most versions that are offered in one list.
const MOST: i64 = 500;

/// The most versions that are offered in the list of all.
const MOST_OF_ALL: i64 = 5_000;

macro_rules! columns {
    () => {
        "p.id as product, p.name as product_name, p.slug as product_slug,
         v.id as version, v.name as version_name, v.created_at, v.updated_at,
         o.deprecated, o.registration, o.auto_approve, o.updated_at as offered_at,
         place.auto_approve_registrations, place.updated_at as portal_updated_at,
         (not place.rbac or exists (
             select 1 from team_members mine join team_roles held on held.team = mine.team
              where mine.developer = $3 and held.product = p.id and held.role = 'consumer')) as may_register,
         s.id as strategy_id, s.name as strategy_name, s.display_name as strategy_display_name,
         s.kind as strategy_kind, s.key_names as strategy_key_names, s.ttl_value as strategy_ttl_value,
         s.ttl_unit as strategy_ttl_unit, s.hide_key as strategy_hide_key, s.labels as strategy_labels,
         s.created_at as strategy_created_at, s.updated_at as strategy_updated_at,
         g.id as service_id, g.name as service_name, g.upstream_url as service_upstream_url,
         g.host as service_host, g.path_prefix as service_path_prefix,
         g.strip_prefix as service_strip_prefix, g.preserve_host as service_preserve_host,
         g.connect_timeout_ms as service_connect_timeout_ms,
         g.response_timeout_ms as service_response_timeout_ms,
         g.created_at as service_created_at, g.updated_at as service_updated_at,
         c.id is not null as has_specification, c.sample"
    };
}

/// `cross join` keeps SQLite from beginning with all publications of the portal.
macro_rules! rows {
    () => {
        concat!(
            "versions v
               cross join publications o
               join products p on p.id = v.product
               join portals place on place.id = o.portal
               left join strategies s on s.id = o.strategy
               left join gateway_services g on g.id = v.service
               left join specifications c on c.version = v.id
              where o.version = v.id and o.portal = $2 and o.state = 'published' and ",
            product_is_visible!()
        )
    };
}

/// One version, as the reach's portal offers it.
pub(super) async fn one(tx: &mut Tx, reach: &Reach, version: VersionId) -> Result<Offered> {
    let row = tx
        .maybe_one(
            concat!("select ", columns!(), " from ", rows!(), " and v.id = $4"),
            args![reach.is_everything(), reach.portal(), reach.developer(), version],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// The versions of a product that the reach's portal offers, the latest first.
pub(super) async fn of_product(tx: &mut Tx, reach: &Reach, product: ProductId) -> Result<Vec<Offered>> {
    let rows = tx
        .all(
            concat!(
                "select ",
                columns!(),
                " from ",
                rows!(),
                " and v.product = $4 order by v.created_at desc, v.id desc limit $5"
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), product, MOST],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// All versions that the reach's portal offers, by product, the latest first.
pub(super) async fn all(tx: &mut Tx, reach: &Reach) -> Result<Vec<Offered>> {
    let rows = tx
        .all(
            concat!(
                "select ",
                columns!(),
                " from ",
                rows!(),
                " order by p.slug, v.created_at desc, v.id desc limit $4"
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), MOST_OF_ALL],
        )
        .await?;
    rows.iter().map(read).collect()
}

const COLUMNS: [Column; 1] = [Column::sorted("name", "v.name", "lower(v.name)")];

/// Those of them that a sieve lets through, the latest first where it does not say otherwise.
pub(super) async fn list(
    tx: &mut Tx,
    reach: &Reach,
    product: ProductId,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Offered>> {
    let mut listing = Listing::new(
        columns!(),
        concat!(rows!(), " and v.product = $4"),
        args![reach.is_everything(), reach.portal(), reach.developer(), product],
    )
    .counted_over(concat!(
        "versions v cross join publications o join products p on p.id = $4
          where v.product = $4 and o.version = v.id and o.portal = $2 and o.state = 'published' and ",
        product_is_visible!()
    ));
    listing.sieve(&COLUMNS, sieve)?;
    listing.order("v.created_at", Order::Descending);
    listing.order("v.id", Order::Descending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

fn read(row: &Row) -> Result<Offered> {
    let has_strategy = row.get::<Option<String>>("strategy_id")?.is_some();
    let has_service = row.get::<Option<String>>("service_id")?.is_some();
    Ok(Offered {
        product: row.get("product")?,
        product_name: row.get("product_name")?,
        product_slug: row.get("product_slug")?,
        version: row.get("version")?,
        version_name: row.get("version_name")?,
        created_at: row.get("created_at")?,
        updated_at: last_changed(row)?,
        deprecated: row.get("deprecated")?,
        registration: row.get("registration")?,
        auto_approve: row.get("auto_approve")?,
        approves_at_once: row.get::<bool>("auto_approve")? || row.get("auto_approve_registrations")?,
        may_register: row.get("may_register")?,
        strategy: has_strategy.then(|| strategies::read(row, "strategy_")).transpose()?,
        service: has_service.then(|| services::read(row, "service_")).transpose()?,
        has_specification: row.get("has_specification")?,
        sample_path: row.get("sample")?,
    })
}

/// When the version, how it is published, its strategy or the portal was last changed.
fn last_changed(row: &Row) -> Result<Instant> {
    let mut last: Instant = row.get("updated_at")?;
    for column in ["offered_at", "portal_updated_at", "strategy_updated_at"] {
        last = last.max(row.get::<Option<Instant>>(column)?.unwrap_or(last));
    }
    Ok(last)
}
