//! Time in words, with the exact moment in the markup and on hover.

use askama::Template;
use askama::filters::HtmlSafe;
use base::Instant;

use crate::Texts;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A moment in words: `3 minutes ago`. A script turns the title into the visitor's own zone.
///
/// Must: carry the exact time in `datetime`; say the same without script.
#[derive(Debug, Clone, Template)]
#[template(path = "time.html")]
pub struct When {
    exact: String,
    title: String,
    words: String,
}

impl When {
    /// Relative to now, for a month around it; the day beyond that.
    pub fn relative(texts: &Texts, now: Instant, at: Instant) -> Self {
        Self::with(at, words(texts, now, at))
    }

    /// The day: `23 November 2026`.
    pub fn day(at: Instant) -> Self {
        Self::with(at, at.day())
    }

    /// The day and the minute, UTC.
    pub fn minute(at: Instant) -> Self {
        Self::with(at, at.minute())
    }

    fn with(at: Instant, words: String) -> Self {
        Self { exact: at.rfc3339(), title: at.minute(), words }
    }
}

impl HtmlSafe for When {}

fn words(texts: &Texts, now: Instant, at: Instant) -> String {
    let ago = now.seconds_since(at);
    let distance = ago.abs();
    let (unit, count) = match distance {
        0..=44 => return texts.say("ui-time-now", &[]),
        45..HOUR => ("minutes", ((distance + MINUTE / 2) / MINUTE).clamp(1, 59)),
        HOUR..DAY => ("hours", distance / HOUR),
        _ if distance < 30 * DAY => ("days", distance / DAY),
        _ => return at.day(),
    };
    let key = if ago < 0 { format!("ui-time-in-{unit}") } else { format!("ui-time-{unit}-ago") };
    texts.say(&key, &[("count", count.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_in_words_for_a_month_and_by_the_day_beyond() {
        let texts = Texts::new(&[]);
        let now = Instant::from_micros(1_764_019_531_000_000);
        let table = [
            (10, "just now"),
            (50, "1 minute ago"),
            (180, "3 minutes ago"),
            (3_599, "59 minutes ago"),
            (3_600, "1 hour ago"),
            (86_399, "23 hours ago"),
            (86_400, "1 day ago"),
            (-7_200, "in 2 hours"),
            (-86_400, "in 1 day"),
            (90 * 86_400, "26 August 2025"),
        ];
        for (seconds, expected) in table {
            assert_eq!(words(&texts, now, now.minus_seconds(seconds)), expected);
        }
    }
}
