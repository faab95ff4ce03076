//! The binary: configuration, wiring, command line, worker.

mod client;
mod command;
pub mod config;
mod demo;
mod house;
mod publish;
mod secret;
mod serve;
mod sites;

use std::io::Write;

use base::Error;

pub use command::run;
pub use house::{House, TEXTS};
pub use sites::{register, router};

/// Says on standard error why the program ends.
pub fn complain(error: &Error) {
    let words = match error {
        Error::Internal(report) | Error::Unavailable(report) => report.to_string(),
        other => other.to_string(),
    };
    let _ = writeln!(std::io::stderr(), "portico: {words}");
}
