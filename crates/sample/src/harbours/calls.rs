//! Port calls: each arrival of the timetable, seen from the quay.

use serde_json::{Value, json};

use super::berths::{Berth, berths_of};
use crate::world::{Day, Sailing, chance, sailings_on};

/// What a call can be.
pub(super) const STATES: [&str; 4] = ["expected", "alongside", "left", "cancelled"];

/// A ship's visit to a harbour.
pub(super) struct Call {
    /// The sailing that brings her.
    pub(super) arrival: Sailing,
    /// The next one that takes her away the same day.
    pub(super) departure: Option<Sailing>,
}

/// The calls of a day, in order of arrival. What arrives after midnight belongs to the day it left.
pub(super) fn calls_on(day: Day) -> Vec<Call> {
    let sailings = sailings_on(day);
    let mut calls: Vec<Call> = sailings
        .iter()
        .map(|arrival| {
            let leaves = |it: &&Sailing| it.ship.code == arrival.ship.code && it.departs > arrival.departs;
            Call { arrival: *arrival, departure: sailings.iter().find(leaves).copied() }
        })
        .collect();
    calls.sort_by_key(|it| it.arrival.arrives());
    calls
}

/// The call with an id.
pub(super) fn find(id: &str) -> Option<Call> {
    let arrival = Sailing::find(id.strip_prefix("call-")?)?;
    calls_on(arrival.day).into_iter().find(|it| it.id() == id)
}

impl Call {
    /// `call-` and the sailing that brings her.
    pub(super) fn id(&self) -> String {
        format!("call-{}", self.arrival.id())
    }

    /// Where she lies: a berth that she fits, always the same for the same ship.
    pub(super) fn berth(&self) -> Option<Berth> {
        let ship = self.arrival.ship;
        let long_enough: Vec<Berth> =
            berths_of(self.arrival.line.to).filter(|it| it.length_cm >= ship.length_cm).collect();
        let count = i64::try_from(long_enough.len()).unwrap_or(1);
        let at = usize::try_from(chance(ship.code, count)).unwrap_or_default();
        long_enough.get(at).copied()
    }

    /// `expected`, `alongside`, `left` or `cancelled`, by the standing clock.
    pub(super) fn status(&self) -> &'static str {
        let now = 480;
        let late = self.arrival.late_minutes();
        if self.arrival.is_cancelled() {
            "cancelled"
        } else if self.arrival.day < Day::TODAY {
            "left"
        } else if self.arrival.day > Day::TODAY || self.arrival.arrives() + late > now {
            "expected"
        } else if self.departure.is_some_and(|it| it.has_departed()) {
            "left"
        } else {
            "alongside"
        }
    }

    /// A call, in full.
    pub(super) fn view(&self) -> Value {
        let (arrival, day) = (&self.arrival, self.arrival.day);
        json!({
            "id": self.id(),
            "harbour": arrival.line.to.code,
            "berth": self.berth().map(|it| it.id()),
            "ship": { "name": arrival.ship.name, "length_cm": arrival.ship.length_cm, "draught_cm": arrival.ship.draught_cm },
            "from": arrival.line.from.code,
            "status": self.status(),
            "arrives_at": day.at(arrival.arrives()),
            "expected_at": day.at(arrival.arrives() + arrival.late_minutes()),
            "leaves_at": self.departure.map(|it| it.day.at(it.departs)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ship_finds_a_berth_wherever_she_goes() {
        for call in (0..7).flat_map(|days| calls_on(Day::TODAY.plus(days))) {
            assert!(call.berth().is_some(), "{}", call.id());
        }
    }
}
