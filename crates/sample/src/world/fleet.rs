//! The seven ships.

/// A ship of the company.
pub(crate) struct Ship {
    /// Three letters.
    pub(crate) code: &'static str,
    /// Her name.
    pub(crate) name: &'static str,
    /// `ferry`, `fast_craft` or `cargo`.
    pub(crate) kind: &'static str,
    /// The year she was built.
    pub(crate) built: i64,
    /// How many passengers she may carry.
    pub(crate) passengers: i64,
    /// How many cars fit on her deck.
    pub(crate) cars: i64,
    /// Length over all, in centimetres.
    pub(crate) length_cm: i64,
    /// Draught, in centimetres.
    pub(crate) draught_cm: i64,
    /// Service speed, in knots.
    pub(crate) speed_kn: i64,
    /// What the crew would add.
    pub(crate) remark: &'static str,
}

/// All ships, by code.
pub(crate) const SHIPS: [Ship; 7] = [
    Ship {
        code: "BEN",
        name: "Benedetta",
        kind: "ferry",
        built: 2007,
        passengers: 1000,
        cars: 240,
        length_cm: 14_800,
        draught_cm: 590,
        speed_kn: 20,
        remark: "The quiet one. Cabins on deck 7 face the sunrise on the way out.",
    },
    Ship {
        code: "CER",
        name: "Cernia",
        kind: "ferry",
        built: 2011,
        passengers: 240,
        cars: 36,
        length_cm: 5_900,
        draught_cm: 210,
        speed_kn: 14,
        remark: "The only car ferry that Marzamella has water for, and then not always.",
    },
    Ship {
        code: "COS",
        name: "Costanza",
        kind: "ferry",
        built: 1998,
        passengers: 1200,
        cars: 280,
        length_cm: 16_200,
        draught_cm: 620,
        speed_kn: 21,
        remark: "Carries most of what the islands own.",
    },
    Ship {
        code: "LAM",
        name: "Lampara",
        kind: "fast_craft",
        built: 2019,
        passengers: 380,
        cars: 0,
        length_cm: 4_600,
        draught_cm: 160,
        speed_kn: 36,
        remark: "Foot passengers and bicycles only. Sit aft if there is swell.",
    },
    Ship {
        code: "OTT",
        name: "Zia Ottavia",
        kind: "ferry",
        built: 1987,
        passengers: 800,
        cars: 160,
        length_cm: 11_800,
        draught_cm: 540,
        speed_kn: 17,
        remark: "Never early, never late by more than a quarter of an hour.",
    },
    Ship {
        code: "PAZ",
        name: "Pazienza",
        kind: "cargo",
        built: 1979,
        passengers: 12,
        cars: 0,
        length_cm: 9_700,
        draught_cm: 510,
        speed_kn: 11,
        remark: "Named after what she teaches.",
    },
    Ship {
        code: "RON",
        name: "Rondine",
        kind: "fast_craft",
        built: 2014,
        passengers: 450,
        cars: 70,
        length_cm: 7_400,
        draught_cm: 240,
        speed_kn: 34,
        remark: "Does not sail above two and a half metres of sea, on the advice of everybody.",
    },
];

/// The ship with this code.
pub(crate) fn ship(code: &str) -> Option<&'static Ship> {
    SHIPS.iter().find(|it| it.code == code)
}
