//! Tides. The sea here moves by a hand's breadth, which matters in exactly one harbour.

use serde_json::{Value, json};

use crate::world::{Day, Harbour, chance};

/// Minutes between high and low water.
const HALF_TIDE: i64 = 373;

/// One turn of the tide.
pub(super) struct Turn {
    /// Minutes after midnight.
    pub(super) minutes: i64,
    /// Whether it is high water.
    pub(super) is_high: bool,
    /// Centimetres over chart datum.
    pub(super) height_cm: i64,
}

/// The turns of a day at a harbour.
pub(super) fn turns(harbour: &Harbour, day: Day) -> Vec<Turn> {
    let late = chance(harbour.code, 40);
    let first = (day.since(Day::TODAY) * 50 + 95 + late).rem_euclid(HALF_TIDE * 2);
    let mut minutes = first % HALF_TIDE;
    let mut is_high = first < HALF_TIDE;
    let mut turns = Vec::new();
    while minutes < 1_440 {
        let more = chance(&format!("{} {} {minutes}", harbour.code, day.iso()), 7);
        let height_cm = if is_high { 14 + more } else { -12 - more };
        turns.push(Turn { minutes, is_high, height_cm });
        minutes += HALF_TIDE;
        is_high = !is_high;
    }
    turns
}

/// A turn, in full.
pub(super) fn view(it: &Turn, day: Day) -> Value {
    json!({ "at": day.at(it.minutes), "kind": if it.is_high { "high" } else { "low" }, "height_cm": it.height_cm })
}
