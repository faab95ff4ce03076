//! The sample products as they lie in `content/`, read once and typed.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::files::{FILES, ProductFiles};

/// The gateway address that documents and descriptions are written with.
pub const GATEWAY: &str = "http://localhost:8000";

/// An API product.
#[derive(Debug)]
pub struct SampleProduct {
    /// What it is called.
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    /// One or two sentences for its card.
    pub description: String,
    /// Its documents, parents before children, siblings in order.
    pub documents: Vec<SampleDocument>,
    /// Its versions, oldest first.
    pub versions: Vec<SampleVersion>,
}

/// A document of a product.
#[derive(Debug)]
pub struct SampleDocument {
    /// Its name in addresses, unique in its product.
    pub slug: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The slug of the document above it.
    pub parent: Option<&'static str>,
    /// Markdown, without front matter.
    pub content: &'static str,
    order: u32,
}

impl SampleDocument {
    /// The Markdown, with curl lines that call this gateway, such as `http://localhost:8000`.
    pub fn content_at(&self, gateway: &str) -> String {
        self.content.replace(GATEWAY, gateway.trim_end_matches('/'))
    }
}

/// A version of a product.
#[derive(Debug)]
pub struct SampleVersion {
    /// What it is called, such as `v2`.
    pub name: String,
    /// Whether developers should move on from it.
    pub deprecated: bool,
    /// A file name for its description, such as `ferries-v2.yaml`.
    pub file_name: String,
    /// Its OpenAPI description, in YAML.
    pub specification: &'static str,
    /// Where it answers, at the gateway as at the upstream, such as `/ferries/v2`.
    pub path_prefix: String,
    /// Whether registrations are approved without a person.
    pub auto_approve: bool,
    /// Whether it asks for a credential. Without, it is open to all.
    pub auth: bool,
}

impl SampleVersion {
    /// The description, with a server address at this gateway, such as `http://localhost:8000`.
    pub fn specification_at(&self, gateway: &str) -> String {
        self.specification.replace(GATEWAY, gateway.trim_end_matches('/'))
    }
}

/// All sample products, in the order in which a catalog would show them.
pub fn products() -> &'static [SampleProduct] {
    static PRODUCTS: LazyLock<Vec<SampleProduct>> = LazyLock::new(|| {
        let mut products: Vec<(u32, SampleProduct)> = FILES.iter().map(read).collect();
        products.sort_by_key(|it| it.0);
        products.into_iter().map(|it| it.1).collect()
    });
    &PRODUCTS
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    name: String,
    slug: String,
    description: String,
    order: u32,
    versions: Vec<VersionFacts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VersionFacts {
    name: String,
    file: String,
    path_prefix: String,
    deprecated: bool,
    auto_approve: bool,
    auth: bool,
}

/// A product, and its place among the others.
fn read(files: &ProductFiles) -> (u32, SampleProduct) {
    let facts: Facts = toml::from_str(files.product).expect("each product.toml is read by a test");
    let mut documents: Vec<SampleDocument> = files.documents.iter().map(|it| document(it)).collect();
    documents.sort_by_key(|it| (it.parent.is_some(), it.order));
    let versions = facts.versions.into_iter().map(|it| version(it, &facts.slug, files)).collect();
    let Facts { name, slug, description, order, .. } = facts;
    (order, SampleProduct { name, slug, description, documents, versions })
}

fn version(facts: VersionFacts, product: &str, files: &ProductFiles) -> SampleVersion {
    let specification = files.specifications.iter().find(|it| it.0 == facts.file);
    SampleVersion {
        file_name: format!("{product}-{}", facts.file),
        name: facts.name,
        deprecated: facts.deprecated,
        specification: specification.expect("each description is found by a test").1,
        path_prefix: facts.path_prefix,
        auto_approve: facts.auto_approve,
        auth: facts.auth,
    }
}

/// A document: lines of `key: value` between two lines of `---`, then Markdown.
fn document(text: &'static str) -> SampleDocument {
    let (front, content) = text
        .strip_prefix("---\n")
        .and_then(|it| it.split_once("\n---\n"))
        .expect("each document's front matter is read by a test");
    let fact = |name: &str| {
        let named = front.lines().filter_map(|it| it.split_once(": ")).find(|it| it.0 == name);
        named.map(|it| it.1.trim())
    };
    SampleDocument {
        slug: fact("slug").unwrap_or_default(),
        title: fact("title").unwrap_or_default(),
        parent: fact("parent"),
        content: content.trim_start(),
        order: fact("order").and_then(|it| it.parse().ok()).unwrap_or_default(),
    }
}
