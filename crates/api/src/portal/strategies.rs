//! The auth strategies that an application can be created for.

use catalog::strategies::{self, Kind, Strategy, Ttl, Unit};
use frame::door::Need;
use schemars::JsonSchema;
use serde::Serialize;

use crate::door::{Asked, ListOf, Operation, Routes, Style};
use crate::problem::Problem;
use crate::shapes::Id;

pub(super) fn routes(at: &mut Routes) {
    at.get(
        "/api/v2/applications/auth-strategies",
        Need::Developer,
        list,
        Operation::named(
            "list-application-auth-strategies",
            "applications",
            "The auth strategies that an application can be created for",
        )
        .paged()
        .fields(Style::Apart, strategies::OFFERED_FIELDS)
        .gives::<ListOf<View>>(200),
    );
}

/// How an application proves itself.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "credential_type", rename_all = "snake_case")]
#[schemars(rename = "PortalAuthStrategy", deny_unknown_fields)]
pub(super) enum View {
    /// By a key that the portal makes.
    KeyAuth {
        id: Id,
        name: String,
        key_names: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        ttl: Option<TtlView>,
    },
    /// By a client that the portal makes in an identity provider.
    #[expect(dead_code, reason = "the contract has it, and there is no such strategy")]
    ClientCredentials { id: Id, name: String, auth_methods: Vec<String>, available_scopes: Vec<String> },
    /// By a client that the developer makes in an identity provider.
    SelfManagedClientCredentials {
        id: Id,
        name: String,
        auth_methods: Vec<String>,
        available_scopes: Vec<String>,
    },
}

/// How long a credential lives.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub(super) struct TtlView {
    #[schemars(range(min = 1))]
    value: i64,
    unit: UnitWord,
}

#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum UnitWord {
    Days,
    Weeks,
    Years,
}

/// The kind of proof.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "CredentialType")]
pub(super) enum CredentialType {
    #[expect(dead_code, reason = "the contract has it, and there is no such strategy")]
    ClientCredentials,
    SelfManagedClientCredentials,
    KeyAuth,
}

impl From<Kind> for CredentialType {
    fn from(it: Kind) -> Self {
        match it {
            Kind::KeyAuth => Self::KeyAuth,
            Kind::OpenIdConnect => Self::SelfManagedClientCredentials,
        }
    }
}

impl From<&Strategy> for View {
    fn from(it: &Strategy) -> Self {
        let (id, name) = (it.id.into(), it.display_name.clone());
        match it.kind {
            Kind::KeyAuth => {
                let key_names = it.key_names.clone();
                Self::KeyAuth { id, name, key_names, ttl: it.ttl.map(TtlView::from) }
            }
            Kind::OpenIdConnect => {
                let (auth_methods, available_scopes) = (Vec::new(), Vec::new());
                Self::SelfManagedClientCredentials { id, name, auth_methods, available_scopes }
            }
        }
    }
}

impl From<Ttl> for TtlView {
    fn from(it: Ttl) -> Self {
        let unit = match it.unit {
            Unit::Days => UnitWord::Days,
            Unit::Weeks => UnitWord::Weeks,
            Unit::Years => UnitWord::Years,
        };
        Self { value: it.value, unit }
    }
}

async fn list(asked: Asked) -> Result<ListOf<View>, Problem> {
    let listed = strategies::list_offered(&asked.call, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, |it| View::from(&it)))
}
