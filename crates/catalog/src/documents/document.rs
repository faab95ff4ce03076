//! What a document is, and how the input that makes one is checked. Pure.

use base::words::{self, Broken};
use base::{DocumentId, FieldErrors, Instant, ProductId, Result, Uuid};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::State;

/// The longest document, in characters.
pub const LONGEST: usize = 1_000_000;

/// The most metadata that a document may have, in bytes of JSON.
pub const MOST_METADATA: usize = 64 * 1024;

const LONGEST_SLUG: usize = 80;

/// What a producer keeps beside a document: a JSON object that means nothing to the portal.
pub type Metadata = Map<String, Value>;

/// A page of words about a product, in Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Which one.
    pub id: DocumentId,
    /// About which product.
    pub product: ProductId,
    /// Below which document it stands.
    pub parent: Option<DocumentId>,
    /// Its name in addresses, unique in the product.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Markdown.
    pub content: String,
    /// Whether developers see it.
    pub state: State,
    /// Where it stands among its siblings.
    pub position: i64,
    /// What its producer keeps beside it.
    pub metadata: Metadata,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

/// What makes or changes a document. An empty slug is made from the title; an empty state is unpublished.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewDocument {
    /// Its title.
    pub title: String,
    /// Its name in addresses, unique in the product.
    pub slug: String,
    /// Markdown, at most a million characters.
    pub content: String,
    /// The document below which it stands; empty for the top.
    pub parent: String,
    /// `published` or `unpublished`.
    pub state: String,
    /// A JSON object of at most 64 KiB; left out, a document keeps the one it has.
    pub metadata: Option<Value>,
}

impl From<&Document> for NewDocument {
    fn from(it: &Document) -> Self {
        Self {
            title: it.title.clone(),
            slug: it.slug.clone(),
            content: it.content.clone(),
            parent: it.parent.map(|it| it.to_string()).unwrap_or_default(),
            state: it.state.word().to_owned(),
            metadata: None,
        }
    }
}

/// What changes a document. What is not said stays.
#[derive(Debug, Clone, Default)]
pub struct DocumentChanges {
    /// Its title.
    pub title: Option<String>,
    /// Its name in addresses, unique in the product.
    pub slug: Option<String>,
    /// Markdown.
    pub content: Option<String>,
    /// The document below which it stands; nothing within: the top.
    pub parent: Option<Option<DocumentId>>,
    /// Whether developers see it.
    pub state: Option<State>,
    /// A JSON object.
    pub metadata: Option<Value>,
}

impl DocumentChanges {
    /// The whole input: what is said, and what there was before.
    pub(super) fn onto(self, before: NewDocument) -> NewDocument {
        let parent = self.parent.map(|it| it.map(|it| it.to_string()).unwrap_or_default());
        NewDocument {
            title: self.title.unwrap_or(before.title),
            slug: self.slug.unwrap_or(before.slug),
            content: self.content.unwrap_or(before.content),
            parent: parent.unwrap_or(before.parent),
            state: self.state.map_or(before.state, |it| it.word().to_owned()),
            metadata: self.metadata.or(before.metadata),
        }
    }
}

/// A checked input. The slug is there when it was typed.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) slug: Option<String>,
    pub(super) content: String,
    pub(super) parent: Option<DocumentId>,
    pub(super) state: State,
    pub(super) metadata: Option<Metadata>,
}

impl NewDocument {
    pub(super) fn check(&self) -> Result<Draft> {
        let mut errors = FieldErrors::new();
        let title = errors.take("title", words::line(&self.title, 255)).unwrap_or_default();
        let slug = errors.take("slug", slug(&self.slug)).flatten();
        let content = errors.take("content", words::text(&self.content, LONGEST)).unwrap_or_default();
        let parent = errors.take("parent", parent(&self.parent)).flatten();
        let state =
            errors.take("state", State::typed(&self.state, State::Unpublished)).unwrap_or(State::Unpublished);
        let metadata = errors.take("metadata", metadata(self.metadata.as_ref())).flatten();
        errors.into_result().map(|()| Draft { title, slug, content, parent, state, metadata })
    }
}

/// Letters, digits, `_` and `-`, as the published contract has it; not shaped like an id, as addresses take either.
fn slug(text: &str) -> std::result::Result<Option<String>, Broken> {
    let text = words::optional_line(text, LONGEST_SLUG)?;
    if text.is_empty() {
        return Ok(None);
    }
    let plain = text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_');
    if plain && Uuid::try_parse(&text).is_err() {
        Ok(Some(text))
    } else {
        Err(Broken::rule("is_document_slug"))
    }
}

fn parent(text: &str) -> std::result::Result<Option<DocumentId>, Broken> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Broken::rule("unknown")) }
}

fn metadata(value: Option<&Value>) -> std::result::Result<Option<Metadata>, Broken> {
    match value {
        None => Ok(None),
        Some(Value::Object(it)) if size_of(it) <= MOST_METADATA => Ok(Some(it.clone())),
        Some(Value::Object(_)) => {
            Err(Broken::limit("max_length", i64::try_from(MOST_METADATA).unwrap_or(i64::MAX)))
        }
        Some(_) => Err(Broken::rule("is_object")),
    }
}

fn size_of(metadata: &Metadata) -> usize {
    serde_json::to_string(metadata).map_or(usize::MAX, |it| it.len())
}

/// The first of `start`, `start-2`, `start-3` … that is free.
pub(super) fn free_slug(title: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let stem = match words::slug_of(title, LONGEST_SLUG - 6) {
        stem if stem.is_empty() || Uuid::try_parse(&stem).is_ok() => "document".to_owned(),
        stem => stem,
    };
    let numbered = (2_u32..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.clone()).chain(numbered).find(|it| !is_taken(it)).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_needs_a_title_and_everything_else_is_checked() {
        let check = |new: NewDocument| new.check().map(|it| it.state).map_err(|it| it.to_string());
        let new = NewDocument { title: "Start".into(), ..NewDocument::default() };
        assert_eq!(check(new.clone()), Ok(State::Unpublished));
        assert_eq!(check(NewDocument { state: "published".into(), ..new.clone() }), Ok(State::Published));
        assert_eq!(
            check(NewDocument {
                title: " ".into(),
                slug: "a b".into(),
                content: "x".repeat(LONGEST + 1),
                parent: "x".into(),
                state: "draft".into(),
                metadata: Some(serde_json::json!([])),
            }),
            Err("invalid: title: required, slug: is_document_slug, content: max_length, parent: unknown, state: enum, \
                 metadata: is_object"
                .into())
        );
        assert!(check(NewDocument { slug: "Getting_Started-1".into(), ..new.clone() }).is_ok());
        let metadata = |length: usize| Some(serde_json::json!({ "note": "x".repeat(length) }));
        assert!(check(NewDocument { metadata: metadata(MOST_METADATA - 11), ..new.clone() }).is_ok());
        assert_eq!(
            check(NewDocument { metadata: metadata(MOST_METADATA), ..new }),
            Err("invalid: metadata: max_length".into())
        );
    }
}
