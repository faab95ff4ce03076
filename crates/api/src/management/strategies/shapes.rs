//! An auth strategy on the wire, and what of it Portico can make.

use std::collections::BTreeMap;

use base::{Error, FieldErrors};
use catalog::strategies::{FullStrategy, StrategyChanges, Ttl, Unit, Used};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::management::providers::ProviderType;
use crate::problem::Problem;
use crate::shapes::{Id, LabelChanges, LabelMap, Maybe, Moment};

/// The one word of strategies of keys.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum KeyAuth {
    KeyAuth,
}

/// The one word of strategies of OpenID Connect.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
enum OpenIdConnect {
    #[serde(rename = "openid_connect")]
    OpenIdConnect,
}

/// A strategy of keys.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AppAuthStrategyKeyAuthResponse", deny_unknown_fields)]
pub(super) struct View {
    id: Id,
    name: String,
    display_name: String,
    strategy_type: KeyAuth,
    configs: ConfigsView,
    /// Whether a version, an application or a portal uses it.
    active: bool,
    /// Strategies of keys have none.
    dcr_provider: Option<Maker>,
    labels: LabelMap,
    supports_multiple_credentials: bool,
    principals: Principals,
    created_at: Moment,
    updated_at: Moment,
}

/// A provider that makes clients.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
struct Maker {
    id: Id,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Option<String>,
    provider_type: ProviderType,
}

/// How a strategy works, by its type.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AppAuthStrategyConfigs", deny_unknown_fields)]
struct ConfigsView {
    #[serde(rename = "key-auth", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Keys")]
    key_auth: Option<Keys>,
    #[serde(rename = "openid-connect", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "OpenIdConfig")]
    openid_connect: Option<OpenIdConfig>,
}

/// How a strategy of keys works.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AppAuthStrategyKeyAuthConfigs")]
struct Configs {
    #[serde(rename = "key-auth")]
    key_auth: Keys,
}

/// Where a key is looked for, and how long it lives.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AppAuthStrategyConfigKeyAuth")]
struct Keys {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<String>", length(min = 1, max = 10), inner(length(max = 256)))]
    key_names: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Life")]
    ttl: Option<Life>,
}

