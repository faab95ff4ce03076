//! What can be asked about the calls of applications, and how a histogram answers. Pure.

use base::{Bucket, Instant};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// How many calls.
    RequestCount,
    /// How many calls in a minute.
    RequestPerMinute,
    /// What so many of a hundred calls do not exceed.
    Percentile(Histogram, i64),
}

/// What is kept of the calls, beside their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Histogram {
    /// How long they took, from the request's head to the answer's last byte.
    Latency,
    /// How large the answers were, head and body.
    ResponseSize,
    /// How large the requests were, head and body.
    RequestSize,
}

impl Metric {
    /// All metrics, in the words of the published contract.
    pub const WORDS: [(&'static str, Self); 11] = [
        ("REQUEST_COUNT", Self::RequestCount),
        ("REQUEST_PER_MINUTE", Self::RequestPerMinute),
        ("RESPONSE_LATENCY_P99", Self::Percentile(Histogram::Latency, 99)),
        ("RESPONSE_LATENCY_P95", Self::Percentile(Histogram::Latency, 95)),
        ("RESPONSE_LATENCY_P50", Self::Percentile(Histogram::Latency, 50)),
        ("RESPONSE_SIZE_P99", Self::Percentile(Histogram::ResponseSize, 99)),
        ("RESPONSE_SIZE_P95", Self::Percentile(Histogram::ResponseSize, 95)),
        ("RESPONSE_SIZE_P50", Self::Percentile(Histogram::ResponseSize, 50)),
        ("REQUEST_SIZE_P99", Self::Percentile(Histogram::RequestSize, 99)),
        ("REQUEST_SIZE_P95", Self::Percentile(Histogram::RequestSize, 95)),
        ("REQUEST_SIZE_P50", Self::Percentile(Histogram::RequestSize, 50)),
    ];

    /// The metric of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(name, _)| *name == word).map(|(_, it)| *it)
    }

    /// As the contract spells it; empty for a percentile that it does not know.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, it)| *it == self).map_or("", |(word, _)| word)
    }

    /// In what it is given.
    pub fn unit(self) -> &'static str {
        match self {
            Self::RequestCount => "count",
            Self::RequestPerMinute => "count/minute",
            Self::Percentile(Histogram::Latency, _) => "ms",
            Self::Percentile(..) => "bytes",
        }
    }
}

impl Histogram {
    /// As the column spells it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Latency => "latency",
            Self::ResponseSize => "response_size",
            Self::RequestSize => "request_size",
        }
    }

    /// From the unit that is stored to the one that is shown: microseconds become milliseconds.
    pub(super) fn shown(self, value: f64) -> f64 {
        if self == Self::Latency { value / 1000.0 } else { value }
    }
}

/// What the calls can be told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// The version that was called.
    ApiProductVersion,
    /// The application that called.
    Application,
    /// The status of the answer.
    StatusCode,
    /// Its first digit: `2XX`.
    StatusCodeGrouped,
    /// The part of the time that was asked about.
    Time,
}

impl Dimension {
    /// All dimensions, in the words of the published contract.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("API_PRODUCT_VERSION", Self::ApiProductVersion),
        ("APPLICATION", Self::Application),
        ("STATUS_CODE", Self::StatusCode),
        ("STATUS_CODE_GROUPED", Self::StatusCodeGrouped),
        ("TIME", Self::Time),
    ];

    /// The dimension of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(name, _)| *name == word).map(|(_, it)| *it)
    }

    /// As the contract spells it.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, it)| *it == self).map_or("", |(word, _)| word)
    }
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What was asked for.
    pub metric: Metric,
    /// The dimensions that were asked for, in that order but without the time, each with the values that occur.
    pub dimensions: Vec<Occurring>,
    /// The beginning of the time, in milliseconds since 1970.
    pub start_ms: i64,
    /// Its end, which is not part of it.
    pub end_ms: i64,
    /// How long each part of the time is; the whole where the time was not asked for.
    pub granularity_ms: i64,
    /// Whether a dimension has more values than are given: those with the most calls are.
    pub truncated: bool,
    /// The figures, the earliest first. Where there were no calls there is no record.
    pub records: Vec<Record>,
}

