//! What a document is about: the title, where the API is, what it can do.

/// What a document is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// The API's name.
    pub title: String,
    /// The API's version, which is not the version of OpenAPI.
    pub version: String,
    /// What it is, in Markdown; empty when the document does not say.
    pub description: String,
    /// Where it is: addresses, or paths relative to where the document lies. Empty when not said.
    pub servers: Vec<String>,
    /// What it can do, in the document's order.
    pub operations: Vec<Operation>,
}

/// One thing that an API can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path, with parameters in braces, behind the server's address.
    pub path: String,
    /// The author's name for it, unique in the document.
    pub operation_id: Option<String>,
    /// What it does, in a line.
    pub summary: Option<String>,
    /// The groups to which it belongs.
    pub tags: Vec<String>,
    /// Whether it is going away.
    pub deprecated: bool,
}
