//! One thing that an API can do, in full: what a page, a form and a sample need.

use serde::{Deserialize, Serialize};

use super::{Link, Need, Parameter, Schema, Server, is_default};

/// An operation, or a webhook, in full.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OperationPage {
    /// Its name in addresses.
    pub slug: String,
    /// The author's name for it.
    #[serde(skip_serializing_if = "is_default")]
    pub operation_id: String,
    /// Whether the API calls it, rather than answers it.
    #[serde(skip_serializing_if = "is_default")]
    pub is_webhook: bool,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path, with parameters in braces; of a webhook, its name; of a callback, the expression of its address.
    pub path: String,
    /// What it does, in a line; empty when the document does not say.
    #[serde(skip_serializing_if = "is_default")]
    pub summary: String,
    /// What it does, in Markdown.
    #[serde(skip_serializing_if = "is_default")]
    pub description: String,
    /// Whether it is going away.
    #[serde(skip_serializing_if = "is_default")]
    pub deprecated: bool,
    /// More to read.
    #[serde(skip_serializing_if = "is_default")]
    pub docs: Option<Link>,
    /// Where it is: the operation's own servers, or the path's, or the document's.
    #[serde(skip_serializing_if = "is_default")]
    pub servers: Vec<Server>,
    /// How a call proves who makes it: one of these. None: nothing is said. An empty one: nothing is needed.
    #[serde(skip_serializing_if = "is_default")]
    pub security: Vec<Vec<Need>>,
    /// What a call carries beside its body.
    #[serde(skip_serializing_if = "is_default")]
    pub parameters: Vec<Parameter>,
    /// The body of a call.
    #[serde(skip_serializing_if = "is_default")]
    pub body: Option<Body>,
    /// What comes back.
    #[serde(skip_serializing_if = "is_default")]
    pub responses: Vec<Response>,
    /// What the API calls later because of this call.
    #[serde(skip_serializing_if = "is_default")]
    pub callbacks: Vec<Callback>,
}

/// The body of a call.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Body {
    /// What it is, in Markdown.
    #[serde(skip_serializing_if = "is_default")]
    pub description: String,
    /// Whether it must be there.
    #[serde(skip_serializing_if = "is_default")]
    pub required: bool,
    /// How it may be written, the author's first choice first.
    #[serde(skip_serializing_if = "is_default")]
    pub media: Vec<Media>,
}

/// A body in one media type.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Media {
    /// The media type.
    pub media_type: String,
    /// Other media types in which it has the same shape.
    #[serde(skip_serializing_if = "is_default")]
    pub also: Vec<String>,
    /// Its shape.
    #[serde(skip_serializing_if = "is_default")]
    pub schema: Option<Schema>,
    /// What it may look like, the best one first.
    #[serde(skip_serializing_if = "is_default")]
    pub examples: Vec<Example>,
    /// The fields, when it is a form.
    #[serde(skip_serializing_if = "is_default")]
    pub fields: Vec<FormField>,
}

/// What a body may look like.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Example {
    /// Its name, when there are several.
    #[serde(skip_serializing_if = "is_default")]
    pub name: String,
    /// What it shows, in a line.
    #[serde(skip_serializing_if = "is_default")]
    pub summary: String,
    /// The text, ready to be sent or read.
    pub text: String,
    /// Where it comes from.
    #[serde(skip_serializing_if = "is_default")]
    pub origin: Origin,
    /// Whether long lists were cut.
    #[serde(skip_serializing_if = "is_default")]
    pub shortened: bool,
}

/// Where an example comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// From the document.
    #[default]
    Author,
    /// Made from the shape.
    Shape,
}

/// A field of a form that is sent as a body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormField {
    /// Its name.
    pub name: String,
    /// A value that fits.
    pub value: String,
    /// Whether it is a file.
    #[serde(skip_serializing_if = "is_default")]
    pub is_file: bool,
}

/// What comes back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Response {
    /// The status, `404`, `4XX` or `default`.
    pub status: String,
    /// What it means, in Markdown.
    #[serde(skip_serializing_if = "is_default")]
    pub description: String,
    /// What stands in the head.
    #[serde(skip_serializing_if = "is_default")]
    pub headers: Vec<Header>,
    /// How the body may be written.
    #[serde(skip_serializing_if = "is_default")]
    pub media: Vec<Media>,
}

impl Response {
    /// Whether the call did what it should: 1xx to 3xx.
    pub fn is_success(&self) -> bool {
        matches!(self.status.as_bytes().first(), Some(b'1'..=b'3'))
    }
}

/// A header of an answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// What it is, in Markdown.
    #[serde(skip_serializing_if = "is_default")]
    pub description: String,
    /// Whether it is always there.
    #[serde(skip_serializing_if = "is_default")]
    pub required: bool,
    /// Its shape.
    #[serde(skip_serializing_if = "is_default")]
    pub schema: Schema,
}

/// What the API calls later because of a call.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Callback {
    /// Its name.
    pub name: String,
    /// What is called: method, the expression of the address, body, expected answers.
    pub operation: OperationPage,
}
