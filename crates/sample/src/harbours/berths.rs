//! Berths: where a ship can lie, and which one fits.

use crate::world::{HARBOURS, Harbour, harbour};

/// Water that must stay under a keel, in centimetres.
pub(super) const UNDER_KEEL_CM: i64 = 65;

/// The lowest water that the tide tables know, in centimetres.
pub(super) const LOWEST_TIDE_CM: i64 = -20;

/// The longest berth of each harbour, in centimetres.
const LONGEST: [(&str, i64); 6] =
    [("CAL", 18_000), ("FUM", 9_000), ("GRI", 8_000), ("MZM", 6_500), ("PSE", 20_000), ("SRO", 13_000)];

/// A berth. The first of a harbour is the longest and deepest.
#[derive(Clone, Copy)]
pub(super) struct Berth {
    /// Where it is.
    pub(super) harbour: &'static Harbour,
    /// From 1.
    pub(super) number: i64,
    /// How long a ship may be, in centimetres.
    pub(super) length_cm: i64,
    /// Water at chart datum, in centimetres.
    pub(super) depth_cm: i64,
}

impl Berth {
    /// `CAL-3`.
    pub(super) fn id(&self) -> String {
        format!("{}-{}", self.harbour.code, self.number)
    }

    /// Whether cars can drive off here.
    pub(super) fn has_ramp(&self) -> bool {
        self.number <= (self.harbour.berths + 1) / 2
    }

    /// Whether a ship can switch her engines off.
    pub(super) fn has_shore_power(&self) -> bool {
        self.harbour.code == "PSE" || (self.number == 1 && self.harbour.berths > 2)
    }

    /// Whether a ship of these measures can lie here at any tide.
    pub(super) fn fits(&self, length_cm: i64, draught_cm: i64) -> bool {
        length_cm <= self.length_cm && draught_cm + UNDER_KEEL_CM <= self.depth_cm + LOWEST_TIDE_CM
    }
}

/// The berths of a harbour.
pub(super) fn berths_of(harbour: &'static Harbour) -> impl Iterator<Item = Berth> {
    let longest = LONGEST.iter().find(|it| it.0 == harbour.code).map_or(0, |it| it.1);
    (1..=harbour.berths).map(move |number| Berth {
        harbour,
        number,
        length_cm: longest - (number - 1) * 1_500,
        depth_cm: harbour.depth_cm - (number - 1) * 40,
    })
}

/// The berth with an id such as `CAL-3`.
pub(super) fn find(id: &str) -> Option<Berth> {
    let (code, number) = id.split_once('-')?;
    berths_of(harbour(code)?).find(|it| it.number.to_string() == number)
}

/// All berths of all harbours.
pub(super) fn all() -> impl Iterator<Item = Berth> {
    HARBOURS.iter().flat_map(berths_of)
}
