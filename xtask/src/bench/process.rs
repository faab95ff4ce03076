//! What the kernel says of a process: how long it has computed, how much memory it holds.

use crate::shell::Done;

/// A tick of `/proc/PID/stat`: Linux shows a hundred to the second, whatever its own clock is.
const TICK_MICROS: u64 = 10_000;

/// How long the process has computed, in microseconds, all its threads together.
pub(super) fn computed_micros(process: u32) -> Done<u64> {
    let path = format!("/proc/{process}/stat");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    // The program's name stands in brackets and may hold anything.
    let fields = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let mut ticks = fields.split_whitespace().skip(11).take(2).filter_map(|it| it.parse::<u64>().ok());
    match (ticks.next(), ticks.next()) {
        (Some(user), Some(system)) => Ok((user + system) * TICK_MICROS),
        _ => Err(format!("{path} is not understood")),
    }
}

/// How much memory the process holds, in kibibytes.
pub(super) fn resident_kb(process: u32) -> Done<u64> {
    memory_kb(process, "VmRSS:")
}

/// How much memory the process has held at most, in kibibytes.
pub(super) fn peak_kb(process: u32) -> Done<u64> {
    memory_kb(process, "VmHWM:")
}

fn memory_kb(process: u32, name: &str) -> Done<u64> {
    let path = format!("/proc/{process}/status");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|it| it.parse().ok()).ok_or_else(|| format!("{path} is not understood"))
}
