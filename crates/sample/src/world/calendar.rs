//! Days and times of the sample world. Its clock stands at eight in the morning of Friday, 12 June 2026.

/// The moment at which the sample world's clock stands.
pub(crate) const NOW: &str = "2026-06-12T08:00:00+02:00";

/// A day from 2020 to 2039, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(i64);

impl Day {
    /// The day at which the sample world's clock stands.
    pub(crate) const TODAY: Self = Self(20_616);

    /// Reads `2026-06-12`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-').map(|it| it.parse::<i64>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        if text.len() != 10 || !(2020..2040).contains(&year) || !(1..=12).contains(&month) {
            return None;
        }
        let it = Self::of(year, month, day);
        (it.civil() == (year, month, day)).then_some(it)
    }

    /// Reads `20260612`.
    pub(crate) fn parse_compact(text: &str) -> Option<Self> {
        let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..)?);
        Self::parse(&format!("{year}-{month}-{day}"))
    }

    /// So many days later, or earlier.
    pub(crate) fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// Days from `earlier` to this day.
    pub(crate) fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// 0 for Monday to 6 for Sunday.
    pub(crate) fn weekday(self) -> i64 {
        (self.0 + 3).rem_euclid(7)
    }

    /// `2026-06-12`.
    pub(crate) fn iso(self) -> String {
        let (year, month, day) = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// `20260612`.
    pub(crate) fn compact(self) -> String {
        self.iso().replace('-', "")
    }

    /// A moment so many minutes after this day's midnight: `2026-06-12T07:30:00+02:00`.
    pub(crate) fn at(self, minutes: i64) -> String {
        let day = self.plus(minutes.div_euclid(1440));
        format!("{}T{}:00{}", day.iso(), clock_time(minutes.rem_euclid(1440)), day.offset())
    }

    /// Central European time: an hour more from the last Sunday of March to the last of October.
    fn offset(self) -> &'static str {
        let (year, _, _) = self.civil();
        let last_sunday = |month| {
            let last = Self::of(year, month, 31);
            last.plus(-((last.weekday() + 1) % 7))
        };
        if (last_sunday(3)..last_sunday(10)).contains(&self) { "+02:00" } else { "+01:00" }
    }

    /// Howard Hinnant's `days_from_civil`.
    fn of(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }

    /// Howard Hinnant's `civil_from_days`: year, month, day.
    fn civil(self) -> (i64, i64, i64) {
        let days = self.0 + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
    }
}

/// `07:30` for 450 minutes after midnight.
pub(crate) fn clock_time(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_a_friday_in_june() {
        assert_eq!(Day::parse("2026-06-12"), Some(Day::TODAY));
        assert_eq!((Day::TODAY.iso().as_str(), Day::TODAY.weekday()), ("2026-06-12", 4));
        assert_eq!(Day::TODAY.at(480), NOW);
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for bad in ["", "2026-02-30", "2026-13-01", "1999-01-01", "2026-6-12", "12/06/2026", "2026-06-12T00"]
        {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
        assert_eq!(Day::parse("2028-02-29").map(Day::iso).as_deref(), Some("2028-02-29"));
        assert_eq!(Day::parse_compact("20260612"), Some(Day::TODAY));
    }

    #[test]
    fn summer_time_ends_on_the_last_sunday_of_october() {
        let saturday = Day::of(2026, 10, 24);
        assert_eq!(saturday.at(1500), "2026-10-25T01:00:00+01:00");
        assert_eq!(saturday.at(60), "2026-10-24T01:00:00+02:00");
    }
}
