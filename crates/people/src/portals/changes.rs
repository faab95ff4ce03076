//! What changes a portal, and what is accepted. Pure.
//!
//! Every door changes portals through this: the console's form says all of its fields, the API those that it was given.

use base::words::{self, Broken};
use base::{FieldErrors, Instant, LabelChanges, Result, StrategyId};
use frame::Addresses;

use super::appearance::{LONGEST, title};
use super::domains;
use super::portal::{Accounts, Catalog, Portal};
use super::settings::PortalSettings;

/// A value, or the rule that it broke.
type Checked<T> = std::result::Result<T, Broken>;

/// What changes a portal. What is not said stays; an empty text takes away what need not be there.
#[derive(Debug, Clone, Default)]
pub struct PortalChanges {
    /// Its name, unique in the installation.
    pub name: Option<String>,
    /// What developers read as its name; empty for the name itself.
    pub display_name: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Whether it is open to anybody and has no accounts, as the published contract asks. What is asked for and holds
    /// already changes nothing: a public catalog with accounts stays one.
    pub is_public: Option<bool>,
    /// Who may read.
    pub catalog: Option<Catalog>,
    /// Whether developers have accounts.
    pub accounts: Option<Accounts>,
    /// Whether the front door shows it.
    pub listed: Option<bool>,
    /// Whether teams decide who sees which product.
    pub rbac: Option<bool>,
    /// Whether developers are approved automatically.
    pub auto_approve_developers: Option<bool>,
    /// Whether registrations are approved automatically.
    pub auto_approve_registrations: Option<bool>,
    /// How its credentials begin.
    pub key_prefix: Option<String>,
    /// The id of the auth strategy that publishing proposes.
    pub default_strategy: Option<String>,
    /// How many applications a developer may have.
    pub max_applications: Option<String>,
    /// How many credentials an application may have.
    pub max_credentials: Option<String>,
    /// Whom developers may write to.
    pub support_email: Option<String>,
    /// The home page's heading.
    pub welcome_title: Option<String>,
    /// The home page's first words.
    pub welcome_text: Option<String>,
    /// A host name of its own.
    pub custom_domain: Option<String>,
    /// The host name of a client that somebody hosts elsewhere.
    pub custom_client_domain: Option<String>,
    /// Labels.
    pub labels: LabelChanges,
}

impl From<&PortalSettings> for PortalChanges {
    fn from(it: &PortalSettings) -> Self {
        Self {
            name: Some(it.name.clone()),
            description: Some(it.description.clone()),
            catalog: Some(it.catalog),
            accounts: Some(it.accounts),
            listed: Some(it.listed),
            rbac: Some(it.rbac),
            auto_approve_developers: Some(it.auto_approve_developers),
            auto_approve_registrations: Some(it.auto_approve_registrations),
            key_prefix: Some(it.key_prefix.clone()),
            default_strategy: Some(it.default_strategy.clone()),
            max_applications: Some(it.max_applications.clone()),
            max_credentials: Some(it.max_credentials.clone()),
            support_email: Some(it.support_email.clone()),
            display_name: Some(it.display_name.clone()),
            custom_domain: Some(it.custom_domain.clone()),
            custom_client_domain: Some(it.custom_client_domain.clone()),
            ..Self::default()
        }
    }
}

impl PortalChanges {
    /// The portal after the changes, or all that is wrong with them.
    pub(super) fn applied(self, before: &Portal, addresses: &Addresses, now: Instant) -> Result<Portal> {
        let mut errors = FieldErrors::new();
        let mut after = Portal { updated_at: now, ..before.clone() };
        let (catalog, accounts) = self.openness(before);
        errors.take("accounts", usable(catalog, accounts));
        (after.catalog, after.accounts) = (catalog, accounts);
        after.listed = self.listed.unwrap_or(before.listed);
        after.rbac = self.rbac.unwrap_or(before.rbac);
        after.auto_approve_developers =
            self.auto_approve_developers.unwrap_or(before.auto_approve_developers);
        after.auto_approve_registrations =
            self.auto_approve_registrations.unwrap_or(before.auto_approve_registrations);
        if let Some(labels) = errors.join(before.labels.after("labels", self.labels.clone()))? {
            after.labels = labels;
        }
        self.words(&mut after, &mut errors);
        self.numbers(&mut after, &mut errors);
        self.domains(&mut after, addresses, &mut errors);
        errors.into_result().map(|()| after)
    }

