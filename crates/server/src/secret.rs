//! The secret under which credentials are stored. It is a file beside the database, never in it.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use base::{Error, Result};
use keys::ServerSecret;
use sql::{Db, args};

use crate::config;

/// Makes the data folder, for its owner alone.
pub(crate) fn make_folder(path: &Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|error| Error::internal(format!("{}: {error}", path.display())))
}

/// Reads the secret, or makes it when there is none yet.
pub(crate) fn read_or_make(path: &Path) -> Result<ServerSecret> {
    if !path.exists() {
        make(path)?;
    }
    let text = config::read_secret_file(path)?;
    ServerSecret::parse(&text)
        .ok_or_else(|| Error::internal(format!("{}: this is not a secret of Portico's", path.display())))
}

/// Two programs may start at once: the file appears whole or not at all, and the first one wins.
fn make(path: &Path) -> Result<()> {
    let said = |error: std::io::Error| Error::internal(format!("{}: {error}", path.display()));
    let mut failed = None;
    let secret = ServerSecret::make(&mut |bytes: &mut [u8]| failed = getrandom::fill(bytes).err());
    if let Some(error) = failed {
        return Err(Error::internal(error));
    }
    let whole = path.with_extension(format!("new-{}", std::process::id()));
    let mut file =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&whole).map_err(said)?;
    file.write_all(secret.expose().as_bytes()).and_then(|()| file.sync_all()).map_err(said)?;
    let linked = std::fs::hard_link(&whole, path);
    std::fs::remove_file(&whole).map_err(said)?;
    match linked {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(said(error)),
        _ => Ok(()),
    }
}

/// Refuses to go on with another secret than the one that the database's credentials were stored under: each of
/// them would be refused at the gateway, and nobody would know why.
pub(crate) async fn check(db: &Db, secret: &ServerSecret) -> Result<()> {
    let mark = secret.mark();
    let mut tx = db.write().await?;
    tx.run(
        "insert into settings (name, value) values ('secret_mark', $1) on conflict (name) do nothing",
        args![&mark],
    )
    .await?;
    let kept = tx.one("select value from settings where name = 'secret_mark'", args![]).await?;
    let same = kept.get::<String>("value")? == mark;
    tx.commit().await?;
    if same { Ok(()) } else { Err(Error::internal(SAID)) }
}

const SAID: &str = "the secret in the data folder is not the one that this database's credentials were stored under; \
    put the right file back, or no credential would work";
