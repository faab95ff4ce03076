//! What a portal is made of and set to, as forms and JSON bodies spell it, and what is accepted. Pure.

use base::words::{self, Broken};
use base::{FieldErrors, Instant, Labels, PortalId, Result};
use frame::RESERVED_SLUGS;
use serde::Deserialize;
use ui::Colour;

use super::appearance::{LONGEST, title};
use super::changes::usable;
use super::portal::{Accounts, Catalog, Portal};

/// A value, or the rule that it broke.
type Checked<T> = std::result::Result<T, Broken>;

/// How credentials begin where nobody chose anything else.
const KEY_PREFIX: &str = "prt_";

/// What a new portal is made of. Everything else begins with its default and is a setting.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewPortal {
    /// Its name.
    pub name: String,
    /// Its host label.
    pub slug: String,
    /// What it is.
    pub description: String,
    /// Who may read.
    pub catalog: Catalog,
    /// Whether developers have accounts.
    pub accounts: Accounts,
}

impl NewPortal {
    /// The portal, with every setting at its default.
    pub(super) fn check(&self, id: PortalId, now: Instant) -> Result<Portal> {
        let mut errors = FieldErrors::new();
        let name = errors.take("name", words::line(&self.name, 255));
        let slug = errors.take("slug", slug(&self.slug));
        let description = errors.take("description", words::optional_line(&self.description, 512));
        errors.take("accounts", usable(self.catalog, self.accounts));
        errors.into_result()?;
        Ok(Portal {
            id,
            slug: slug.unwrap_or_default(),
            display_name: String::new(),
            name: name.unwrap_or_default(),
            description: description.unwrap_or_default(),
            catalog: self.catalog,
            accounts: self.accounts,
            listed: true,
            rbac: false,
            auto_approve_developers: false,
            auto_approve_registrations: false,
            key_prefix: KEY_PREFIX.to_owned(),
            default_strategy: None,
            max_applications: 500,
            max_credentials: 20,
            welcome_title: String::new(),
            welcome_text: String::new(),
            support_email: String::new(),
            theme: String::new(),
            logo: None,
            created_at: now,
            updated_at: now,
            custom_domain: None,
            custom_client_domain: None,
            labels: Labels::default(),
            appearance: String::new(),
            cover: None,
            favicon: None,
        })
    }
}

/// A portal's settings, as a form or a JSON body spells them. `PortalSettings::of` gives those in force.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PortalSettings {
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Who may read.
    pub catalog: Catalog,
    /// Whether developers have accounts.
    pub accounts: Accounts,
    /// Whether the front door shows it.
    pub listed: bool,
    /// Whether teams decide who sees which product.
    pub rbac: bool,
    /// Whether developers are approved automatically.
    pub auto_approve_developers: bool,
    /// Whether registrations are approved automatically.
    pub auto_approve_registrations: bool,
    /// How its credentials begin.
    pub key_prefix: String,
    /// The id of the auth strategy that publishing proposes; empty for none.
    pub default_strategy: String,
    /// How many applications a developer may have.
    pub max_applications: String,
    /// How many credentials an application may have.
    pub max_credentials: String,
    /// Whom developers may write to; may be empty.
    pub support_email: String,
    /// What developers read as its name; empty for the name itself.
    pub display_name: String,
    /// A host name of its own; empty for none.
    pub custom_domain: String,
    /// The host name of a client of its API; empty for none.
    pub custom_client_domain: String,
}

impl PortalSettings {
    /// The settings in force.
    pub fn of(portal: &Portal) -> Self {
        Self {
            name: portal.name.clone(),
            description: portal.description.clone(),
            catalog: portal.catalog,
            accounts: portal.accounts,
            listed: portal.listed,
            rbac: portal.rbac,
            auto_approve_developers: portal.auto_approve_developers,
            auto_approve_registrations: portal.auto_approve_registrations,
            key_prefix: portal.key_prefix.clone(),
            default_strategy: portal.default_strategy.map(|it| it.to_string()).unwrap_or_default(),
            max_applications: portal.max_applications.to_string(),
            max_credentials: portal.max_credentials.to_string(),
            support_email: portal.support_email.clone(),
            display_name: if portal.display_name == portal.name {
                String::new()
            } else {
                portal.display_name.clone()
            },
            custom_domain: portal.custom_domain.clone().unwrap_or_default(),
            custom_client_domain: portal.custom_client_domain.clone().unwrap_or_default(),
        }
    }
}

/// How long a host label may be.
const LONGEST_SLUG: usize = 63;

/// A slug that no other host name needs.
fn slug(text: &str) -> Checked<String> {
    let slug = words::slug(text, LONGEST_SLUG)?;
    if RESERVED_SLUGS.contains(&slug.as_str()) { Err(Broken::rule("reserved")) } else { Ok(slug) }
}

/// What the slugs begin with that a name makes.
pub(super) fn slug_stem(name: &str) -> String {
    let stem = words::slug_of(name, LONGEST_SLUG - 6);
    if stem.is_empty() { "portal".to_owned() } else { stem }
}

