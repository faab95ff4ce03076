//! SQL and rows. Private to the folder.

use std::collections::HashSet;

use base::{Instant, ProductId, Result, SpecificationId, VersionId};
use frame::Reach;
use sql::{Tx, args};

use super::pages::{FORMAT, Kind, PackedPage};
use crate::visibility::{document_is_visible, product_is_visible, version_is_visible};

/// Removes the pages of a specification, of every format.
pub(super) async fn remove(tx: &mut Tx, specification: SpecificationId) -> Result<()> {
    tx.run("delete from reference_pages where specification = $1", args![specification]).await?;
    Ok(())
}

/// Writes pages that are not there.
pub(super) async fn put(tx: &mut Tx, specification: SpecificationId, pages: &[PackedPage]) -> Result<()> {
    for it in pages {
        tx.run(
            "insert into reference_pages (specification, format, kind, slug, content)
             values ($1, $2, $3, $4, $5) on conflict (specification, format, kind, slug) do nothing",
            args![specification, FORMAT, it.kind.word(), &it.slug, it.content.as_slice()],
        )
        .await?;
    }
    Ok(())
}

/// Holds the specification as it was at that moment until the commit; whether it still is.
pub(super) async fn hold(tx: &mut Tx, specification: SpecificationId, at: Instant) -> Result<bool> {
    let sql = "update specifications set updated_at = $2 where id = $1 and updated_at = $2";
    Ok(tx.run(sql, args![specification, at]).await? == 1)
}

/// A version's specification within reach, when it was uploaded, and its page of this name if it has one; no name
/// stands for no page.
pub(super) async fn page(
    tx: &mut Tx,
    reach: &Reach,
    version: VersionId,
    page: Option<(Kind, &str)>,
) -> Result<Option<(SpecificationId, Instant, Option<Vec<u8>>)>> {
    let (kind, slug) = page.map_or(("", ""), |(kind, slug)| (kind.word(), slug));
    let row = tx
        .maybe_one(
            concat!(
                "select s.id, s.updated_at, r.content
                   from specifications s join versions v on v.id = s.version join products p on p.id = v.product
                   left join reference_pages r
                     on r.specification = s.id and r.format = $5 and r.kind = $6 and r.slug = $7
                  where s.version = $4 and ",
                product_is_visible!(),
                " and ",
                version_is_visible!()
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), version, FORMAT, kind, slug],
        )
        .await?;
    row.map(|row| Ok((row.get("id")?, row.get("updated_at")?, row.get("content")?))).transpose()
}

/// The overview of a specification that was found within reach, if its pages were made.
pub(super) async fn overview(tx: &mut Tx, specification: SpecificationId) -> Result<Option<Vec<u8>>> {
    let sql = "select content from reference_pages where specification = $1 and format = $2 and kind = $3 and slug = ''";
    let row = tx.maybe_one(sql, args![specification, FORMAT, Kind::Overview.word()]).await?;
    row.map(|row| row.get("content")).transpose()
}

/// The versions of a product that have a page of this name. What may be seen of them is the caller's to know.
pub(super) async fn having(
    tx: &mut Tx,
    product: ProductId,
    kind: Kind,
    slug: &str,
) -> Result<HashSet<VersionId>> {
    let rows = tx
        .all(
            "select s.version from versions v join specifications s on s.version = v.id
               join reference_pages r on r.specification = s.id and r.format = $2 and r.kind = $3 and r.slug = $4
              where v.product = $1",
            args![product, FORMAT, kind.word(), slug],
        )
        .await?;
    rows.iter().map(|row| row.get("version")).collect()
}

/// The most documents that are listed for programs.
const MOST_DOCUMENTS: i64 = 5_000;

/// A document in a list.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) product: String,
    pub(super) slug: String,
    pub(super) title: String,
}

/// The documents within reach, in the order in which they are read as far as one list can say it.
pub(super) async fn documents(tx: &mut Tx, reach: &Reach) -> Result<Vec<Listed>> {
    let rows = tx
        .all(
            concat!(
                "select p.slug as product, d.slug, d.title from documents d join products p on p.id = d.product
                  where ",
                product_is_visible!(),
                " and ",
                document_is_visible!(),
                " order by p.slug, d.position, d.slug limit $4"
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), MOST_DOCUMENTS],
        )
        .await?;
    let read = |row: &sql::Row| {
        Ok(Listed { product: row.get("product")?, slug: row.get("slug")?, title: row.get("title")? })
    };
    rows.iter().map(read).collect()
}
