//! Providers on the wire, as the contract has them. Nothing of what is taken is read: making a provider is refused.
#![expect(dead_code, reason = "there are no providers yet; these are the shapes that requests are held to")]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::shapes::{Id, LabelChanges, LabelMap, Maybe, Moment};

/// Which program a provider is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "DcrProviderType")]
pub(in crate::management) enum ProviderType {
    Auth0,
    AzureAd,
    Curity,
    Okta,
    KongIdentity,
    Http,
}

/// A provider.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DcrProvider", deny_unknown_fields)]
pub(super) struct View {
    id: Id,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Option<String>,
    provider_type: ProviderType,
    issuer: String,
    active: bool,
    dcr_config: ConfigView,
    labels: LabelMap,
    created_at: Moment,
    updated_at: Moment,
}

/// How a provider is spoken to, without its secrets; which members there are depends on its type.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DcrConfig")]
struct ConfigView {
    #[serde(skip_serializing_if = "Option::is_none")]
    initial_client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    initial_client_audience: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    use_developer_managed_scopes: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dcr_base_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disable_event_hooks: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disable_refresh_secret: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_multiple_credentials: Option<bool>,
}

/// Whether a provider could be reached.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "VerifyDcrProvider", deny_unknown_fields)]
pub(super) struct Verified {
    status: Outcome,
    errors: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Outcome {
    Success,
    Failed,
}

/// What makes a provider.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "CreateDcrProvider")]
pub(super) enum New {
    Auth0(Made<IsAuth0, Auth0>),
    AzureAd(Made<IsAzureAd, AzureAd>),
    Curity(Made<IsCurity, Curity>),
    Okta(Made<IsOkta, Okta>),
    Http(Made<IsHttp, Http>),
    KongIdentity(MadeIdentity),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(super) struct Made<Kind, Config> {
    provider_type: Kind,
    dcr_config: Config,
    #[schemars(length(min = 1, max = 256))]
    name: String,
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 256))]
    display_name: Option<String>,
    #[schemars(length(max = 256), extend("format" = "url"))]
    issuer: String,
    #[serde(default)]
    labels: LabelMap,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(super) struct MadeIdentity {
    provider_type: IsKongIdentity,
    #[serde(default)]
    dcr_config: Map<String, Value>,
    #[schemars(length(min = 1, max = 256))]
    name: String,
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 256))]
    display_name: Option<String>,
    #[schemars(length(max = 256), extend("format" = "url"))]
    issuer: String,
    #[serde(default)]
    labels: LabelMap,
}

/// What changes a provider.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateDcrProvider")]
pub(super) struct Change {
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 256))]
    name: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 256))]
    display_name: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", length(max = 256), extend("format" = "url"))]
    issuer: Option<String>,
    #[serde(default)]
    labels: Maybe<LabelChanges>,
    #[serde(default)]
    #[schemars(with = "ConfigChanges")]
    dcr_config: Option<ConfigChanges>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
enum ConfigChanges {
    Auth0(Auth0Changes),
    AzureAd(AzureAdChanges),
    Curity(CurityChanges),
    Okta(OktaChanges),
    Http(HttpChanges),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(super) enum IsAuth0 {
    #[serde(rename = "auth0")]
    It,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(super) enum IsAzureAd {
    #[serde(rename = "azureAd")]
    It,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(super) enum IsCurity {
    #[serde(rename = "curity")]
    It,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(super) enum IsOkta {
    #[serde(rename = "okta")]
    It,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(super) enum IsHttp {
    #[serde(rename = "http")]
    It,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(super) enum IsKongIdentity {
    #[serde(rename = "kongIdentity")]
    It,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateDcrConfigAuth0")]
pub(super) struct Auth0 {
    #[schemars(length(max = 256))]
    initial_client_id: String,
    #[schemars(length(max = 256))]
    initial_client_secret: String,
    #[serde(default)]
    #[schemars(length(max = 256))]
    initial_client_audience: Option<String>,
    #[serde(default)]
    #[schemars(with = "bool")]
    use_developer_managed_scopes: Option<bool>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateDcrConfigAuth0")]
struct Auth0Changes {
    #[serde(default)]
    #[schemars(with = "String", length(max = 256))]
    initial_client_id: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", length(max = 256))]
    initial_client_secret: Option<String>,
    #[serde(default)]
    #[schemars(length(max = 256))]
    initial_client_audience: Option<String>,
    #[serde(default)]
    #[schemars(with = "bool")]
    use_developer_managed_scopes: Option<bool>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateDcrConfigAzureAd")]
pub(super) struct AzureAd {
    #[schemars(length(max = 256))]
    initial_client_id: String,
    #[schemars(length(max = 256))]
    initial_client_secret: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateDcrConfigAzureAd")]
struct AzureAdChanges {
    #[serde(default)]
    #[schemars(with = "String", length(max = 256))]
    initial_client_id: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", length(max = 256))]
    initial_client_secret: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateDcrConfigCurity")]
pub(super) struct Curity {
    #[schemars(length(max = 256))]
    initial_client_id: String,
    #[schemars(length(max = 256))]
    initial_client_secret: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateDcrConfigCurity")]
struct CurityChanges {
    #[serde(default)]
    #[schemars(with = "String", length(max = 256))]
    initial_client_id: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", length(max = 256))]
    initial_client_secret: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateDcrConfigOkta")]
pub(super) struct Okta {
    #[schemars(length(max = 256))]
    dcr_token: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateDcrConfigOkta")]
struct OktaChanges {
    #[serde(default)]
    #[schemars(with = "String", length(max = 256))]
    dcr_token: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateDcrConfigHttp")]
pub(super) struct Http {
    #[schemars(length(max = 256), extend("format" = "url"))]
    dcr_base_url: String,
    #[schemars(length(min = 12, max = 256), regex(pattern = "^[a-zA-Z0-9_]+$"))]
    api_key: String,
    #[serde(default)]
    #[schemars(with = "bool")]
    disable_event_hooks: Option<bool>,
    #[serde(default)]
    #[schemars(with = "bool")]
    disable_refresh_secret: Option<bool>,
    #[serde(default)]
    #[schemars(with = "bool")]
    allow_multiple_credentials: Option<bool>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateDcrConfigHttp")]
struct HttpChanges {
    #[serde(default)]
    #[schemars(with = "String", length(max = 256), extend("format" = "url"))]
    dcr_base_url: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", length(min = 12, max = 256), regex(pattern = "^[a-zA-Z0-9_]+$"))]
    api_key: Option<String>,
    #[serde(default)]
    #[schemars(with = "bool")]
    disable_event_hooks: Option<bool>,
    #[serde(default)]
    #[schemars(with = "bool")]
    disable_refresh_secret: Option<bool>,
    #[serde(default)]
    #[schemars(with = "bool")]
    allow_multiple_credentials: Option<bool>,
}
