//! Decisions alone, to be measured: `decisions DATABASE SECRET KEYS`. The last is a file with a key and the version that
//! it is for on each line. It prints how long the snapshot took to read, the memory it takes, and decisions in a second.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot begin ends")]

use std::io::Write;
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant as Moment};

use base::{Instant, VersionId};
use gate::{Decision, Gate, Presented, decide};
use keys::{Key, ServerSecret};
use sql::{Db, Options};

/// How often each is measured, and for how long.
const ROUNDS: usize = 5;
const LENGTH: Duration = Duration::from_millis(1500);

/// How many decisions are taken between two looks at the clock.
const BLOCK: usize = 1000;

/// A key in clear, what it is found by, and what it is for.
struct Call {
    key: Key,
    presented: Presented,
    version: VersionId,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [database, secret, keys] = words.as_slice() else {
        let _ = writeln!(std::io::stderr(), "usage: decisions DATABASE SECRET KEYS");
        return;
    };
    let secret = ServerSecret::parse(&std::fs::read_to_string(secret).unwrap()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (gate, before, took) = runtime.block_on(load(database, &secret));
    let mut out = std::io::stdout();
    writeln!(out, "loaded: {}", took.as_secs_f64()).unwrap();
    writeln!(out, "memory: {before} {} {}", memory("VmRSS:"), memory("VmHWM:")).unwrap();

    let text = std::fs::read_to_string(keys).unwrap();
    let calls: Vec<Call> = text.lines().map(|line| call(line, &secret)).collect();
    let all = std::thread::available_parallelism().map_or(1, usize::from);
    let now = Instant::from_micros(1_780_315_200_000_000);
    let with_mac = |it: &Call| {
        gate.decide(it.version, it.key.expose().as_bytes(), |it| matches!(it, Decision::Allow(_)))
    };
    let snapshot = gate.snapshot();
    let without = |it: &Call| matches!(decide(&snapshot, it.version, &it.presented, now), Decision::Allow(_));
    for threads in if all > 1 { vec![1, all] } else { vec![1] } {
        let name = if threads == 1 { "1 thread".to_owned() } else { format!("{threads} threads") };
        writeln!(out, "{name}, MAC included: {}", measure(threads, &calls, with_mac)).unwrap();
        writeln!(out, "{name}, MAC excluded: {}", measure(threads, &calls, without)).unwrap();
    }
}

/// The gate, the memory before it was there, and how long it took.
async fn load(database: &str, secret: &ServerSecret) -> (Gate, f64, Duration) {
    let db = Db::open(&format!("sqlite:{database}"), Options::default()).await.unwrap();
    db.ping().await.unwrap();
    let (before, begun) = (memory("VmRSS:"), Moment::now());
    let clock = Arc::new(move || {
        Instant::from_micros(1_780_315_200_000_000 + i64::try_from(begun.elapsed().as_micros()).unwrap())
    });
    let gate = Gate::start(db, secret.clone(), clock).await.unwrap();
    (gate, before, begun.elapsed())
}

fn call(line: &str, secret: &ServerSecret) -> Call {
    let (key, version) = line.split_once(' ').unwrap();
    let presented = Presented::of(secret, key.as_bytes());
    Call { key: Key::parse(key).unwrap(), presented, version: version.parse().unwrap() }
}

/// This process's memory, in MB.
fn memory(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|it| it.strip_prefix(name)).unwrap();
    line.split_whitespace().next().unwrap().parse::<f64>().unwrap() * 1024.0 / 1e6
}

/// Decisions in a second, of all threads together, for each round.
fn measure(threads: usize, calls: &[Call], decide: impl Fn(&Call) -> bool + Sync) -> String {
    let decide = &decide;
    let rounds = (0..ROUNDS).map(|_| {
        let barrier = &Barrier::new(threads);
        let sum: f64 = std::thread::scope(|scope| {
            let all: Vec<_> = (0..threads)
                .map(|it| scope.spawn(move || rate(&calls[calls.len() / threads * it..], barrier, decide)))
                .collect();
            all.into_iter().map(|it| it.join().unwrap()).sum()
        });
        format!("{sum:.0}")
    });
    rounds.collect::<Vec<_>>().join(" ")
}

fn rate(calls: &[Call], barrier: &Barrier, decide: impl Fn(&Call) -> bool) -> f64 {
    let mut blocks = calls.chunks_exact(BLOCK.min(calls.len())).cycle();
    barrier.wait();
    let begun = Moment::now();
    let mut decided = 0_u32;
    while begun.elapsed() < LENGTH {
        let block = blocks.next().unwrap();
        let allowed = block.iter().filter(|it| decide(it)).count();
        assert_eq!(allowed, block.len(), "every call is one that is let in");
        decided += u32::try_from(block.len()).unwrap();
    }
    f64::from(decided) / begun.elapsed().as_secs_f64()
}
