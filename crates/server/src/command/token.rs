//! `portico token`: management tokens, for scripts.

use base::{Error, Result};
use clap::Subcommand;
use frame::{Call, Door};
use people::admins::tokens::{self, NewToken};

use super::{block_on, say};
use crate::config::Settings;
use crate::house::House;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Create a token. It is printed once, alone on the last line of standard output
    Create {
        /// The e-mail address of the admin whose token it is
        #[arg(long)]
        admin: String,
        /// What to call it
        #[arg(long)]
        name: String,
        /// What it is limited to: admin, approver, publisher or reader [default: whatever its admin may do]
        #[arg(long)]
        role: Option<String>,
        /// After how many days it ends [default: never]
        #[arg(long)]
        days: Option<u32>,
    },
}

pub(super) fn run(command: &Command, settings: Settings) -> Result<()> {
    let Command::Create { admin, name, role, days } = command;
    let role = role.as_deref().map(str::parse).transpose();
    let role = role.map_err(|_| Error::internal("the role is admin, approver, publisher or reader"))?;
    block_on(async move {
        let house = House::open(settings).await?;
        let call = Call::operator(&house.app, Door::Command)?;
        let expires = days.map(|days| call.now().plus_seconds(i64::from(days) * 86_400));
        let new = NewToken { name: name.clone(), role, expires_at: expires };
        let made = tokens::create(&call, admin, &new).await?;
        say(&format!("{}\n", made.secret.expose()));
        house.close().await;
        Ok(())
    })
}