/// How long a key lives.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "KeyAuthTtl")]
struct Life {
    #[schemars(range(min = 1))]
    value: i64,
    unit: LifeUnit,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum LifeUnit {
    Days,
    Weeks,
    Years,
}

/// Whether principals of an identity service are known. Portico has none.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AuthStrategyPrincipals")]
struct Principals {
    enabled: bool,
}

impl From<Used> for View {
    fn from(Used { strategy: it, is_used }: Used) -> Self {
        Self {
            id: it.id.into(),
            name: it.name,
            display_name: it.display_name,
            strategy_type: KeyAuth::KeyAuth,
            configs: ConfigsView {
                key_auth: Some(Keys { key_names: Some(it.key_names), ttl: it.ttl.map(Life::from) }),
                openid_connect: None,
            },
            active: is_used,
            dcr_provider: None::<Maker>,
            labels: (&it.labels).into(),
            supports_multiple_credentials: true,
            principals: Principals::default(),
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
        }
    }
}

impl From<Ttl> for Life {
    fn from(it: Ttl) -> Self {
        let unit = match it.unit {
            Unit::Days => LifeUnit::Days,
            Unit::Weeks => LifeUnit::Weeks,
            Unit::Years => LifeUnit::Years,
        };
        Self { value: it.value, unit }
    }
}

impl From<Life> for Ttl {
    fn from(it: Life) -> Self {
        let unit = match it.unit {
            LifeUnit::Days => Unit::Days,
            LifeUnit::Weeks => Unit::Weeks,
            LifeUnit::Years => Unit::Years,
        };
        Self { value: it.value, unit }
    }
}

/// What makes a strategy, or replaces one.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "CreateAppAuthStrategy")]
pub(super) enum New {
    KeyAuth(NewKeys),
    OpenIdConnect(#[expect(dead_code, reason = "it is refused whatever it says")] NewOpenId),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AppAuthStrategyKeyAuth")]
pub(super) struct NewKeys {
    #[schemars(length(min = 1, max = 256))]
    name: String,
    #[schemars(length(max = 256))]
    display_name: String,
    #[serde(rename = "strategy_type")]
    _kind: KeyAuth,
    configs: Configs,
    #[serde(default)]
    labels: LabelMap,
    #[serde(default)]
    principals: Principals,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AppAuthStrategyOpenIDConnect")]
pub(super) struct NewOpenId {
    #[serde(rename = "name")]
    #[schemars(length(min = 1, max = 256))]
    _name: String,
    #[serde(rename = "display_name")]
    #[schemars(length(max = 256))]
    _display_name: String,
    #[serde(rename = "strategy_type")]
    _kind: OpenIdConnect,
    #[serde(rename = "configs")]
    _configs: OpenIdConfigs,
    #[serde(default, rename = "dcr_provider_id")]
    _provider: Option<Id>,
    #[serde(default, rename = "labels")]
    _labels: LabelMap,
    #[serde(default, rename = "principals")]
    _principals: Principals,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AppAuthStrategyOpenIDConnectConfigs")]
struct OpenIdConfigs {
    #[serde(rename = "openid-connect")]
    _openid_connect: OpenIdConfig,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AppAuthStrategyConfigOpenIDConnect")]
struct OpenIdConfig {
    #[serde(rename = "issuer")]
    #[schemars(length(max = 256), extend("format" = "url"))]
    _issuer: String,
    #[serde(rename = "credential_claim")]
    #[schemars(length(max = 10), inner(length(max = 128)))]
    _credential_claim: Vec<String>,
    #[serde(rename = "scopes")]
    #[schemars(length(max = 50), inner(length(max = 128)))]
    _scopes: Vec<String>,
    #[serde(rename = "auth_methods")]
    #[schemars(length(max = 10), inner(length(max = 64)))]
    _auth_methods: Vec<String>,
    #[serde(flatten)]
    _more: BTreeMap<String, Value>,
}

impl New {
    /// The strategy of keys that it is; others do not exist yet.
    pub(super) fn keys(self) -> Result<FullStrategy, Problem> {
        let Self::KeyAuth(it) = self else {
            return Err(Error::field("strategy_type", "no_openid_connect").into());
        };
        refuse(&it.principals)?;
        let keys = it.configs.key_auth;
        Ok(FullStrategy {
            name: it.name,
            display_name: it.display_name,
            key_names: keys.key_names.unwrap_or_default(),
            ttl: keys.ttl.map(Ttl::from),
            hide_key: true,
            labels: it.labels.0,
        })
    }
}

fn refuse(principals: &Principals) -> Result<(), Error> {
    if principals.enabled { Err(Error::field("principals.enabled", "no_principals")) } else { Ok(()) }
}

/// What changes a strategy. What is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateAppAuthStrategy")]
pub(super) struct Change {
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 256))]
    name: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", length(max = 256))]
    display_name: Option<String>,
    #[serde(default)]
    labels: Maybe<LabelChanges>,
    #[serde(default)]
    dcr_provider_id: Option<Id>,
    #[serde(default)]
    #[schemars(with = "ConfigChanges")]
    configs: Option<ConfigChanges>,
    #[serde(default)]
    principals: Principals,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "UpdateAppAuthStrategyConfigs")]
enum ConfigChanges {
    KeyAuth(KeyConfigChanges),
    OpenIdConnect(#[expect(dead_code, reason = "it is refused whatever it says")] OpenIdConfigChanges),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateAppAuthStrategyKeyAuth")]
struct KeyConfigChanges {
    #[serde(rename = "key-auth")]
    key_auth: KeyChanges,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PartialAppAuthStrategyConfigKeyAuth")]
struct KeyChanges {
    #[serde(default)]
    #[schemars(with = "Vec<String>", length(min = 1, max = 10), inner(length(max = 256)))]
    key_names: Option<Vec<String>>,
    #[serde(default)]
    ttl: Maybe<Life>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateAppAuthStrategyOpenIDConnect")]
struct OpenIdConfigChanges {
    #[serde(rename = "openid-connect")]
    _openid_connect: OpenIdChanges,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "PartialAppAuthStrategyConfigOpenIDConnect")]
struct OpenIdChanges {
    #[serde(default, rename = "issuer")]
    #[schemars(with = "String", length(max = 256), extend("format" = "url"))]
    _issuer: Option<String>,
    #[serde(default, rename = "credential_claim")]
    #[schemars(with = "Vec<String>", length(max = 10), inner(length(max = 128)))]
    _credential_claim: Option<Vec<String>>,
    #[serde(default, rename = "scopes")]
    #[schemars(with = "Vec<String>", length(max = 50), inner(length(max = 128)))]
    _scopes: Option<Vec<String>>,
    #[serde(default, rename = "auth_methods")]
    #[schemars(with = "Vec<String>", length(max = 10), inner(length(max = 64)))]
    _auth_methods: Option<Vec<String>>,
    #[serde(flatten)]
    _more: BTreeMap<String, Value>,
}

impl Change {
    /// The changes of a strategy of keys; what belongs to others is refused.
    pub(super) fn keys(self) -> Result<StrategyChanges, Problem> {
        let mut errors = FieldErrors::new();
        if self.dcr_provider_id.is_some() {
            errors.add("dcr_provider_id", "unknown");
        }
        errors.join(refuse(&self.principals))?;
        let keys = match self.configs {
            Some(ConfigChanges::KeyAuth(it)) => Some(it.key_auth),
            Some(ConfigChanges::OpenIdConnect(_)) => {
                errors.add("configs.openid-connect", "no_openid_connect");
                None
            }
            None => None,
        };
        errors.into_result()?;
        let (key_names, ttl) = keys.map_or((None, Maybe::Absent), |it| (it.key_names, it.ttl));
        let ttl = match ttl {
            Maybe::Absent => None,
            Maybe::Null => Some(None),
            Maybe::Is(life) => Some(Some(life.into())),
        };
        let (name, display_name) = (self.name, self.display_name);
        Ok(StrategyChanges { name, display_name, key_names, ttl, labels: self.labels.into() })
    }
}
