//! The people of the demo: who signed up, what they build, and what was decided. Times are minutes before the demo
//! was made, so that its inbox looks like a morning at work.

/// Where a developer or a registration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleState {
    /// It waits for a decision.
    Pending,
    /// It was approved.
    Approved,
    /// It was rejected, for a reason.
    Rejected(&'static str),
    /// It was approved and then revoked, for a reason.
    Revoked(&'static str),
}

/// A developer of the portal.
#[derive(Debug, Clone, Copy)]
pub struct SampleDeveloper {
    /// The e-mail address.
    pub email: &'static str,
    /// The full name.
    pub full_name: &'static str,
    /// What they say they build.
    pub builds: &'static str,
    /// Where they stand.
    pub state: SampleState,
    /// When they signed up.
    pub minutes_ago: i64,
    /// Their applications; only approved developers have any.
    pub applications: &'static [SampleApplication],
}

/// An application.
#[derive(Debug, Clone, Copy)]
pub struct SampleApplication {
    /// What it is called.
    pub name: &'static str,
    /// Its reference ID, unique in the portal.
    pub reference_id: &'static str,
    /// What it does.
    pub description: &'static str,
    /// When it was created.
    pub minutes_ago: i64,
    /// What it may use, or would like to.
    pub registrations: &'static [SampleRegistration],
    /// The names of its credentials.
    pub credentials: &'static [&'static str],
}

/// A registration of an application.
#[derive(Debug, Clone, Copy)]
pub struct SampleRegistration {
    /// The slug of the product.
    pub product: &'static str,
    /// The name of the version.
    pub version: &'static str,
    /// Where it stands.
    pub state: SampleState,
    /// When it was requested.
    pub minutes_ago: i64,
}

/// All developers. The first is approved, has something to show, and is the one as whom a visitor signs in.
pub fn people() -> &'static [SampleDeveloper] {
    &PEOPLE
}

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

const fn registration(
    product: &'static str,
    version: &'static str,
    state: SampleState,
    minutes_ago: i64,
) -> SampleRegistration {
    SampleRegistration { product, version, state, minutes_ago }
}

const PEOPLE: [SampleDeveloper; 10] = [
    SampleDeveloper {
        email: "nadia@islandhopper.example",
        full_name: "Nadia Ferrante",
        builds: "A route planner for people with bicycles and no plan",
        state: SampleState::Approved,
        minutes_ago: 41 * DAY,
        applications: &[ISLAND_HOPPER, BREAKFAST_ORACLE],
    },
    SampleDeveloper {
        email: "tomasz.wilk@bosun.example",
        full_name: "Tomasz Wilk",
        builds: "Port agency software",
        state: SampleState::Approved,
        minutes_ago: 23 * DAY,
        applications: &[BOSUN_DESK],
    },
    SampleDeveloper {
        email: "chiara@vetridimare.example",
        full_name: "Chiara Lanza",
        builds: "The web shop of a glass blower",
        state: SampleState::Approved,
        minutes_ago: 9 * DAY,
        applications: &[SHOP_SHIPPING],
    },
    SampleDeveloper {
        email: "amara@lindqvist.example",
        full_name: "Amara Lindqvist",
        builds: "A calendar that knows when the last ferry leaves",
        state: SampleState::Pending,
        minutes_ago: 12,
        applications: &[],
    },
    SampleDeveloper {
        email: "giulio@lampare.example",
        full_name: "Giulio Bassi",
        builds: "Wave alerts for the fishing cooperative",
        state: SampleState::Pending,
        minutes_ago: 3 * HOUR,
        applications: &[],
    },
    SampleDeveloper {
        email: "h.duarte@parcelwatch.example",
        full_name: "Hana Duarte",
        builds: "Parcel tracking in one list, for shops that use five carriers",
        state: SampleState::Pending,
        minutes_ago: 22 * HOUR,
        applications: &[],
    },
    SampleDeveloper {
        email: "elsa.brandt@osservatorio.example",
        full_name: "Elsa Brandt",
        builds: "Supply runs to the observatory on Fumo, volcano permitting",
        state: SampleState::Pending,
        minutes_ago: 2 * DAY,
        applications: &[],
    },
    SampleDeveloper {
        email: "contact@everyharbour.example",
        full_name: "Pier Nowak",
        builds: "A copy of every timetable there is",
        state: SampleState::Pending,
        minutes_ago: 4 * DAY,
        applications: &[],
    },
    SampleDeveloper {
        email: "deals@cheapseats.example",
        full_name: "Rex Halloran",
        builds: "Resale of bookings that others have made",
        state: SampleState::Rejected("Bookings belong to those who made them, and cannot be sold on."),
        minutes_ago: 15 * DAY,
        applications: &[],
    },
    SampleDeveloper {
        email: "ops@tideline.example",
        full_name: "Mirko Santangelo",
        builds: "A harbour dashboard",
        state: SampleState::Revoked("The contract with Tideline ended in spring."),
        minutes_ago: 180 * DAY,
        applications: &[],
    },
];

const ISLAND_HOPPER: SampleApplication = SampleApplication {
    name: "Island Hopper",
    reference_id: "island-hopper",
    description: "Plans a week on the islands by bicycle and ferry.",
    minutes_ago: 40 * DAY,
    registrations: &[
        registration("ferries", "v1", SampleState::Revoked("You have moved to v2. Thank you."), 40 * DAY),
        registration("ferries", "v2", SampleState::Approved, 32 * DAY),
        registration("weather", "v2", SampleState::Approved, 20 * DAY),
        registration("ferries", "v3", SampleState::Pending, 5 * HOUR),
    ],
    credentials: &["production", "laptop"],
};

const BREAKFAST_ORACLE: SampleApplication = SampleApplication {
    name: "Breakfast Oracle",
    reference_id: "breakfast-oracle",
    description: "Says in one word whether to eat before boarding.",
    minutes_ago: 6 * DAY,
    registrations: &[registration("weather", "v2", SampleState::Approved, 6 * DAY)],
    credentials: &[],
};

const BOSUN_DESK: SampleApplication = SampleApplication {
    name: "Bosun Desk",
    reference_id: "bosun-desk",
    description: "Berth requests for eleven ships and one barge.",
    minutes_ago: 22 * DAY,
    registrations: &[
        registration("harbours", "v1", SampleState::Approved, 22 * DAY),
        registration("harbours", "v2", SampleState::Pending, 26 * HOUR),
    ],
    credentials: &["office"],
};

const SHOP_SHIPPING: SampleApplication = SampleApplication {
    name: "Vetri di Mare checkout",
    reference_id: "vetri-checkout",
    description: "Rates and labels in the checkout of a web shop.",
    minutes_ago: 8 * DAY,
    registrations: &[
        registration("parcels", "v2", SampleState::Approved, 8 * DAY),
        registration(
            "parcels",
            "v1",
            SampleState::Rejected("Version 1 takes no new applications. Version 2 does all it did."),
            8 * DAY,
        ),
        registration("accounts", "v2", SampleState::Pending, 50),
    ],
    credentials: &["checkout"],
};
