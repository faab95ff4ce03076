//! How long the calls of a client of the Portal API take with ten thousand products, and with ten thousand of whatever a
//! list holds, as one kept connection sees them.

use std::fmt::Write;
use std::time::{Duration, Instant};

use super::client::Client;
use super::figures::{Figures, number};
use super::house::{House, PASSWORD};
use super::report::Promise;
use super::rows::{DEVELOPER, PORTAL};
use super::{many, pages, rows};
use crate::shell::Done;

/// How often each call is made, and how often before, unmeasured.
const EACH: u64 = 500;
const WARM_UP: u64 = 50;
/// How long the server is left alone after its start.
const SETTLE: Duration = Duration::from_secs(10);

/// Who calls.
#[derive(Clone, Copy, PartialEq)]
enum Who {
    Visitor,
    /// A developer with three applications.
    Few,
    /// A developer with ten thousand.
    Many,
}

use Who::{Few, Many, Visitor};

/// A call: its name, who makes it, how many milliseconds it may take, and its address for the request with this number.
type Call = (&'static str, Who, f64, fn(u64) -> String);

const LIST: f64 = 10.0;
const CALL: f64 = 20.0;
/// What no page asks for when it opens.
const ANY: f64 = f64::INFINITY;

const CALLS: [Call; 31] = [
    ("portal", Visitor, CALL, |_| "/portal".to_owned()),
    ("appearance", Visitor, CALL, |_| "/portal/appearance".to_owned()),
    ("stylesheet", Visitor, CALL, |_| "/portal/stylesheet.css".to_owned()),
    ("products, first page", Visitor, LIST, |_| "/products".to_owned()),
    ("products, first page", Few, LIST, |_| "/products".to_owned()),
    ("products, any page", Few, LIST, |it| format!("/products?page[number]={}", 1 + it * 7 % 1000)),
    ("products, filtered by name", Few, LIST, |it| {
        format!("/products?filter[name][contains]=0{}", it % 1000)
    }),
    ("search, all", Few, LIST, |_| "/search/product-catalog?q=&join=versions&page[size]=12".to_owned()),
    ("search, a word", Few, LIST, |it| format!("/search/product-catalog?q={}&page[size]=12", word(it))),
    ("product", Few, CALL, |it| format!("/products/{}", product(it))),
    ("actions", Few, CALL, |it| format!("/products/{}/actions", product(it))),
    ("versions", Few, LIST, |it| format!("/products/{}/versions?page[size]=100", product(it))),
    ("version", Few, CALL, |it| format!("/products/{}/versions/{}", product(it), version(it))),
    ("specification", Few, CALL, |it| {
        format!("/products/{}/versions/{}/spec", specified(it), version_of(it))
    }),
    ("operations", Few, CALL, |it| {
        format!("/products/{}/versions/{}/spec/operations", specified(it), version_of(it))
    }),
    ("documents", Few, LIST, |it| format!("/products/{}/documents", product(it))),
    ("document", Few, CALL, |it| format!("/products/{}/documents/start", product(it))),
    ("document as nodes", Few, CALL, |it| format!("/products/{}/documents/start#nodes", product(it))),
    ("developer", Few, CALL, |_| "/developer/me".to_owned()),
    ("auth strategies", Few, LIST, |_| "/applications/auth-strategies?page[size]=100".to_owned()),
    ("applications of few", Few, LIST, |_| "/applications?page[size]=25".to_owned()),
    ("applications, first page", Many, LIST, |_| "/applications".to_owned()),
    ("applications, any page", Many, LIST, |it| format!("/applications?page[number]={}", 1 + it * 7 % 1000)),
    ("applications of a version", Many, LIST, |it| {
        format!(
            "/products/{}/versions/{}/applications?unregistered=true&page[size]=5",
            product(it),
            version(it)
        )
    }),
    ("application", Many, CALL, |_| format!("/applications/{}", many::application())),
    ("credentials", Many, LIST, |_| format!("/applications/{}/credentials", many::application())),
    ("registrations, any page", Many, LIST, |it| {
        format!("/applications/{}/registrations?page[number]={}", many::application(), 1 + it * 7 % 1000)
    }),
    ("figures of a day by hour", Many, CALL, |_| "/stats#1/24".to_owned()),
    ("figures of two days by day", Many, CALL, |_| "/stats#24/48".to_owned()),
    ("figures of 60 days by 30 days", Many, CALL, |_| "/stats#720/1440".to_owned()),
    ("figures of 90 days by day", Many, ANY, |_| "/stats#24/2160".to_owned()),
];

fn product(it: u64) -> String {
    many::product(it * 7 % pages::PRODUCTS)
}

fn version(it: u64) -> String {
    many::version(it * 7 % pages::PRODUCTS * 2)
}

/// A product whose version has a specification, and that version.
fn specified(it: u64) -> String {
    many::product(it % (many::SPECIFIED / 2))
}

fn version_of(it: u64) -> String {
    many::version(it % (many::SPECIFIED / 2) * 2)
}

fn word(it: u64) -> String {
    let words = super::chance::words();
    words[usize::try_from(it * 131 % 1920).unwrap_or(0)].clone()
}

/// What was found of one call.
struct Row {
    name: &'static str,
    who: Who,
    limit: f64,
    took: Figures,
    kb: f64,
}

/// What was found of all calls.
pub(super) struct Found(Vec<Row>);

/// Furnishes a house, makes all calls, and says what they took.
pub(super) fn measure() -> Done<Found> {
    let mut house = House::new()?;
    house.furnish()?;
    #[expect(
        clippy::disallowed_methods,
        reason = "the rows are dated, so that the pages' last days hold some"
    )]
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let hour = now.map_or(0, |it| i64::try_from(it.as_secs() / 3_600).unwrap_or(0)) * 3_600_000_000;
    house.write(async |db| {
        rows::products(db, pages::PRODUCTS).await?;
        many::write(db, hour).await
    })?;
    house.start(None)?;
    // What can be found is read at the start, on the cores that answer; "Starts" says how long that takes.
    std::thread::sleep(SETTLE);
    let host = format!("{PORTAL}.localhost");
    let connect = |who: Who| -> Done<Client> {
        let client = Client::connect(house.port, &host)?;
        Ok(match who {
            Visitor => client,
            Few => client.with(&sign_in(house.port, &host, DEVELOPER)?),
            Many => client.with(&sign_in(house.port, &host, many::DEVELOPER)?),
        })
    };
    let mut connected: Option<(Who, Client)> = None;
    let mut found = Vec::new();
    for (name, who, limit, path) in CALLS {
        // A connection on which nothing comes for a while is ended by the server.
        let same = match connected.take().filter(|it| it.0 == who) {
            Some(same) => same,
            None => (who, connect(who)?),
        };
        let client = &mut connected.insert(same).1;
        let (mut took, mut largest) = (Vec::new(), 0);
        for it in 0..WARM_UP + EACH {
            let path = format!("/api/v2{}", path(it));
            let began = Instant::now();
            let body = ask(client, &path, hour)?;
            if it >= WARM_UP {
                took.push(began.elapsed().as_secs_f64() * 1000.0);
            }
            largest = largest.max(body);
        }
        let kb = super::figures::float(u64::try_from(largest).unwrap_or(0)) / 1000.0;
        found.push(Row { name, who, limit, took: Figures::new(took), kb });
    }
    Ok(Found(found))
}

