//! `portico publish`: a specification and its documents, from a pipeline.

use std::path::PathBuf;
use std::process::ExitCode;

use base::{Result, Secret};
use clap::{Args, ValueEnum};

use super::{block_on, say};
use crate::config;
use crate::publish::{Api, Complaint, Failure, Progress, Report, Wish, publish};

/// Nothing of what was sent was taken.
const REFUSED: u8 = 1;
/// Nobody was reached who could take it, or the token may not.
const UNREACHABLE: u8 = 2;

/// What is published.
///
/// A product and a version that are not there are made; --no-create refuses instead. A second run with the same files
/// changes nothing and says so. The specification is checked before anything is made, and documents before anything that
/// developers see is changed; then specification, documents and publications are written one after the other.
///
/// The token comes from PORTICO_TOKEN or --token-file; make one that can do no more than this with
/// `portico token create --role publisher`, or in the console under Account. Publishing to a portal with --portal shows
/// the product there, and publishes the version under the auth strategy that the portal proposes; a version that is
/// published there already stays as it is published.
///
/// Ends with 0 when everything is published or was already so, with 1 when something was refused (each problem as
/// `file:line:column: message` on standard error), with 2 when the server could not be reached or the token does not
/// allow it.
#[derive(Args, Debug)]
pub(super) struct Publish {
    /// The OpenAPI document: a .yaml, .yml or .json file
    specification: PathBuf,
    /// The product's name, or its id
    #[arg(long)]
    product: String,
    /// The version's name
    #[arg(long)]
    version: String,
    /// A folder of Markdown that becomes the product's documents: front matter may say title, slug, order and status
    #[arg(long, value_name = "DIR")]
    docs: Option<PathBuf>,
    /// What becomes of documents that the folder does not have
    #[arg(long, value_enum, default_value_t = Missing::Unpublish)]
    missing: Missing,
    /// A portal to publish the version to, by name, slug or id; may be said several times
    #[arg(long = "portal", value_name = "PORTAL")]
    portals: Vec<String>,
    /// Refuse when the product or the version is not there
    #[arg(long)]
    no_create: bool,
    /// Check everything and say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// The address of the management API, such as https://api.us.portal.example.com [default: $PORTICO_SERVER]
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// A file that holds the token [default: the token itself in $PORTICO_TOKEN]
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// One JSON object on standard output, for machines
    #[arg(long)]
    json: bool,
}

/// What becomes of documents that a folder does not have.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Missing {
    /// Developers do not see them any more
    Unpublish,
    /// They are deleted
    Delete,
    /// They stay as they are
    Keep,
}

impl Missing {
    fn word(self) -> &'static str {
        match self {
            Self::Unpublish => "unpublish",
            Self::Delete => "delete",
            Self::Keep => "keep",
        }
    }
}

impl Publish {
    fn wish(&self) -> Wish {
        Wish {
            specification: self.specification.clone(),
            product: self.product.clone(),
            version: self.version.clone(),
            documents: self.docs.clone(),
            missing: self.missing.word(),
            portals: self.portals.clone(),
            create: !self.no_create,
            dry: self.dry_run,
        }
    }

    fn api(&self) -> std::result::Result<Api, Failure> {
        let server = self.server.clone().or_else(config::api_server).ok_or_else(|| {
            Failure::Unreachable("name the management API with --server or PORTICO_SERVER".to_owned())
        })?;
        let token = match &self.token_file {
            Some(path) => {
                config::read_secret_file(path).map_err(|error| Failure::NotAllowed(error.to_string()))?
            }
            None => config::api_token().ok_or_else(|| {
                Failure::NotAllowed("give a token in PORTICO_TOKEN or with --token-file".to_owned())
            })?,
        };
        Api::new(&server, Secret::new(token.trim()), Progress::new())
    }
}

pub(super) fn run(asked: &Publish) -> Result<ExitCode> {
    let mut report = Report::default();
    let done = block_on(async {
        Ok(match asked.api() {
            Ok(api) => publish(&api, &asked.wish(), &mut report).await,
            Err(failure) => Err(failure),
        })
    })?;
    Ok(tell(asked, &report, done))
}

/// Says how it went, and gives the code with which the program ends.
fn tell(asked: &Publish, report: &Report, done: std::result::Result<(), Failure>) -> ExitCode {
    let (outcome, code, complaints) = match done {
        Ok(()) if report.changes() => ("published", 0, Vec::new()),
        Ok(()) => ("unchanged", 0, Vec::new()),
        Err(Failure::Refused(complaints)) => ("refused", REFUSED, complaints),
        Err(Failure::NotAllowed(words)) => ("not_allowed", UNREACHABLE, vec![whole(words)]),
        Err(Failure::Unreachable(words)) => ("unreachable", UNREACHABLE, vec![whole(words)]),
    };
    for complaint in &complaints {
        super::tell(&format!("{complaint}\n"));
    }
    if asked.json {
        say(&format!("{}\n", report.json(outcome, asked.dry_run, &complaints)));
        return ExitCode::from(code);
    }
    for line in report.lines() {
        say(&format!("{line}\n"));
    }
    say(match (outcome, asked.dry_run) {
        ("published", true) => "This was a dry run: nothing was changed.\n",
        ("published", false) => "Published.\n",
        ("unchanged", _) => "Everything is as it was: nothing was changed.\n",
        _ => "",
    });
    ExitCode::from(code)
}

fn whole(message: String) -> Complaint {
    Complaint { file: None, line: None, column: None, message }
}
