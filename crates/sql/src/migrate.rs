//! Migrations: forward only, each applied once, never edited afterwards.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::{Backend, Db, Failure, Result, Tx, args};

/// A file of statements that both databases understand.
struct Migration {
    version: i64,
    name: &'static str,
    text: &'static str,
}

macro_rules! migrations {
    ($($version:literal $name:literal)*) => {
        &[$(Migration {
            version: $version,
            name: $name,
            text: include_str!(concat!("../../../migrations/", $name, ".sql")),
        }),*]
    };
}

/// All migrations, in order.
const ALL: &[Migration] = migrations! {
    1 "0001_people"
    2 "0002_catalog"
    3 "0003_access"
    4 "0004_api"
    5 "0005_usage"
    6 "0006_documents"
    7 "0007_reference"
    8 "0008_sooner"
};

/// Applies what is missing, all of it or nothing.
pub(crate) async fn migrate(db: &Db) -> Result<()> {
    let mut tx = db.write().await?;
    alone(db.backend(), &mut tx).await?;
    tx.script(
        "create table if not exists migrations (
             version    bigint not null primary key,
             name       text   not null,
             checksum   text   not null,
             applied_at bigint not null
         )",
    )
    .await?;
    let applied = tx.all("select version, checksum from migrations order by version", args![]).await?;
    let mut known = Vec::new();
    for row in &applied {
        let column = |it: base::Error| Failure::Broken(it.to_string());
        known.push((
            row.get::<i64>("version").map_err(column)?,
            row.get::<String>("checksum").map_err(column)?,
        ));
    }
    let missing = missing(&known)?;
    for it in &missing {
        tx.script(it.text).await?;
        note(db.backend(), &mut tx, it).await?;
    }
    tx.commit().await?;
    for it in missing {
        tracing::info!(migration = it.name, "migrated the database");
    }
    Ok(())
}

/// Lets one node in at a time, and gives it time. SQLite has one writer anyway.
async fn alone(backend: Backend, tx: &mut Tx) -> Result<()> {
    if backend == Backend::Postgres {
        tx.script("set local lock_timeout = '60s'; set local statement_timeout = '15min'").await?;
        tx.script("select pg_advisory_xact_lock(1886351988, hashtext(current_schema()))").await?;
    }
    Ok(())
}

/// Which migrations are to be applied, given those that are.
fn missing(applied: &[(i64, String)]) -> Result<Vec<&'static Migration>> {
    for (version, checksum) in applied {
        let Some(ours) = ALL.iter().find(|it| it.version == *version) else {
            let said = format!(
                "the database has migration {version}, which this program does not know: it is newer"
            );
            return Err(Failure::Broken(said));
        };
        if *checksum != self::checksum(ours) {
            let said = format!("migration {} has been edited since it was applied", ours.name);
            return Err(Failure::Broken(said));
        }
    }
    let done = |it: &&Migration| applied.iter().any(|(version, _)| *version == it.version);
    Ok(ALL.iter().filter(|it| !done(it)).collect())
}

async fn note(backend: Backend, tx: &mut Tx, it: &Migration) -> Result<()> {
    let insert = match backend {
        Backend::Sqlite => {
            "insert into migrations (version, name, checksum, applied_at)
             values ($1, $2, $3, cast(unixepoch('subsec') * 1000000 as integer))"
        }
        Backend::Postgres => {
            "insert into migrations (version, name, checksum, applied_at)
             values ($1, $2, $3, cast(extract(epoch from now()) * 1000000 as bigint))"
        }
    };
    tx.run(insert, args![it.version, it.name, checksum(it)]).await.map(drop)
}

fn checksum(it: &Migration) -> String {
    Sha256::digest(it.text).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_once_and_in_order() {
        let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");
        let mut files: Vec<String> = std::fs::read_dir(directory)
            .unwrap()
            .map(|it| it.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let listed: Vec<String> = ALL.iter().map(|it| format!("{}.sql", it.name)).collect();
        assert_eq!(files, listed);
        assert!(ALL.is_sorted_by_key(|it| it.version));
        for it in ALL {
            assert!(it.name.starts_with(&format!("{:04}_", it.version)), "{}", it.name);
        }
    }
}
