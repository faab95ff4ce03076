//! A product as a list of products shows it. Pure.

use base::{Instant, Labels, ProductId, VersionId};

/// A product on a page of the catalog.
#[derive(Debug, Clone)]
pub struct Card {
    /// The product.
    pub product: ProductId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// When it was made.
    pub created_at: Instant,
    /// When it, or something that belongs to it, was last changed.
    pub updated_at: Instant,
    /// How many versions the portal offers.
    pub versions: i64,
    /// The one of them that was made last.
    pub latest: Option<Latest>,
    /// How many documents there are to read.
    pub documents: i64,
    /// What its producer says of it in labels that everybody may read.
    pub public_labels: Labels,
    /// Whether applications can be registered to a version.
    pub is_open: bool,
    /// Whether a version is not deprecated.
    pub is_current: bool,
}

/// The version that was made last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Latest {
    /// Which one.
    pub id: VersionId,
    /// Its name.
    pub name: String,
}

impl Card {
    /// The product's page in the portal.
    pub fn path(&self) -> String {
        format!("/products/{}", self.slug)
    }

    /// Whether all versions are deprecated.
    pub fn is_deprecated(&self) -> bool {
        self.versions > 0 && !self.is_current
    }
}
