//! Lines between harbours and the sailings on any day. The timetable repeats weekly; lateness is made from the
//! sailing's own name, so it is the same each time somebody asks.

use super::{Day, Harbour, Ship, chance, clock_time, harbour, ship};

/// Minutes between midnight and the moment at which the clock stands.
const NOW_MINUTES: i64 = 480;

/// A line in one direction.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    /// Where it begins.
    pub(crate) from: &'static Harbour,
    /// Where it ends.
    pub(crate) to: &'static Harbour,
    /// Nautical miles.
    pub(crate) miles: i64,
    departures: &'static [Departure],
}

/// Minutes after midnight, ship, and the days of the week it sails, Monday first.
struct Departure(i64, &'static str, &'static str);

const DAILY: &str = "1111111";
const WEEKDAYS: &str = "1111100";
const WEEKENDS: &str = "0000011";
const SUNDAY_TO_THURSDAY: &str = "1111001";

/// Both directions of each line: from, to, miles, departures.
const LINES: &[(&str, &str, i64, &[Departure])] = &[
    (
        "PSE",
        "CAL",
        58,
        &[
            Departure(450, "COS", DAILY),
            Departure(615, "RON", DAILY),
            Departure(1050, "OTT", WEEKDAYS),
            Departure(1260, "BEN", DAILY),
            Departure(1320, "PAZ", SUNDAY_TO_THURSDAY),
        ],
    ),
    (
        "CAL",
        "PSE",
        58,
        &[
            Departure(420, "BEN", DAILY),
            Departure(660, "PAZ", WEEKDAYS),
            Departure(765, "COS", DAILY),
            Departure(780, "OTT", WEEKDAYS),
            Departure(960, "RON", DAILY),
        ],
    ),
    ("PSE", "FUM", 41, &[Departure(525, "LAM", DAILY), Departure(1020, "LAM", DAILY)]),
    ("FUM", "PSE", 41, &[Departure(660, "LAM", DAILY), Departure(1155, "LAM", DAILY)]),
    ("CAL", "FUM", 37, &[Departure(760, "RON", WEEKENDS)]),
    ("FUM", "CAL", 37, &[Departure(860, "RON", WEEKENDS)]),
    (
        "CAL",
        "SRO",
        21,
        &[Departure(540, "OTT", DAILY), Departure(760, "RON", WEEKDAYS), Departure(900, "OTT", WEEKENDS)],
    ),
    (
        "SRO",
        "CAL",
        21,
        &[Departure(655, "OTT", DAILY), Departure(835, "RON", WEEKDAYS), Departure(1020, "OTT", WEEKENDS)],
    ),
    ("SRO", "GRI", 15, &[Departure(540, "CER", DAILY), Departure(1020, "CER", DAILY)]),
    ("GRI", "SRO", 15, &[Departure(420, "CER", DAILY), Departure(900, "CER", DAILY)]),
    ("GRI", "MZM", 17, &[Departure(645, "CER", WEEKDAYS)]),
    ("MZM", "GRI", 17, &[Departure(770, "CER", WEEKDAYS)]),
];

/// All lines, in the order of the printed timetable.
pub(crate) fn all_lines() -> impl Iterator<Item = Line> {
    LINES.iter().filter_map(|(from, to, miles, departures)| {
        Some(Line { from: harbour(from)?, to: harbour(to)?, miles: *miles, departures })
    })
}

/// The line with a code such as `PSE-CAL`.
pub(crate) fn line(code: &str) -> Option<Line> {
    all_lines().find(|it| it.code() == code)
}

impl Line {
    /// `PSE-CAL`.
    pub(crate) fn code(&self) -> String {
        format!("{}-{}", self.from.code, self.to.code)
    }

    /// `Porto Sereno – Calanova`.
    pub(crate) fn name(&self) -> String {
        format!("{} – {}", self.from.name, self.to.name)
    }

    /// How long a ship needs, in minutes: the way at her speed, and the manoeuvres at both ends.
    pub(crate) fn minutes(&self, ship: &Ship) -> i64 {
        let sailing = self.miles * 60 / ship.speed_kn + 20;
        (sailing + 4) / 5 * 5
    }

    /// The ships that serve it, each once.
    pub(crate) fn ships(&self) -> Vec<&'static Ship> {
        let mut ships: Vec<&'static Ship> = Vec::new();
        for it in self.departures.iter().filter_map(|it| ship(it.1)) {
            if !ships.iter().any(|known| known.code == it.code) {
                ships.push(it);
            }
        }
        ships
    }

    /// Its sailings on a day, in order of departure.
    pub(crate) fn sailings(self, day: Day) -> impl Iterator<Item = Sailing> {
        let weekday = usize::try_from(day.weekday()).unwrap_or_default();
        let sails = move |it: &&Departure| it.2.as_bytes().get(weekday) == Some(&b'1');
        self.departures
            .iter()
            .filter(sails)
            .filter_map(move |it| Some(Sailing { line: self, day, departs: it.0, ship: ship(it.1)? }))
    }
}

/// All sailings of a day, in order of departure.
pub(crate) fn sailings_on(day: Day) -> Vec<Sailing> {
    let mut all: Vec<Sailing> = all_lines().flat_map(|it| it.sailings(day)).collect();
    all.sort_by_key(|it| it.departs);
    all
}

