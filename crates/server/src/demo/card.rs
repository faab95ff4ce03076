//! The card that says where to go and how to sign in. It is kept in the demo's own folder, for its owner alone.

use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;

use base::{Error, Result};

use super::SLUG;
use crate::config::{Settings, read_secret_file};

/// How to sign in.
pub(super) struct Card {
    pub(super) admin_email: String,
    pub(super) admin_password: String,
    pub(super) developer_email: String,
    pub(super) developer_password: String,
    /// A line for a shell that the gateway lets in.
    pub(super) curl: String,
}

/// Keeps it for the next start.
pub(super) fn keep(settings: &Settings, card: &Card) -> Result<()> {
    let mut text = String::new();
    let _ = writeln!(text, "  developer   {}   password  {}", card.developer_email, card.developer_password);
    let _ = writeln!(text, "  admin       {}   password  {}", card.admin_email, card.admin_password);
    let _ = writeln!(text, "\n  A call that the gateway lets in:\n\n  {}", card.curl);
    let path = settings.data_dir.join("card");
    let mut file = std::fs::OpenOptions::new();
    let file = file.write(true).create(true).truncate(true).mode(0o600).open(&path);
    file.and_then(|mut it| it.write_all(text.as_bytes()))
        .map_err(|error| Error::internal(format!("{}: {error}", path.display())))
}

/// The card, with the addresses that hold for this start.
pub(crate) fn card(settings: &Settings) -> Result<String> {
    let kept = read_secret_file(&settings.data_dir.join("card"))?;
    let addresses = &settings.addresses;
    let mails = settings.data_dir.join("mail");
    Ok(format!(
        "\nPortico is running with a company to look at.\n\n  portal      {}\n  console     {}\n  gateway     {}\n\n\
         {kept}\n\n  Mails are in {} and in the console. Stop with Ctrl-C; delete {} to begin anew.\n",
        addresses.portal(SLUG),
        addresses.console(),
        addresses.gateway(),
        mails.display(),
        settings.data_dir.display(),
    ))
}
