//! Portico, from the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    match server::run() {
        Ok(code) => code,
        Err(error) => {
            server::complain(&error);
            ExitCode::FAILURE
        }
    }
}
