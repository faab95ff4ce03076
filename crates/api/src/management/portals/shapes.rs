//! What a portal is on the wire.

use frame::Call;
use people::portals::{Accounts, Catalog, NewPortal, Overview, PortalChanges};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::shapes::{Id, LabelChanges, LabelMap, Maybe, Moment};

/// A portal.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Portal", deny_unknown_fields)]
pub(super) struct View {
    id: Id,
    created_at: Moment,
    updated_at: Moment,
    name: String,
    /// What developers read as its name.
    display_name: String,
    description: Option<String>,
    /// The host name that it always has.
    default_domain: String,
    /// Whether anybody may read it and nobody has an account. A portal that anybody may read and that has accounts says
    /// false here: its settings tell more.
    is_public: bool,
    rbac_enabled: bool,
    auto_approve_applications: bool,
    auto_approve_developers: bool,
    custom_domain: Option<String>,
    custom_client_domain: Option<String>,
    default_application_auth_strategy_id: Option<Id>,
    labels: LabelMap,
    application_count: i64,
    developer_count: i64,
    published_product_count: i64,
}

impl View {
    pub(super) fn of(it: Overview, call: &Call) -> Self {
        let Overview { portal, applications, developers, products } = it;
        Self {
            id: portal.id.into(),
            created_at: portal.created_at.into(),
            updated_at: portal.updated_at.into(),
            display_name: portal.shown_name().to_owned(),
            description: Some(portal.description.clone()).filter(|it| !it.is_empty()),
            default_domain: format!("{}.{}", portal.slug, call.app.addresses.host()),
            is_public: !portal.has_accounts(),
            rbac_enabled: portal.rbac,
            auto_approve_applications: portal.auto_approve_registrations,
            auto_approve_developers: portal.auto_approve_developers,
            default_application_auth_strategy_id: portal.default_strategy.map(Id::from),
            labels: (&portal.labels).into(),
            application_count: applications,
            developer_count: developers,
            published_product_count: products,
            name: portal.name,
            custom_domain: portal.custom_domain,
            custom_client_domain: portal.custom_client_domain,
        }
    }
}

/// What opens a portal. Where nothing is said, developers have accounts, and only they may read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreatePortal")]
pub(super) struct New {
    #[schemars(length(min = 1, max = 255))]
    name: String,
    /// The first part of its host name, for life; made from the name where it is absent. Ours.
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 63))]
    slug: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 255))]
    display_name: Option<String>,
    #[serde(default)]
    #[schemars(length(max = 512))]
    description: Maybe<String>,
    #[serde(default)]
    #[schemars(with = "bool")]
    is_public: Option<bool>,
    #[serde(default)]
    #[schemars(with = "bool")]
    rbac_enabled: Option<bool>,
    #[serde(default)]
    #[schemars(with = "bool")]
    auto_approve_applications: Option<bool>,
    #[serde(default)]
    #[schemars(with = "bool")]
    auto_approve_developers: Option<bool>,
    #[serde(default)]
    #[schemars(length(max = 1024), extend("format" = "hostname"))]
    custom_domain: Maybe<String>,
    #[serde(default)]
    #[schemars(length(max = 1024), extend("format" = "hostname"))]
    custom_client_domain: Maybe<String>,
    #[serde(default)]
    default_application_auth_strategy_id: Maybe<Id>,
    #[serde(default)]
    labels: LabelMap,
}

impl New {
    pub(super) fn parts(self) -> (NewPortal, PortalChanges) {
        let is_public = self.is_public.unwrap_or_default();
        let portal = NewPortal {
            name: self.name,
            slug: self.slug.unwrap_or_default(),
            catalog: if is_public { Catalog::Public } else { Catalog::Private },
            accounts: if is_public { Accounts::Off } else { Accounts::On },
            ..NewPortal::default()
        };
        let labels = self.labels.0.into_iter().map(|(key, value)| (key, Some(value))).collect();
        let settings = PortalChanges {
            display_name: self.display_name,
            description: self.description.text(),
            rbac: self.rbac_enabled,
            auto_approve_registrations: self.auto_approve_applications,
            auto_approve_developers: self.auto_approve_developers,
            custom_domain: self.custom_domain.text(),
            custom_client_domain: self.custom_client_domain.text(),
            default_strategy: id_text(&self.default_application_auth_strategy_id),
            labels: LabelChanges(labels).into(),
            ..PortalChanges::default()
        };
        (portal, settings)
    }
}

/// What changes a portal. What is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdatePortal")]
pub(super) struct Change {
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 255))]
    name: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 255))]
    display_name: Option<String>,
    #[serde(default)]
    #[schemars(length(max = 512))]
    description: Maybe<String>,
    #[serde(default)]
    #[schemars(with = "bool")]
    is_public: Option<bool>,
    #[serde(default)]
    #[schemars(with = "bool")]
    rbac_enabled: Option<bool>,
    #[serde(default)]
    #[schemars(with = "bool")]
    auto_approve_applications: Option<bool>,
    #[serde(default)]
    #[schemars(with = "bool")]
    auto_approve_developers: Option<bool>,
    #[serde(default)]
    #[schemars(length(max = 1024), extend("format" = "hostname"))]
    custom_domain: Maybe<String>,
    #[serde(default)]
    #[schemars(length(max = 1024), extend("format" = "hostname"))]
    custom_client_domain: Maybe<String>,
    #[serde(default)]
    default_application_auth_strategy_id: Maybe<Id>,
    #[serde(default)]
    labels: Maybe<LabelChanges>,
}

impl From<Change> for PortalChanges {
    fn from(it: Change) -> Self {
        Self {
            name: it.name,
            display_name: it.display_name,
            description: it.description.text(),
            is_public: it.is_public,
            rbac: it.rbac_enabled,
            auto_approve_registrations: it.auto_approve_applications,
            auto_approve_developers: it.auto_approve_developers,
            custom_domain: it.custom_domain.text(),
            custom_client_domain: it.custom_client_domain.text(),
            default_strategy: id_text(&it.default_application_auth_strategy_id),
            labels: it.labels.into(),
            ..Self::default()
        }
    }
}

fn id_text(id: &Maybe<Id>) -> Option<String> {
    match id {
        Maybe::Absent => None,
        Maybe::Null => Some(String::new()),
        Maybe::Is(id) => Some(id.0.to_string()),
    }
}

/// What is known of a portal's own domain: false is not known.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "VerifiedPortalDomains", deny_unknown_fields)]
pub(super) struct Verified {
    pub(super) is_cname_verified: bool,
    pub(super) is_ssl_issued: bool,
}

/// A thing by its id and name.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "NamedReference", deny_unknown_fields)]
pub(super) struct NamedReference {
    pub(super) id: Id,
    pub(super) name: String,
}

/// A thing by its id.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Reference", deny_unknown_fields)]
pub(super) struct Reference {
    pub(super) id: Id,
}

/// Where somebody or something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "DecisionStatus")]
pub(super) enum Status {
    Approved,
    Pending,
    Revoked,
    Rejected,
}

impl Status {
    /// The word of our states.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Pending => "pending",
            Self::Revoked => "revoked",
            Self::Rejected => "rejected",
        }
    }

    /// The status of this word.
    pub(super) fn of(word: &str) -> Self {
        match word {
            "approved" => Self::Approved,
            "revoked" => Self::Revoked,
            "rejected" => Self::Rejected,
            _ => Self::Pending,
        }
    }
}
