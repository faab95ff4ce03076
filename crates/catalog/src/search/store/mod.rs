//! SQL and rows. Private to the folder.

mod hits;
mod things;

use std::collections::{HashMap, HashSet};

use base::{PortalId, ProductId, Result};
use frame::Reach;
use sql::{Tx, args};

pub(super) use hits::{AT_MOST, hits, names};
pub(super) use things::batches;

use super::shelves::{Entry, Sight};
use crate::visibility::product_is_visible;

/// Where the ids of all products lie.
pub(super) const ALL: (&str, &str) = ("", "~");

/// The last change that was committed.
pub(super) async fn position(tx: &mut Tx) -> Result<i64> {
    tx.one("select seq from feed", args![]).await?.get("seq")
}

/// The products that changed after a position, with the position of each change, oldest first; nothing when the feed
/// does not reach back so far.
pub(super) async fn changed(tx: &mut Tx, after: i64, most: i64) -> Result<Option<Vec<(i64, String)>>> {
    let first =
        tx.one("select min(seq) as first from changes", args![]).await?.get::<Option<i64>>("first")?;
    if first.is_none_or(|it| it > after + 1) {
        return Ok(None);
    }
    let rows = tx
        .all(
            "select seq, id from changes where seq > $1 and kind = 'product' order by seq limit $2",
            args![after, most],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get("seq")?, row.get("id")?))).collect::<Result<Vec<_>>>().map(Some)
}

/// The ids that follow this one, in order.
pub(super) async fn next_products(tx: &mut Tx, after: &str, most: i64) -> Result<Vec<String>> {
    let rows =
        tx.all("select id from products where id > $1 order by id limit $2", args![after, most]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// The entries of the products from the first to the last id, portal by portal.
pub(super) async fn entries(
    tx: &mut Tx,
    (first, last): (&str, &str),
) -> Result<Vec<(PortalId, ProductId, Entry)>> {
    let rows = tx
        .all(
            "select p.id, p.name, s.portal from products p join product_publications s on s.product = p.id
              where p.id >= $1 and p.id <= $2",
            args![first, last],
        )
        .await?;
    let mut all = HashMap::new();
    for row in &rows {
        let name = row.get::<String>("name")?.to_lowercase().into();
        let place: (PortalId, ProductId) = (row.get("portal")?, row.get("id")?);
        all.insert(place, Entry { name, ..Entry::default() });
    }
    let rows = tx
        .all(
            "select v.product, u.portal, u.deprecated, u.registration, u.auto_approve
               from versions v join publications u on u.version = v.id and u.state = 'published'
              where v.product >= $1 and v.product <= $2",
            args![first, last],
        )
        .await?;
    for row in &rows {
        let Some(entry) = all.get_mut(&(row.get("portal")?, row.get("product")?)) else { continue };
        let is_open = row.get::<bool>("registration")?;
        entry.open += u32::from(is_open);
        entry.at_once += u32::from(is_open && row.get::<bool>("auto_approve")?);
        entry.is_current |= !row.get::<bool>("deprecated")?;
    }
    Ok(all.into_iter().map(|((portal, product), entry)| (portal, product, entry)).collect())
}

/// The products on which a team of the developer has a role, as far as the portal shows them.
pub(super) async fn sight_of_teams(tx: &mut Tx, reach: &Reach) -> Result<Sight> {
    let rows = tx
        .all(
            concat!(
                "select distinct p.id
                   from team_members own join team_roles role on role.team = own.team
                   join products p on p.id = role.product
                  where own.developer = $3 and ",
                product_is_visible!()
            ),
            args![reach.is_everything(), reach.portal(), reach.developer()],
        )
        .await?;
    rows.iter().map(|row| row.get("id")).collect::<Result<HashSet<_>>>().map(Sight::Only)
}
