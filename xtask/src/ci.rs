//! The whole truth about a change, in the order in which problems are cheapest to find.

use crate::postgres::Cluster;
use crate::shell::{Done, run, target};
use crate::{crash, dependencies, journey};

/// Runs everything. Each program prints its own closing line.
pub(crate) fn all() -> Done {
    run("cargo", &["fmt", "--all", "--check"], &[])?;
    run("cargo", &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"], &[])?;
    dependencies::check()?;
    let python = python()?;
    let cluster = Cluster::start()?;
    let environment = [
        ("PORTICO_TEST_POSTGRES", &*cluster.url()),
        ("PORTICO_TEST_PYTHON", &*python),
        ("PORTICO_TEST_REQUIRE", "1"),
    ];
    run("cargo", &["test", "--workspace", "--locked"], &environment)?;
    drop(cluster);
    run(
        "cargo",
        &["doc", "--workspace", "--no-deps", "--locked", "--quiet"],
        &[("RUSTDOCFLAGS", "-D warnings")],
    )?;
    // The tests have built it, with what the whole workspace wants of its libraries: a second build would differ.
    let program = target().join("debug/portico");
    crash::run(&program, 100)?;
    journey::run_journey(&program, None)
}

/// A Python with the SMTP server that the mail test talks to.
fn python() -> Done<String> {
    let folder = target().join("e2e-venv");
    let python = folder.join("bin/python").display().to_string();
    if !folder.join("bin/aiosmtpd").exists() {
        run("python3", &["-m", "venv", &folder.display().to_string()], &[])?;
        run(&python, &["-m", "pip", "install", "--quiet", "aiosmtpd==1.4.6"], &[])?;
    }
    Ok(python)
}
