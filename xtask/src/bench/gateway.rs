//! The built-in gateway with its key check beside nginx without one, and beside nginx that asks another server.
//!
//! All stand before the same upstream, one thread each, all servers on one core and the client on another, and take
//! turns: what disturbs the machine disturbs all of them.

use std::path::{Path, PathBuf};

use super::client::Client;
use super::figures::{Figures, float};
use super::house::House;
use super::nginx::{Does, Nginx};
use super::process::computed_micros;
use super::rows::{self, VERSIONS};
use super::{chance, wrk};
use crate::shell::Done;

/// How many credentials there are, and how many different keys the client sends.
pub(super) const CREDENTIALS: u64 = 100_000;
pub(super) const KEYS: usize = 4000;
/// How often each has its turn, and for how long, in seconds.
pub(super) const ROUNDS: usize = 5;
pub(super) const SECONDS: u32 = 3;

/// One way to the upstream.
struct Way {
    name: &'static str,
    url: String,
    process: u32,
}

/// What was found on one way.
pub(super) struct Row {
    /// What stands before the upstream.
    pub(super) name: &'static str,
    /// Answers in a second.
    pub(super) rate: Figures,
    /// Its rate by that of nginx without a check in the same round.
    pub(super) ratio: Figures,
    /// Half of the answers took less, in milliseconds.
    pub(super) p50: Figures,
    /// One in a hundred took more.
    pub(super) p99: Figures,
    /// Microseconds of computing for each answer.
    pub(super) own: Figures,
    /// The same, of the upstream and the server that is asked.
    pub(super) other: Figures,
}

#[derive(Default, Clone)]
struct Rounds {
    found: Vec<wrk::Found>,
    own: Vec<f64>,
    other: Vec<f64>,
}

/// Measures all ways. The first row is nginx without a check.
pub(super) fn measure(cores: usize) -> Done<Vec<Row>> {
    let (servers, client) = if cores > 1 { (Some(0), Some(1)) } else { (None, None) };
    let mut house = House::new()?;
    house.furnish()?;
    let behind = Nginx::start(&house.folder, &Does::Answer, servers)?;
    let asked = Nginx::start(&house.folder, &Does::Answer, servers)?;
    let plain = Nginx::start(&house.folder, &Does::Proxy(behind.port), servers)?;
    let asking = Nginx::start(&house.folder, &Does::ProxyAfterAsking(behind.port, asked.port), servers)?;
    let secret = house.secret()?;
    let upstream = format!("http://127.0.0.1:{}", behind.port);
    house.write(async |db| rows::credentials(db, &secret, CREDENTIALS, &upstream).await)?;
    house.start(servers)?;
    let url = |port: u16, version: u64| format!("http://127.0.0.1:{port}{}/1k", rows::prefix(version));
    let way = |name, url, process| Way { name, url, process };
    let ways = [
        way("nginx, no check", url(plain.port, 0), plain.process()),
        way("**gateway, key check**", url(house.gateway_port, 0), house.process()),
        way("nginx, `auth_request`", url(asking.port, 0), asking.process()),
        way("gateway, open version", url(house.gateway_port, VERSIONS), house.process()),
    ];
    let (keys, script) = (keys(&house.folder)?, wrk::script(&house.folder)?);
    check(&house)?;
    let others = [behind.process(), asked.process()];
    let mut all = vec![Rounds::default(); ways.len()];
    for way in &ways {
        wrk::run(client, &script, &keys, &way.url, 1)?;
    }
    for round in 0..ROUNDS {
        for turn in 0..ways.len() {
            // Each goes first once, so that none always follows the same neighbour.
            let at = (turn + round) % ways.len();
            let before = (computed_micros(ways[at].process)?, sum(&others)?);
            let found = wrk::run(client, &script, &keys, &ways[at].url, SECONDS)?;
            let after = (computed_micros(ways[at].process)?, sum(&others)?);
            all[at].own.push(float(after.0 - before.0) / found.requests);
            all[at].other.push(float(after.1 - before.1) / found.requests);
            all[at].found.push(found);
        }
    }
    Ok(ways.iter().zip(&all).map(|(way, rounds)| row(way.name, rounds, &all[0])).collect())
}

fn row(name: &'static str, it: &Rounds, plain: &Rounds) -> Row {
    let each = |figure: fn(&wrk::Found) -> f64| Figures::new(it.found.iter().map(figure).collect());
    let ratios = it.found.iter().zip(&plain.found).map(|(it, plain)| it.rate / plain.rate);
    Row {
        name,
        rate: each(|it| it.rate),
        ratio: Figures::new(ratios.collect()),
        p50: each(|it| it.p50),
        p99: each(|it| it.p99),
        own: Figures::new(it.own.clone()),
        other: Figures::new(it.other.clone()),
    }
}

fn sum(processes: &[u32]) -> Done<u64> {
    processes.iter().try_fold(0, |sum, it| Ok(sum + computed_micros(*it)?))
}

/// Writes the keys that the client sends: all of the first version.
fn keys(folder: &Path) -> Done<PathBuf> {
    let path = folder.join("keys");
    let numbers = (0..CREDENTIALS).filter(|it| rows::version_of(*it) == 0).take(KEYS);
    let lines: Vec<String> = numbers.map(|it| chance::key(it).expose().to_owned()).collect();
    std::fs::write(&path, lines.join("\n")).map_err(|error| error.to_string())?;
    Ok(path)
}

/// What is compared must do its work: let in who has a key, and nobody else.
fn check(house: &House) -> Done {
    let mut caller = Client::connect(house.gateway_port, "127.0.0.1")?;
    let path = format!("{}/1k", rows::prefix(0));
    for (fields, wanted) in [
        (String::new(), 401),
        (format!("apikey: {}\r\n", chance::key(u64::MAX).expose()), 401),
        (format!("apikey: {}\r\n", chance::key(0).expose()), 200),
    ] {
        let status = caller.get(&path, &fields)?.status;
        if status != wanted {
            return Err(format!("the gateway answers {status} instead of {wanted}"));
        }
    }
    Ok(())
}
