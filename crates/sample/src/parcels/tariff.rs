//! What a parcel costs: by zone, service and started kilogram.

use crate::world::{Day, Harbour, line};

/// A service.
pub(super) struct Service {
    /// Its name in requests.
    pub(super) id: &'static str,
    /// Its name for people.
    pub(super) name: &'static str,
    /// What it promises.
    pub(super) promise: &'static str,
    /// Days until it arrives.
    pub(super) days: i64,
    /// The farthest zone it goes to.
    pub(super) farthest: i64,
    base_cents: i64,
    zone_cents: i64,
    kilogram_cents: i64,
}

/// All services, slowest first.
pub(super) const SERVICES: [Service; 3] = [
    Service {
        id: "economy",
        name: "Economy",
        promise: "Goes when there is room. There is usually room.",
        days: 4,
        farthest: 3,
        base_cents: 590,
        zone_cents: 150,
        kilogram_cents: 60,
    },
    Service {
        id: "standard",
        name: "Standard",
        promise: "Goes with the next ship that carries cars.",
        days: 2,
        farthest: 3,
        base_cents: 790,
        zone_cents: 200,
        kilogram_cents: 80,
    },
    Service {
        id: "express",
        name: "Express",
        promise: "Goes with the next ship, whatever she is. Where one line goes all the way, it arrives the next day.",
        days: 1,
        farthest: 2,
        base_cents: 1290,
        zone_cents: 350,
        kilogram_cents: 140,
    },
];

/// The names of the services.
pub(super) const SERVICE_IDS: [&str; 3] = ["economy", "standard", "express"];

/// The heaviest parcel, in grams.
pub(super) const HEAVIEST: i64 = 31_500;

/// The longest side, in millimetres.
pub(super) const LONGEST: i64 = 1_500;

/// The service with this id.
pub(super) fn service(id: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|it| it.id == id)
}

/// 1 on the same coast, 2 where a line goes all the way, 3 otherwise.
pub(super) fn zone(from: &Harbour, to: &Harbour) -> i64 {
    if from.coast == to.coast {
        1
    } else if line(&format!("{}-{}", from.code, to.code)).is_some() {
        2
    } else {
        3
    }
}

/// Grams that are charged: the weight, or the volume in cubic millimetres over 5,000 where that is more.
pub(super) fn billed_grams(grams: i64, sides: [i64; 3]) -> i64 {
    grams.max(sides.iter().product::<i64>() / 5_000)
}

impl Service {
    /// The price in cents, without tax.
    pub(super) fn cents(&self, zone: i64, grams: i64) -> i64 {
        self.base_cents + self.zone_cents * (zone - 1) + self.kilogram_cents * ((grams + 999) / 1_000)
    }

    /// The day it arrives when handed in on a day.
    pub(super) fn arrives(&self, handed_in: Day) -> Day {
        handed_in.plus(self.days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::harbour;

    #[test]
    fn zones_follow_the_lines() {
        let zone = |from, to| zone(harbour(from).unwrap(), harbour(to).unwrap());
        assert_eq!([zone("SRO", "GRI"), zone("PSE", "CAL"), zone("PSE", "GRI")], [1, 2, 3]);
    }

    #[test]
    fn a_large_light_box_pays_for_its_size() {
        assert_eq!(billed_grams(900, [400, 300, 200]), 4_800);
        assert_eq!(service("standard").map(|it| it.cents(2, 4_800)), Some(790 + 200 + 5 * 80));
    }
}
