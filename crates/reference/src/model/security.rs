//! How a call proves who makes it, as the document says.

use serde::{Deserialize, Serialize};

use super::is_default;

/// A way to prove who calls, with the name that the document gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// What the author says of it, in Markdown.
    #[serde(skip_serializing_if = "is_default")]
    pub description: String,
    /// Which way it is.
    pub kind: SchemeKind,
}

/// The ways to prove who calls.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SchemeKind {
    /// A key in a header, the query or a cookie.
    Key {
        /// `header`, `query` or `cookie`.
        place: String,
        /// The header's, parameter's or cookie's name.
        name: String,
    },
    /// User name and password.
    Basic,
    /// A token behind `Bearer`.
    Bearer {
        /// What the token looks like, when said.
        format: String,
    },
    /// Another scheme of the header `Authorization`.
    Http {
        /// Its name.
        scheme: String,
    },
    /// OAuth 2.
    OAuth2 {
        /// The ways to a token.
        flows: Vec<Flow>,
    },
    /// OpenID Connect.
    OpenIdConnect {
        /// Where its configuration is.
        url: Option<String>,
    },
    /// A client's certificate.
    MutualTls,
    /// Something that the document names but does not describe.
    #[default]
    Unknown,
}

/// A way to an OAuth 2 token.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Flow {
    /// Which.
    pub kind: FlowKind,
    /// Where a person agrees.
    #[serde(skip_serializing_if = "is_default")]
    pub authorization_url: Option<String>,
    /// Where the token is had.
    #[serde(skip_serializing_if = "is_default")]
    pub token_url: Option<String>,
    /// Where it is renewed.
    #[serde(skip_serializing_if = "is_default")]
    pub refresh_url: Option<String>,
    /// What may be asked for: names, and what they mean.
    #[serde(skip_serializing_if = "is_default")]
    pub scopes: Vec<(String, String)>,
}

/// The ways of OAuth 2.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowKind {
    /// A code that a browser brings back.
    #[default]
    AuthorizationCode,
    /// A token that a browser brings back.
    Implicit,
    /// A person's name and password.
    Password,
    /// The client's own secret.
    ClientCredentials,
}

/// A scheme that a call needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Need {
    /// The scheme's name in the document.
    pub name: String,
    /// The scopes that the token must carry.
    #[serde(skip_serializing_if = "is_default")]
    pub scopes: Vec<String>,
}
