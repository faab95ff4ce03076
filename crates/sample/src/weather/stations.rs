//! Where the weather is measured, and the areas it is forecast for.

/// A buoy or a mast.
pub(super) struct Station {
    /// Its name in addresses.
    pub(super) id: &'static str,
    /// Its name for people.
    pub(super) name: &'static str,
    /// `buoy` or `mast`.
    pub(super) kind: &'static str,
    /// The area it stands in.
    pub(super) area: &'static str,
    /// Degrees north.
    pub(super) latitude: f64,
    /// Degrees east.
    pub(super) longitude: f64,
    /// What the technicians wrote in the log.
    pub(super) remark: &'static str,
}

/// All stations, by id.
pub(super) const STATIONS: [Station; 6] = [
    Station {
        id: "calanova-roads",
        name: "Calanova Roads",
        kind: "buoy",
        area: "north",
        latitude: 39.507,
        longitude: 12.131,
        remark: "Painted twice a year. Gulls disagree.",
    },
    Station {
        id: "faro-grifo",
        name: "Faro Grifo",
        kind: "mast",
        area: "south",
        latitude: 38.931,
        longitude: 11.829,
        remark: "On the lighthouse. The keeper retired in 1998 and still rings to correct us.",
    },
    Station {
        id: "fumo-north",
        name: "Fumo North",
        kind: "buoy",
        area: "north",
        latitude: 39.913,
        longitude: 12.671,
        remark: "Warm water on one side. This is normal.",
    },
    Station {
        id: "mid-channel",
        name: "Mid Channel",
        kind: "buoy",
        area: "channel",
        latitude: 39.836,
        longitude: 12.587,
        remark: "Adrift for nine days in 2021; those waves are excellent but not in our data.",
    },
    Station {
        id: "secca-bassa",
        name: "Secca Bassa",
        kind: "buoy",
        area: "south",
        latitude: 38.792,
        longitude: 11.561,
        remark: "Aground at the lowest tides, when it measures sand.",
    },
    Station {
        id: "sereno-mole",
        name: "Sereno Mole",
        kind: "mast",
        area: "channel",
        latitude: 40.151,
        longitude: 13.011,
        remark: "Sheltered. Optimistic.",
    },
];

/// An area of the forecast: id, name, and the harbours in it.
pub(super) struct Area {
    /// Its name in addresses.
    pub(super) id: &'static str,
    /// Its name for people.
    pub(super) name: &'static str,
    /// Harbours that lie in it.
    pub(super) harbours: &'static [&'static str],
}

/// All areas, from the mainland outwards.
pub(super) const AREAS: [Area; 3] = [
    Area { id: "channel", name: "Sereno Channel", harbours: &["PSE"] },
    Area { id: "north", name: "Northern Islands", harbours: &["CAL", "FUM"] },
    Area { id: "south", name: "Maggiora Sound", harbours: &["GRI", "MZM", "SRO"] },
];

/// The station with this id.
pub(super) fn station(id: &str) -> Option<&'static Station> {
    STATIONS.iter().find(|it| it.id == id)
}

/// The area with this id.
pub(super) fn area(id: &str) -> Option<&'static Area> {
    AREAS.iter().find(|it| it.id == id)
}
