//! The page that says what was found, with each promise beside its figure.

use std::fmt::Write;

use super::figures::number;
use super::machine::Machine;
use super::{api, decisions, gateway, pages, reference, starts};

/// How many characters a line of words has at most.
const WIDTH: usize = 118;

/// A promise: what of, the target, what was found, and whether it is kept.
pub(super) type Promise = (&'static str, &'static str, String, bool);

/// Everything that was found.
pub(super) struct Report {
    /// Decisions alone.
    pub(super) decisions: decisions::Found,
    /// The gateway and nginx.
    pub(super) gateway: Vec<gateway::Row>,
    /// Starts and pages.
    pub(super) pages: Pages,
    /// The Portal API.
    pub(super) api: api::Found,
    /// The API reference.
    pub(super) reference: reference::Found,
}

/// What was found of starts and pages.
pub(super) struct Pages {
    /// Starts.
    pub(super) starts: Vec<starts::Row>,
    /// Pages.
    pub(super) pages: pages::Found,
}

const BEGIN: &str = "\
# Benchmarks

What `cargo xtask bench` found, on the machine and at the date below. It builds the program for release, measures for a
few minutes and writes this page; nobody edits it. It needs nginx and wrk (`apt install nginx wrk`), and says so when
they are missing. The figures are of one machine at one time: compare ratios, and read the spread. Where a cell has three
numbers they are the median and, in brackets, the least and the most of the rounds.
";

/// What stands in for a promise that this chore cannot put to the test.
const NOT_HERE: &[(&str, &str, &str)] = &[
    (
        "decision, one node, 1,000,000 credentials",
        "≥ 90 % of the same HTTP server answering a constant; p99 ≤ 1 ms at half load",
        "not measured: there is no decision endpoint yet, so no HTTP server to compare; deciding itself is below",
    ),
    (
        "revocation on the same node and on others",
        "before the 2xx; p99 ≤ 1 s",
        "not measured here: the tests of the crate `gate` and the journeys hold it",
    ),
    (
        "acknowledged writes lost over 1,000 `kill -9`",
        "0",
        "not measured here: `cargo xtask crash` counts them",
    ),
];

impl Report {
    /// The page.
    pub(super) fn text(&self, machine: &Machine) -> String {
        let mut out = BEGIN.to_owned();
        section(&mut out, "The machine", &["what", "which"]);
        machine.facts.iter().for_each(|(name, value)| row(&mut out, &[(*name).to_owned(), value.clone()]));
        self.promises(&mut out);
        self.decisions(&mut out);
        self.gateway(&mut out);
        out + &self.pages.text() + &self.api.text() + &self.reference.text()
    }

    fn promises(&self, out: &mut String) {
        section(out, "The promises", &["promise", "target", "found", "met?"]);
        let ratio = self.gateway.get(1).map_or(f64::NAN, |it| it.ratio.median());
        let Pages { starts, pages } = &self.pages;
        let worst = |figure: fn(&pages::Row) -> f64| pages.rows.iter().map(figure).fold(f64::NAN, f64::max);
        let worst_start =
            |figure: fn(&starts::Row) -> f64| starts.iter().map(figure).fold(f64::NAN, f64::max);
        let (tail, weight) = (worst(|it| it.all.percentile(99)), worst(|it| it.weight_kb));
        let took = worst_start(|it| it.took_ms.median());
        let memory = worst_start(|it| it.settled_mb.median());
        let kept = [
            (
                "gateway with key check against nginx proxying with no check",
                "≥ 0.9 × its throughput",
                format!("{} ×", number(ratio, 2)),
                ratio >= 0.9,
            ),
            (
                "any portal page, 10,000 products",
                "≤ 5 ms at p99",
                format!("{} ms, the slowest page", number(tail, 2)),
                tail <= 5.0,
            ),
            (
                "a page's weight",
                "≤ 100 kB compressed",
                format!("{} kB, the heaviest page", number(weight, 0)),
                weight <= 100.0,
            ),
            (
                "start, empty or with 10,000 products",
                "≤ 500 ms",
                format!("{} ms", number(took, 0)),
                took <= 500.0,
            ),
            (
                "memory, empty or with 10,000 products",
                "≤ 100 MB resident",
                format!(
                    "{} MB; {} MB after all pages below",
                    number(memory, 0),
                    number(pages.resident_mb, 0)
                ),
                memory <= 100.0,
            ),
            self.api.promise(),
        ];
        for (name, target, found, met) in kept.into_iter().chain(self.reference.promises()) {
            let met = if met { "met" } else { "**not met**" };
            row(out, &[name.to_owned(), target.to_owned(), found, met.to_owned()]);
        }
        for (name, target, why) in NOT_HERE {
            row(out, &[(*name).to_owned(), (*target).to_owned(), (*why).to_owned(), "–".to_owned()]);
        }
    }

    fn decisions(&self, out: &mut String) {
        let found = &self.decisions;
        let count = number(super::figures::float(decisions::CREDENTIALS), 0);
        section(out, "Decisions", &["who decides", "decisions/s", "µs each, median"]);
        for (name, rates) in &found.rates {
            let threads = name.split(' ').next().and_then(|it| it.parse::<f64>().ok()).unwrap_or(1.0);
            let each = number(1e6 * threads / rates.median(), 3);
            row(out, &[name.clone(), rates.words(0), each]);
        }
        let [before, after, most] = found.memory_mb.map(|it| number(it, 0));
        paragraph(
            out,
            &format!(
                "`gate::decide` in a process of its own, without HTTP, with {count} credentials of 100,000 applications \
                 registered to 20 versions; each decision is about another key, and each is let in. \"MAC included\" begins \
                 with the key's characters (checksum, HMAC-SHA-256, look-up); \"MAC excluded\" with the finished MAC.",
            ),
        );
        paragraph(
            out,
            &format!(
                "Memory: {} bytes for each credential with its share of applications and registrations ({before} MB before, \
                 {after} MB after, at most {most} MB while loading). The snapshot was read from SQLite in {} s; the rows \
                 were written in {} s.",
                number(found.bytes_each(), 0),
                number(found.loaded_s, 1),
                number(found.written_s, 1),
            ),
        );
    }

