//! Mails as files: the embedded default. They hold live links, so only their owner may read them.

use std::io::Result;
use std::path::{Path, PathBuf};

use base::{Instant, MailId};
use tokio::fs::{self, DirBuilder, OpenOptions};
use tokio::io::AsyncWriteExt;

/// A folder of `.eml` files.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Writes the message, whole or not at all. The same mail has the same name each time.
    pub(super) async fn put(&self, created_at: Instant, id: MailId, message: &[u8]) -> Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.0).await?;
        let name = format!("{}-{id}.eml", stamp(created_at));
        let part = self.0.join(format!(".{name}.part"));
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part).await?;
        file.write_all(message).await?;
        file.sync_all().await?;
        fs::rename(&part, self.0.join(name)).await
    }

    /// Removes the messages of before.
    pub(super) async fn prune(&self, before: Instant) -> Result<()> {
        if !fs::try_exists(&self.0).await? {
            return Ok(());
        }
        let before = stamp(before);
        let mut entries = fs::read_dir(&self.0).await?;
        while let Some(entry) = entries.next_entry().await? {
            let name = entry.file_name();
            let Some(at) = name.to_str().and_then(stamp_of) else { continue };
            if *at < *before {
                fs::remove_file(entry.path()).await?;
            }
        }
        Ok(())
    }
}

/// `20260601T120000000Z`: sorts as time does.
fn stamp(at: Instant) -> String {
    at.rfc3339().replace(['-', ':', '.'], "")
}

/// The stamp of a file that this module wrote.
fn stamp_of(name: &str) -> Option<&str> {
    let (at, id) = name.strip_suffix(".eml")?.split_once('-')?;
    id.parse::<MailId>().ok()?;
    (at.len() == 19 && at.ends_with('Z')).then_some(at)
}