    fn openness(&self, before: &Portal) -> (Catalog, Accounts) {
        let (catalog, accounts) = match self.is_public {
            Some(true) => (Catalog::Public, Accounts::Off),
            Some(false) if !before.has_accounts() => (Catalog::Private, Accounts::On),
            _ => (before.catalog, before.accounts),
        };
        (self.catalog.unwrap_or(catalog), self.accounts.unwrap_or(accounts))
    }

    fn words(&self, after: &mut Portal, errors: &mut FieldErrors) {
        let mut put = |field: &str, place: &mut String, said: Option<Checked<String>>| {
            if let Some(value) = said.and_then(|it| errors.take(field, it)) {
                *place = value;
            }
        };
        put("name", &mut after.name, self.name.as_ref().map(|it| words::line(it, 255)));
        let said = self.display_name.as_ref().map(|it| words::optional_line(it, 255));
        put("display_name", &mut after.display_name, said);
        let said = self.description.as_ref().map(|it| words::optional_line(it, 512));
        put("description", &mut after.description, said);
        put("key_prefix", &mut after.key_prefix, self.key_prefix.as_ref().map(|it| key_prefix(it)));
        let said = self.support_email.as_ref().map(|it| optional_email(it));
        put("support_email", &mut after.support_email, said);
        put("welcome_title", &mut after.welcome_title, self.welcome_title.as_ref().map(|it| title(it)));
        let said = self.welcome_text.as_ref().map(|it| words::text(it, LONGEST));
        put("welcome_text", &mut after.welcome_text, said);
    }

    fn numbers(&self, after: &mut Portal, errors: &mut FieldErrors) {
        let strategy = self.default_strategy.as_ref().map(|it| strategy(it));
        if let Some(strategy) = strategy.and_then(|it| errors.take("default_strategy", it)) {
            after.default_strategy = strategy;
        }
        let applications = self.max_applications.as_ref().map(|it| count(it, 10_000));
        if let Some(most) = applications.and_then(|it| errors.take("max_applications", it)) {
            after.max_applications = most;
        }
        let credentials = self.max_credentials.as_ref().map(|it| count(it, 1_000));
        if let Some(most) = credentials.and_then(|it| errors.take("max_credentials", it)) {
            after.max_credentials = most;
        }
    }

    fn domains(&self, after: &mut Portal, addresses: &Addresses, errors: &mut FieldErrors) {
        let own = self.custom_domain.as_ref().map(|it| domains::own(it, addresses));
        if let Some(own) = own.and_then(|it| errors.take("custom_domain", it)) {
            after.custom_domain = own;
        }
        // A domain that is wrong is said to be wrong once.
        let is_wrong = errors.of("custom_domain").is_some();
        let beside = if is_wrong { Some("") } else { after.custom_domain.as_deref() };
        let client = self.custom_client_domain.as_ref().or(after.custom_client_domain.as_ref());
        let client = client.map(|it| domains::client(it, beside, addresses));
        if let Some(client) = client.and_then(|it| errors.take("custom_client_domain", it)) {
            after.custom_client_domain = client;
        }
    }
}

/// A private catalog without accounts would be open to nobody.
pub(super) fn usable(catalog: Catalog, accounts: Accounts) -> Checked<()> {
    match (catalog, accounts) {
        (Catalog::Private, Accounts::Off) => Err(Broken::rule("needs_public_catalog")),
        _ => Ok(()),
    }
}

