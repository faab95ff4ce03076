//! Where parcels are handed in and out.

use serde_json::{Value, json};

use crate::world::{HARBOURS, Harbour};

/// A counter, a bar or a row of lockers.
pub(super) struct Point {
    /// Its name in addresses.
    pub(super) id: &'static str,
    /// The harbour it belongs to.
    pub(super) harbour: &'static str,
    /// What is written over the door.
    pub(super) name: &'static str,
    /// `depot`, `shop` or `locker`.
    pub(super) kind: &'static str,
    /// Street address.
    address: &'static str,
    /// Opening hours in words.
    hours: &'static str,
    /// Whether it is open on Sundays.
    pub(super) sundays: bool,
    /// What couriers know.
    remark: &'static str,
}

const fn point(words: [&'static str; 7], sundays: bool) -> Point {
    let [id, harbour, name, kind, address, hours, remark] = words;
    Point { id, harbour, name, kind, address, hours, sundays, remark }
}

/// All points, by harbour.
pub(super) const POINTS: [Point; 9] = [
    point(
        [
            "cal-bar-sport",
            "CAL",
            "Bar Sport",
            "shop",
            "Via Roma 4, Calanova",
            "06:00–22:00",
            "Ask for Rino. If Rino is out, ask for whoever is looking for Rino.",
        ],
        true,
    ),
    point(
        [
            "cal-depot",
            "CAL",
            "Calanova depot",
            "depot",
            "Molo Nuovo 3, Calanova",
            "07:00–19:00",
            "Forklift until 18:00.",
        ],
        false,
    ),
    point(
        [
            "fum-depot",
            "FUM",
            "Fumo depot",
            "depot",
            "Scalo del Vulcano 1, Fumo",
            "08:00–12:00, and when a ship is in",
            "Fragile goods are stored on the side away from the crater.",
        ],
        false,
    ),
    point(
        [
            "gri-depot",
            "GRI",
            "Grifo depot",
            "depot",
            "Via del Faro 12, Punta Grifo",
            "08:00–17:00",
            "Ring twice.",
        ],
        false,
    ),
    point(
        [
            "gri-faro",
            "GRI",
            "Lighthouse lockers",
            "locker",
            "Via del Faro 1, Punta Grifo",
            "always",
            "Forty lockers. Number 13 sticks.",
        ],
        true,
    ),
    point(
        [
            "pse-depot",
            "PSE",
            "Porto Sereno depot",
            "depot",
            "Piazza della Capitaneria 2, Porto Sereno",
            "06:00–21:00",
            "The only depot that takes pallets.",
        ],
        true,
    ),
    point(
        [
            "pse-stazione",
            "PSE",
            "Station lockers",
            "locker",
            "Piazzale Stazione 8, Porto Sereno",
            "04:30–00:30",
            "Sixty lockers, next to platform 1.",
        ],
        true,
    ),
    point(
        [
            "sro-depot",
            "SRO",
            "Santa Rocca depot",
            "depot",
            "Lungomare dei Cordai 20, Santa Rocca",
            "10:00–18:00",
            "Opens when the fishing fleet has left the quay.",
        ],
        false,
    ),
    point(
        [
            "sro-farmacia",
            "SRO",
            "Farmacia Lanza",
            "shop",
            "Piazza Santa Rocca 1, Santa Rocca",
            "08:30–13:00, 16:30–20:00",
            "Nothing heavier than 10 kg.",
        ],
        false,
    ),
];

/// The harbours that have a depot.
pub(super) fn depots() -> impl Iterator<Item = &'static Harbour> {
    HARBOURS.iter().filter(|it| it.has_depot)
}

/// The point with this id.
pub(super) fn find(id: &str) -> Option<&'static Point> {
    POINTS.iter().find(|it| it.id == id)
}

/// The depot of a harbour.
pub(super) fn depot_of(harbour: &str) -> Option<&'static Point> {
    POINTS.iter().find(|it| it.harbour == harbour && it.kind == "depot")
}

/// A point, in full.
pub(super) fn view(it: &Point) -> Value {
    json!({
        "id": it.id,
        "harbour": it.harbour,
        "name": it.name,
        "kind": it.kind,
        "address": it.address,
        "opening_hours": it.hours,
        "open_on_sundays": it.sundays,
        "remark": it.remark,
    })
}