/// The values of a dimension that occur, those with the most calls first; statuses by group in their own order.
#[derive(Debug, Clone)]
pub struct Occurring {
    /// Which dimension.
    pub dimension: Dimension,
    /// Its values.
    pub values: Vec<Value>,
}

/// A value of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The id of the application or version; the status as text.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The beginning of its part of the time, in milliseconds since 1970.
    pub at_ms: i64,
    /// Which value of each of the answer's dimensions it is of, by position.
    pub of: Vec<usize>,
    /// The figure, in the metric's unit.
    pub amount: f64,
}

impl Answer {
    /// What a record of this answer is of.
    pub fn values<'a>(&'a self, record: &'a Record) -> impl Iterator<Item = (Dimension, &'a Value)> {
        let pairs = self.dimensions.iter().zip(&record.of);
        pairs.filter_map(|(it, at)| Some((it.dimension, it.values.get(*at)?)))
    }
}

/// The bucket in which so many of a hundred calls are reached.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crossing {
    pub(super) bucket: Bucket,
    /// How many calls lie in lower buckets.
    pub(super) before: i64,
    /// How many lie in this one.
    pub(super) amount: i64,
    /// How many there are.
    pub(super) total: i64,
}

impl Crossing {
    /// Where the percentile is reached in a histogram, whose buckets are in their order.
    pub(super) fn of(histogram: &[(Bucket, i64)], percent: i64) -> Option<Self> {
        let total: i64 = histogram.iter().map(|(_, amount)| amount).sum();
        let mut before = 0;
        for (bucket, amount) in histogram {
            if (before + amount) * 100 >= total * percent && *amount > 0 {
                return Some(Self { bucket: *bucket, before, amount: *amount, total });
            }
            before += amount;
        }
        None
    }

    /// The percentile's value, as if the calls lay evenly within the bucket.
    pub(super) fn value(&self, percent: i64) -> f64 {
        let (low, high) = self.bucket.bounds();
        let rank = float(self.total) * float(percent) / 100.0 - float(self.before);
        let within = (rank / float(self.amount.max(1))).clamp(0.0, 1.0);
        let width = i64::try_from(high - low).unwrap_or(i64::MAX);
        float(i64::try_from(low).unwrap_or(i64::MAX)) + float(width) * within
    }
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people needs no more than 52 bits")]
pub(super) fn float(number: i64) -> f64 {
    number as f64
}

/// The time that the pages of an application show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// 24 hours, hour by hour.
    #[default]
    Day,
    /// Seven days, by quarters of a day.
    Week,
    /// Thirty days, day by day.
    Month,
}

impl Period {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// The period of this word; the shortest for any other.
    pub fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|it| it.word() == word).unwrap_or_default()
    }

    /// As an address spells it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "24h",
            Self::Week => "7d",
            Self::Month => "30d",
        }
    }

    /// How many parts it has, and how many seconds each.
    pub fn parts(self) -> (i64, i64) {
        match self {
            Self::Day => (24, 3_600),
            Self::Week => (28, 6 * 3_600),
            Self::Month => (30, 24 * 3_600),
        }
    }

    /// Its beginning and its end. The part that holds this moment is the last; parts begin at whole hours or days.
    pub fn around(self, now: Instant) -> (Instant, Instant) {
        let (count, seconds) = self.parts();
        let micros = seconds * 1_000_000;
        let end = Instant::from_micros(now.micros() - now.micros().rem_euclid(micros) + micros);
        (end.minus_seconds(count * seconds), end)
    }
}

/// What an application's page says of its calls.
#[derive(Debug, Clone)]
pub struct Summary {
    /// In which time.
    pub period: Period,
    /// All of them together.
    pub total: Figures,
    /// The parts of the time, each one, the earliest first.
    pub parts: Vec<Part>,
    /// By version, the one with the most calls first.
    pub versions: Vec<(Value, Figures)>,
}

