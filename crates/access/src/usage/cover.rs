//! Which cells answer for a time: few long ones in its middle, short ones where a part of it begins or ends. Pure.
//!
//! Each cell lies within one part of the time, and each moment in one cell. Where short cells are kept no more, a part
//! begins with the first longer cell that begins in it.

use base::{Instant, SPANS_S};

const HOUR_S: i64 = 60 * 60;
const DAY_S: i64 = 24 * HOUR_S;

/// For how long cells of these spans answer, and for how long they are kept: a little longer, because those that
/// complete a longer cell begin before it ends.
const AGES_S: [(i64, i64, i64); 2] =
    [(60, 2 * DAY_S, 2 * DAY_S + 2 * HOUR_S), (300, 7 * DAY_S, 7 * DAY_S + 2 * HOUR_S)];

/// How many runs of cells a statement takes at most.
pub(super) const MOST: usize = 256;
/// Where more would be needed, this many cells to a part will do.
const ENOUGH: i64 = 24;

/// For how many seconds cells of this span are kept; the longest are kept for as long as usage is.
pub(super) fn kept_s(span: i64, longest: i64) -> i64 {
    AGES_S.iter().find(|(it, ..)| *it == span).map_or(longest, |(_, _, kept)| *kept)
}

/// Cells of one span that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// How many seconds each covers.
    pub(super) span: i64,
    /// Where the first begins.
    pub(super) start: Instant,
    /// Where the last ends.
    pub(super) end: Instant,
}

/// The cells that answer for a time that is cut into parts of so many microseconds, the last of which may be shorter.
pub(super) fn cover(start: Instant, end: Instant, part: i64, now: Instant) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut from = snap(start, now);
    let mut next = start;
    while next < end && runs.len() <= MOST {
        next = Instant::from_micros(next.micros().saturating_add(part)).min(end);
        let to = snap(next, now);
        fill(&mut runs, from, to);
        from = to;
    }
    if runs.len() <= MOST { runs } else { even(start, end, part, now) }
}

/// The shortest span that answers for cells that begin at this moment.
fn shortest(at: Instant, now: Instant) -> i64 {
    let age = now.seconds_since(at);
    AGES_S.iter().find(|(_, answers, _)| age <= *answers).map_or(HOUR_S, |(span, ..)| *span)
}

/// The beginning of the first cell that begins then or later.
fn snap(at: Instant, now: Instant) -> Instant {
    ceil(at, shortest(at, now))
}

fn ceil(at: Instant, span: i64) -> Instant {
    let micros = span * 1_000_000;
    Instant::from_micros((at.micros() + micros - 1).div_euclid(micros) * micros)
}

/// Fills a time with cells, at each place the longest that fits.
fn fill(runs: &mut Vec<Run>, mut at: Instant, end: Instant) {
    while at < end {
        let fits = |span: &&i64| at.micros() % (**span * 1_000_000) == 0 && at.plus_seconds(**span) <= end;
        let Some(span) = SPANS_S.iter().rev().find(fits) else { return };
        let next = at.plus_seconds(*span);
        match runs.last_mut() {
            Some(run) if run.span == *span && run.end == at => run.end = next,
            _ => runs.push(Run { span: *span, start: at, end: next }),
        }
        at = next;
    }
}

/// Cells of one span throughout, or of the shortest there is where that is longer. A cell answers for the part in
/// which it begins.
fn even(start: Instant, end: Instant, part: i64, now: Instant) -> Vec<Run> {
    let is_short = |span: &&i64| **span * 1_000_000 * ENOUGH <= part;
    let span = SPANS_S.iter().rev().find(is_short).copied().unwrap_or(SPANS_S[0]);
    let mut runs: Vec<Run> = Vec::new();
    let ages = AGES_S.iter().rev().map(|(_, answers, _)| now.minus_seconds(*answers));
    let mut from = ceil(start, span.max(shortest(start, now)));
    for to in ages.chain([end]) {
        // Ages end where an hour does, so that cells of any span may follow.
        let span = span.max(shortest(from, now));
        let to = ceil(to, HOUR_S.max(span)).min(ceil(end, span));
        if from < to {
            runs.push(Run { span, start: from, end: to });
            from = to;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = Instant::from_micros(1_780_315_200_000_000);

    fn told(start_s: i64, end_s: i64, part_s: i64) -> String {
        let (start, end) = (NOW.plus_seconds(start_s), NOW.plus_seconds(end_s));
        let runs = cover(start, end, part_s * 1_000_000, NOW);
        let line = |it: &Run| {
            let (from, to) = (it.start.seconds_since(NOW), it.end.seconds_since(NOW));
            format!("{}: {from} {to}", it.span)
        };
        runs.iter().map(line).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn long_cells_lie_in_the_middle_and_short_ones_at_the_edges() {
        // It is noon.
        for (start, end, part, wanted) in [
            (-7_200, 0, 7_200, "3600: -7200 0"),
            (-86_400, 0, 3_600, "3600: -86400 0"),
            (-3 * 86_400 - 43_200, 43_200, 86_400, "86400: -302400 43200"),
            (-7_261, 59, 8_000, "60: -7260 -7200, 3600: -7200 0, 60: 0 60"),
            (-600, 0, 420, "300: -600 -300, 60: -300 0"),
            (-10 * 86_400 - 1, -9 * 86_400 - 1, 86_400, "3600: -864000 -777600"),
            (10, 20, 10, ""),
        ] {
            assert_eq!(told(start, end, part), wanted, "{start} {end} {part}");
        }
    }

    #[test]
    fn whatever_is_asked_each_moment_lies_in_one_cell_and_each_cell_in_one_part() {
        let mut state = 7_u64;
        let mut chance = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((state >> 33) % below).unwrap()
        };
        for round in 0..3_000 {
            let length = (chance(91 * 86_400) + 60) * 1_000_000 / (1 << (round % 12)) + chance(1_000_000);
            let part = (length / (1 + chance(60)) + chance(1_000)).max(60_000_000);
            let end = Instant::from_micros(
                NOW.micros() + 86_400_000_000 - chance(60 * 86_400) * 1_000_000 - chance(1_000),
            );
            let start = Instant::from_micros(end.micros() - length);
            let runs = cover(start, end, part, NOW);
            assert!(runs.len() <= MOST);
            let exact = runs.len() < MOST && length / part < 40;
            let mut at = runs.first().map_or(end, |it| it.start);
            assert!(start <= at && at.seconds_since(start) <= 86_400);
            for run in &runs {
                assert_eq!(run.start, at, "no gap and no overlap: {runs:?}");
                assert!(run.start.micros() % (run.span * 1_000_000) == 0);
                let answers = kept_s(run.span, i64::MAX);
                assert!(NOW.seconds_since(run.start) <= answers, "cells that are gone: {run:?}");
                let mut cell = run.start;
                while cell < run.end {
                    let last = cell.plus_seconds(run.span);
                    let of = |it: Instant| (it.micros() - start.micros()) / part;
                    if exact && shortest(last, NOW) == 60 && last < end {
                        assert_eq!(of(cell), of(Instant::from_micros(last.micros() - 60_000_000)), "{run:?}");
                    }
                    cell = last;
                }
                at = run.end;
            }
        }
    }

    #[test]
    fn many_parts_make_do_with_cells_that_are_short_enough() {
        let runs = cover(NOW.minus_seconds(3 * DAY_S), NOW, 584_203_000, NOW);
        let spans: Vec<i64> = runs.iter().map(|it| it.span).collect();
        assert_eq!(spans, [300, 60]);
        assert_eq!(runs.last().map(|it| it.end), Some(NOW));
    }
}
