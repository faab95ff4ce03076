//! The journey in a real browser: from sign-up to a call that the gateway lets in, and from revoke to refused.

use crate::postgres::Cluster;
use crate::shell::{Done, root, run, target};

/// Runs the journeys on SQLite and on PostgreSQL.
pub(crate) fn run_journey() -> Done {
    run("cargo", &["build", "--locked", "--package", "portico"], &[])?;
    let folder = root().join("e2e").display().to_string();
    if !root().join("e2e/node_modules/playwright-core").exists() {
        run("npm", &["--prefix", &folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], &[])?;
    }
    let program = target().join("debug/portico").display().to_string();
    let cluster = Cluster::start()?;
    let environment = [("PORTICO_PROGRAM", &*program), ("PORTICO_TEST_POSTGRES", &*cluster.url())];
    run("npm", &["--prefix", &folder, "test"], &environment)
}
