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
    /// Give an admin another password, and end all their sessions
    Password {
        /// The admin's e-mail address
        #[arg(long)]
        email: String,
        /// Read the password from standard input; it is asked for in no other way
        #[arg(long, required = true)]
        password_stdin: bool,
    },
}

pub(super) fn run(command: &Command, settings: Settings) -> Result<()> {
    let password = typed()?;
    block_on(async move {
        let house = House::open(settings).await?;
        let done = obey(&house, command, &password).await;
        house.close().await;
        done.map_err(|error| in_words(&house, error))
    })
}

async fn obey(house: &House, command: &Command, password: &Secret) -> Result<()> {
    let call = Call::operator(&house.app, Door::Command)?;
    match command {
        Command::Create { email, name, role, .. } => {
            let full_name = name.clone().unwrap_or_default();
            let new = NewAdmin { email: email.clone(), full_name, role: role.clone() };
            let admin = admins::create(&call, &new, password).await?;
            let console = house.app.addresses.console();
            say(&format!("{} is an admin now. The console is at {console}\n", admin.email));
        }
        Command::Password { email, .. } => {
            let admin = admins::reset_password(&call, email, password).await?;
            say(&format!("{} has another password now, and no open session.\n", admin.email));
        }
    }
    Ok(())
}

/// The password, as it comes from standard input, without the line's end.
fn typed() -> Result<Secret> {
    let mut typed = String::new();
    std::io::stdin().take(4096).read_to_string(&mut typed).map_err(Error::internal)?;
    Ok(Secret::new(typed.trim_end_matches(['\r', '\n'])))
}

/// What is wrong, field by field, in the sentences of the pages.
fn in_words(house: &House, error: Error) -> Error {
    match error {
        Error::Invalid(errors) => {
            let chrome = ui::Chrome::new(house.app.texts.clone(), ui::Site::Console, house.app.now());
            let lines: Vec<String> =
                errors.iter().map(|it| format!("{}: {}", it.field, chrome.error_text(it))).collect();
            Error::internal(lines.join("\n"))
        }
        Error::NotFound => Error::internal("there is no such admin"),
        other => other,
    }
}
