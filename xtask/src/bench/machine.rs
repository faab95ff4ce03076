//! What was measured on, in general words: no names of hosts, no paths.

use super::figures::{float, number};
use crate::shell::{Done, output};

/// The machine, and what runs on it.
pub(super) struct Machine {
    /// How many cores may be used.
    pub(super) cores: usize,
    /// Names and values, for a table.
    pub(super) facts: Vec<(&'static str, String)>,
}

impl Machine {
    /// This one.
    pub(super) fn look(nginx: String, wrk: String) -> Done<Self> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let (cpu, memory) = (read("/proc/cpuinfo"), read("/proc/meminfo"));
        let model = field(&cpu, "model name").unwrap_or("unknown").to_owned();
        let kb = field(&memory, "MemTotal").and_then(|it| it.split(' ').next()?.parse::<u64>().ok());
        let facts = vec![
            ("date (UTC)", output("date", &["-u", "+%F %H:%M"])?.trim().to_owned()),
            ("commit", commit()?),
            ("cores", cores.to_string()),
            ("processor", model),
            ("memory", format!("{} GiB", number(float(kb.unwrap_or(0)) / 1_048_576.0, 0))),
            ("kernel", format!("Linux {}", version(&read("/proc/sys/kernel/osrelease")))),
            ("compiler", output("rustc", &["--version"])?.trim().to_owned()),
            ("nginx", nginx),
            ("wrk", wrk),
            ("load before (1 minute)", load()),
        ];
        Ok(Self { cores, facts })
    }

    /// Notes how busy the machine is in the end.
    pub(super) fn look_again(&mut self) {
        self.facts.push(("load after (1 minute)", load()));
        if let Some(nice) = priority() {
            self.facts.push(("priority", format!("scheduling group at nice {nice}")));
        }
    }
}

/// What was built, and whether that is all.
fn commit() -> Done<String> {
    let head = output("git", &["rev-parse", "--short=12", "HEAD"])?;
    let changed =
        output("git", &["status", "--porcelain", "--untracked-files=no", "--", "crates", "Cargo.lock"])?;
    let more = if changed.is_empty() { "" } else { ", and changes that were not committed" };
    Ok(format!("{}{more}", head.trim()))
}

/// How many programs wanted to run, on average over the last minute.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}

/// The priority of the session that this runs in, where it is not the usual one.
fn priority() -> Option<String> {
    let text = std::fs::read_to_string("/proc/self/autogroup").ok()?;
    text.trim().rsplit_once("nice ").map(|(_, nice)| nice.to_owned()).filter(|it| it != "0")
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(':').map(|(_, value)| value.trim())
}

/// The numbers of a version, without what a builder has added.
fn version(text: &str) -> &str {
    text.trim().split('-').next().unwrap_or_default()
}
