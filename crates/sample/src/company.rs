//! The company itself, as its portal presents it.

/// The company and the texts of its portal.
#[derive(Debug, Clone, Copy)]
pub struct SampleCompany {
    /// What the portal is called.
    pub name: &'static str,
    /// The company's full name.
    pub legal_name: &'static str,
    /// One line about the portal.
    pub description: &'static str,
    /// The headline of the portal's home.
    pub welcome_title: &'static str,
    /// What follows it.
    pub welcome_text: &'static str,
    /// The colour for what can be acted on: `#rrggbb`.
    pub accent: &'static str,
    /// Whom developers may write to.
    pub support_email: &'static str,
    /// Who runs the portal.
    pub admin: SampleAdmin,
}

/// An admin of the console.
#[derive(Debug, Clone, Copy)]
pub struct SampleAdmin {
    /// The e-mail address.
    pub email: &'static str,
    /// The name.
    pub full_name: &'static str,
}

/// The company that the demo shows.
pub fn company() -> &'static SampleCompany {
    &COMPANY
}

const COMPANY: SampleCompany = SampleCompany {
    name: "Libeccio Line Developers",
    legal_name: "Compagnia Libeccio di Navigazione S.p.A.",
    description: "Ferries, parcels, harbours and weather between six ports, for those who build with them.",
    welcome_title: "Build on the Libeccio Line",
    welcome_text: "Timetables, parcels, berths, invoices and the weather between six harbours, in one place. We have \
                   been late now and then since 1911; our APIs are not.",
    accent: "#0a6a70",
    support_email: "developers@libeccio.example",
    admin: SampleAdmin { email: "harbour.master@libeccio.example", full_name: "Ottavia Serra" },
};
