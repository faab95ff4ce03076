//! SQL and rows. Private to the folder.

use base::sieve::Order;
use base::{Error, Listed, Page, Result, ServiceId, Sieve, VersionId};
use sql::{Column, Failure, Listing, Row, Tx, args, dialect};

use super::ops::Link;
use super::service::Service;

/// Writes a service that did not exist.
pub(super) async fn insert(tx: &mut Tx, it: &Service) -> Result<()> {
    let done = tx
        .run(
            "insert into gateway_services (id, name, upstream_url, host, path_prefix, strip_prefix, preserve_host,
                                           connect_timeout_ms, response_timeout_ms, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
            args![
                it.id,
                &it.name,
                &it.upstream_url,
                &it.host,
                &it.path_prefix,
                it.strip_prefix,
                it.preserve_host,
                it.connect_timeout_ms,
                it.response_timeout_ms,
                it.created_at
            ],
        )
        .await;
    unless_taken(done).map(|_| ())
}

/// Changes a service.
pub(super) async fn update(tx: &mut Tx, it: &Service) -> Result<()> {
    let done = tx
        .run(
            "update gateway_services
                set name = $2, upstream_url = $3, host = $4, path_prefix = $5, strip_prefix = $6,
                    preserve_host = $7, connect_timeout_ms = $8, response_timeout_ms = $9, updated_at = $10
              where id = $1",
            args![
                it.id,
                &it.name,
                &it.upstream_url,
                &it.host,
                &it.path_prefix,
                it.strip_prefix,
                it.preserve_host,
                it.connect_timeout_ms,
                it.response_timeout_ms,
                it.updated_at
            ],
        )
        .await;
    if unless_taken(done)? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

fn unless_taken<T>(done: std::result::Result<T, Failure>) -> Result<T> {
    done.map_err(|failure| {
        if failure.taken_on("path_prefix") || failure.taken_on("route") {
            Error::field("path_prefix", "taken")
        } else if failure.taken_on("name") {
            Error::field("name", "taken")
        } else {
            failure.into()
        }
    })
}

/// Holds the service's row until the commit, so that changes of it follow each other.
pub(super) async fn hold(tx: &mut Tx, id: ServiceId) -> Result<()> {
    tx.maybe_one("select id from gateway_services where id = $1 {for_update}", args![id]).await?;
    Ok(())
}

/// Removes a service that no version is linked to.
pub(super) async fn remove(tx: &mut Tx, id: ServiceId) -> Result<()> {
    match tx.run("delete from gateway_services where id = $1", args![id]).await {
        Ok(1) => Ok(()),
        Ok(_) => Err(Error::NotFound),
        Err(failure) if failure.is_referenced() => Err(Error::Refused("service.in_use")),
        Err(failure) => Err(failure.into()),
    }
}

/// One service.
pub(super) async fn find(tx: &mut Tx, id: ServiceId) -> Result<Service> {
    let row = tx
        .maybe_one(
            "select id, name, upstream_url, host, path_prefix, strip_prefix, preserve_host,
                    connect_timeout_ms, response_timeout_ms, created_at, updated_at
               from gateway_services where id = $1",
            args![id],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row, ""))
}

/// Services whose name, upstream or route contains the text, by name.
pub(super) async fn list(tx: &mut Tx, text: &str, page: Page) -> Result<Listed<Service>> {
    let like = dialect::containing(text.trim());
    let total = tx
        .one(
            "select count(*) as total from gateway_services
              where name {like} $1 escape '\\' or upstream_url {like} $1 escape '\\'
                 or host {like} $1 escape '\\' or path_prefix {like} $1 escape '\\'",
            args![&like],
        )
        .await?
        .get::<i64>("total")?;
    let rows = tx
        .all(
            "select id, name, upstream_url, host, path_prefix, strip_prefix, preserve_host,
                    connect_timeout_ms, response_timeout_ms, created_at, updated_at
               from gateway_services
              where name {like} $1 escape '\\' or upstream_url {like} $1 escape '\\'
                 or host {like} $1 escape '\\' or path_prefix {like} $1 escape '\\'
              order by lower(name), id limit $2 offset $3",
            args![&like, page.limit(), page.offset()],
        )
        .await?;
    let items = rows.iter().map(|row| read(row, "")).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// What the fields of a list are.
const COLUMNS: &[Column] = &[
    Column::sorted("name", "g.name", "lower(g.name)"),
    Column::new("upstream_url", "g.upstream_url"),
    Column::new("host", "g.host"),
    Column::new("path_prefix", "g.path_prefix"),
    Column::new("created_at", "g.created_at"),
    Column::new("updated_at", "g.updated_at"),
];

/// Services that a sieve lets through, by name where nothing else is said.
pub(super) async fn list_sieved(tx: &mut Tx, sieve: &Sieve, page: Page) -> Result<Listed<Service>> {
    let columns = "g.id, g.name, g.upstream_url, g.host, g.path_prefix, g.strip_prefix, g.preserve_host,
         g.connect_timeout_ms, g.response_timeout_ms, g.created_at, g.updated_at";
    let mut listing = Listing::new(columns, "gateway_services g where true", args![]);
    listing.sieve(COLUMNS, sieve)?;
    listing.order("lower(g.name)", Order::Ascending);
    listing.order("g.id", Order::Ascending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(|row| read(row, "")).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// The versions linked to a service.
pub(super) async fn links(tx: &mut Tx, id: ServiceId) -> Result<Vec<Link>> {
    let rows = tx
        .all(
            "select v.id, v.name, p.id as product, p.name as product_name
               from versions v join products p on p.id = v.product
              where v.service = $1 order by lower(p.name), v.created_at",
            args![id],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Link {
                version: row.get::<VersionId>("id")?,
                version_name: row.get("name")?,
                product: row.get("product")?,
                product_name: row.get("product_name")?,
            })
        })
        .collect()
}

/// Reads a service from a row whose columns are spelled with this prefix.
pub(crate) fn read(row: &Row, prefix: &str) -> Result<Service> {
    let column = |name: &str| format!("{prefix}{name}");
    Ok(Service {
        id: row.get(&column("id"))?,
        name: row.get(&column("name"))?,
        upstream_url: row.get(&column("upstream_url"))?,
        host: row.get(&column("host"))?,
        path_prefix: row.get(&column("path_prefix"))?,
        strip_prefix: row.get(&column("strip_prefix"))?,
        preserve_host: row.get(&column("preserve_host"))?,
        connect_timeout_ms: row.get(&column("connect_timeout_ms"))?,
        response_timeout_ms: row.get(&column("response_timeout_ms"))?,
        created_at: row.get(&column("created_at"))?,
        updated_at: row.get(&column("updated_at"))?,
    })
}
