//! SQL and rows. Private to the folder.

use base::sieve::Order;
use base::{Error, Instant, Labels, Listed, Page, ProductId, Result, Sieve, VersionId};
use frame::Reach;
use sql::{Column, Failure, Listing, Row, Tx, args};

use super::ops::{GoesAlong, Overview};
use super::version::Version;
use crate::State;
use crate::visibility::{product_is_visible, version_is_visible};

/// Writes a version that did not exist.
pub(super) async fn insert(tx: &mut Tx, it: &Version) -> Result<()> {
    let done = tx
        .run(
            "insert into versions (id, product, name, service, publish_status, deprecated, labels,
                                   created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
            args![
                it.id,
                it.product,
                &it.name,
                it.service,
                it.state.word(),
                it.deprecated,
                it.labels.stored(),
                it.created_at
            ],
        )
        .await;
    unless_taken(done).map(|_| ())
}

/// Changes a version.
pub(super) async fn update(tx: &mut Tx, it: &Version) -> Result<()> {
    let done = tx
        .run(
            "update versions
                set name = $2, service = $3, publish_status = $4, deprecated = $5, labels = $6, updated_at = $7
              where id = $1",
            args![
                it.id,
                &it.name,
                it.service,
                it.state.word(),
                it.deprecated,
                it.labels.stored(),
                it.updated_at
            ],
        )
        .await;
    if unless_taken(done)? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

fn unless_taken<T>(done: std::result::Result<T, Failure>) -> Result<T> {
    done.map_err(|failure| match failure {
        Failure::Taken { .. } => Error::field("name", "taken"),
        Failure::Referenced(_) => Error::field("service", "unknown"),
        other => other.into(),
    })
}

/// Removes a version with all that belongs to it.
pub(super) async fn remove(tx: &mut Tx, id: VersionId) -> Result<()> {
    let gone = tx.run("delete from versions where id = $1", args![id]).await?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// One version, within reach.
pub(super) async fn find(tx: &mut Tx, reach: &Reach, id: VersionId) -> Result<Version> {
    let row = tx
        .maybe_one(
            concat!(
                "select v.id, v.product, v.name, v.service, v.publish_status as state, v.deprecated, v.labels,
                        v.created_at, v.updated_at
                   from versions v join products p on p.id = v.product
                  where v.id = $4 and ",
                product_is_visible!(),
                " and ",
                version_is_visible!()
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), id],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// A product's versions as the console lists them, the latest first.
pub(super) async fn list(tx: &mut Tx, product: ProductId) -> Result<Vec<Overview>> {
    let rows = tx
        .all(
            "select v.id, v.product, v.name, v.service, v.publish_status as state, v.deprecated, v.labels,
                    v.created_at, v.updated_at, g.name as service_name,
                    (select count(*) from specifications s where s.version = v.id) as specifications,
                    (select count(*) from publications o where o.version = v.id and o.state = 'published') as portals,
                    (select count(*) from registrations r
                      where r.version = v.id and r.state = 'approved') as registrations
               from versions v left join gateway_services g on g.id = v.service
              where v.product = $1 order by v.created_at desc, v.id desc",
            args![product],
        )
        .await?;
    rows.iter().map(overview).collect()
}

fn overview(row: &Row) -> Result<Overview> {
    Ok(Overview {
        version: read(row)?,
        service_name: row.get("service_name")?,
        has_specification: row.get::<i64>("specifications")? > 0,
        portals: row.get("portals")?,
        registrations: row.get("registrations")?,
    })
}

/// What the fields of a list are.
const COLUMNS: &[Column] = &[
    Column::sorted("name", "v.name", "lower(v.name)"),
    Column::new(
        "publish_status",
        "(case when exists (select 1 from publications u where u.version = v.id and u.state = 'published')
               then 'published'
               when exists (select 1 from publications u where u.version = v.id) then 'unpublished'
               else v.publish_status end)",
    ),
    Column::new("gateway_service_id", "v.service"),
    Column::new("created_at", "v.created_at"),
    Column::new("updated_at", "v.updated_at"),
];

/// A product's versions, the latest first where nothing else is said.
pub(super) async fn list_sieved(
    tx: &mut Tx,
    product: ProductId,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Version>> {
    let columns = "v.id, v.product, v.name, v.service, v.publish_status as state, v.deprecated, v.labels,
         v.created_at, v.updated_at";
    let mut listing = Listing::new(columns, "versions v where v.product = $1", args![product]);
    listing.sieve(COLUMNS, sieve)?;
    listing.order("v.created_at", Order::Descending);
    listing.order("v.id", Order::Descending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// Notes that something in the version was changed.
pub(super) async fn touch(tx: &mut Tx, id: VersionId, now: Instant) -> Result<()> {
    let found = tx.run("update versions set updated_at = $2 where id = $1", args![id, now]).await?;
    if found == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// What is removed together with a version.
pub(super) async fn goes_along(tx: &mut Tx, id: VersionId) -> Result<GoesAlong> {
    let row = tx
        .one(
            "select (select count(*) from specifications where version = $1) as specifications,
                    (select count(*) from publications where version = $1 and state = 'published') as portals,
                    (select count(*) from registrations where version = $1) as registrations",
            args![id],
        )
        .await?;
    Ok(GoesAlong {
        specifications: row.get("specifications")?,
        portals: row.get("portals")?,
        registrations: row.get("registrations")?,
    })
}

fn read(row: &Row) -> Result<Version> {
    Ok(Version {
        id: row.get("id")?,
        product: row.get("product")?,
        name: row.get("name")?,
        service: row.get("service")?,
        state: State::stored(row)?,
        deprecated: row.get("deprecated")?,
        labels: Labels::read(&row.get::<String>("labels")?)?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}
