//! SQL and rows. Private to the folder.

use std::collections::HashMap;

use base::sieve::Order;
use base::{Error, Instant, Labels, Listed, Page, PortalId, ProductId, Result, Sieve, VersionId};
use frame::Reach;
use sql::{Column, Failure, Listing, Row, Tx, args, dialect};

use super::ops::{GoesAlong, Overview, Placed};
use super::product::Product;
use crate::visibility::product_is_visible;

/// Writes a product that did not exist.
pub(super) async fn insert(tx: &mut Tx, it: &Product) -> Result<()> {
    let done = tx
        .run(
            "insert into products (id, slug, name, description, labels, public_labels, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $7)",
            args![
                it.id,
                &it.slug,
                &it.name,
                &it.description,
                it.labels.stored(),
                it.public_labels.stored(),
                it.created_at
            ],
        )
        .await;
    unless_taken(done).map(|_| ())
}

/// Changes a product.
pub(super) async fn update(tx: &mut Tx, it: &Product) -> Result<()> {
    let done = tx
        .run(
            "update products
                set slug = $2, name = $3, description = $4, labels = $5, public_labels = $6, updated_at = $7
              where id = $1",
            args![
                it.id,
                &it.slug,
                &it.name,
                &it.description,
                it.labels.stored(),
                it.public_labels.stored(),
                it.updated_at
            ],
        )
        .await;
    if unless_taken(done)? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

fn unless_taken<T>(done: std::result::Result<T, Failure>) -> Result<T> {
    done.map_err(|failure| match failure {
        it if it.taken_on("slug") => Error::field("slug", "taken"),
        it if it.taken_on("name") => Error::field("name", "taken"),
        other => other.into(),
    })
}

/// Holds the product's row until the commit, so that changes of one product follow each other.
pub(super) async fn hold(tx: &mut Tx, id: ProductId) -> Result<()> {
    let row = tx.maybe_one("select id from products where id = $1 {for_update}", args![id]).await?;
    row.map(drop).ok_or(Error::NotFound)
}

/// Notes that something in the product was changed. It also holds the product's row until the commit, so that
/// changes of one product follow each other.
pub(super) async fn touch(tx: &mut Tx, id: ProductId, now: Instant) -> Result<()> {
    let found = tx.run("update products set updated_at = $2 where id = $1", args![id, now]).await?;
    if found == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Removes a product with all that belongs to it.
pub(super) async fn remove(tx: &mut Tx, id: ProductId) -> Result<()> {
    let gone = tx.run("delete from products where id = $1", args![id]).await?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// The slugs that begin like this one.
pub(super) async fn slugs_like(tx: &mut Tx, stem: &str) -> Result<Vec<String>> {
    let like = format!("{stem}%");
    let rows = tx.all("select slug from products where slug like $1", args![like]).await?;
    rows.iter().map(|row| row.get("slug")).collect()
}

/// One product, within reach.
pub(super) async fn find(tx: &mut Tx, reach: &Reach, id: ProductId) -> Result<Product> {
    let row = tx
        .maybe_one(
            concat!(
                "select p.id, p.slug, p.name, p.description, p.labels, p.public_labels, p.created_at, p.updated_at
                   from products p
                  where p.id = $4 and ",
                product_is_visible!()
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), id],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// One product by its name in addresses, within reach.
pub(super) async fn find_by_slug(tx: &mut Tx, reach: &Reach, slug: &str) -> Result<Product> {
    let row = tx
        .maybe_one(
            concat!(
                "select p.id, p.slug, p.name, p.description, p.labels, p.public_labels, p.created_at, p.updated_at
                   from products p
                  where p.slug = $4 and ",
                product_is_visible!()
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), slug],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// Products whose name, slug or description contains the text, by name.
pub(super) async fn list(tx: &mut Tx, text: &str, page: Page) -> Result<Listed<Overview>> {
    let like = dialect::containing(text.trim());
    let total = tx
        .one(
            "select count(*) as total from products
              where name {like} $1 escape '\\' or slug {like} $1 escape '\\' or description {like} $1 escape '\\'",
            args![&like],
        )
        .await?
        .get::<i64>("total")?;
    let rows = tx
        .all(
            "select p.id, p.slug, p.name, p.description, p.labels, p.public_labels, p.created_at, p.updated_at,
                    (select count(*) from versions v where v.product = p.id) as versions,
                    (select count(*) from documents d where d.product = p.id) as documents,
                    (select count(*) from product_publications s where s.product = p.id) as portals
               from products p
              where p.name {like} $1 escape '\\' or p.slug {like} $1 escape '\\'
                 or p.description {like} $1 escape '\\'
              order by lower(p.name), p.id limit $2 offset $3",
            args![&like, page.limit(), page.offset()],
        )
        .await?;
    let items = rows.iter().map(overview).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

fn overview(row: &Row) -> Result<Overview> {
    Ok(Overview {
        product: read(row)?,
        versions: row.get("versions")?,
        documents: row.get("documents")?,
        portals: row.get("portals")?,
    })
}

/// What the fields of a list are.
const COLUMNS: &[Column] = &[
    Column::sorted("name", "p.name", "lower(p.name)"),
    Column::new("created_at", "p.created_at"),
    Column::new("updated_at", "p.updated_at"),
];

/// Products with the portals that show them, by name where nothing else is said. Three statements.
pub(super) async fn list_sieved(
    tx: &mut Tx,
    sieve: &Sieve,
    (labels, public_labels): (&[String], &[String]),
    page: Page,
) -> Result<Listed<Placed>> {
    let columns =
        "p.id, p.slug, p.name, p.description, p.labels, p.public_labels, p.created_at, p.updated_at,
         (select count(*) from versions v where v.product = p.id) as versions";
    let mut listing = Listing::new(columns, "products p where true", args![]).keyed("p.id");
    for pattern in labels {
        listing.and("replace(p.labels, ?, '') <> p.labels", pattern);
    }
    for pattern in public_labels {
        listing.and("replace(p.public_labels, ?, '') <> p.public_labels", pattern);
    }
    listing.sieve(COLUMNS, sieve)?;
    listing.order("lower(p.name)", Order::Ascending);
    listing.order("p.id", Order::Ascending);
    let (rows, total) = tx.page(&listing, page).await?;
    let found = rows.iter().map(|row| Ok((read(row)?, row.get("versions")?))).collect::<Result<Vec<_>>>()?;
    let mut portals = portals(tx, found.iter().map(|(it, _)| it.id)).await?;
    let place = |(product, versions): (Product, i64)| {
        let portals = portals.remove(&product.id).unwrap_or_default();
        Placed { product, versions, portals }
    };
    Ok(Listed { items: found.into_iter().map(place).collect(), total, page })
}

/// The product with the portals that show it. Two statements.
pub(super) async fn placed(tx: &mut Tx, product: Product) -> Result<Placed> {
    let sql = "select count(*) as versions from versions where product = $1";
    let versions = tx.one(sql, args![product.id]).await?.get("versions")?;
    let portals = portals(tx, [product.id]).await?.remove(&product.id).unwrap_or_default();
    Ok(Placed { product, versions, portals })
}

/// The portals that show each of these products.
async fn portals(
    tx: &mut Tx,
    products: impl IntoIterator<Item = ProductId>,
) -> Result<HashMap<ProductId, Vec<(PortalId, String)>>> {
    let columns = "s.product, s.portal, o.name";
    let mut listing =
        Listing::new(columns, "product_publications s join portals o on o.id = s.portal where true", args![]);
    listing.among("s.product", products);
    listing.order("lower(o.name)", Order::Ascending);
    listing.order("o.id", Order::Ascending);
    let mut portals: HashMap<ProductId, Vec<(PortalId, String)>> = HashMap::new();
    for row in tx.every(&listing).await? {
        portals.entry(row.get("product")?).or_default().push((row.get("portal")?, row.get("name")?));
    }
    Ok(portals)
}

/// What is removed together with a product.
pub(super) async fn goes_along(tx: &mut Tx, id: ProductId) -> Result<GoesAlong> {
    let row = tx
        .one(
            "select (select count(*) from versions where product = $1) as versions,
                    (select count(*) from documents where product = $1) as documents,
                    (select count(*) from product_publications where product = $1) as portals,
                    (select count(*) from registrations r join versions v on v.id = r.version
                      where v.product = $1) as registrations",
            args![id],
        )
        .await?;
    Ok(GoesAlong {
        versions: row.get("versions")?,
        documents: row.get("documents")?,
        portals: row.get("portals")?,
        registrations: row.get("registrations")?,
    })
}

/// The ids of a product's versions.
pub(super) async fn version_ids(tx: &mut Tx, id: ProductId) -> Result<Vec<VersionId>> {
    let rows = tx.all("select id from versions where product = $1", args![id]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

fn read(row: &Row) -> Result<Product> {
    Ok(Product {
        id: row.get("id")?,
        slug: row.get("slug")?,
        name: row.get("name")?,
        description: row.get("description")?,
        labels: Labels::read(&row.get::<String>("labels")?)?,
        public_labels: Labels::read(&row.get::<String>("public_labels")?)?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}
