//! `portico token`: management tokens, for scripts.

use base::Result;
use clap::Subcommand;
use frame::{Call, Door};
use people::admins::tokens;

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
        /// After how many days it ends [default: never]
        #[arg(long)]
        days: Option<u32>,
    },
}

pub(super) fn run(command: &Command, settings: Settings) -> Result<()> {
    let Command::Create { admin, name, days } = command;
    block_on(async move {
        let house = House::open(settings).await?;
        let call = Call::operator(&house.app, Door::Command)?;
        let expires = days.map(|days| call.now().plus_seconds(i64::from(days) * 86_400));
        let token = tokens::create(&call, admin, name, expires).await?;
        say(&format!("{}\n", token.expose()));
        house.close().await;
        Ok(())
    })
}
