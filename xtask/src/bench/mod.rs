//! Measures what the product promises, beside what others do on the same machine in the same run, and writes
//! `docs/BENCHMARKS.md`. Nothing is asserted: a machine that is busy gives other figures, and the page says which.

mod api;
mod chance;
mod client;
mod cut;
mod decisions;
mod figures;
mod gateway;
mod house;
mod machine;
mod many;
mod nginx;
mod pages;
mod process;
mod reference;
mod report;
mod rows;
mod starts;
mod wrk;

use std::time::Instant;

use crate::shell::{Done, root, run as shell};
use house::House;
use machine::Machine;
use report::{Pages, Report};

/// Builds for release, measures everything, prints it and writes it down.
pub(crate) fn run() -> Done {
    let (nginx, wrk) = (nginx::version()?, wrk::version()?);
    if cfg!(debug_assertions) {
        // The client and the rows are made by this program, so it is released too.
        return shell(
            "cargo",
            &["run", "--release", "--locked", "--quiet", "--package", "xtask", "--", "bench"],
            &[],
        );
    }
    shell("cargo", &["build", "--release", "--locked", "--package", "portico"], &[])?;
    shell("cargo", &["build", "--release", "--locked", "--package", "gate", "--example", "decisions"], &[])?;
    let began = Instant::now();
    let mut machine = Machine::look(nginx, wrk)?;
    let text = measure(&mut machine)?.text(&machine);
    println!("\n{text}");
    println!("measured in {} s", began.elapsed().as_secs());
    let path = root().join("docs/BENCHMARKS.md");
    std::fs::write(&path, text).map_err(|error| format!("docs/BENCHMARKS.md: {error}"))
}

/// Builds for release, measures the Portal API, and prints it.
pub(crate) fn run_api() -> Done {
    released("api", || api::measure().map(|it| it.text()))
}

/// Builds for release, measures starts, pages and the search, and prints it.
pub(crate) fn run_pages() -> Done {
    released("pages", || pages().map(|it| it.text()))
}

/// Builds for release, measures the API reference, and prints it.
pub(crate) fn run_reference() -> Done {
    released("reference", || reference::measure().map(|it| it.text()))
}

/// Builds for release, measures one part, and prints it.
fn released(part: &str, measure: impl FnOnce() -> Done<String>) -> Done {
    if cfg!(debug_assertions) {
        return shell(
            "cargo",
            &["run", "--release", "--locked", "--quiet", "--package", "xtask", "--", "bench", part],
            &[],
        );
    }
    shell("cargo", &["build", "--release", "--locked", "--package", "portico"], &[])?;
    println!("\n{}", measure()?);
    Ok(())
}

fn measure(machine: &mut Machine) -> Done<Report> {
    step("decisions");
    let decisions = decisions::measure()?;
    step("the gateway and nginx");
    let gateway = gateway::measure(machine.cores)?;
    let pages = pages()?;
    step("the Portal API");
    let api = api::measure()?;
    step("the API reference");
    let reference = reference::measure()?;
    machine.look_again();
    Ok(Report { decisions, gateway, pages, api, reference })
}

fn pages() -> Done<Pages> {
    step("starts");
    let first = starts::first()?;
    let mut empty = House::new()?;
    empty.furnish()?;
    let empty = starts::again(&mut empty, "tables without rows")?;
    let mut full = House::new()?;
    full.furnish()?;
    full.write(async |db| rows::products(db, pages::PRODUCTS).await)?;
    let starts = vec![first, empty, starts::again(&mut full, "10,000 products")?];
    step("pages");
    Ok(Pages { starts, pages: pages::measure(&mut full)? })
}

fn step(what: &str) {
    println!("\n  measuring {what} …");
}
