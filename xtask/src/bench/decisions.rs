//! Decisions alone, in a process of their own: the example `decisions` of the crate `gate`.

use std::io::{BufWriter, Write};
use std::process::Command;
use std::time::Instant;

use super::chance::{self, Of, id};
use super::figures::{Figures, float};
use super::house::House;
use super::rows;
use crate::shell::{Done, target};

/// How many credentials there are.
pub(super) const CREDENTIALS: u64 = 1_000_000;

/// What was found.
pub(super) struct Found {
    /// How long the rows took to write, in seconds.
    pub(super) written_s: f64,
    /// How long the gate took to read them, in seconds.
    pub(super) loaded_s: f64,
    /// Memory before, after, and at most, in MB.
    pub(super) memory_mb: [f64; 3],
    /// Decisions in a second, by name.
    pub(super) rates: Vec<(String, Figures)>,
}

/// Writes the rows, and lets the example decide.
pub(super) fn measure() -> Done<Found> {
    let house = House::new()?;
    house.furnish()?;
    let secret = house.secret()?;
    let began = Instant::now();
    house.write(async |db| rows::credentials(db, &secret, CREDENTIALS, "http://127.0.0.1:9").await)?;
    let written_s = began.elapsed().as_secs_f64();
    let keys = house.folder.join("keys");
    let said = |error: std::io::Error| error.to_string();
    let mut file = BufWriter::new(std::fs::File::create(&keys).map_err(said)?);
    for number in 0..CREDENTIALS {
        let version = id(Of::Version, rows::version_of(number));
        writeln!(file, "{} {version}", chance::key(number).expose()).map_err(said)?;
    }
    file.into_inner().map_err(|error| error.to_string())?;
    let output = Command::new(target().join("release/examples/decisions"))
        .args([house.database(), house.folder.join("data/secret"), keys])
        .output()
        .map_err(said)?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        return Err(format!(
            "the example `decisions` failed: {text}{}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    read(&text, written_s)
        .ok_or_else(|| format!("what the example `decisions` says is not understood:\n{text}"))
}

fn read(text: &str, written_s: f64) -> Option<Found> {
    let mut lines = text.lines().filter_map(|line| line.split_once(": ")).map(|(name, rest)| {
        let numbers: Vec<f64> = rest.split(' ').filter_map(|it| it.parse().ok()).collect();
        (name.to_owned(), numbers)
    });
    let mut next = |wanted: &str| lines.next().filter(|(name, _)| name == wanted).map(|(_, numbers)| numbers);
    let loaded_s = *next("loaded")?.first()?;
    let memory_mb: [f64; 3] = next("memory")?.try_into().ok()?;
    let rates = lines.map(|(name, numbers)| (name, Figures::new(numbers))).collect();
    Some(Found { written_s, loaded_s, memory_mb, rates })
}

impl Found {
    /// Memory for one credential with its share of applications and registrations, in bytes.
    pub(super) fn bytes_each(&self) -> f64 {
        (self.memory_mb[1] - self.memory_mb[0]) * 1e6 / float(CREDENTIALS)
    }
}
