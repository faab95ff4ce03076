//! `portico admin`: admins of the console, made by whoever may run the program on the machine.

use std::io::Read;

use base::{Error, Result, Secret};
use clap::Subcommand;
use frame::{Call, Door};
use people::admins::{self, NewAdmin};

use super::{block_on, say};
use crate::config::Settings;
use crate::house::House;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Create an admin
    Create {
        /// The e-mail address to sign in with
        #[arg(long)]
        email: String,
        /// The full name [default: what stands before the @]
        #[arg(long)]
        name: Option<String>,
        /// admin, approver, publisher or reader
        #[arg(long, default_value = "admin")]
        role: String,
        /// Read the password from standard input; it is asked for in no other way
        #[arg(long, required = true)]
        password_stdin: bool,
    },
}

pub(super) fn run(command: &Command, settings: Settings) -> Result<()> {
    let Command::Create { email, name, role, .. } = command;
    let mut typed = String::new();
    std::io::stdin().take(4096).read_to_string(&mut typed).map_err(Error::internal)?;
    let password = Secret::new(typed.trim_end_matches(['\r', '\n']));
    let name = name.clone().unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned());
    let new = NewAdmin { email: email.clone(), full_name: name, role: role.clone() };
    block_on(async move {
        let house = House::open(settings).await?;
        let admin = admins::create(&Call::operator(&house.app, Door::Command)?, &new, &password).await?;
        say(&format!("{} is an admin now. The console is at {}\n", admin.email, house.app.addresses.console()));
        house.close().await;
        Ok(())
    })
}
