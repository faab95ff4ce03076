//! What stands around the pages of a reference: whose they are, where they lie, and how calls get in.

use super::samples::Language;

/// What stands around the pages of a reference. A version of a product makes one, and so can whatever else has an
/// OpenAPI document to show.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// What the pages are of: `Payments v2`.
    pub name: String,
    /// The way from the top to the overview: labels and addresses.
    pub crumbs: Vec<(String, String)>,
    /// The site's address, `https://acme.example.com`, for whoever reads a page elsewhere.
    pub origin: String,
    /// The overview's path. Operations are at `{path}/reference/{slug}`, shapes at `{path}/reference/schemas/{slug}`.
    pub path: String,
    /// What callers write before an operation's path, when something else than the document knows.
    pub address: Option<String>,
    /// How calls prove who makes them.
    pub proof: Proof,
    /// The versions that one may change to, this one among them.
    pub versions: Vec<Choice>,
    /// Whether developers are told to move on.
    pub deprecated: bool,
    /// The newest version that is not deprecated, when it is not this one.
    pub successor: Option<Choice>,
    /// Documents that belong to it: titles and addresses.
    pub documents: Vec<(String, String)>,
    /// Where an application is registered, when the one who looks may.
    pub register_href: Option<String>,
    /// Where the document is had: labels and addresses.
    pub downloads: Vec<(String, String)>,
    /// The language of the samples.
    pub language: Language,
    /// How operations are tried from their pages; nothing where they cannot be.
    pub trial: Option<Trial>,
}

/// How operations are tried from their pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Where a call is sent to be made.
    pub href: String,
    /// Where it is told which applications may make it, when there is something to prove.
    pub applications: Option<String>,
    /// The name under which a browser's tab keeps the key.
    pub kept: String,
}

/// How calls prove who makes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Proof {
    /// As the document says.
    #[default]
    Document,
    /// A key in a header of one of these names, the first of which is shown.
    Key(Vec<String>),
    /// A token of an identity provider.
    Token,
    /// Nothing: anybody may call.
    Open,
}

/// A version that one may change to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name.
    pub label: String,
    /// The same page of it, or its overview.
    pub href: String,
    /// Whether it is this one.
    pub is_here: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

impl Setting {
    /// Where the pages of operations lie.
    pub(super) fn base(&self) -> String {
        format!("{}/reference", self.path)
    }

    /// An operation's page.
    pub(super) fn operation_href(&self, slug: &str) -> String {
        format!("{}/reference/{slug}", self.path)
    }

    /// A shape's page.
    pub(super) fn schema_href(&self, slug: &str) -> String {
        format!("{}/reference/schemas/{slug}", self.path)
    }

    /// The overview with the operations of one group.
    pub(super) fn tag_href(&self, slug: &str) -> String {
        format!("{}?tag={slug}#tag-{slug}", self.path)
    }
}
