//! What a specification is, and how the input that makes one is checked. Pure.

use std::collections::HashMap;
use std::fmt::Write;

use base::words::{self, Broken};
use base::{Error, FieldErrors, Instant, Result, SpecificationId, VersionId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::packed::packed;
use crate::reference::PackedPage;

/// The largest specification, in bytes.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// How many of a document's problems are said at once.
const MOST_PROBLEMS: usize = 20;

/// A version's OpenAPI document, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specification {
    /// Which one.
    pub id: SpecificationId,
    /// Of which version.
    pub version: VersionId,
    /// The file's name.
    pub name: String,
    /// What the document calls the API.
    pub title: String,
    /// What the API can do, in the document's order.
    pub operations: Vec<Operation>,
    /// What the author may want to know of the file, though it was taken.
    pub warnings: Vec<Warning>,
    /// SHA-256 of the file, in lower-case hex; empty for one that was uploaded before it was kept.
    pub digest: String,
    /// When the first one was uploaded.
    pub created_at: Instant,
    /// When this one was.
    pub updated_at: Instant,
}

/// One thing that an API can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path, with parameters in braces.
    pub path: String,
    /// What it does, in a line.
    pub summary: Option<String>,
    /// The author's name for it.
    pub operation_id: Option<String>,
    /// The groups to which it belongs.
    pub tags: Vec<String>,
    /// Whether it is going away.
    pub deprecated: bool,
    /// The name of its page; empty for what was uploaded before there were such pages.
    #[serde(default)]
    pub slug: String,
}

impl Operation {
    /// The operation, which has a page of this name.
    fn of(it: &reference::Operation, slug: &str) -> Self {
        Self {
            slug: slug.to_owned(),
            method: it.method.to_owned(),
            path: it.path.clone(),
            summary: it.summary.clone(),
            operation_id: it.operation_id.clone(),
            tags: it.tags.clone(),
            deprecated: it.deprecated,
        }
    }
}

/// Something odd in a document, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What is odd, in a sentence without a full stop.
    pub message: String,
    /// The line, from 1.
    pub line: Option<u32>,
    /// The column, from 1.
    pub column: Option<u32>,
    /// The JSON pointer of the place.
    pub pointer: Option<String>,
}

impl From<&reference::Problem> for Warning {
    fn from(it: &reference::Problem) -> Self {
        Self { message: it.message.clone(), line: it.line, column: it.column, pointer: it.pointer.clone() }
    }
}

/// A file that becomes a version's specification. Pasted text has no name and is given one.
#[derive(Debug, Clone, Default)]
pub struct NewSpecification {
    /// The file's name, ending in `.json`, `.yaml` or `.yml`.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// A file that was read and found sound.
#[derive(Debug, Clone)]
pub(super) struct Sound {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) content: String,
    pub(super) operations: Vec<Operation>,
    pub(super) warnings: Vec<Warning>,
    pub(super) sample: Option<String>,
    pub(super) pages: Vec<PackedPage>,
    /// The content, deflated.
    pub(super) packed: Vec<u8>,
}

