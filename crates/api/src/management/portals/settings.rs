//! What else a portal is set to: ours, in the contracts' conventions.

use base::{PortalId, Right};
use frame::Call;
use frame::door::Need;
use people::portals::{self, Accounts, Catalog, Portal, PortalChanges};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::door::{Asked, Body, Ids, One, Operation, Routes};
use crate::problem::Problem;
use crate::shapes::{Maybe, Moment};

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManagePortals));
    let about = |id, says| Operation::named(id, "portals", says);
    at.get(
        "/v2/portals/{portalId}/settings",
        read,
        view,
        about("get-portal-settings", "What else a portal is set to").gives::<View>(200).tagged(),
    );
    at.patch(
        "/v2/portals/{portalId}/settings",
        manage,
        update,
        about("update-portal-settings", "Changes what else a portal is set to")
            .takes::<Change>()
            .gives::<View>(200)
            .tagged(),
    );
}

/// Who may read a portal's catalog.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "PortalCatalog")]
enum CatalogWord {
    /// Anybody.
    Public,
    /// Approved developers.
    Private,
}

/// Whether a portal's developers have accounts.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "PortalAccounts")]
enum AccountsWord {
    /// They sign up and sign in.
    On,
    /// There is nothing but reading.
    Off,
}

/// What else a portal is set to.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalSettings", deny_unknown_fields)]
struct View {
    /// The first part of its host name, for life.
    slug: String,
    /// Its public address.
    address: String,
    catalog: CatalogWord,
    accounts: AccountsWord,
    /// Whether the front door shows it.
    listed: bool,
    /// How its credentials begin.
    key_prefix: String,
    /// How many applications a developer may have.
    max_applications: i64,
    /// How many credentials an application may have.
    max_credentials: i64,
    /// Whom developers may write to.
    support_email: Option<String>,
    /// The home page's heading; null for the product's own.
    welcome_title: Option<String>,
    /// The home page's first words; null for the product's own.
    welcome_text: Option<String>,
    created_at: Moment,
    updated_at: Moment,
}

impl View {
    fn of(it: Portal, call: &Call) -> One<Self> {
        let some = |it: String| Some(it).filter(|it| !it.is_empty());
        let at = it.updated_at;
        let view = Self {
            address: call.app.addresses.portal(&it.slug),
            slug: it.slug,
            catalog: match it.catalog {
                Catalog::Public => CatalogWord::Public,
                Catalog::Private => CatalogWord::Private,
            },
            accounts: match it.accounts {
                Accounts::On => AccountsWord::On,
                Accounts::Off => AccountsWord::Off,
            },
            listed: it.listed,
            key_prefix: it.key_prefix,
            max_applications: it.max_applications,
            max_credentials: it.max_credentials,
            support_email: some(it.support_email),
            welcome_title: some(it.welcome_title),
            welcome_text: some(it.welcome_text),
            created_at: it.created_at.into(),
            updated_at: at.into(),
        };
        One(view, at)
    }
}

/// What changes a portal's settings. What is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdatePortalSettings")]
struct Change {
    #[serde(default)]
    #[schemars(with = "CatalogWord")]
    catalog: Option<CatalogWord>,
    #[serde(default)]
    #[schemars(with = "AccountsWord")]
    accounts: Option<AccountsWord>,
    #[serde(default)]
    #[schemars(with = "bool")]
    listed: Option<bool>,
    #[serde(default)]
    #[schemars(with = "String", length(min = 3, max = 4))]
    key_prefix: Option<String>,
    #[serde(default)]
    #[schemars(with = "i64", range(min = 1, max = 10_000))]
    max_applications: Option<i64>,
    #[serde(default)]
    #[schemars(with = "i64", range(min = 1, max = 1_000))]
    max_credentials: Option<i64>,
    #[serde(default)]
    #[schemars(length(max = 250), extend("format" = "email"))]
    support_email: Maybe<String>,
    #[serde(default)]
    #[schemars(length(max = 512))]
    welcome_title: Maybe<String>,
    #[serde(default)]
    #[schemars(length(max = 512))]
    welcome_text: Maybe<String>,
}

impl From<Change> for PortalChanges {
    fn from(it: Change) -> Self {
        Self {
            catalog: it.catalog.map(|it| match it {
                CatalogWord::Public => Catalog::Public,
                CatalogWord::Private => Catalog::Private,
            }),
            accounts: it.accounts.map(|it| match it {
                AccountsWord::On => Accounts::On,
                AccountsWord::Off => Accounts::Off,
            }),
            listed: it.listed,
            key_prefix: it.key_prefix,
            max_applications: it.max_applications.map(|it| it.to_string()),
            max_credentials: it.max_credentials.map(|it| it.to_string()),
            support_email: it.support_email.text(),
            welcome_title: it.welcome_title.text(),
            welcome_text: it.welcome_text.text(),
            ..Self::default()
        }
    }
}

async fn view(asked: Asked, Ids(id): Ids<PortalId>) -> Result<One<View>, Problem> {
    Ok(View::of(portals::view(&asked.call, &id).await?, &asked.call))
}

async fn update(
    asked: Asked,
    Ids(id): Ids<PortalId>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    Ok(View::of(portals::change(&asked.call, &id, change.into()).await?, &asked.call))
}
