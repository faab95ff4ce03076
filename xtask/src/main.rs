//! The project's own chores. `cargo xtask ci` is the whole truth about a change.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a chore talks to the person who started it")]

mod bench;
mod ci;
mod conformance;
mod corpus;
mod crash;
mod dependencies;
mod fuzz;
mod journey;
mod postgres;
mod shell;

use std::process::ExitCode;

use shell::program;

const USAGE: &str = "\
usage: cargo xtask <chore>

  bench           measures what is promised, beside nginx, and writes docs/BENCHMARKS.md
  bench api       only the calls of a client of the Portal API, printed
  bench pages     starts, pages and the search with 10,000 products alone: prints what it found, writes nothing
  bench reference publishing and reading large documents, beside three viewers, printed
  ci              formatting, lints, all tests on SQLite and PostgreSQL, the crash loop, the journey in a browser
  conformance     holds both APIs to their descriptions, with schemathesis against a server with sample data
  corpus FOLDER   publishes every OpenAPI document in the folder in memory, draws all of its pages, and prints a table
  crash [ROUNDS]  kills a server that is being written to, ROUNDS times (1000), and counts what was lost
  fuzz [SECONDS]  throws chance at what reads Markdown and OpenAPI, each for SECONDS (60); needs cargo-fuzz
  journey [NAME]  the journeys in a real browser, on SQLite and on PostgreSQL, or the one of that name
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["bench"] => bench::run(),
        ["bench", "api"] => bench::run_api(),
        ["bench", "pages"] => bench::run_pages(),
        ["bench", "reference"] => bench::run_reference(),
        ["ci"] => ci::all(),
        ["conformance"] => program().and_then(|it| conformance::run_conformance(&it)),
        ["corpus", folder] => corpus::run_corpus(folder),
        ["crash"] => program().and_then(|it| crash::run(&it, 1000)),
        ["crash", rounds] => match rounds.parse() {
            Ok(rounds) => program().and_then(|it| crash::run(&it, rounds)),
            Err(_) => Err(USAGE.to_owned()),
        },
        ["fuzz"] => fuzz::all(60),
        ["fuzz", seconds] => seconds.parse().map_err(|_| USAGE.to_owned()).and_then(fuzz::all),
        ["journey"] => program().and_then(|it| journey::run_journey(&it, None)),
        ["journey", name] => program().and_then(|it| journey::run_journey(&it, Some(name))),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
