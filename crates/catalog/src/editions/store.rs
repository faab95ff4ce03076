//! SQL and rows. Private to the folder.

use base::{EditionId, Error, Instant, Result, VersionId};
use sql::{Row, Tx, args};

use super::edition::{Edition, NewEdition};

/// Writes an edition.
pub(super) async fn insert(tx: &mut Tx, id: EditionId, it: NewEdition) -> Result<()> {
    tx.run(
        "insert into editions (id, version, name, title, content, bytes, digest, operations, created_at, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            id,
            it.version,
            it.name,
            it.title,
            it.content,
            it.bytes,
            it.digest,
            it.operations,
            it.created_at,
            it.created_by
        ],
    )
    .await?;
    Ok(())
}

/// Removes all but the last so many editions of a version.
pub(super) async fn let_go(tx: &mut Tx, version: VersionId, most: i64) -> Result<()> {
    tx.run(
        "delete from editions where version = $1 and id not in (
             select id from editions where version = $1 order by created_at desc, id desc limit $2)",
        args![version, most],
    )
    .await?;
    Ok(())
}

/// The editions of a version, the last first.
pub(super) async fn list(tx: &mut Tx, version: VersionId) -> Result<Vec<Edition>> {
    let rows = tx
        .all(
            "select e.id, e.version, e.name, e.title, e.bytes, e.digest, e.operations, e.created_at, e.created_by,
                    s.updated_at as current_at
               from editions e left join specifications s
                 on s.version = e.version and s.digest = e.digest and s.updated_at = e.created_at
              where e.version = $1 order by e.created_at desc, e.id desc",
            args![version],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The name and the deflated content of an edition, and when it was uploaded.
pub(super) async fn file(
    tx: &mut Tx,
    version: VersionId,
    id: EditionId,
) -> Result<(String, Vec<u8>, Instant)> {
    let sql = "select name, content, created_at from editions where version = $1 and id = $2";
    let row = tx.maybe_one(sql, args![version, id]).await?.ok_or(Error::NotFound)?;
    Ok((row.get("name")?, row.get("content")?, row.get("created_at")?))
}

fn read(row: &Row) -> Result<Edition> {
    Ok(Edition {
        id: row.get("id")?,
        version: row.get("version")?,
        name: row.get("name")?,
        title: row.get("title")?,
        bytes: row.get("bytes")?,
        digest: row.get("digest")?,
        operations: row.get("operations")?,
        created_at: row.get("created_at")?,
        created_by: row.get("created_by")?,
        is_current: row.get::<Option<i64>>("current_at")?.is_some(),
    })
}
