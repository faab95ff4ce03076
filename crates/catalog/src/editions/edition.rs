//! What an edition is. Pure.

use base::{EditionId, Instant, VersionId};

/// How many editions of a version are kept.
pub const MOST: i64 = 21;

/// A file that a version has, or had, as its specification; without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Which one.
    pub id: EditionId,
    /// Of which version.
    pub version: VersionId,
    /// The file's name.
    pub name: String,
    /// What the document calls the API.
    pub title: String,
    /// How large the file is.
    pub bytes: i64,
    /// SHA-256 of the file, in lower-case hex; empty where it was not kept.
    pub digest: String,
    /// How many operations it describes.
    pub operations: i64,
    /// When it was uploaded.
    pub created_at: Instant,
    /// By whom; empty where that is not known.
    pub created_by: String,
    /// Whether the version has it now.
    pub is_current: bool,
}

/// What makes an edition.
#[derive(Debug, Clone)]
pub struct NewEdition {
    /// Of which version.
    pub version: VersionId,
    /// The file's name.
    pub name: String,
    /// What the document calls the API.
    pub title: String,
    /// The file, deflated.
    pub content: Vec<u8>,
    /// How large the file is.
    pub bytes: i64,
    /// SHA-256 of the file.
    pub digest: String,
    /// How many operations it describes.
    pub operations: i64,
    /// When it was uploaded.
    pub created_at: Instant,
    /// By whom.
    pub created_by: String,
}
