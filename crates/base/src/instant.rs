//! A moment, in microseconds since 1970, UTC.

use std::fmt;

/// A moment. Stored as a `bigint` of microseconds; shown as RFC 3339 with milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant(i64);

impl Instant {
    /// From microseconds since 1970.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// So many seconds later.
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// So many seconds earlier.
    pub const fn minus_seconds(self, seconds: i64) -> Self {
        self.plus_seconds(-seconds)
    }

    /// Whole seconds from `earlier` to this moment; negative when `earlier` is later.
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0) / 1_000_000
    }

    /// The moment that an RFC 3339 text names, with whatever offset it has.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|it| Self(it.as_microsecond()))
    }

    /// `2026-11-23T21:25:31.000Z`: UTC, milliseconds, as the contracts want it.
    pub fn rfc3339(self) -> String {
        self.format("%Y-%m-%dT%H:%M:%S.%3fZ")
    }

    /// `23 November 2026`.
    pub fn day(self) -> String {
        self.format("%-d %B %Y")
    }

    /// `23 November 2026, 21:25 UTC`.
    pub fn minute(self) -> String {
        self.format("%-d %B %Y, %H:%M UTC")
    }

    fn format(self, pattern: &str) -> String {
        jiff::Timestamp::from_microsecond(self.0)
            .map(|it| it.strftime(pattern).to_string())
            .unwrap_or_default()
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.rfc3339())
    }
}

#[cfg(test)]
mod tests {
    use super::Instant;

    #[test]
    fn a_moment_is_shown_with_milliseconds_in_utc() {
        let it = Instant::from_micros(1_764_019_531_123_456);
        assert_eq!(it.rfc3339(), "2025-11-24T21:25:31.123Z");
        assert_eq!(it.day(), "24 November 2025");
        assert_eq!(it.plus_seconds(60).seconds_since(it), 60);
    }
}
