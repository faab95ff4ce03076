//! SQL and rows. Private to the folder.

use base::{Error, Result, VersionId};
use frame::Reach;
use sql::{Row, Tx, args};

use super::ops::File;
use super::specification::Specification;
use crate::visibility::{product_is_visible, version_is_visible};

/// Writes a version's specification, whether or not it had one.
pub(super) async fn put(tx: &mut Tx, it: &Specification, content: &str, sample: Option<&str>) -> Result<()> {
    let operations = serde_json::to_string(&it.operations).map_err(Error::internal)?;
    let warnings = serde_json::to_string(&it.warnings).map_err(Error::internal)?;
    tx.run(
        "insert into specifications
                (id, version, name, title, sample, created_at, updated_at, digest, warnings)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (version) do update
            set name = $3, title = $4, sample = $5, updated_at = $7, digest = $8, warnings = $9",
        args![
            it.id,
            it.version,
            &it.name,
            &it.title,
            sample,
            it.created_at,
            it.updated_at,
            &it.digest,
            warnings
        ],
    )
    .await?;
    tx.run(
        "insert into specification_files (specification, content, operations) values ($1, $2, $3)
         on conflict (specification) do update set content = $2, operations = $3",
        args![it.id, content, operations],
    )
    .await?;
    Ok(())
}

/// Removes a version's specification.
pub(super) async fn remove(tx: &mut Tx, version: VersionId) -> Result<()> {
    let gone = tx.run("delete from specifications where version = $1", args![version]).await?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// A version's specification within reach, if it has one.
pub(super) async fn find(tx: &mut Tx, reach: &Reach, version: VersionId) -> Result<Option<Specification>> {
    let row = tx
        .maybe_one(
            concat!(
                "select s.id, s.version, s.name, s.title, f.operations, s.created_at, s.updated_at, s.digest, s.warnings
                   from specifications s join specification_files f on f.specification = s.id
                   join versions v on v.id = s.version join products p on p.id = v.product
                  where s.version = $4 and ",
                product_is_visible!(),
                " and ",
                version_is_visible!()
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), version],
        )
        .await?;
    row.map(|row| read(&row)).transpose()
}

/// The file that was uploaded, within reach.
pub(super) async fn file(tx: &mut Tx, reach: &Reach, version: VersionId) -> Result<File> {
    let row = tx
        .maybe_one(
            concat!(
                "select s.name, f.content, s.updated_at
                   from specifications s join specification_files f on f.specification = s.id
                   join versions v on v.id = s.version join products p on p.id = v.product
                  where s.version = $4 and ",
                product_is_visible!(),
                " and ",
                version_is_visible!()
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), version],
        )
        .await?
        .ok_or(Error::NotFound)?;
    Ok(File { name: row.get("name")?, content: row.get("content")?, updated_at: row.get("updated_at")? })
}

fn read(row: &Row) -> Result<Specification> {
    Ok(Specification {
        id: row.get("id")?,
        version: row.get("version")?,
        name: row.get("name")?,
        title: row.get("title")?,
        operations: serde_json::from_str(&row.get::<String>("operations")?).map_err(Error::internal)?,
        warnings: serde_json::from_str(&row.get::<String>("warnings")?).map_err(Error::internal)?,
        digest: row.get("digest")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}
