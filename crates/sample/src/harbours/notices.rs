//! Notices to mariners.

use serde_json::{Value, json};

use crate::world::Day;

/// What a notice can be.
pub(super) const SEVERITIES: [&str; 3] = ["information", "restriction", "closure"];

/// A notice.
pub(super) struct Notice {
    /// Year and number.
    pub(super) id: &'static str,
    /// The harbour it is about. None for all.
    pub(super) harbour: Option<&'static str>,
    /// One of the severities.
    pub(super) severity: &'static str,
    title: &'static str,
    text: &'static str,
    /// First and last day, counted from today.
    days: (i64, i64),
}

/// All notices, newest first.
pub(super) const NOTICES: [Notice; 5] = [
    Notice {
        id: "2026-031",
        harbour: Some("FUM"),
        severity: "closure",
        title: "Harbour closed on 14 June",
        text: "The observatory expects more smoke than usual. No berths are assigned on Sunday, 14 June.",
        days: (2, 2),
    },
    Notice {
        id: "2026-030",
        harbour: Some("SRO"),
        severity: "restriction",
        title: "Berth 4 after ten",
        text: "Berth 4 is for the fishing fleet until 10:00. This notice is renewed every year and read by nobody.",
        days: (-162, 202),
    },
    Notice {
        id: "2026-028",
        harbour: Some("MZM"),
        severity: "restriction",
        title: "Less water than charted",
        text: "Sounding of 2 June: 2.90 m at the berth. Masters keep 65 cm under the keel at any tide.",
        days: (-10, 48),
    },
    Notice {
        id: "2026-025",
        harbour: Some("PSE"),
        severity: "information",
        title: "Crane inspection",
        text: "The forty-tonne crane is inspected on Wednesday, 17 June, from 06:00 to 14:00.",
        days: (5, 5),
    },
    Notice {
        id: "2026-019",
        harbour: None,
        severity: "information",
        title: "Summer channel watch",
        text: "All harbours listen on VHF channel 14 from 05:00 to 24:00 until the end of September.",
        days: (-41, 110),
    },
];

impl Notice {
    /// Whether it holds on a day.
    pub(super) fn holds_on(&self, day: Day) -> bool {
        (self.days.0..=self.days.1).contains(&day.since(Day::TODAY))
    }

    /// A notice, in full.
    pub(super) fn view(&self) -> Value {
        json!({
            "id": self.id,
            "harbour": self.harbour,
            "severity": self.severity,
            "title": self.title,
            "text": self.text,
            "from": Day::TODAY.plus(self.days.0).iso(),
            "until": Day::TODAY.plus(self.days.1).iso(),
        })
    }
}