    fn gateway(&self, out: &mut String) {
        let heads = [
            "before the upstream",
            "answers/s",
            "by nginx, no check",
            "p50 ms",
            "p99 ms",
            "own µs",
            "other µs",
        ];
        section(out, "The gateway", &heads);
        for it in &self.gateway {
            row(
                out,
                &[
                    it.name.to_owned(),
                    it.rate.words(0),
                    it.ratio.words(2),
                    it.p50.words(2),
                    it.p99.words(2),
                    it.own.words(1),
                    it.other.words(1),
                ],
            );
        }
        paragraph(
            out,
            &format!(
                "All pass `GET` on to the same nginx, which answers with a file of 1 kB. {} rounds of {} s each, taking \
                 turns; wrk with one thread and {} connections that are kept; one thread for each server, all servers \
                 together on one core and wrk on another (nothing is pinned where there is only one core). The gateway is the \
                 whole program, `portico serve`, with {} credentials, of which wrk sends {}, one after the other; it \
                 checks the key, removes it and adds who called. nginx keeps connections to its upstreams and writes no \
                 log. \"Own\" is computing time for each answer, from `/proc/PID/stat`; \"other\" is that of the upstream and, \
                 with `auth_request`, of the nginx that answers 204. As all servers share a core, the ratio compares what a \
                 whole answer costs.",
                gateway::ROUNDS,
                gateway::SECONDS,
                super::wrk::CONNECTIONS,
                number(super::figures::float(gateway::CREDENTIALS), 0),
                number(super::figures::float(u64::try_from(gateway::KEYS).unwrap_or(0)), 0),
            ),
        );
    }
}

impl Pages {
    /// The part of the page that tells of starts and pages.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.starts(&mut out);
        self.pages(&mut out);
        out
    }

    fn starts(&self, out: &mut String) {
        let heads =
            ["starting on", "ms to the first 200 on the front door", "MB resident then", "MB 3 s later"];
        section(out, "Starts", &heads);
        for it in &self.starts {
            let cells =
                [it.name.to_owned(), it.took_ms.words(0), it.resident_mb.words(0), it.settled_mb.words(0)];
            row(out, &cells);
        }
        paragraph(
            out,
            &format!(
                "{} starts each, with pages, gateway and SQLite in one process. Each of the 10,000 products has two \
                 versions, a service for each, five operations in one of them, and one document of about 2 kB. The first page of the catalog after a start \
                 took {} ms; after all pages below, {} MB were resident.",
                starts::ROUNDS,
                number(self.pages.first_ms, 1),
                number(self.pages.resident_mb, 0),
            ),
        );
    }

    fn pages(&self, out: &mut String) {
        let heads =
            ["page", "who", "p50 ms", "p99 ms", "p99 of all", "by the catalog", "HTML kB", "with files kB"];
        section(out, "Pages with 10,000 products", &heads);
        for it in &self.pages.rows {
            let who = if it.signed_in { "developer" } else { "visitor" };
            row(
                out,
                &[
                    it.name.to_owned(),
                    who.to_owned(),
                    it.medians.words(2),
                    it.tails.words(2),
                    number(it.all.percentile(99), 2),
                    number(it.medians.median() / self.plain(it.signed_in), 2),
                    number(it.body_kb, 1),
                    number(it.weight_kb, 1),
                ],
            );
        }
        let fewest = self.pages.rows.iter().map(|it| it.all.count()).min().unwrap_or(0);
        paragraph(
            out,
            &format!(
                "As one client sees it that keeps its connection, from sending the request to the last byte: so it is the \
                 server's time and a little more. {} rounds of {} requests for each page ({} in all for the page asked for \
                 least), taking turns, compressed with gzip. Products, documents, pages of the catalog and searched words are \
                 others for each request. \"By the catalog\" is the median by that of the catalog's first page in the \
                 same run. A typing error is asked twice, the second time with errors forgiven. \"With files\" adds the style sheets and scripts that a browser keeps.",
                pages::ROUNDS,
                pages::EACH,
                fewest,
            ),
        );
    }

    /// How long the catalog's first page takes, in the median.
    fn plain(&self, signed_in: bool) -> f64 {
        let is_it = |it: &&pages::Row| it.signed_in == signed_in && it.name == "catalog, first page";
        self.pages.rows.iter().find(is_it).map_or(f64::NAN, |it| it.medians.median())
    }
}

fn section(out: &mut String, title: &str, heads: &[&str]) {
    let _ = write!(out, "\n## {title}\n\n| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
}

/// Words, on lines as long as in the other pages.
fn paragraph(out: &mut String, text: &str) {
    let mut room = 0;
    for word in text.split(' ') {
        let length = word.chars().count() + 1;
        if length > room {
            out.push('\n');
            room = WIDTH;
        } else {
            out.push(' ');
        }
        out.push_str(word);
        room = room.saturating_sub(length);
    }
    out.push('\n');
}

fn row(out: &mut String, cells: &[String]) {
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}
