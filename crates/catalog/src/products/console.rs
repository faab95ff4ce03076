//! The admin's pages of products, and the head that all pages of one product share.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, FieldErrors, Listed, Right};
use frame::door::{Fault, Form, Need, Routes, Visitor};
use ui::*;

use super::{GoesAlong, NewProduct, Overview, Product, create, delete, goes_along, list, update, view};
use crate::console::{Asked, id, may_manage};

/// The routes.
pub fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    at.get("/products", read, index);
    at.get("/products/new", manage, new);
    at.post("/products", manage, created);
    at.get("/products/{id}", read, show);
    at.post("/products/{id}", manage, changed);
    at.get("/products/{id}/delete", manage, confirm);
    at.post("/products/{id}/deletion", manage, deleted);
}

/// Which view of a product a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Details,
    Versions,
    Documents,
    Portals,
}

/// What stands above each page of a product.
pub(crate) struct Head {
    pub(crate) product: Product,
    pub(crate) may_manage: bool,
    pub(crate) tabs: Tabs,
}

impl Head {
    pub(crate) async fn of(visitor: &Visitor, name: &str, here: Part) -> base::Result<Self> {
        let product = view(&visitor.call, id(name)?).await?;
        let parts = [
            (Part::Details, "details", ""),
            (Part::Versions, "versions", "/versions"),
            (Part::Documents, "documents", "/documents"),
            (Part::Portals, "portals", "/portals"),
        ];
        let chrome = &visitor.chrome;
        let tabs =
            parts.into_iter().fold(Tabs::new(chrome.t("product-views")), |tabs, (part, word, path)| {
                let href = format!("{}{path}", product.console_path());
                tabs.tab(chrome.t(&format!("product-view-{word}")), href, part == here)
            });
        Ok(Self { product, may_manage: may_manage(visitor), tabs })
    }

    /// An address below the product's.
    pub(crate) fn href(&self, rest: &str) -> String {
        format!("{}{rest}", self.product.console_path())
    }
}

#[derive(Template)]
#[template(path = "products/console_index.html")]
struct Index {
    chrome: Chrome,
    asked: Asked,
    list: Listed<Overview>,
    may_manage: bool,
}

async fn index(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let list = list(&visitor.call, &asked.q, asked.page()).await?;
    visitor.page(&Index { chrome: visitor.chrome.clone(), asked, list, may_manage: may_manage(&visitor) })
}

#[derive(Template)]
#[template(path = "products/console_new.html")]
struct New {
    chrome: Chrome,
    form: NewProduct,
    errors: FieldErrors,
}

async fn new(visitor: Visitor) -> Result<Response, Fault> {
    visitor.page(&New {
        chrome: visitor.chrome.clone(),
        form: NewProduct::default(),
        errors: FieldErrors::new(),
    })
}

async fn created(visitor: Visitor, Form(form): Form<NewProduct>) -> Result<Response, Fault> {
    match create(&visitor.call, &form).await {
        Ok(it) => visitor.go_to(&format!("{}/versions/new", it.console_path()), "product-was-created"),
        Err(Error::Invalid(errors)) => visitor.again(&New { chrome: visitor.chrome.clone(), form, errors }),
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "products/console_show.html")]
struct Show {
    chrome: Chrome,
    head: Head,
    form: NewProduct,
    errors: FieldErrors,
}

impl Show {
    async fn of(visitor: &Visitor, name: &str) -> base::Result<Self> {
        let head = Head::of(visitor, name, Part::Details).await?;
        let form = NewProduct::from(&head.product);
        Ok(Self { chrome: visitor.chrome.clone(), head, form, errors: FieldErrors::new() })
    }
}

async fn show(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Fault> {
    visitor.page(&Show::of(&visitor, &name).await?)
}

async fn changed(
    visitor: Visitor,
    Path(name): Path<String>,
    Form(form): Form<NewProduct>,
) -> Result<Response, Fault> {
    match update(&visitor.call, id(&name)?, &form).await {
        Ok(it) => visitor.go_to(&it.console_path(), "product-was-changed"),
        Err(Error::Invalid(errors)) => {
            visitor.again(&Show { form, errors, ..Show::of(&visitor, &name).await? })
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "products/console_delete.html")]
struct Delete {
    chrome: Chrome,
    product: Product,
    along: GoesAlong,
}

impl Delete {
    fn question(&self) -> ConfirmDelete {
        let (chrome, along) = (&self.chrome, self.along);
        let path = self.product.console_path();
        let lines = [
            ("product-gone-versions", along.versions),
            ("product-gone-documents", along.documents),
            ("product-gone-portals", along.portals),
            ("product-gone-registrations", along.registrations),
        ];
        lines
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .fold(
                ConfirmDelete::new(chrome, format!("{path}/deletion"), chrome.t("product-delete")),
                |question, (key, count)| question.gone(chrome.t1(key, "count", count)),
            )
            .cancel(chrome.t("product-keep"), path)
    }
}

async fn confirm(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Fault> {
    let product = view(&visitor.call, id(&name)?).await?;
    let along = goes_along(&visitor.call, product.id).await?;
    visitor.page(&Delete { chrome: visitor.chrome.clone(), product, along })
}

async fn deleted(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Fault> {
    delete(&visitor.call, id(&name)?).await?;
    visitor.go_to("/products", "product-was-deleted")
}