/// One sailing.
#[derive(Clone, Copy)]
pub(crate) struct Sailing {
    /// The line.
    pub(crate) line: Line,
    /// The day.
    pub(crate) day: Day,
    /// Minutes after midnight.
    pub(crate) departs: i64,
    /// Who sails.
    pub(crate) ship: &'static Ship,
}

impl Sailing {
    /// The sailing with an id such as `PSE-CAL-20260612-0730`.
    pub(crate) fn find(id: &str) -> Option<Self> {
        let day = Day::parse_compact(id.get(8..16)?)?;
        line(id.get(..7)?)?.sailings(day).find(|it| it.id() == id)
    }

    /// `PSE-CAL-20260612-0730`.
    pub(crate) fn id(&self) -> String {
        let time = clock_time(self.departs).replace(':', "");
        format!("{}-{}-{time}", self.line.code(), self.day.compact())
    }

    /// When it should arrive, in minutes after the midnight of its day.
    pub(crate) fn arrives(&self) -> i64 {
        self.departs + self.line.minutes(self.ship)
    }

    /// How many minutes it is late, in fives. Zia Ottavia is never late by more than a quarter of an hour.
    pub(crate) fn late_minutes(&self) -> i64 {
        if chance(&self.id(), 5) != 0 || self.is_cancelled() {
            return 0;
        }
        let most = if self.ship.code == "OTT" { 3 } else { 8 };
        5 * (1 + chance(&format!("late {}", self.id()), most))
    }

    /// Whether it does not sail: one in nineteen, for weather.
    pub(crate) fn is_cancelled(&self) -> bool {
        chance(&format!("sea {}", self.id()), 19) == 0
    }

    /// Whether it has left by the standing clock.
    pub(crate) fn has_departed(&self) -> bool {
        let leaves = self.departs + self.late_minutes();
        self.day < Day::TODAY || (self.day == Day::TODAY && leaves < NOW_MINUTES)
    }

    /// `scheduled`, `delayed`, `cancelled` or `departed`.
    pub(crate) fn status(&self) -> &'static str {
        if self.is_cancelled() {
            "cancelled"
        } else if self.has_departed() {
            "departed"
        } else if self.late_minutes() > 0 {
            "delayed"
        } else {
            "scheduled"
        }
    }

    /// Why it is late or does not sail, for people.
    pub(crate) fn reason(&self) -> Option<String> {
        match self.status() {
            "cancelled" => Some(format!("Swell in the entrance of {}.", self.line.to.name)),
            "delayed" => Some(format!("Late arrival of {}.", self.ship.name)),
            _ => None,
        }
    }

    /// Seats that are free.
    pub(crate) fn seats_left(&self) -> i64 {
        self.ship.passengers / 10 + chance(&format!("seats {}", self.id()), self.ship.passengers * 8 / 10)
    }

    /// Places for cars that are free.
    pub(crate) fn cars_left(&self) -> i64 {
        chance(&format!("cars {}", self.id()), self.ship.cars)
    }

    /// What an adult pays, in cents: a ground price, the miles, and half as much again for speed.
    pub(crate) fn adult_cents(&self) -> i64 {
        let slow = 900 + self.line.miles * 45;
        if self.ship.kind == "fast_craft" { slow * 3 / 2 / 10 * 10 } else { slow / 10 * 10 }
    }

    /// What a vehicle pays, in cents. None when she cannot take it.
    pub(crate) fn vehicle_cents(&self, kind: &str) -> Option<i64> {
        let adult = self.adult_cents();
        match kind {
            "bicycle" => Some(500),
            _ if self.ship.cars == 0 => None,
            "motorcycle" => Some(adult * 6 / 5),
            "car" => Some(adult * 2),
            "camper" if self.ship.kind == "ferry" => Some(adult * 16 / 5),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sailing_is_found_by_its_id() {
        for day in 0..14 {
            for it in sailings_on(Day::TODAY.plus(day)) {
                assert_eq!(Sailing::find(&it.id()).map(|found| found.id()), Some(it.id()));
            }
        }
        for bad in ["", "PSE-CAL", "PSE-CAL-20260612-0731", "XXX-CAL-20260612-0730", "PSE-CAL-20260612-07é0"]
        {
            assert!(Sailing::find(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn every_line_has_a_way_back() {
        assert_eq!(all_lines().count(), LINES.len());
        for it in all_lines() {
            assert!(line(&format!("{}-{}", it.to.code, it.from.code)).is_some());
        }
    }

    #[test]
    fn every_ship_leaves_from_where_she_arrived() {
        for ship in super::super::SHIPS {
            let fortnight = (0..14).flat_map(|day| sailings_on(Day::TODAY.plus(day)));
            let hers: Vec<Sailing> = fortnight.filter(|it| it.ship.code == ship.code).collect();
            assert!(!hers.is_empty(), "{} stays in bed", ship.name);
            for pair in hers.windows(2) {
                let nights = pair[1].day.since(pair[0].day) * 1440;
                assert_eq!(
                    pair[0].line.to.code,
                    pair[1].line.from.code,
                    "{} to {}",
                    pair[0].id(),
                    pair[1].id()
                );
                assert!(pair[0].arrives() < pair[1].departs + nights, "{} to {}", pair[0].id(), pair[1].id());
            }
        }
    }
}
