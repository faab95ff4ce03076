//! What a document is about as a whole: the page from which all others are reached.

use serde::{Deserialize, Serialize};

use super::{Need, Scheme, is_default};

/// A document as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Overview {
    /// The API's name.
    pub title: String,
    /// The API's version, as the document says it.
    pub version: String,
    /// What it is, in Markdown.
    #[serde(skip_serializing_if = "is_default")]
    pub description: String,
    /// Where the terms of use are.
    #[serde(skip_serializing_if = "is_default")]
    pub terms: Option<String>,
    /// Whom to ask.
    #[serde(skip_serializing_if = "is_default")]
    pub contact: Option<Contact>,
    /// Under which licence: its name, and where it is written.
    #[serde(skip_serializing_if = "is_default")]
    pub license: Option<Link>,
    /// More to read.
    #[serde(skip_serializing_if = "is_default")]
    pub docs: Option<Link>,
    /// Where the API is.
    #[serde(skip_serializing_if = "is_default")]
    pub servers: Vec<Server>,
    /// How calls prove who makes them, where an operation says nothing else: one of these.
    #[serde(skip_serializing_if = "is_default")]
    pub security: Vec<Vec<Need>>,
    /// All ways in which calls prove who makes them.
    #[serde(skip_serializing_if = "is_default")]
    pub schemes: Vec<Scheme>,
    /// The operations by their first tag.
    #[serde(skip_serializing_if = "is_default")]
    pub tags: Vec<Tag>,
    /// What the API calls by itself.
    #[serde(skip_serializing_if = "is_default")]
    pub webhooks: Vec<Entry>,
    /// The shapes of data that have a name.
    #[serde(skip_serializing_if = "is_default")]
    pub schemas: Vec<SchemaEntry>,
}

/// Whom to ask about an API.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// A name.
    #[serde(skip_serializing_if = "is_default")]
    pub name: String,
    /// A page.
    #[serde(skip_serializing_if = "is_default")]
    pub url: Option<String>,
    /// An e-mail address.
    #[serde(skip_serializing_if = "is_default")]
    pub email: String,
}

/// A text that may lead somewhere. The address is one that a page may link to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    /// What it says.
    #[serde(skip_serializing_if = "is_default")]
    pub label: String,
    /// Where it leads.
    #[serde(skip_serializing_if = "is_default")]
    pub url: Option<String>,
}

/// Where an API is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Server {
    /// Its address, with variables replaced by their defaults; a path when it is relative.
    pub url: String,
    /// What it is for.
    #[serde(skip_serializing_if = "is_default")]
    pub description: String,
}

/// A group of operations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tag {
    /// Its name; empty for the operations that have none.
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    /// What it is, in Markdown.
    #[serde(skip_serializing_if = "is_default")]
    pub description: String,
    /// More to read.
    #[serde(skip_serializing_if = "is_default")]
    pub docs: Option<Link>,
    /// Its operations, in the document's order.
    pub entries: Vec<Entry>,
}

/// An operation in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// Its name in addresses.
    pub slug: String,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path; of a webhook, its name.
    pub path: String,
    /// What it does, in a line; empty when the document does not say.
    #[serde(skip_serializing_if = "is_default")]
    pub summary: String,
    /// Whether it is going away.
    #[serde(skip_serializing_if = "is_default")]
    pub deprecated: bool,
}

/// A named shape of data in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SchemaEntry {
    /// Its name.
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    /// Whether it is going away.
    #[serde(skip_serializing_if = "is_default")]
    pub deprecated: bool,
}

impl Overview {
    /// All operations, in the order of the groups.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.tags.iter().flat_map(|it| &it.entries)
    }

    /// The group that holds the operation.
    pub fn tag_of(&self, slug: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.entries.iter().any(|it| it.slug == slug))
    }

    /// The operations before and after this one; webhooks are neighbours of webhooks.
    pub fn neighbours(&self, slug: &str) -> (Option<&Entry>, Option<&Entry>) {
        let all: Vec<&Entry> = self.entries().chain(&self.webhooks).collect();
        let Some(at) = all.iter().position(|it| it.slug == slug) else { return (None, None) };
        (at.checked_sub(1).map(|it| all[it]), all.get(at + 1).copied())
    }

    /// How many operations there are.
    pub fn count(&self) -> usize {
        self.tags.iter().map(|it| it.entries.len()).sum()
    }
}

impl Entry {
    /// What it is called in a list: what it does, or else method and path.
    pub fn label(&self) -> String {
        if self.summary.is_empty() { format!("{} {}", self.method, self.path) } else { self.summary.clone() }
    }
}
