//! The six harbours.

/// A harbour that the company serves.
pub(crate) struct Harbour {
    /// Three letters.
    pub(crate) code: &'static str,
    /// What people call it.
    pub(crate) name: &'static str,
    /// The coast or island it lies on.
    pub(crate) coast: &'static str,
    /// Latitude, degrees north.
    pub(crate) latitude: f64,
    /// Longitude, degrees east.
    pub(crate) longitude: f64,
    /// Street address of the terminal.
    pub(crate) address: &'static str,
    /// How many berths there are.
    pub(crate) berths: i64,
    /// Water at the deepest berth at chart datum, in centimetres.
    pub(crate) depth_cm: i64,
    /// Whether parcels are handed out here.
    pub(crate) has_depot: bool,
    /// What a pilot would tell a friend.
    pub(crate) remark: &'static str,
}

/// All harbours, by code.
pub(crate) const HARBOURS: [Harbour; 6] = [
    Harbour {
        code: "CAL",
        name: "Calanova",
        coast: "Isola Calanova",
        latitude: 39.482,
        longitude: 12.105,
        address: "Molo Nuovo 3, 09921 Calanova",
        berths: 5,
        depth_cm: 820,
        has_depot: true,
        remark: "The new mole is from 1934. There is no old one.",
    },
    Harbour {
        code: "FUM",
        name: "Isola Fumo",
        coast: "Isola Fumo",
        latitude: 39.871,
        longitude: 12.664,
        address: "Scalo del Vulcano 1, 09930 Fumo",
        berths: 2,
        depth_cm: 640,
        has_depot: true,
        remark: "Closed when the mountain smokes more than usual. The harbour master decides what is usual.",
    },
    Harbour {
        code: "GRI",
        name: "Punta Grifo",
        coast: "Isola Maggiora",
        latitude: 38.934,
        longitude: 11.842,
        address: "Via del Faro 12, 09944 Punta Grifo",
        berths: 3,
        depth_cm: 710,
        has_depot: true,
        remark: "Exposed to the south-west, which is where the weather comes from.",
    },
    Harbour {
        code: "MZM",
        name: "Marzamella",
        coast: "Isola Maggiora",
        latitude: 38.781,
        longitude: 11.537,
        address: "Banchina Bassa, 09946 Marzamella",
        berths: 1,
        depth_cm: 290,
        has_depot: false,
        remark: "Half a harbour: the other half is sand. Check the tide before you check anything else.",
    },
    Harbour {
        code: "PSE",
        name: "Porto Sereno",
        coast: "Mainland",
        latitude: 40.156,
        longitude: 13.018,
        address: "Piazza della Capitaneria 2, 09900 Porto Sereno",
        berths: 9,
        depth_cm: 1150,
        has_depot: true,
        remark: "Head office, and the only crane that lifts forty tonnes.",
    },
    Harbour {
        code: "SRO",
        name: "Santa Rocca",
        coast: "Isola Maggiora",
        latitude: 39.158,
        longitude: 11.973,
        address: "Lungomare dei Cordai 20, 09940 Santa Rocca",
        berths: 4,
        depth_cm: 760,
        has_depot: true,
        remark: "Berth 4 belongs to the fishing fleet until ten. This is custom, and stronger than law.",
    },
];

/// The harbour with this code.
pub(crate) fn harbour(code: &str) -> Option<&'static Harbour> {
    HARBOURS.iter().find(|it| it.code == code)
}