/// The first of `acme`, `acme-2`, `acme-3` … that is free and no other host name needs.
pub(super) fn free_slug(stem: &str, taken: &[String]) -> String {
    let numbered = (2_u32..).map(|number| format!("{stem}-{number}"));
    let is_free = |it: &String| !taken.contains(it) && !RESERVED_SLUGS.contains(&it.as_str());
    std::iter::once(stem.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

/// How a portal greets, and in which colours, as a form spells it. `Appearance::of` gives what is in force.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Appearance {
    /// The home page's heading; empty for the product's own.
    pub welcome_title: String,
    /// The home page's first words; empty for the product's own.
    pub welcome_text: String,
    /// The colour of buttons and links, `#rrggbb`; empty for the product's own.
    pub accent: String,
    /// The tone of the surfaces; empty for the product's own.
    pub surface: String,
    /// The colour of headings; empty for the product's own.
    pub heading: String,
}

impl Appearance {
    /// What is in force.
    pub fn of(portal: &Portal) -> Self {
        let picked = portal.picked();
        let written = |it: Option<Colour>| it.map(|it| it.to_string()).unwrap_or_default();
        Self {
            welcome_title: portal.welcome_title.clone(),
            welcome_text: portal.welcome_text.clone(),
            accent: written(picked.accent),
            surface: written(picked.surface),
            heading: written(picked.heading),
        }
    }

    /// The portal as it looks with this.
    pub(super) fn check(&self, before: &Portal, now: Instant) -> Result<Portal> {
        let mut errors = FieldErrors::new();
        let title = errors.take("welcome_title", title(&self.welcome_title));
        let text = errors.take("welcome_text", words::text(&self.welcome_text, LONGEST));
        let mut theme = serde_json::Map::new();
        for (name, typed) in
            [("accent", &self.accent), ("surface", &self.surface), ("heading", &self.heading)]
        {
            if typed.trim().is_empty() {
                continue;
            }
            if let Some(colour) = errors.take(name, Colour::parse(typed)) {
                theme.insert(name.to_owned(), colour.to_string().into());
            }
        }
        errors.into_result()?;
        let theme =
            if theme.is_empty() { String::new() } else { serde_json::Value::Object(theme).to_string() };
        Ok(Portal {
            welcome_title: title.unwrap_or_default(),
            welcome_text: text.unwrap_or_default(),
            theme,
            updated_at: now,
            ..before.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(slug: &str) -> NewPortal {
        NewPortal { name: "Acme".into(), slug: slug.into(), ..NewPortal::default() }
    }

    fn wrong(result: Result<Portal>) -> String {
        result.map_or_else(|error| error.to_string(), |_| "fine".to_owned())
    }

    fn portal() -> Portal {
        new("acme").check(base::Uuid::nil().into(), Instant::from_micros(0)).unwrap()
    }

    #[test]
    fn slugs_that_are_other_hosts_are_refused() {
        let check = |slug| wrong(new(slug).check(base::Uuid::nil().into(), Instant::from_micros(0)));
        assert_eq!(check("acme-2"), "fine");
        assert_eq!(check("Acme"), "invalid: slug: is_slug");
        assert_eq!(check(""), "invalid: slug: required");
        for reserved in RESERVED_SLUGS {
            assert_eq!(check(reserved), "invalid: slug: reserved");
        }
    }

    #[test]
    fn a_slug_is_made_of_a_name_and_numbered_where_it_is_taken() {
        let free = |name: &str, taken: &[&str]| {
            let taken: Vec<String> = taken.iter().map(|it| (*it).to_owned()).collect();
            free_slug(&slug_stem(name), &taken)
        };
        assert_eq!(free("Acme Partners", &[]), "acme-partners");
        assert_eq!(free("Acme", &["acme", "acme-2"]), "acme-3");
        assert_eq!(free("Admin", &[]), "admin-2");
        assert_eq!(free("支払い", &[]), "portal");
        assert!(free(&"long ".repeat(50), &[]).len() <= LONGEST_SLUG);
    }

    #[test]
    fn a_portal_that_nobody_could_enter_is_refused() {
        let closed = NewPortal { catalog: Catalog::Private, accounts: Accounts::Off, ..new("acme") };
        let done = closed.check(base::Uuid::nil().into(), Instant::from_micros(0));
        assert_eq!(wrong(done), "invalid: accounts: needs_public_catalog");
    }

    #[test]
    fn colours_come_back_as_they_were_picked() {
        let picked = Appearance { accent: "#0a5".into(), heading: " ".into(), ..Appearance::default() };
        let portal = picked.check(&portal(), Instant::from_micros(1)).unwrap();
        assert_eq!(Appearance::of(&portal).accent, "#00aa55");
        assert_eq!(Appearance::of(&portal).heading, "");
        let wrong_colour = Appearance { surface: "mauve".into(), ..Appearance::default() };
        assert_eq!(
            wrong(wrong_colour.check(&portal, Instant::from_micros(1))),
            "invalid: surface: is_colour"
        );
    }
}
