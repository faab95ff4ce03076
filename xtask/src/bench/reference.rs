//! The API reference: what it costs to publish a document and to read it, beside three viewers that render in the
//! browser, with the same documents and in the same run.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use serde_json::Value;

use super::client::Client;
use super::cut::{cut, operations};
use super::figures::{Figures, float, number};
use super::house::House;
use super::process;
use super::report::Promise;
use super::rows::{self, PORTAL};
use crate::shell::{Done, output, root, run, target};

/// GitHub's description of its own API, as its package has it.
const LARGEST: &str = "e2e/bench/node_modules/@octokit/openapi/generated/api.github.com.json";

/// How many operations the parts of it have.
const PARTS: [(&str, usize); 2] = [("small", 10), ("middle", 200)];

/// How many pages of operations are read.
const PAGES: usize = 200;

/// How often the browser reads our page, and a page that is nothing but a title; the others once.
const QUICK: &str = "9";

/// The viewers beside which ours is read.
const VIEWERS: [&str; 3] = ["Redoc", "Scalar", "Swagger UI"];

/// What was found of one document.
struct Row {
    name: &'static str,
    operations: usize,
    megabytes: f64,
    publish_s: f64,
    resident_mb: f64,
    peak_mb: f64,
    overview: Figures,
    pages: Figures,
    largest_kb: f64,
    read: BTreeMap<(bool, String), Figures>,
    weight: BTreeMap<String, f64>,
}

/// What was found of all.
pub(super) struct Found(Vec<Row>);

/// Publishes each document to a server of its own and reads it.
pub(super) fn measure() -> Done<Found> {
    if !root().join(LARGEST).exists() {
        run("npm", &["--prefix", "e2e/bench", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], &[])?;
    }
    if !root().join("e2e/node_modules/playwright-core").exists() {
        run("npm", &["--prefix", "e2e", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], &[])?;
    }
    let text =
        std::fs::read_to_string(root().join(LARGEST)).map_err(|error| format!("{LARGEST}: {error}"))?;
    let largest: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    for (name, most) in PARTS {
        let part = cut(&largest, most);
        found.push(one(name, &part, &part.to_string())?);
    }
    found.push(one("GitHub's, whole", &largest, &text)?);
    Ok(Found(found))
}

fn one(name: &'static str, document: &Value, text: &str) -> Done<Row> {
    println!("  {name} …");
    let mut house = House::new()?;
    house.furnish()?;
    house.write(async |db| rows::products(db, 10).await)?;
    let token = token(&house)?;
    house.start(None)?;
    let file = house.folder.join("openapi.json");
    std::fs::write(&file, text).map_err(|error| error.to_string())?;
    let publish_s = publish(&house, &file, &token)?;
    let host = format!("{PORTAL}.localhost");
    let mut client = Client::connect(house.port, &host)?;
    let mut plain = Client::connect(house.port, &host)?.plainly();
    let at = version(&mut plain)?;
    let overview = times(&mut client, std::iter::repeat_n(at.clone(), 50))?.0;
    let slugs = slugs(&mut plain, &at)?;
    let each = (slugs.len() / PAGES).max(1);
    let paths = slugs.iter().step_by(each).map(|it| format!("{at}/reference/{it}"));
    let (pages, largest) = times(&mut client, paths)?;
    let first = slugs.first().ok_or("the document has no operation")?;
    let address = format!("http://{PORTAL}.localhost:{}{at}/reference/{first}", house.port);
    let (read, weight) = browse(&file, &address)?;
    Ok(Row {
        name,
        operations: operations(document),
        megabytes: float(text.len() as u64) / 1e6,
        publish_s,
        resident_mb: house.resident_mb()?,
        peak_mb: float(process::peak_kb(house.process())?) * 1024.0 / 1e6,
        overview,
        pages,
        largest_kb: float(largest as u64) / 1000.0,
        read,
        weight,
    })
}

fn token(house: &House) -> Done<String> {
    let program = target().join("release/portico").display().to_string();
    let folder = house.folder.join("data").display().to_string();
    let words = ["token", "create", "--admin", "bench@example.com", "--name", "bench", "--data-dir", &folder];
    let said = output(&program, &words)?;
    said.trim().lines().last().map(str::to_owned).ok_or_else(|| "no token was printed".to_owned())
}

/// How long the command takes that publishes the document, from its start to its end, in seconds.
fn publish(house: &House, file: &Path, token: &str) -> Done<f64> {
    let server = format!("http://api.localhost:{}", house.port);
    let mut command = Command::new(target().join("release/portico"));
    command.arg("publish").arg(file).args(["--product", "Reference", "--version", "v1", "--portal", PORTAL]);
    command.args(["--server", &server]).env("PORTICO_TOKEN", token);
    let began = Instant::now();
    let said = command.output().map_err(|error| error.to_string())?;
    let took = began.elapsed().as_secs_f64();
    if said.status.success() {
        return Ok(took);
    }
    let text = String::from_utf8_lossy(&said.stderr);
    Err(format!("the document was not published: {}", text.chars().take(2000).collect::<String>()))
}

/// The path of the version that was published.
fn version(client: &mut Client) -> Done<String> {
    let list = String::from_utf8(client.get("/llms.txt", "")?.ok("the list of pages")?);
    let list = list.map_err(|error| error.to_string())?;
    let begin = list.find("/products/reference/versions/").ok_or("the version is not shown")?;
    Ok(list[begin..].chars().take_while(|it| !matches!(it, ')' | '.')).collect())
}

/// The names of its operations in addresses.
fn slugs(client: &mut Client, at: &str) -> Done<Vec<String>> {
    let list = client.get(&format!("{at}/reference/operations.json"), "")?.ok("the operations")?;
    let rows: Vec<Vec<String>> = serde_json::from_slice(&list).map_err(|error| error.to_string())?;
    Ok(rows.into_iter().filter_map(|it| it.into_iter().next()).collect())
}

