//! The admin's pages of versions: the list, and one version with its specification and the portals that offer it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, FieldErrors, Page, ProductId, Right, VersionId};
use frame::door::{Fault, Form, Need, Routes, Visitor};
use ui::*;

use super::{GoesAlong, NewVersion, Overview, Version, create, delete, goes_along, list, update, view};
use crate::console::id;
use crate::products::{Head, Part};
use crate::publications::{self, Showing, Shown};
use crate::services::{self, Service};
use crate::specifications::{self, Specification, Warning};

/// The routes.
pub fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    at.get("/products/{product}/versions", read, index);
    at.get("/products/{product}/versions/new", manage, new);
    at.post("/products/{product}/versions", manage, created);
    at.get("/products/{product}/versions/{version}", read, show);
    at.post("/products/{product}/versions/{version}", manage, changed);
    at.get("/products/{product}/versions/{version}/delete", manage, confirm);
    at.post("/products/{product}/versions/{version}/deletion", manage, deleted);
}

#[derive(Template)]
#[template(path = "versions/console_index.html")]
struct Index {
    chrome: Chrome,
    head: Head,
    versions: Vec<Overview>,
}

async fn index(visitor: Visitor, Path(product): Path<String>) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &product, Part::Versions).await?;
    let versions = list(&visitor.call, head.product.id).await?;
    visitor.page(&Index { chrome: visitor.chrome.clone(), head, versions })
}

#[derive(Template)]
#[template(path = "versions/console_new.html")]
struct New {
    chrome: Chrome,
    head: Head,
    services: Vec<Service>,
    form: NewVersion,
    errors: FieldErrors,
}

impl New {
    async fn of(visitor: &Visitor, product: &str) -> base::Result<Self> {
        let head = Head::of(visitor, product, Part::Versions).await?;
        let services = all_services(visitor).await?;
        let (form, errors) = (NewVersion::default(), FieldErrors::new());
        Ok(Self { chrome: visitor.chrome.clone(), head, services, form, errors })
    }

    fn service_field(&self) -> Field {
        service_field(&self.chrome, &self.services, &self.form, &self.errors)
    }
}

/// The services that can be chosen: the first hundred by name, and the one that is linked.
async fn all_services(visitor: &Visitor) -> base::Result<Vec<Service>> {
    Ok(services::list(&visitor.call, "", Page::first(100)).await?.items)
}

fn service_field(chrome: &Chrome, services: &[Service], form: &NewVersion, errors: &FieldErrors) -> Field {
    let field = Field::select("service", chrome.t("version-service"))
        .hint(chrome.t("version-service-hint"))
        .value(&form.service)
        .error(chrome.error_of(errors, "service"))
        .choice("", chrome.t("version-service-none"));
    services.iter().fold(field, |field, it| field.choice(it.id, format!("{} ({})", it.name, it.route())))
}

async fn new(visitor: Visitor, Path(product): Path<String>) -> Result<Response, Fault> {
    visitor.page(&New::of(&visitor, &product).await?)
}

async fn created(
    visitor: Visitor,
    Path(product): Path<String>,
    Form(form): Form<NewVersion>,
) -> Result<Response, Fault> {
    match create(&visitor.call, id(&product)?, &form).await {
        Ok(it) => visitor.go_to(&it.console_path(), "version-was-created"),
        Err(Error::Invalid(errors)) => {
            visitor.again(&New { form, errors, ..New::of(&visitor, &product).await? })
        }
        Err(error) => Err(error.into()),
    }
}

/// The page of one version. Its three forms post to three nouns, and each comes back here when something is wrong.
#[derive(Template)]
#[template(path = "versions/console_show.html")]
pub(crate) struct Show {
    chrome: Chrome,
    head: Head,
    version: Version,
    services: Vec<Service>,
    form: NewVersion,
    errors: FieldErrors,
    specification: Option<Specification>,
    pasted: String,
    shown: Vec<Shown>,
    elsewhere: Vec<Showing>,
}