impl NewSpecification {
    /// SHA-256 of the file, in lower-case hex.
    pub(super) fn digest(&self) -> String {
        Sha256::digest(&self.content).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// Whether it is the file that the version has already.
    pub(super) fn is_of(&self, digest: &str, it: &Specification) -> bool {
        it.digest == digest && self.is_named(&it.name)
    }

    /// Whether this would be its name.
    pub(super) fn is_named(&self, name: &str) -> bool {
        file_name(&self.name, &self.content).is_ok_and(|own| own == name)
    }

    /// Reads the document. Slow for a large one: call it where blocking is allowed, and with no transaction open.
    pub(super) fn read(self) -> Result<Sound> {
        let mut errors = FieldErrors::new();
        if self.content.len() > LARGEST {
            errors.add_limit(
                "content",
                "specification_too_large",
                i64::try_from(LARGEST / 1024 / 1024).unwrap_or(i64::MAX),
            );
        } else if self.content.is_empty() {
            errors.add("content", "required");
        }
        let name = errors.take("name", file_name(&self.name, &self.content)).unwrap_or_default();
        errors.into_result()?;
        let document =
            reference::Document::parse(&name, &self.content, LARGEST).map_err(|it| unsound(&it))?;
        let summary = document.summary();
        Ok(Sound {
            title: summary.title.chars().take(255).collect(),
            operations: operations(&document),
            warnings: document.warnings().iter().map(Warning::from).collect(),
            sample: document.sample_call(),
            pages: crate::reference::pages(&document)?,
            packed: packed(&self.content)?,
            content: text(self.content)?,
            name,
        })
    }
}

/// The operations, each with the name of its page.
fn operations(document: &reference::Document) -> Vec<Operation> {
    let reference = document.reference();
    let slugs: HashMap<_, _> =
        reference.addresses().map(|(method, path, slug)| ((method, path), slug)).collect();
    let named = |it: &reference::Operation| {
        let slug = slugs.get(&(it.method, it.path.as_str())).copied().unwrap_or_default();
        Operation::of(it, slug)
    };
    document.summary().operations.iter().map(named).collect()
}

fn unsound(problems: &[reference::Problem]) -> Error {
    let mut errors = FieldErrors::new();
    for problem in problems.iter().take(MOST_PROBLEMS) {
        errors.add_detail("content", "unsound", problem.to_string());
    }
    Error::Invalid(errors)
}

/// The databases keep text; a NUL, which one of them cannot hold, is in no sound document.
fn text(content: Vec<u8>) -> Result<String> {
    let text = String::from_utf8(content).map_err(|_| Error::field("content", "invalid_characters"))?;
    if text.contains('\0') { Err(Error::field("content", "invalid_characters")) } else { Ok(text) }
}

fn file_name(name: &str, content: &[u8]) -> std::result::Result<String, Broken> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = words::optional_line(name, 255)?;
    if name.is_empty() {
        let is_json = content.iter().find(|it| !it.is_ascii_whitespace()) == Some(&b'{');
        return Ok(if is_json { "openapi.json" } else { "openapi.yaml" }.to_owned());
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("json" | "yaml" | "yml") => Ok(name),
        _ => Err(Broken::rule("is_specification_name")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "openapi: 3.0.3\ninfo: {title: Pay, version: '1'}\npaths:\n  /a:\n    get:\n      responses: {'200': {description: ok}}\n";

    fn read(name: &str, content: &str) -> std::result::Result<Sound, String> {
        let new = NewSpecification { name: name.into(), content: content.into() };
        new.read().map_err(|error| match error {
            Error::Invalid(errors) => errors
                .iter()
                .map(|it| format!("{} {} {}", it.field, it.code, it.detail.as_deref().unwrap_or("-")))
                .collect::<Vec<_>>()
                .join("\n"),
            other => other.to_string(),
        })
    }

    #[test]
    fn a_sound_document_gives_its_title_and_operations() {
        let sound = read("C:\\docs\\pay.yaml", SMALL).unwrap();
        assert_eq!((sound.name.as_str(), sound.title.as_str()), ("pay.yaml", "Pay"));
        assert_eq!(sound.operations.len(), 1);
        assert_eq!((sound.operations[0].method.as_str(), sound.sample.as_deref()), ("GET", Some("/a")));
        assert_eq!(read("", SMALL).unwrap().name, "openapi.yaml");
    }

    #[test]
    fn what_is_wrong_is_said_with_line_and_column() {
        assert_eq!(read("", "").unwrap_err(), "content required -");
        assert_eq!(read("a.txt", SMALL).unwrap_err(), "name is_specification_name -");
        let broken = read("a.json", "{\n  \"openapi\": nope\n}").unwrap_err();
        assert!(broken.starts_with("content unsound line 2, column"), "{broken}");
        let missing = read("a.yaml", "openapi: 3.0.3\npaths: {}\n").unwrap_err();
        assert!(missing.contains("info"), "{missing}");
        assert!(read("a.yaml", "a: \"\0\"").is_err());
    }
}
