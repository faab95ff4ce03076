//! The developer's pages of a version's reference.

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Error, VersionId};
use frame::door::{Fault, Need, Routes, Visitor};

use super::answer::{operations, show_operation, show_schema, show_schemas};
use super::overview::Asked;
use super::pages::Kind;
use super::setting::{Choice, Proof, Setting, Trial};
use super::{agents, ops};
use crate::products::Around;
use crate::publications::Offered;
use crate::strategies;

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/products/{product}/versions/{version}/reference", Need::Reader, top);
    at.get("/products/{product}/versions/{version}/reference/operations.json", Need::Reader, index);
    at.get("/products/{product}/versions/{version}/reference/schemas", Need::Reader, schemas);
    at.get("/products/{product}/versions/{version}/reference/schemas/{schema}", Need::Reader, schema);
    at.get("/products/{product}/versions/{version}/reference/{operation}", Need::Reader, operation);
    at.get("/llms.txt", Need::Reader, agents::llms);
    at.get("/.well-known/api-catalog", Need::Reader, agents::catalog);
}

/// A version within its product: what stands around its reference.
pub(crate) struct Place {
    pub(crate) around: Around,
    /// Where it stands among the versions that are offered, the latest first.
    pub(crate) at: usize,
}

impl Place {
    /// The version that an address names, when it may be seen.
    pub(crate) async fn find(visitor: &Visitor, product: &str, version: &str) -> base::Result<Self> {
        let id = version.parse::<VersionId>().map_err(|_| Error::NotFound)?;
        let around = Around::find(visitor, product).await?;
        let at = around.offers.iter().position(|it| it.version == id).ok_or(Error::NotFound)?;
        Ok(Self { around, at })
    }

    pub(crate) fn offered(&self) -> &Offered {
        &self.around.offers[self.at]
    }

    /// What stands around its pages. The other versions are led to at the same page where they have it.
    pub(crate) async fn setting(
        &self,
        visitor: &Visitor,
        page: Option<(Kind, &str)>,
    ) -> base::Result<Setting> {
        let chrome = &visitor.chrome;
        let (offered, product) = (self.offered(), &self.around.product);
        let having = match page {
            Some((kind, slug)) => ops::having(&visitor.call, product.id, kind, slug).await?,
            None => Default::default(),
        };
        let rest = match page {
            Some((Kind::Operation, slug)) => format!("/reference/{slug}"),
            Some((_, slug)) => format!("/reference/schemas/{slug}"),
            None => String::new(),
        };
        let choice = |it: &Offered| Choice {
            label: it.version_name.clone(),
            href: if having.contains(&it.version) { format!("{}{rest}", it.path()) } else { it.path() },
            is_here: it.version == offered.version,
            deprecated: it.deprecated,
        };
        let newest = self.around.offers.iter().find(|it| !it.deprecated && it.version != offered.version);
        let is_newest = self
            .around
            .offers
            .iter()
            .find(|it| !it.deprecated)
            .is_some_and(|it| it.version == offered.version);
        let documents = self.around.tree.leaves().iter();
        let file = offered.specification_path();
        Ok(Setting {
            name: format!("{} {}", product.name, offered.version_name),
            crumbs: vec![
                (chrome.t("catalog-title"), "/products".to_owned()),
                (product.name.clone(), product.path()),
                (offered.version_name.clone(), offered.path()),
            ],
            origin: agents::origin(visitor).await?,
            path: offered.path(),
            address: offered.address(&visitor.call.app.addresses),
            proof: proof(offered),
            versions: self.around.offers.iter().map(choice).collect(),
            deprecated: offered.deprecated,
            successor: newest.filter(|_| !is_newest).map(choice),
            documents: documents
                .map(|it| (it.title.clone(), format!("{}/docs/{}", product.path(), it.slug)))
                .collect(),
            register_href: (self.around.accounts && offered.is_open()).then(|| offered.register_path()),
            downloads: vec![
                (chrome.t("reference-download"), file.clone()),
                ("JSON".to_owned(), format!("{file}.json")),
                ("YAML".to_owned(), format!("{file}.yaml")),
            ],
            language: Default::default(),
            trial: Some(trial(offered)),
        })
    }
}

/// How operations of the version are tried.
fn trial(offered: &Offered) -> Trial {
    let href = format!("{}/try", offered.path());
    let applications = offered.strategy.is_some().then(|| format!("{href}/applications"));
    Trial { href, applications, kept: offered.kept_key() }
}

/// How calls get in: by the strategy; without one, through the gateway, freely; and else as the document says.
fn proof(offered: &Offered) -> Proof {
    match (&offered.strategy, &offered.service) {
        (Some(it), _) if it.kind == strategies::Kind::KeyAuth => {
            let names = if it.key_names.is_empty() {
                vec![it.first_key_name().to_owned()]
            } else {
                it.key_names.clone()
            };
            Proof::Key(names)
        }
        (Some(_), _) => Proof::Token,
        (None, Some(_)) => Proof::Open,
        (None, None) => Proof::Document,
    }
}

type Two = (String, String);
type Three = (String, String, String);

async fn top(visitor: Visitor, Path((product, version)): Path<Two>) -> Result<Response, Fault> {
    let place = Place::find(&visitor, &product, &version).await?;
    visitor.go(&place.offered().path())
}

async fn index(visitor: Visitor, Path((product, version)): Path<Two>) -> Result<Response, Fault> {
    let place = Place::find(&visitor, &product, &version).await?;
    let overview = ops::overview(&visitor.call, place.offered().version).await?.ok_or(Error::NotFound)?;
    Ok(operations(&overview))
}

async fn schemas(visitor: Visitor, Path((product, version)): Path<Two>) -> Result<Response, Fault> {
    let place = Place::find(&visitor, &product, &version).await?;
    let overview = ops::overview(&visitor.call, place.offered().version).await?.ok_or(Error::NotFound)?;
    let setting = place.setting(&visitor, None).await?;
    show_schemas(&visitor, setting, overview).await
}

async fn schema(visitor: Visitor, Path((product, version, slug)): Path<Three>) -> Result<Response, Fault> {
    let (slug, as_markdown) = plain(&slug);
    let place = Place::find(&visitor, &product, &version).await?;
    let found = ops::schema(&visitor.call, place.offered().version, slug).await?;
    let setting = place.setting(&visitor, Some((Kind::Schema, slug))).await?;
    show_schema(&visitor, setting, found, as_markdown).await
}

async fn operation(
    visitor: Visitor,
    Path((product, version, slug)): Path<Three>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let (slug, as_markdown) = plain(&slug);
    let place = Place::find(&visitor, &product, &version).await?;
    let found = ops::operation(&visitor.call, place.offered().version, slug).await?;
    let setting = place.setting(&visitor, Some((Kind::Operation, slug))).await?;
    show_operation(&visitor, &headers, (setting, asked), found, as_markdown).await
}

/// The name without `.md`, and whether that was there. No name of a page holds a dot.
pub(crate) fn plain(name: &str) -> (&str, bool) {
    match name.strip_suffix(".md") {
        Some(name) => (name, true),
        None => (name, false),
    }
}

/// JSON of a media type of its own.
pub(super) fn json(kind: &'static str, value: &serde_json::Value) -> Response {
    (StatusCode::OK, [(header::CONTENT_TYPE, kind)], value.to_string()).into_response()
}
