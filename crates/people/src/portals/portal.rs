//! What a portal is. Pure.

use std::str::FromStr;

use base::words::Broken;
use base::{Error, ImageId, Instant, Labels, PortalId, Result, StrategyId};
use serde::Deserialize;
use ui::Picked;

/// A website for developers.
#[derive(Debug, Clone)]
pub struct Portal {
    /// Which one.
    pub id: PortalId,
    /// Its host label; for life.
    pub slug: String,
    /// Its name, unique in the installation.
    pub name: String,
    /// What it is, in a sentence or two.
    pub description: String,
    /// Who may read.
    pub catalog: Catalog,
    /// Whether developers have accounts.
    pub accounts: Accounts,
    /// Whether the front door shows it.
    pub listed: bool,
    /// Whether teams decide who sees which product.
    pub rbac: bool,
    /// Whether a developer is approved as soon as the e-mail address is confirmed.
    pub auto_approve_developers: bool,
    /// Whether registrations are approved at once.
    pub auto_approve_registrations: bool,
    /// How its credentials begin: three lower-case letters and `_`.
    pub key_prefix: String,
    /// The auth strategy that publishing proposes.
    pub default_strategy: Option<StrategyId>,
    /// How many applications a developer may have.
    pub max_applications: i64,
    /// How many credentials an application may have.
    pub max_credentials: i64,
    /// The home page's heading; empty for the product's own.
    pub welcome_title: String,
    /// The home page's first words; empty for the product's own.
    pub welcome_text: String,
    /// Whom developers may write to; empty when nobody is named.
    pub support_email: String,
    /// The brand's colours as JSON, for `picked`; empty for the product's own.
    pub theme: String,
    /// The logo.
    pub logo: Option<ImageId>,
    /// When it was created.
    pub created_at: Instant,
    /// When its settings last changed.
    pub updated_at: Instant,
    /// What developers read as its name; empty for the name itself.
    pub display_name: String,
    /// A host name of its own, beside the one below the portal domain.
    pub custom_domain: Option<String>,
    /// The host name of a client of its API that somebody hosts elsewhere: the one origin that browsers may call from.
    pub custom_client_domain: Option<String>,
    /// Labels, for machines.
    pub labels: Labels,
    /// The appearance that the published contract knows, as JSON; empty for the default.
    pub appearance: String,
    /// The picture behind the catalog's heading.
    pub cover: Option<ImageId>,
    /// The icon of its tab.
    pub favicon: Option<ImageId>,
}

impl Portal {
    /// What developers read as its name: the name itself, where no other is set.
    pub fn shown_name(&self) -> &str {
        if self.display_name.is_empty() { &self.name } else { &self.display_name }
    }

    /// Whether a visitor without an account may read the catalog.
    pub fn is_public(&self) -> bool {
        self.catalog == Catalog::Public
    }

    /// Whether one can sign up and sign in.
    pub fn has_accounts(&self) -> bool {
        self.accounts == Accounts::On
    }

    /// The colours that were picked for its brand.
    pub fn picked(&self) -> Picked {
        let theme: serde_json::Value = serde_json::from_str(&self.theme).unwrap_or_default();
        let colour = |name: &str| theme.get(name)?.as_str()?.parse().ok();
        Picked { accent: colour("accent"), surface: colour("surface"), heading: colour("heading") }
    }

    /// Refuses where there are no accounts: what needs one does not exist there.
    pub fn require_accounts(&self) -> Result<()> {
        if self.has_accounts() { Ok(()) } else { Err(Error::NotFound) }
    }
}

/// Who may read a portal's catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Catalog {
    /// Anybody.
    #[default]
    Public,
    /// Approved developers.
    Private,
}

/// Whether a portal's developers have accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Accounts {
    /// They sign up and sign in.
    #[default]
    On,
    /// There is nothing but reading.
    Off,
}

impl Catalog {
    /// The word that is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
        }
    }
}

impl Accounts {
    /// The word that is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }
}

impl FromStr for Catalog {
    type Err = Broken;

    fn from_str(word: &str) -> std::result::Result<Self, Broken> {
        match word {
            "public" => Ok(Self::Public),
            "private" => Ok(Self::Private),
            _ => Err(Broken::rule("enum")),
        }
    }
}

impl FromStr for Accounts {
    type Err = Broken;

    fn from_str(word: &str) -> std::result::Result<Self, Broken> {
        match word {
            "on" => Ok(Self::On),
            "off" => Ok(Self::Off),
            _ => Err(Broken::rule("enum")),
        }
    }
}
