//! The command line.

mod admin;
mod config;
mod demo;
mod publish;
mod serve;
mod token;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use base::Result;
use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::config::{Layers, Settings};

/// A self-hosted API developer portal in one binary.
#[derive(Parser)]
#[command(name = "portico", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command. `portico config default` lists the settings that have no flag.
#[derive(Args, Debug, Default)]
struct Options {
    /// The file of settings [default: portico.toml, when it is there]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder that holds the database, the secret and the local mails
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<String>,
    /// The address that portals, the console and the API listen on
    #[arg(long, global = true, value_name = "ADDR")]
    listen: Option<String>,
    /// The address that the built-in gateway listens on, or `off`
    #[arg(long, global = true, value_name = "ADDR")]
    gateway_listen: Option<String>,
    /// The domain under which every portal has its name
    #[arg(long, global = true, value_name = "HOST[:PORT]")]
    portal_domain: Option<String>,
    /// `postgres://…` or `sqlite:/path/to/file`; visible to others on this machine, so prefer the environment
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// What is logged: error, warn, info, debug, or a filter
    #[arg(long, global = true, value_name = "FILTER")]
    log: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Run portals, console, API and gateway
    Serve,
    /// Run everything with a company to look at, in a folder of its own
    Demo,
    /// Admins of the console
    #[command(subcommand)]
    Admin(admin::Command),
    /// Management tokens
    #[command(subcommand)]
    Token(token::Command),
    /// Publish an OpenAPI document, and maybe its documents, from a pipeline
    Publish(Box<publish::Publish>),
    /// Settings: what is in force, and where it came from
    #[command(subcommand)]
    Config(config::Command),
    /// Print a completion script for a shell
    Completions {
        /// bash, zsh, fish, elvish or powershell
        shell: clap_complete::Shell,
    },
}

impl Options {
    fn layers(&self) -> Result<Layers> {
        let flags = [
            ("data_dir", self.data_dir.clone()),
            ("listen", self.listen.clone()),
            ("gateway_listen", self.gateway_listen.clone()),
            ("portal_domain", self.portal_domain.clone()),
            ("database_url", self.database_url.clone()),
            ("log", self.log.clone()),
        ];
        Layers::read(self.config.as_deref(), &flags)
    }

    fn settings(&self) -> Result<Settings> {
        Settings::read(&self.layers()?)
    }
}

/// Reads the command line and does what it says.
pub fn run() -> Result<ExitCode> {
    let cli = Cli::parse();
    let done = match &cli.command {
        Command::Publish(asked) => return publish::run(asked),
        Command::Serve => serve::run(cli.options.settings()?),
        Command::Demo => demo::run(&cli.options),
        Command::Admin(command) => admin::run(command, cli.options.settings()?),
        Command::Token(command) => token::run(command, cli.options.settings()?),
        Command::Config(command) => config::run(command, &cli.options.layers()?),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "portico", &mut script);
            say(&String::from_utf8_lossy(&script));
            Ok(())
        }
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// Writes on standard error, which is for what went wrong.
fn tell(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Prints on standard output. A reader that has gone away is not a fault of ours.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Runs a future to its end.
fn block_on<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(base::Error::internal)?.block_on(future)
}