/// How long each page takes in milliseconds, from sending the request to the last byte, and the size of the largest,
/// compressed.
fn times(client: &mut Client, paths: impl Iterator<Item = String>) -> Done<(Figures, usize)> {
    let (mut took, mut largest) = (Vec::new(), 0);
    for path in paths {
        let began = Instant::now();
        let body = client.get(&path, "")?.ok(&path)?;
        took.push(began.elapsed().as_secs_f64() * 1000.0);
        largest = largest.max(body.len());
    }
    Ok((Figures::new(took), largest))
}

/// When the first operation can be read in a browser, in milliseconds, on a desk and on a throttled phone; and what
/// came over the wire for it, in kB.
type Read = (BTreeMap<(bool, String), Figures>, BTreeMap<String, f64>);

fn browse(file: &Path, address: &str) -> Done<Read> {
    let file = file.display().to_string();
    let lines = output("node", &["e2e/bench/reference.mjs", &file, address, "e2e/bench", QUICK])?;
    let mut times: BTreeMap<(bool, String), Vec<f64>> = BTreeMap::new();
    let mut weight: BTreeMap<String, f64> = BTreeMap::new();
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))?;
        let (name, phone) = (row["name"].as_str().unwrap_or_default().to_owned(), row["phone"] == true);
        let most = weight.entry(name.clone()).or_default();
        *most = most.max(row["bytes"].as_f64().unwrap_or_default() / 1000.0);
        times.entry((phone, name)).or_default().extend(row["readable"].as_f64());
    }
    Ok((times.into_iter().map(|(who, it)| (who, Figures::new(it))).collect(), weight))
}

impl Found {
    /// What is promised of the largest document.
    pub(super) fn promises(&self) -> Vec<Promise> {
        let Some(it) = self.0.last() else { return Vec::new() };
        let desk = |name: &str| it.read.get(&(false, name.to_owned())).map_or(f64::NAN, Figures::median);
        let best = VIEWERS.map(desk).into_iter().fold(f64::NAN, f64::min);
        let (ours, tail) = (desk("Portico"), it.pages.percentile(99));
        let (took, kb) = (number(ours, 0), number(it.largest_kb, 1));
        vec![
            (
                "a 13 MB OpenAPI document",
                "published in ≤ 2 s",
                format!("{} s", number(it.publish_s, 2)),
                it.publish_s <= 2.0,
            ),
            ("its operation pages", "≤ 20 ms at p99", format!("{} ms", number(tail, 2)), tail <= 20.0),
            ("its largest operation page", "≤ 100 kB compressed", format!("{kb} kB"), it.largest_kb <= 100.0),
            ("its first operation can be read", "≤ 200 ms", format!("{took} ms"), ours <= 200.0),
            (
                "the same against the best of three viewers",
                "≥ 10 × sooner",
                format!("{} ×", number(best / ours, 1)),
                best / ours >= 10.0,
            ),
        ]
    }

    /// The section that says what was found.
    pub(super) fn text(&self) -> String {
        let mut out = "\n## The API reference\n\n".to_owned();
        out.push_str(
            "| document | operations | MB | published in s | memory MB, then and at most | overview p50 ms | operation \
             p50 ms | operation p99 ms | largest operation page kB |\n|---|---|---|---|---|---|---|---|---|\n",
        );
        for it in &self.0 {
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {}, {} | {} | {} | {} | {} |",
                it.name,
                number(float(it.operations as u64), 0),
                number(it.megabytes, 2),
                number(it.publish_s, 2),
                number(it.resident_mb, 0),
                number(it.peak_mb, 0),
                number(it.overview.median(), 2),
                number(it.pages.median(), 2),
                number(it.pages.percentile(99), 2),
                number(it.largest_kb, 1),
            );
        }
        self.browsers(&mut out);
        let _ = writeln!(
            out,
            "\nThe documents are GitHub's description of its API and the first operations of it with all that they refer\n\
             to. Publishing is `portico publish` from its start to its end. Pages are read by one client that keeps its\n\
             connection, compressed with gzip, up to {PAGES} operations of each document. In the browser (headless\n\
             Chromium, an empty cache), an operation can be read when its title stands on the page: ours on the operation's\n\
             page (median of {QUICK}), the others' on their page of the whole document (once), which is served by loopback as\n\
             their code is. A page with a title and nothing else shows what the browser takes for itself here. The phone\n\
             has Lighthouse's profile: 150 ms, 1.6 Mbit/s, a quarter of the speed. A dash: not within a minute."
        );
        out
    }

    fn browsers(&self, out: &mut String) {
        out.push_str(
            "\n| document | viewer | readable after ms, desk | beside ours | readable after ms, phone | beside ours | kB |\n\
             |---|---|---|---|---|---|---|\n",
        );
        for it in &self.0 {
            let of = |phone: bool, name: &str| {
                it.read.get(&(phone, name.to_owned())).map_or(f64::NAN, Figures::median)
            };
            for (name, kb) in &it.weight {
                let said = |phone: bool| {
                    let (took, ours) = (of(phone, name), of(phone, "Portico"));
                    if took.is_nan() {
                        ("–".to_owned(), "–".to_owned())
                    } else {
                        (number(took, 0), number(took / ours, 1))
                    }
                };
                let ((desk, desk_ratio), (phone, phone_ratio)) = (said(false), said(true));
                let kb = number(*kb, 0);
                let _ = writeln!(
                    out,
                    "| {} | {name} | {desk} | {desk_ratio} | {phone} | {phone_ratio} | {kb} |",
                    it.name
                );
            }
        }
    }
}
