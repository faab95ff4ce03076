//! What authentication is on the wire. Source: the contract, all of it, although single sign-on does not exist yet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::shapes::{Id, Moment};

/// How developers prove who they are.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalAuthenticationSettings")]
pub(super) struct Settings {
    /// Whether developers have accounts.
    pub(super) basic_auth_enabled: bool,
    pub(super) oidc_auth_enabled: bool,
    pub(super) saml_auth_enabled: bool,
    pub(super) oidc_team_mapping_enabled: bool,
    pub(super) idp_mapping_enabled: bool,
    pub(super) konnect_mapping_enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "OidcView")]
    pub(super) oidc_config: Option<OidcView>,
}

/// How OpenID Connect is set up.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalOIDCConfig")]
pub(super) struct OidcView {
    issuer: String,
    client_id: String,
    scopes: Vec<String>,
    claim_mappings: ClaimMappings,
}

/// Which claims tell what.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalClaimMappings")]
struct ClaimMappings {
    name: String,
    email: String,
    groups: String,
}

/// Which claims are to tell what.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdatePortalClaimMappings", extend("maxProperties" = 3))]
#[expect(dead_code, reason = "described as the contract has it; nothing takes it yet")]
struct NewClaimMappings {
    #[serde(default)]
    #[schemars(with = "String")]
    name: Option<String>,
    #[serde(default)]
    #[schemars(with = "String")]
    email: Option<String>,
    #[serde(default)]
    #[schemars(with = "String")]
    groups: Option<String>,
}

/// What changes how developers prove who they are. What is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdatePortalAuthenticationSettings")]
pub(super) struct SettingsChange {
    #[serde(default)]
    #[schemars(with = "bool")]
    pub(super) basic_auth_enabled: Option<bool>,
    #[serde(default)]
    oidc_auth_enabled: bool,
    #[serde(default)]
    saml_auth_enabled: bool,
    #[serde(default)]
    oidc_team_mapping_enabled: bool,
    #[serde(default)]
    konnect_mapping_enabled: bool,
    #[serde(default)]
    idp_mapping_enabled: bool,
    #[serde(default)]
    #[schemars(with = "String")]
    oidc_issuer: Option<String>,
    #[serde(default)]
    #[schemars(with = "String")]
    oidc_client_id: Option<String>,
    #[serde(default)]
    #[schemars(with = "String")]
    oidc_client_secret: Option<String>,
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    oidc_scopes: Option<Vec<String>>,
    #[serde(default)]
    #[schemars(with = "NewClaimMappings")]
    oidc_claim_mappings: Option<NewClaimMappings>,
}

impl SettingsChange {
    /// The members that ask for what does not exist here. To turn off what is not there changes nothing.
    pub(super) fn unknown_here(&self) -> Vec<&'static str> {
        [
            ("oidc_auth_enabled", self.oidc_auth_enabled),
            ("saml_auth_enabled", self.saml_auth_enabled),
            ("oidc_team_mapping_enabled", self.oidc_team_mapping_enabled),
            ("konnect_mapping_enabled", self.konnect_mapping_enabled),
            ("idp_mapping_enabled", self.idp_mapping_enabled),
            ("oidc_issuer", self.oidc_issuer.is_some()),
            ("oidc_client_id", self.oidc_client_id.is_some()),
            ("oidc_client_secret", self.oidc_client_secret.is_some()),
            ("oidc_scopes", self.oidc_scopes.is_some()),
            ("oidc_claim_mappings", self.oidc_claim_mappings.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, is_asked)| is_asked.then_some(name))
        .collect()
    }
}

/// Which groups of an identity provider a team is.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalTeamGroupMapping")]
pub(super) struct Mapping {
    team_id: Id,
    groups: Vec<String>,
}

/// Which groups of an identity provider teams are to be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdatePortalTeamGroupMappings")]
#[expect(dead_code, reason = "described as the contract has it; nothing takes it yet")]
pub(super) struct Mappings {
    #[serde(default)]
    data: Vec<NewMapping>,
}

/// Which groups of an identity provider a team is to be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdatePortalTeamGroupMapping")]
#[expect(dead_code, reason = "described as the contract has it; nothing takes it yet")]
struct NewMapping {
    #[serde(default)]
    #[schemars(with = "Id")]
    team_id: Option<Id>,
    #[serde(default)]
    groups: Vec<String>,
}

