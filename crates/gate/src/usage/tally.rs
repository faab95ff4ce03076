//! What one thread has counted since the last flush. Pure, and bounded by what is counted apart, not by calls.

use std::collections::HashMap;
use std::time::Duration;

use base::{ApplicationId, Bucket, Instant, VersionId};

/// How many buckets one thread keeps at most; calls beyond that are not counted.
const MOST: usize = 65_536;
/// How many buckets a minute of a line begins with.
const FEW: usize = 8;

const MINUTE_MICROS: i64 = 60 * 1_000_000;

/// What is counted apart: the calls of an application to a version that were answered with a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Line {
    pub(crate) application: ApplicationId,
    pub(crate) version: VersionId,
    pub(crate) status: u16,
}

impl Line {
    /// The number that every node gives it: FNV-1a of what it names, not negative.
    pub(crate) fn id(&self) -> i64 {
        let (application, version) = (self.application.uuid(), self.version.uuid());
        let bytes = application.as_bytes().iter().chain(version.as_bytes()).copied();
        let digest = bytes.chain(self.status.to_be_bytes()).fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        i64::try_from(digest >> 1).unwrap_or_default()
    }
}

/// What was measured of one call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    /// From the request's head to the answer's last byte.
    pub(crate) latency: Duration,
    /// Bytes of the request, head and body.
    pub(crate) request: u64,
    /// Bytes of the answer, head and body.
    pub(crate) response: u64,
}

/// A histogram that is kept of each line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Metric {
    /// In microseconds.
    Latency,
    /// In bytes.
    RequestSize,
    /// In bytes.
    ResponseSize,
}

impl Metric {
    const ALL: [Self; 3] = [Self::Latency, Self::RequestSize, Self::ResponseSize];

    /// As the column spells it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Latency => "latency",
            Self::RequestSize => "request_size",
            Self::ResponseSize => "response_size",
        }
    }
}

/// One bucket of one histogram of a line in so many seconds: what a row of the table holds. Nodes write in this order, so
/// that none waits for another that waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    pub(crate) line: i64,
    pub(crate) metric: Metric,
    pub(crate) span: i64,
    pub(crate) at: Instant,
    pub(crate) bucket: u16,
}

impl Cell {
    /// The same bucket of the cell of this span in which this one lies.
    pub(crate) fn within(self, span: i64) -> Self {
        let micros = self.at.micros();
        Self { span, at: Instant::from_micros(micros - micros.rem_euclid(span * 1_000_000)), ..self }
    }
}

/// What was counted.
#[derive(Default)]
pub(crate) struct Tally {
    minutes: HashMap<(Line, i64), Vec<Slot>>,
    buckets: usize,
    forgotten: u64,
}

/// A bucket of one of the three histograms, and how many calls fell into it. Slots lie in the order of their numbers.
struct Slot {
    number: u16,
    amount: u32,
}

impl Tally {
    /// Nothing yet, with room for so many minutes of lines.
    pub(crate) fn with_room(minutes: usize) -> Self {
        Self { minutes: HashMap::with_capacity(minutes), ..Self::default() }
    }

    /// Counts a call that began at this moment. Allocates only for what is new since the last flush.
    pub(crate) fn count(&mut self, line: Line, at: Instant, measured: &Measured) {
        if self.buckets + Metric::ALL.len() > MOST {
            self.forgotten += 1;
            return;
        }
        let minute = at.micros().div_euclid(MINUTE_MICROS);
        let slots = self.minutes.entry((line, minute)).or_insert_with(|| Vec::with_capacity(FEW));
        let latency = u64::try_from(measured.latency.as_micros()).unwrap_or(u64::MAX);
        for (metric, value) in Metric::ALL.into_iter().zip([latency, measured.request, measured.response]) {
            let number = metric as u16 * Bucket::END + Bucket::of(value).number();
            match slots.binary_search_by_key(&number, |it| it.number) {
                Ok(at) => slots[at].amount = slots[at].amount.saturating_add(1),
                Err(at) => {
                    slots.insert(at, Slot { number, amount: 1 });
                    self.buckets += 1;
                }
            }
        }
    }

    /// How many minutes of lines there are.
    pub(crate) fn minutes(&self) -> usize {
        self.minutes.len()
    }

    /// How many calls were not counted for want of room.
    pub(crate) fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// Hands over everything that was counted, in cells of a minute.
    pub(crate) fn into_cells(self) -> impl Iterator<Item = (Line, Cell, i64)> {
        self.minutes.into_iter().flat_map(|((line, minute), slots)| {
            let (id, at) = (line.id(), Instant::from_micros(minute * MINUTE_MICROS));
            slots.into_iter().filter_map(move |it| {
                let metric = *Metric::ALL.get(usize::from(it.number / Bucket::END))?;
                let cell = Cell { line: id, metric, span: 60, at, bucket: it.number % Bucket::END };
                Some((line, cell, i64::from(it.amount)))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    use super::*;
    use crate::samples::id;

    fn line(number: u64, status: u16) -> Line {
        Line { application: id(number), version: id(7), status }
    }

    fn measured(latency: u64, request: u64, response: u64) -> Measured {
        Measured { latency: Duration::from_micros(latency), request, response }
    }

    #[test]
    fn calls_are_counted_by_line_and_minute_in_three_histograms() {
        let mut tally = Tally::default();
        let at = Instant::from_micros;
        for (line, at, it) in [
            (line(1, 200), at(0), measured(100, 10, 0)),
            (line(1, 200), at(59_999_999), measured(101, 10, 5)),
            (line(1, 200), at(60_000_000), measured(100, 10, 5)),
            (line(1, 404), at(1), measured(900, 10, 5)),
        ] {
            tally.count(line, at, &it);
        }
        assert_eq!(tally.minutes(), 3);
        let cells: BTreeMap<_, _> = tally
            .into_cells()
            .map(|(line, it, amount)| ((line.status, it.at, it.metric, it.bucket), amount))
            .collect();
        let mut table = String::new();
        for ((status, at, metric, bucket), amount) in cells {
            let low = Bucket::numbered(bucket.into()).unwrap().bounds().0;
            let _ =
                writeln!(table, "{status} {} {} {low}: {amount}", at.micros() / 60_000_000, metric.word());
        }
        assert_eq!(
            table,
            "\
200 0 latency 96: 2
200 0 request_size 10: 2
200 0 response_size 0: 1
200 0 response_size 5: 1
200 1 latency 96: 1
200 1 request_size 10: 1
200 1 response_size 5: 1
404 0 latency 896: 1
404 0 request_size 10: 1
404 0 response_size 5: 1
"
        );
    }

    #[test]
    fn a_flood_of_lines_is_bounded_and_what_is_left_out_is_known() {
        let mut tally = Tally::default();
        let calls = 100_000;
        for number in 0..calls {
            tally.count(line(number, 200), Instant::from_micros(0), &measured(1, 1, 1));
        }
        let counted = tally.minutes() as u64;
        assert!(counted * 3 <= MOST as u64 && counted > 20_000, "{counted}");
        assert_eq!(counted + tally.forgotten(), calls);
    }

    #[test]
    fn a_line_has_the_same_number_everywhere_and_no_other_line_has_it() {
        let mut seen = std::collections::HashSet::new();
        for number in 0..50_000 {
            for status in [200, 404] {
                let id = line(number, status).id();
                assert!(id >= 0 && seen.insert(id));
            }
        }
        assert_eq!(line(1, 200).id(), 6_598_496_449_313_610_281, "numbers that are stored must stay");
    }
}
