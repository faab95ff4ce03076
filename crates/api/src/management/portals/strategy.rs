//! Auth strategies as they stand in what uses them.

use catalog::strategies::{Kind, Strategy, Unit};
use schemars::JsonSchema;
use serde::Serialize;

use crate::shapes::Id;

/// How an application proves itself.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "AuthStrategy")]
pub(super) enum AuthStrategy {
    KeyAuth(KeyAuth),
    ClientCredentials(ClientCredentials),
}

/// By a key that the portal made.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AuthStrategyKeyAuth", deny_unknown_fields)]
pub(super) struct KeyAuth {
    id: Id,
    name: String,
    credential_type: KeyAuthWord,
    key_names: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Ttl")]
    ttl: Option<Ttl>,
}

/// The one word for it.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum KeyAuthWord {
    KeyAuth,
}

/// How long a credential lives.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AuthStrategyTtl")]
struct Ttl {
    #[schemars(range(min = 1))]
    value: i64,
    unit: UnitWord,
}

/// A unit of a credential's life.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum UnitWord {
    Days,
    Weeks,
    Years,
}

/// By a token of an identity provider.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AuthStrategyClientCredentials", deny_unknown_fields)]
pub(super) struct ClientCredentials {
    id: Id,
    name: String,
    credential_type: ClientWord,
    auth_methods: Vec<String>,
    available_scopes: Vec<String>,
}

/// Who makes the client.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum ClientWord {
    #[expect(dead_code, reason = "no identity provider makes clients yet; the contract knows the word")]
    ClientCredentials,
    SelfManagedClientCredentials,
}

impl From<Strategy> for AuthStrategy {
    fn from(it: Strategy) -> Self {
        let (id, name) = (it.id.into(), it.name);
        match it.kind {
            Kind::KeyAuth => Self::KeyAuth(KeyAuth {
                id,
                name,
                credential_type: KeyAuthWord::KeyAuth,
                key_names: it.key_names,
                ttl: it.ttl.map(|it| Ttl {
                    value: it.value,
                    unit: match it.unit {
                        Unit::Days => UnitWord::Days,
                        Unit::Weeks => UnitWord::Weeks,
                        Unit::Years => UnitWord::Years,
                    },
                }),
            }),
            Kind::OpenIdConnect => Self::ClientCredentials(ClientCredentials {
                id,
                name,
                credential_type: ClientWord::SelfManagedClientCredentials,
                auth_methods: Vec::new(),
                available_scopes: Vec::new(),
            }),
        }
    }
}