fn key_prefix(text: &str) -> Checked<String> {
    let letters = words::line(text, 4)?;
    let letters = letters.strip_suffix('_').unwrap_or(&letters);
    if letters.len() == 3 && letters.bytes().all(|it| it.is_ascii_lowercase()) {
        Ok(format!("{letters}_"))
    } else {
        Err(Broken::rule("key_prefix"))
    }
}

fn strategy(text: &str) -> Checked<Option<StrategyId>> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Broken::rule("unknown")) }
}

fn count(text: &str, max: i64) -> Checked<i64> {
    let text = words::line(text, 20)?;
    match text.parse::<i64>() {
        Err(_) => Err(Broken::rule("is_number")),
        Ok(it) if it < 1 => Err(Broken::limit("min", 1)),
        Ok(it) if it > max => Err(Broken::limit("max", max)),
        Ok(it) => Ok(it),
    }
}

fn optional_email(text: &str) -> Checked<String> {
    if text.trim().is_empty() { Ok(String::new()) } else { words::email(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portals::NewPortal;

    fn portal() -> Portal {
        let new = NewPortal { name: "Acme".into(), slug: "acme".into(), ..NewPortal::default() };
        new.check(base::Uuid::nil().into(), Instant::from_micros(0)).unwrap()
    }

    fn after(before: &Portal, changes: PortalChanges) -> Result<Portal> {
        let addresses = Addresses::new("https", "portal.test", "https://gateway.test");
        changes.applied(before, &addresses, Instant::from_micros(1))
    }

    fn said(result: Result<Portal>) -> String {
        result.map_or_else(|error| error.to_string(), |_| "fine".to_owned())
    }

    #[test]
    fn settings_are_checked_field_by_field() {
        let sound = PortalSettings::of(&portal());
        let check = |settings: &PortalSettings| said(after(&portal(), settings.into()));
        assert_eq!(check(&sound), "fine");
        assert_eq!(check(&PortalSettings { key_prefix: "abc".into(), ..sound.clone() }), "fine");
        let all_wrong = PortalSettings {
            name: " ".into(),
            key_prefix: "AB_".into(),
            default_strategy: "x".into(),
            max_applications: "many".into(),
            max_credentials: "0".into(),
            support_email: "nobody".into(),
            ..sound
        };
        assert_eq!(
            check(&all_wrong),
            "invalid: name: required, key_prefix: key_prefix, support_email: is_email, default_strategy: unknown, \
             max_applications: is_number, max_credentials: min"
        );
    }

    #[test]
    fn public_in_the_contracts_word_is_public_without_accounts() {
        let word = |it: &Portal| format!("{} {}", it.catalog.name(), it.accounts.name());
        let set = |before: &Portal, is_public| {
            let changes = PortalChanges { is_public: Some(is_public), ..PortalChanges::default() };
            after(before, changes).unwrap()
        };
        let usual = portal();
        assert_eq!(word(&usual), "public on");
        assert_eq!(word(&set(&usual, false)), "public on");
        let open = set(&usual, true);
        assert_eq!(word(&open), "public off");
        assert_eq!(word(&set(&open, true)), "public off");
        assert_eq!(word(&set(&open, false)), "private on");
    }

    #[test]
    fn a_client_elsewhere_needs_a_domain_beside_it() {
        let set = |before: &Portal, custom: Option<&str>, client: Option<&str>| {
            let changes = PortalChanges {
                custom_domain: custom.map(str::to_owned),
                custom_client_domain: client.map(str::to_owned),
                ..PortalChanges::default()
            };
            after(before, changes)
        };
        let both = set(&portal(), Some("api.acme.test"), Some("ui.acme.test")).unwrap();
        assert_eq!(
            said(set(&portal(), None, Some("ui.acme.test"))),
            "invalid: custom_client_domain: needs_custom_domain"
        );
        assert_eq!(said(set(&both, Some(""), None)), "invalid: custom_client_domain: needs_custom_domain");
        assert_eq!(said(set(&both, Some(""), Some(""))), "fine");
        assert_eq!(said(set(&both, Some("x"), None)), "invalid: custom_domain: is_fqdn");
    }
}
