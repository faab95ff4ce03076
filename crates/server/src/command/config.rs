//! `portico config`: what is in force, and what could be.

use base::Result;
use clap::Subcommand;

use super::say;
use crate::config::{Layers, Settings, as_toml};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Check the settings, and show each with its value and where it came from
    Check,
    /// Print a file with every setting, its meaning and its default
    Default,
}

pub(super) fn run(command: &Command, layers: &Layers) -> Result<()> {
    match command {
        Command::Check => say(&Settings::read(layers)?.explain(layers)),
        Command::Default => say(&as_toml()),
    }
    Ok(())
}
