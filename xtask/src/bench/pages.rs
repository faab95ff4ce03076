//! How long a portal's pages take with many products, as one kept connection sees them, and how much they weigh.

use std::collections::BTreeSet;
use std::ops::Range;
use std::time::Instant;

use super::chance::words;
use super::client::Client;
use super::figures::Figures;
use super::house::{House, PASSWORD};
use super::rows::{DEVELOPER, PORTAL, slug};
use crate::shell::Done;

/// How many products there are.
pub(super) const PRODUCTS: u64 = 10_000;
/// How often each page is asked for in a round, and how many rounds there are.
pub(super) const EACH: u64 = 400;
pub(super) const ROUNDS: u64 = 5;
/// How often each page is asked for before, unmeasured.
const WARM_UP: u64 = 50;
/// When a page has taken so many seconds in all, it is not asked for again.
const PATIENCE_S: f64 = 8.0;

/// A kind of page: its name, whether a visitor and a developer may ask for it, and its address for the request with
/// this number.
type Page = (&'static str, [bool; 2], fn(u64) -> String);

const PAGES: [Page; 14] = [
    ("home", [true, true], |_| "/".to_owned()),
    ("catalog, first page", [true, true], |_| "/products".to_owned()),
    ("catalog, any page", [true, true], |it| format!("/products?page={}", 1 + it * 7 % 417)),
    ("catalog, a word", [true, true], |it| format!("/products?q={}", word(it))),
    ("search, a word", [true, true], |it| format!("/search?q={}", word(it))),
    ("search, three words", [true, false], |it| {
        format!("/search?q={}+{}+payments", word(it), word(it + 700))
    }),
    ("search, a kind", [true, false], |it| format!("/search?q={}&kind=document", word(it))),
    ("search, a typing error", [true, false], |it| format!("/search?q=x{}", word(it))),
    ("palette, three letters", [true, true], |it| format!("/search?q={}&part=list", &word(it)[..3])),
    ("palette, one letter", [true, false], |it| format!("/search?q={}&part=list", &word(it)[..1])),
    ("product", [true, true], |it| format!("/products/{}", slug(it * 7 % PRODUCTS))),
    ("document", [true, true], |it| format!("/products/{}/docs/start", slug(it * 11 % PRODUCTS))),
    ("sign-in", [true, false], |_| "/sign-in".to_owned()),
    ("my apps", [false, true], |_| "/apps".to_owned()),
];

/// What was found of one page.
pub(super) struct Row {
    /// Its name.
    pub(super) name: &'static str,
    /// Whether a developer had signed in.
    pub(super) signed_in: bool,
    /// How long it took, in milliseconds.
    pub(super) all: Figures,
    /// The medians of the rounds.
    pub(super) medians: Figures,
    /// What one in a hundred took, of each round.
    pub(super) tails: Figures,
    /// The largest body, compressed, in kB.
    pub(super) body_kb: f64,
    /// The same with everything that the page refers to.
    pub(super) weight_kb: f64,
}

/// What was found of all pages.
pub(super) struct Found {
    /// The pages.
    pub(super) rows: Vec<Row>,
    /// How long the very first page of the catalog took after a start, in milliseconds.
    pub(super) first_ms: f64,
    /// Memory when all was done, in MB.
    pub(super) resident_mb: f64,
}

/// A page for one visitor, while it is measured.
struct Measured {
    page: Page,
    signed_in: bool,
    cookie: String,
    rounds: Vec<Vec<f64>>,
    body: usize,
}

/// Asks for all pages of a house that is furnished.
pub(super) fn measure(house: &mut House) -> Done<Found> {
    house.start(None)?;
    let host = format!("{PORTAL}.localhost");
    let began = Instant::now();
    Client::connect(house.port, &host)?.get("/products", "")?.ok("/products")?;
    let first_ms = began.elapsed().as_secs_f64() * 1000.0;
    let cookie = sign_in(house.port, &host)?;
    let mut all = Vec::new();
    for page in PAGES {
        for (signed_in, cookie) in [(false, ""), (true, cookie.as_str())] {
            if page.1[usize::from(signed_in)] {
                let cookie = cookie.to_owned();
                all.push(Measured { page, signed_in, cookie, rounds: Vec::new(), body: 0 });
            }
        }
    }
    let site = (house.port, host.as_str());
    for it in &mut all {
        it.round(site, 0..WARM_UP)?;
        it.rounds.clear();
    }
    for round in 0..ROUNDS {
        for it in &mut all {
            it.round(site, WARM_UP + round * EACH..WARM_UP + (round + 1) * EACH)?;
        }
    }
    let mut rows = Vec::new();
    for it in all {
        let others = others(site, &it.cookie, &(it.page.2)(0))?;
        rows.push(it.row(others));
    }
    Ok(Found { rows, first_ms, resident_mb: house.resident_mb()? })
}

impl Measured {
    fn round(&mut self, (port, host): (u16, &str), numbers: Range<u64>) -> Done {
        // The first request of a connection is not counted.
        let mut client = Client::connect(port, host)?.with(&self.cookie);
        client.get(&(self.page.2)(0), "")?.ok(self.page.0)?;
        let spent: f64 = self.rounds.iter().flatten().sum();
        let (mut took, mut left) = (Vec::new(), PATIENCE_S * 1000.0 - spent);
        for number in numbers {
            let path = (self.page.2)(number);
            let began = Instant::now();
            let answer = client.get(&path, "")?;
            let each = began.elapsed().as_secs_f64() * 1000.0;
            self.body = self.body.max(answer.ok(&path)?.len());
            took.push(each);
            left -= each;
            if left < 0.0 {
                break;
            }
        }
        self.rounds.push(took);
        Ok(())
    }

    fn row(self, others: usize) -> Row {
        let rounds: Vec<Figures> = self.rounds.iter().map(|it| Figures::new(it.clone())).collect();
        let kb = |bytes: usize| super::figures::float(u64::try_from(bytes).unwrap_or(u64::MAX)) / 1000.0;
        Row {
            name: self.page.0,
            signed_in: self.signed_in,
            all: Figures::new(self.rounds.concat()),
            medians: Figures::new(rounds.iter().map(Figures::median).collect()),
            tails: Figures::new(rounds.iter().map(|it| it.percentile(99)).collect()),
            body_kb: kb(self.body),
            weight_kb: kb(self.body + others),
        }
    }
}

fn sign_in(port: u16, host: &str) -> Done<String> {
    let form = format!("email={}&password={}", DEVELOPER.replace('@', "%40"), PASSWORD.replace(' ', "+"));
    let answer = Client::connect(port, host)?.post("/sign-in", &form)?;
    if answer.status == 303 && !answer.cookies.is_empty() {
        return Ok(answer.cookies.join("; "));
    }
    Err(format!("{DEVELOPER} could not sign in: {}", answer.status))
}

/// How many bytes the files have that a page refers to, compressed.
fn others((port, host): (u16, &str), cookie: &str, path: &str) -> Done<usize> {
    let page = Client::connect(port, host)?.with(cookie).plainly().get(path, "")?.ok(path)?;
    let page = String::from_utf8_lossy(&page).into_owned();
    let marks = ["href=\"/_", "src=\"/_"];
    let found = marks.iter().flat_map(|mark| page.split(mark).skip(1)).filter_map(|it| it.split('"').next());
    let found: BTreeSet<String> = found.map(|it| format!("/_{it}")).collect();
    let mut client = Client::connect(port, host)?;
    found.iter().try_fold(0, |sum, it| Ok(sum + client.get(it, "")?.ok(it)?.len()))
}

/// One of the words of the documents, another for each request.
fn word(number: u64) -> String {
    words().swap_remove(spread(number, 1920))
}

/// A number below this one, another for each request.
fn spread(number: u64, below: u64) -> usize {
    usize::try_from(number * 131 % below).unwrap_or(0)
}
