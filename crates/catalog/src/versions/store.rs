//! SQL and rows. Private to the folder.

use base::{Error, ProductId, Result, VersionId};
use frame::Reach;
use sql::{Failure, Row, Tx, args};

use super::ops::{GoesAlong, Overview};
use super::version::Version;
use crate::visibility::{product_is_visible, version_is_visible};

/// Writes a version that did not exist.
pub(super) async fn insert(tx: &mut Tx, it: &Version) -> Result<()> {
    let done = tx
        .run(
            "insert into versions (id, product, name, service, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)",
            args![it.id, it.product, &it.name, it.service, it.created_at],
        )
        .await;
    unless_taken(done).map(|_| ())
}

/// Changes a version.
pub(super) async fn update(tx: &mut Tx, it: &Version) -> Result<()> {
    let done = tx
        .run(
            "update versions set name = $2, service = $3, updated_at = $4 where id = $1",
            args![it.id, &it.name, it.service, it.updated_at],
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
                "select v.id, v.product, v.name, v.service, v.created_at, v.updated_at
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
            "select v.id, v.product, v.name, v.service, v.created_at, v.updated_at, g.name as service_name,
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
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}
