//! wrk, the one client of every comparison.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::house::on_core;
use crate::shell::Done;

/// How many connections it keeps busy.
pub(super) const CONNECTIONS: u32 = 32;

/// What it found.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Found {
    /// Answers in a second.
    pub(super) rate: f64,
    /// All answers.
    pub(super) requests: f64,
    /// Half of the answers took less, in milliseconds.
    pub(super) p50: f64,
    /// One in a hundred took more.
    pub(super) p99: f64,
}

/// A script that sends the file's keys, one after the other.
const SCRIPT: &str = r#"
local requests, at = {}, 0
function init(args)
  for key in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", nil, { ["apikey"] = key })
  end
end
function request()
  at = at % #requests + 1
  return requests[at]
end
"#;

/// Writes the script.
pub(super) fn script(folder: &Path) -> Done<PathBuf> {
    let path = folder.join("keys.lua");
    std::fs::write(&path, SCRIPT).map_err(|error| error.to_string())?;
    Ok(path)
}

/// Keeps this address busy for so many seconds.
pub(super) fn run(core: Option<usize>, script: &Path, keys: &Path, url: &str, seconds: u32) -> Done<Found> {
    let mut command = on_core(PathBuf::from("wrk"), core);
    command.args(["-t1", &format!("-c{CONNECTIONS}"), &format!("-d{seconds}s"), "--latency", "-s"]);
    let output = command.arg(script).arg(url).arg("--").arg(keys).output();
    let output = output.map_err(|error| format!("wrk: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() || said.contains("Non-2xx") || said.contains("Socket errors") {
        return Err(format!("wrk at {url}: {said}{}", String::from_utf8_lossy(&output.stderr)));
    }
    parse(&said).ok_or_else(|| format!("what wrk says is not understood:\n{said}"))
}

/// Which wrk it is.
pub(super) fn version() -> Done<String> {
    // It ends with a failure after it has said so.
    let said = Command::new("wrk").arg("-v").output();
    let said = said.map_err(|_| "wrk is missing: install the package wrk".to_owned())?;
    Ok(String::from_utf8_lossy(&said.stdout).split_whitespace().nth(1).unwrap_or("?").to_owned())
}

fn parse(said: &str) -> Option<Found> {
    let after = |begin: &str| said.lines().find_map(|line| line.trim().strip_prefix(begin)).map(str::trim);
    let requests = said.lines().find(|line| line.contains(" requests in "))?;
    Some(Found {
        rate: after("Requests/sec:")?.parse().ok()?,
        requests: requests.split_whitespace().next()?.parse().ok()?,
        p50: millis(after("50%")?)?,
        p99: millis(after("99%")?)?,
    })
}

fn millis(text: &str) -> Option<f64> {
    let units = [("us", 0.001), ("ms", 1.0), ("s", 1000.0)];
    let (number, unit) = units.iter().find_map(|(unit, worth)| Some((text.strip_suffix(unit)?, worth)))?;
    number.parse::<f64>().ok().map(|it| it * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wrk_says_is_understood() {
        let said = "  Latency Distribution\n     50%  962.00us\n     75%    1.20ms\n     90%    1.50ms\n     99%    3.25ms\n\
                    \x20 92543 requests in 3.00s, 100.00MB read\nRequests/sec:  30842.91\nTransfer/sec:  1MB\n";
        let found = parse(said).unwrap();
        let numbers = [found.rate, found.requests, found.p50, found.p99];
        assert_eq!(numbers.map(|it| format!("{it:.3}")), ["30842.910", "92543.000", "0.962", "3.250"]);
        assert_eq!(millis("1.5s"), Some(1500.0));
    }
}
