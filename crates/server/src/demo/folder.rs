//! The demo's folder: marked as its own before anything is written, so that it never touches another one.

use std::path::Path;

use base::{Error, Result};

use crate::secret;

const MARK: &str = "this-is-a-demo";

/// Takes the folder for the demo: an empty one, or one that it took before.
pub(crate) fn claim(folder: &Path) -> Result<()> {
    let said = |error: std::io::Error| Error::internal(format!("{}: {error}", folder.display()));
    let mark = folder.join(MARK);
    if mark.exists() {
        return Ok(());
    }
    let is_empty = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(said(error)),
    };
    if !is_empty {
        let words = "this folder holds something else than a demo; name another one with --data-dir";
        return Err(Error::internal(format!("{}: {words}", folder.display())));
    }
    secret::make_folder(folder)?;
    std::fs::write(mark, "The folder of `portico demo`. Delete it whole to begin anew.\n").map_err(said)
}
