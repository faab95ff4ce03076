//! The journeys in a real browser: from sign-up to a call that the gateway lets in, and from revoke to refused.

use std::path::Path;

use crate::postgres::Cluster;
use crate::shell::{Done, root, run};

/// Runs the journeys, or the one of that name, on SQLite and on PostgreSQL.
pub(crate) fn run_journey(program: &Path, name: Option<&str>) -> Done {
    let program = program.display().to_string();
    let packages = ["playwright-core", "@kong/sdk-portal-js"];
    if packages.iter().any(|it| !root().join("e2e/node_modules").join(it).exists()) {
        run("npm", &["--prefix", "e2e", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], &[])?;
    }
    let cluster = Cluster::start()?;
    let environment = [("PORTICO_PROGRAM", &*program), ("PORTICO_TEST_POSTGRES", &*cluster.url())];
    let journeys = journeys(name)?;
    let mut words = vec!["--test", "--test-reporter=tap", "--test-concurrency=2"];
    words.extend(journeys.iter().map(String::as_str));
    run("node", &words, &environment)
}

/// The files of the journeys, sorted by name.
fn journeys(name: Option<&str>) -> Done<Vec<String>> {
    let entries = std::fs::read_dir(root().join("e2e/journeys")).map_err(|error| error.to_string())?;
    let names = entries.flatten().map(|it| it.file_name().to_string_lossy().into_owned());
    let wanted = |it: &String| match name {
        Some(name) => *it == format!("{name}.test.mjs"),
        None => it.ends_with(".test.mjs"),
    };
    let mut found: Vec<String> = names.filter(wanted).map(|it| format!("e2e/journeys/{it}")).collect();
    found.sort();
    if found.is_empty() { Err("there is no such journey in e2e/journeys".to_owned()) } else { Ok(found) }
}