/// The figures of some calls.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// How many there were.
    pub requests: i64,
    /// How many were answered with 400 or more.
    pub errors: i64,
    /// What 95 of 100 did not exceed, in milliseconds.
    pub latency_p95: f64,
}

/// The calls of a part of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its beginning.
    pub at: Instant,
    /// How many calls there were.
    pub requests: i64,
    /// How many were answered with 400 or more.
    pub errors: i64,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn histogram(values: &[u64]) -> Vec<(Bucket, i64)> {
        let mut buckets = BTreeMap::new();
        for it in values {
            *buckets.entry(Bucket::of(*it)).or_default() += 1;
        }
        buckets.into_iter().collect()
    }

    fn whole(value: f64) -> u64 {
        format!("{value:.0}").parse().unwrap()
    }

    #[test]
    fn a_percentile_lies_in_the_bucket_of_the_exact_one() {
        let mut state = 1_u64;
        for round in 1..400 {
            let chance = |state: &mut u64| {
                *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                *state >> 33
            };
            let mut values: Vec<u64> =
                (0..round).map(|_| chance(&mut state) >> (chance(&mut state) % 31)).collect();
            values.sort_unstable();
            for percent in [50, 95, 99] {
                let rank = (values.len() * usize::try_from(percent).unwrap()).div_ceil(100);
                let exact = values[rank - 1];
                let found = Crossing::of(&histogram(&values), percent).unwrap().value(percent);
                let (low, high) = Bucket::of(exact).bounds();
                let within = whole(found.floor()) >= low && whole(found.ceil()) <= high;
                assert!(within, "p{percent} of {values:?}: {found} is not in {low}..={high}");
            }
        }
    }

    #[test]
    fn small_numbers_are_exact_and_nothing_has_no_percentile() {
        let found = |values: &[u64], percent| {
            Crossing::of(&histogram(values), percent).map(|it| format!("{:.1}", it.value(percent)))
        };
        assert_eq!(found(&[], 50), None);
        assert_eq!(found(&[0], 99), Some("0.0".into()));
        assert_eq!(found(&[3, 7, 7, 15], 50), Some("7.0".into()));
        assert_eq!(found(&[3, 7, 7, 15], 99), Some("15.0".into()));
        // 1,000 lies in 960..=1023: all of a bucket, evenly spread.
        assert_eq!(found(&[1_000; 100], 50), Some("991.5".into()));
    }

    #[test]
    fn words_are_those_of_the_contract() {
        for (word, metric) in Metric::WORDS {
            assert_eq!((Metric::parse(word), metric.word()), (Some(metric), word));
        }
        for (word, dimension) in Dimension::WORDS {
            assert_eq!((Dimension::parse(word), dimension.word()), (Some(dimension), word));
        }
        assert_eq!((Metric::parse("request_count"), Dimension::parse("")), (None, None));
        assert_eq!(Metric::Percentile(Histogram::Latency, 95).unit(), "ms");
        assert_eq!(Metric::Percentile(Histogram::RequestSize, 50).unit(), "bytes");
    }

    #[test]
    fn a_period_ends_with_the_part_that_has_begun() {
        let noon = Instant::from_micros(1_780_315_200_000_000);
        let table = Period::ALL.map(|it| {
            let (start, end) = it.around(noon.plus_seconds(61));
            format!("{} {} – {}", Period::parse(it.word()).word(), start.minute(), end.minute())
        });
        assert_eq!(
            table,
            [
                "24h 31 May 2026, 13:00 UTC – 1 June 2026, 13:00 UTC",
                "7d 25 May 2026, 18:00 UTC – 1 June 2026, 18:00 UTC",
                "30d 3 May 2026, 00:00 UTC – 2 June 2026, 00:00 UTC",
            ]
        );
        assert_eq!(Period::parse("a year"), Period::Day);
    }
}