impl Show {
    pub(crate) async fn of(visitor: &Visitor, product: &str, version: &str) -> base::Result<Self> {
        let head = Head::of(visitor, product, Part::Versions).await?;
        let version = find(visitor, product, version).await?;
        let mut services = all_services(visitor).await?;
        if let Some(linked) = version.service.filter(|linked| services.iter().all(|it| it.id != *linked)) {
            services.push(services::view(&visitor.call, linked).await?);
        }
        let specification = specifications::view(&visitor.call, version.id).await?;
        let shown = publications::of_version(&visitor.call, version.id).await?;
        let mut elsewhere = publications::of_product(&visitor.call, version.product).await?;
        elsewhere.retain(|it| shown.iter().all(|shown| shown.publication.portal != it.portal));
        Ok(Self {
            chrome: visitor.chrome.clone(),
            form: NewVersion::from(&version),
            errors: FieldErrors::new(),
            pasted: String::new(),
            head,
            version,
            services,
            specification,
            shown,
            elsewhere,
        })
    }

    /// The same page after a specification was refused, with the text that was pasted.
    pub(crate) fn refused(self, errors: FieldErrors, pasted: &str) -> Self {
        Self { errors, pasted: pasted.to_owned(), ..self }
    }

    fn service_field(&self) -> Field {
        service_field(&self.chrome, &self.services, &self.form, &self.errors)
    }

    /// An address below the version's.
    fn href(&self, rest: &str) -> String {
        format!("{}{rest}", self.version.console_path())
    }

    /// Where a warning points.
    fn place(&self, it: &Warning) -> Option<String> {
        let (line, column) = (("line", it.line?), ("column", it.column?));
        Some(self.chrome.t2("specification-warning-at", line, column))
    }

    /// The form in which this version is published to the portal.
    fn portal_href(&self, portal: &base::PortalId) -> String {
        self.href(&format!("/portals/{portal}"))
    }
}

/// The version, when it is one of this product.
pub(crate) async fn find(visitor: &Visitor, product: &str, version: &str) -> base::Result<Version> {
    view(&visitor.call, id::<ProductId>(product)?, id::<VersionId>(version)?).await
}

async fn show(visitor: Visitor, Path((product, version)): Path<(String, String)>) -> Result<Response, Fault> {
    visitor.page(&Show::of(&visitor, &product, &version).await?)
}

async fn changed(
    visitor: Visitor,
    Path((product, version)): Path<(String, String)>,
    Form(form): Form<NewVersion>,
) -> Result<Response, Fault> {
    let before = find(&visitor, &product, &version).await?;
    match update(&visitor.call, before.id, &form).await {
        Ok(it) => visitor.go_to(&it.console_path(), "version-was-changed"),
        Err(Error::Invalid(errors)) => {
            visitor.again(&Show { form, errors, ..Show::of(&visitor, &product, &version).await? })
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "versions/console_delete.html")]
struct Delete {
    chrome: Chrome,
    head: Head,
    version: Version,
    along: GoesAlong,
}

impl Delete {
    fn title(&self) -> String {
        let (product, version) = (&self.head.product.name, &self.version.name);
        self.chrome.t2("version-delete-title", ("product", product), ("version", version))
    }

    fn question(&self) -> ConfirmDelete {
        let (chrome, along) = (&self.chrome, self.along);
        let path = self.version.console_path();
        let lines = [
            ("version-gone-specification", along.specifications),
            ("version-gone-portals", along.portals),
            ("version-gone-registrations", along.registrations),
        ];
        lines
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .fold(
                ConfirmDelete::new(chrome, format!("{path}/deletion"), chrome.t("version-delete")),
                |question, (key, count)| question.gone(chrome.t1(key, "count", count)),
            )
            .cancel(chrome.t("version-keep"), path)
    }
}

async fn confirm(
    visitor: Visitor,
    Path((product, version)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &product, Part::Versions).await?;
    let version = find(&visitor, &product, &version).await?;
    let along = goes_along(&visitor.call, version.id).await?;
    visitor.page(&Delete { chrome: visitor.chrome.clone(), head, version, along })
}

async fn deleted(
    visitor: Visitor,
    Path((product, version)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let version = find(&visitor, &product, &version).await?;
    delete(&visitor.call, version.id).await?;
    visitor.go_to(&format!("/products/{}/versions", version.product), "version-was-deleted")
}
