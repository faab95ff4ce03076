//! What a product is, and how the input that makes one is checked. Pure.

use std::collections::BTreeMap;

use base::words::{self, Broken};
use base::{FieldErrors, Instant, LabelChanges, Labels, PortalId, ProductId, Result, Uuid};
use serde::Deserialize;

use crate::markdown::Place;

const LONGEST_SLUG: usize = 80;

/// What is offered: a name, a description, documents and versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Which one.
    pub id: ProductId,
    /// Its name in addresses, unique.
    pub slug: String,
    /// Its name, unique.
    pub name: String,
    /// What it is, in a few plain sentences.
    pub description: String,
    /// Labels, for machines of those who publish it.
    pub labels: Labels,
    /// Labels that developers' programs see too.
    pub public_labels: Labels,
    /// When it was made.
    pub created_at: Instant,
    /// When it, or anything in it, was last changed.
    pub updated_at: Instant,
}

impl Product {
    /// Its page in the console.
    pub fn console_path(&self) -> String {
        format!("/products/{}", self.id)
    }

    /// Where its documents' relative addresses lead on a portal's pages.
    pub fn place(&self) -> Place {
        Place::new(format!("{}/docs/", self.path()), format!("{}/images/", self.path()))
    }

    /// The same on the console's pages.
    pub fn console_place(&self) -> Place {
        let path = self.console_path();
        Place::new(format!("{path}/documents/"), format!("{path}/images/"))
    }

    /// Its page in a portal.
    pub fn path(&self) -> String {
        format!("/products/{}", self.slug)
    }
}

/// What makes or changes a product. An empty slug is made from the name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewProduct {
    /// Its name, unique.
    pub name: String,
    /// Its name in addresses, unique.
    pub slug: String,
    /// What it is.
    pub description: String,
}

impl From<&Product> for NewProduct {
    fn from(it: &Product) -> Self {
        Self { name: it.name.clone(), slug: it.slug.clone(), description: it.description.clone() }
    }
}

/// What makes a product together with its labels and the portals that show it.
#[derive(Debug, Clone, Default)]
pub struct FullProduct {
    /// The product itself.
    pub product: NewProduct,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// Labels that developers' programs see too.
    pub public_labels: BTreeMap<String, String>,
    /// The portals that show it.
    pub portals: Vec<PortalId>,
}

/// What changes a product. What is not said stays.
#[derive(Debug, Clone, Default)]
pub struct ProductChanges {
    /// Its name, unique.
    pub name: Option<String>,
    /// Its name in addresses; empty keeps the one it has.
    pub slug: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Labels.
    pub labels: LabelChanges,
    /// Labels that developers' programs see too.
    pub public_labels: LabelChanges,
    /// All the portals that show it.
    pub portals: Option<Vec<PortalId>>,
}

impl From<&NewProduct> for ProductChanges {
    fn from(it: &NewProduct) -> Self {
        Self {
            name: Some(it.name.clone()),
            slug: Some(it.slug.clone()),
            description: Some(it.description.clone()),
            ..Self::default()
        }
    }
}

/// A checked input. The slug is there when it was typed.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) slug: Option<String>,
    pub(super) description: String,
    pub(super) labels: Labels,
    pub(super) public_labels: Labels,
}

impl FullProduct {
    pub(super) fn check(&self) -> Result<Draft> {
        let it = &self.product;
        let mut errors = FieldErrors::new();
        let name = errors.take("name", name(&it.name)).unwrap_or_default();
        let slug = errors.take("slug", slug(&it.slug)).flatten();
        let description = errors.take("description", description(&it.description)).unwrap_or_default();
        let labels = errors.join(Labels::check("labels", self.labels.clone()))?.unwrap_or_default();
        let public = errors.join(Labels::check("public_labels", self.public_labels.clone()))?;
        let public_labels = public.unwrap_or_default();
        errors.into_result().map(|()| Draft { name, slug, description, labels, public_labels })
    }
}

impl ProductChanges {
    /// The product after the change, or all that is wrong with it.
    pub(super) fn applied(self, before: Product, now: Instant) -> Result<Product> {
        let mut errors = FieldErrors::new();
        let name = self.name.and_then(|it| errors.take("name", name(&it))).unwrap_or(before.name);
        let slug = self.slug.and_then(|it| errors.take("slug", slug(&it))).flatten().unwrap_or(before.slug);
        let described = self.description.map(|it| errors.take("description", description(&it)));
        let description = described.flatten().unwrap_or(before.description);
        let labels = errors.join(before.labels.after("labels", self.labels))?.unwrap_or_default();
        let public = errors.join(before.public_labels.after("public_labels", self.public_labels))?;
        errors.into_result()?;
        let public_labels = public.unwrap_or_default();
        Ok(Product { name, slug, description, labels, public_labels, updated_at: now, ..before })
    }
}

fn name(text: &str) -> std::result::Result<String, Broken> {
    words::line(text, 100)
}

fn description(text: &str) -> std::result::Result<String, Broken> {
    words::text(text.trim(), 5_000)
}

/// A slug is not shaped like an id: addresses take either.
fn slug(text: &str) -> std::result::Result<Option<String>, Broken> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let slug = words::slug(text, LONGEST_SLUG)?;
    if Uuid::try_parse(&slug).is_ok() { Err(Broken::rule("is_slug")) } else { Ok(Some(slug)) }
}

/// The first of `payments`, `payments-2`, `payments-3` … that is free.
pub(super) fn free_slug(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let stem = match words::slug_of(name, LONGEST_SLUG - 6) {
        stem if stem.is_empty() || Uuid::try_parse(&stem).is_ok() => "api".to_owned(),
        stem => stem,
    };
    let numbered = (2_u32..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.clone()).chain(numbered).find(|it| !is_taken(it)).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_made_from_the_name_and_numbered_where_it_is_taken() {
        assert_eq!(free_slug("Payments API", |_| false), "payments-api");
        assert_eq!(free_slug("Payments", |it| it == "payments" || it == "payments-2"), "payments-3");
        assert_eq!(free_slug("支払い", |_| false), "api");
        assert_eq!(free_slug("67e55044-10b1-426f-9247-bb680e5fe0c8", |_| false), "api");
        assert!(free_slug(&"long ".repeat(50), |it| it.len() < 75).len() <= LONGEST_SLUG);
    }

    #[test]
    fn a_typed_slug_is_kept_unless_it_looks_like_an_id() {
        let new = |slug: &str| {
            let product = NewProduct { name: "A".into(), slug: slug.into(), ..NewProduct::default() };
            FullProduct { product, ..FullProduct::default() }
        };
        assert_eq!(new(" pay ").check().unwrap().slug.as_deref(), Some("pay"));
        assert_eq!(new("").check().unwrap().slug, None);
        for bad in ["Pay", "a b", "-a", "67e55044-10b1-426f-9247-bb680e5fe0c8"] {
            assert_eq!(new(bad).check().unwrap_err().to_string(), "invalid: slug: is_slug");
        }
        assert_eq!(FullProduct::default().check().unwrap_err().to_string(), "invalid: name: required");
    }
}