/// What an identity provider speaks.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "IdentityProviderType")]
enum ProviderType {
    Oidc,
    Saml,
}

/// An identity provider.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalIdentityProvider")]
pub(super) struct Provider {
    id: Id,
    #[serde(rename = "type")]
    kind: ProviderType,
    enabled: bool,
    config: ProviderConfig,
    created_at: Moment,
    updated_at: Moment,
}

/// How an identity provider is set up.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "IdentityProviderConfig")]
#[expect(dead_code, reason = "described as the contract has it; nothing gives it yet")]
enum ProviderConfig {
    Oidc(OidcProvider),
    Saml(SamlProvider),
}

/// How a provider of OpenID Connect is set up.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "OIDCIdentityProviderConfig", deny_unknown_fields)]
struct OidcProvider {
    issuer_url: String,
    client_id: String,
    /// Never given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    client_secret: Option<String>,
    scopes: Vec<String>,
    claim_mappings: ClaimMappings,
}

/// How a provider of SAML is set up.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SAMLIdentityProviderConfig", deny_unknown_fields)]
struct SamlProvider {
    idp_metadata_url: String,
    idp_metadata_xml: String,
    sp_metadata_url: String,
    sp_entity_id: String,
    callback_url: String,
}

/// What names an identity provider.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreatePortalIdentityProvider")]
#[expect(dead_code, reason = "described as the contract has it; nothing takes it yet")]
pub(super) struct NewProvider {
    #[serde(default)]
    enabled: bool,
    #[serde(default, rename = "type")]
    #[schemars(with = "ProviderType")]
    kind: Option<ProviderType>,
    #[serde(default)]
    #[schemars(with = "NewProviderConfig")]
    config: Option<NewProviderConfig>,
}

/// What changes an identity provider.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdatePortalIdentityProvider")]
#[expect(dead_code, reason = "described as the contract has it; nothing takes it yet")]
pub(super) struct ChangedProvider {
    #[serde(default)]
    enabled: bool,
    #[serde(default)]
    #[schemars(with = "NewProviderConfig")]
    config: Option<NewProviderConfig>,
}

/// How an identity provider is to be set up.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "UpdateIdentityProviderConfig")]
#[expect(dead_code, reason = "described as the contract has it; nothing takes it yet")]
enum NewProviderConfig {
    Oidc(NewOidcProvider),
    Saml(NewSamlProvider),
}

/// How a provider of OpenID Connect is to be set up.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateOIDCIdentityProviderConfig")]
#[expect(dead_code, reason = "described as the contract has it; nothing takes it yet")]
struct NewOidcProvider {
    #[schemars(extend("format" = "uri"))]
    issuer_url: String,
    client_id: String,
    #[serde(default)]
    #[schemars(with = "String")]
    client_secret: Option<String>,
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    scopes: Option<Vec<String>>,
    #[serde(default)]
    #[schemars(with = "ProviderClaims")]
    claim_mappings: Option<ProviderClaims>,
}

/// Which claims of an identity provider are to tell what.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateIdentityProviderClaims")]
#[expect(dead_code, reason = "described as the contract has it; nothing takes it yet")]
struct ProviderClaims {
    #[serde(default)]
    #[schemars(with = "String")]
    name: Option<String>,
    #[serde(default)]
    #[schemars(with = "String")]
    email: Option<String>,
    #[serde(default)]
    #[schemars(with = "String")]
    groups: Option<String>,
}

/// How a provider of SAML is to be set up. What our side is called is only ever read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateSAMLIdentityProviderConfig")]
#[expect(dead_code, reason = "described as the contract has it; nothing takes it yet")]
struct NewSamlProvider {
    #[serde(default)]
    #[schemars(with = "String", extend("format" = "uri"))]
    idp_metadata_url: Option<String>,
    #[serde(default)]
    #[schemars(with = "String")]
    idp_metadata_xml: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", extend("format" = "path"))]
    sp_metadata_url: Option<String>,
    #[serde(default)]
    #[schemars(with = "String")]
    sp_entity_id: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", extend("format" = "path"))]
    callback_url: Option<String>,
}