/// Makes a call and says how large its answer was, compressed. What stands behind `#` is the way in which it is made:
/// for figures, how many hours a part has and how many all have together.
fn ask(client: &mut Client, path: &str, now: i64) -> Done<usize> {
    let (address, way) = path.split_once('#').unwrap_or((path, ""));
    if let Some((part, all)) = way.split_once('/') {
        let hours = |it: &str| it.parse::<i64>().map(|it| it * 3_600_000).map_err(|error| error.to_string());
        let end = now / 1000 + 3_600_000;
        let question = format!(
            "{{\"start_ms\":{},\"end_ms\":{end},\"metrics\":[\"RESPONSE_LATENCY_P95\"],\"granularity_ms\":{},\
             \"dimensions\":[\"STATUS_CODE_GROUPED\",\"TIME\"]}}",
            end - hours(all)?,
            hours(part)?
        );
        return Ok(client.post_json(address, &question)?.ok(path)?.len());
    }
    let accept = match way {
        "nodes" => "Accept: application/vnd.konnect.document-nodes+json\r\n",
        _ => "Accept: application/json\r\n",
    };
    Ok(client.get(address, accept)?.ok(path)?.len())
}

fn sign_in(port: u16, host: &str, email: &str) -> Done<String> {
    let who = format!("{{\"username\":\"{email}\",\"password\":\"{PASSWORD}\"}}");
    let answer = Client::connect(port, host)?.post_json("/api/v2/developer/authenticate", &who)?;
    if answer.status == 204 && !answer.cookies.is_empty() {
        return Ok(answer.cookies.join("; "));
    }
    Err(format!("{email} could not sign in: {}", answer.status))
}

impl Found {
    /// What is promised of the calls.
    pub(super) fn promise(&self) -> Promise {
        let late = self.0.iter().filter(|it| it.took.percentile(99) > it.limit).map(|it| it.name);
        let late: Vec<_> = late.collect();
        let found =
            if late.is_empty() { "all within".to_owned() } else { format!("later: {}", late.join(", ")) };
        (
            "a call of the Portal API, 10,000 rows",
            "≤ 10 ms at p99 for lists, ≤ 20 ms for the rest",
            found,
            late.is_empty(),
        )
    }

    /// The section that says what was found.
    pub(super) fn text(&self) -> String {
        let mut out = "\n## The Portal API with 10,000 products\n\n".to_owned();
        out.push_str(
            "| call | who | p50 ms | p99 ms | most ms | may take | kB |\n|---|---|---|---|---|---|---|\n",
        );
        for it in &self.0 {
            let who = match it.who {
                Visitor => "visitor",
                Few => "developer",
                Many => "developer with 10,000",
            };
            let tail = it.took.percentile(99);
            let met = if tail <= it.limit { "" } else { ", **not met**" };
            let [median, tail, most] = [it.took.median(), tail, it.took.most()].map(|it| number(it, 2));
            let limit = if it.limit.is_finite() { number(it.limit, 0) } else { "–".to_owned() };
            let kb = number(it.kb, 1);
            let _ =
                writeln!(out, "| {} | {who} | {median} | {tail} | {most} | {limit}{met} | {kb} |", it.name);
        }
        let _ = writeln!(
            out,
            "\nAs one client sees it that keeps its connection, from sending the request to the last byte, {EACH} times\n\
             each, compressed with gzip. The developer with 10,000 has so many applications, and one of them so many\n\
             registrations and credentials, and ninety days of calls to two versions, hour by hour. Lists are pages of ten\n\
             rows where their name says nothing else, and the server has been up for ten seconds; figures are the 95th percentile of the time by status group. The client\n\
             asks for the first three of them when it opens a page."
        );
        out
    }
}
