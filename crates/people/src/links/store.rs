//! SQL and rows. Private to the folder.

use base::{DeveloperId, Instant, LinkId, PortalId, Result};
use sql::{Tx, args};

use super::ops::{Kind, Link};

/// Writes a link that holds from one instant to another.
pub(super) async fn insert(
    tx: &mut Tx,
    id: LinkId,
    developer: DeveloperId,
    kind: Kind,
    hash: &str,
    (from, until): (Instant, Instant),
) -> Result<()> {
    tx.run(
        "insert into links (id, developer, kind, hash, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)",
        args![id, developer, kind.name(), hash, from, until],
    )
    .await?;
    Ok(())
}

/// The link with this hash, of a developer of this portal.
pub(super) async fn find(tx: &mut Tx, portal: PortalId, kind: Kind, hash: &str) -> Result<Option<Link>> {
    let row = tx
        .maybe_one(
            "select l.id, l.developer, l.expires_at, l.used_at
               from links l join developers d on d.id = l.developer
              where l.hash = $1 and l.kind = $2 and d.portal = $3",
            args![hash, kind.name(), portal],
        )
        .await?;
    row.map(|row| {
        Ok(Link {
            id: row.id("id")?,
            developer: row.id("developer")?,
            expires_at: row.get("expires_at")?,
            used_at: row.get("used_at")?,
        })
    })
    .transpose()
}

/// Marks a link as used, unless it is already.
pub(super) async fn mark_used(tx: &mut Tx, id: LinkId, now: Instant) -> Result<u64> {
    Ok(tx.run("update links set used_at = $2 where id = $1 and used_at is null", args![id, now]).await?)
}

/// Marks all links of a developer as used.
pub(super) async fn mark_all_used(tx: &mut Tx, developer: DeveloperId, now: Instant) -> Result<()> {
    let sql = "update links set used_at = $2 where developer = $1 and used_at is null";
    tx.run(sql, args![developer, now]).await?;
    Ok(())
}

/// Removes links that ended before this.
pub(super) async fn remove_before(tx: &mut Tx, before: Instant) -> Result<u64> {
    Ok(tx.run("delete from links where expires_at < $1", args![before]).await?)
}
