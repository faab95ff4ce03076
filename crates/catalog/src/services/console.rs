//! The admin's pages of gateway services.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, FieldErrors, Listed, Right};
use frame::door::{Fault, Form, Need, Routes, Visitor};
use ui::*;

use super::{Link, NewService, Service, create, delete, links, list, update, view};
use crate::console::{Asked, id, may_manage};

/// The routes.
pub fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    at.get("/services", read, index);
    at.get("/services/new", manage, new);
    at.post("/services", manage, created);
    at.get("/services/{id}", read, show);
    at.post("/services/{id}", manage, changed);
    at.get("/services/{id}/delete", manage, confirm);
    at.post("/services/{id}/deletion", manage, deleted);
}

#[derive(Template)]
#[template(path = "services/index.html")]
struct Index {
    chrome: Chrome,
    asked: Asked,
    list: Listed<Service>,
    may_manage: bool,
}

async fn index(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let list = list(&visitor.call, &asked.q, asked.page()).await?;
    visitor.page(&Index { chrome: visitor.chrome.clone(), asked, list, may_manage: may_manage(&visitor) })
}

#[derive(Template)]
#[template(path = "services/new.html")]
struct New {
    chrome: Chrome,
    form: NewService,
    errors: FieldErrors,
}

async fn new(visitor: Visitor) -> Result<Response, Fault> {
    let (form, errors) = (NewService::blank(), FieldErrors::new());
    visitor.page(&New { chrome: visitor.chrome.clone(), form, errors })
}

async fn created(visitor: Visitor, Form(form): Form<NewService>) -> Result<Response, Fault> {
    match create(&visitor.call, &form).await {
        Ok(it) => visitor.go_to(&it.path(), "service-was-created"),
        Err(Error::Invalid(errors)) => visitor.again(&New { chrome: visitor.chrome.clone(), form, errors }),
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "services/show.html")]
struct Show {
    chrome: Chrome,
    service: Service,
    links: Vec<Link>,
    form: NewService,
    errors: FieldErrors,
    may_manage: bool,
}

impl Show {
    /// What it does, in a sentence.
    fn sentence(&self) -> String {
        let (route, upstream) = (self.service.route(), self.service.upstream_url.as_str());
        self.chrome.t2("service-sentence", ("route", route), ("upstream", upstream))
    }

    async fn of(visitor: &Visitor, name: &str) -> base::Result<Self> {
        let service = view(&visitor.call, id(name)?).await?;
        let links = links(&visitor.call, service.id).await?;
        let (form, errors) = (NewService::from(&service), FieldErrors::new());
        Ok(Self {
            chrome: visitor.chrome.clone(),
            service,
            links,
            form,
            errors,
            may_manage: may_manage(visitor),
        })
    }
}

async fn show(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Fault> {
    visitor.page(&Show::of(&visitor, &name).await?)
}

async fn changed(
    visitor: Visitor,
    Path(name): Path<String>,
    Form(form): Form<NewService>,
) -> Result<Response, Fault> {
    match update(&visitor.call, id(&name)?, &form).await {
        Ok(it) => visitor.go_to(&it.path(), "service-was-changed"),
        Err(Error::Invalid(errors)) => {
            visitor.again(&Show { form, errors, ..Show::of(&visitor, &name).await? })
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "services/delete.html")]
struct Delete {
    chrome: Chrome,
    service: Service,
    links: Vec<Link>,
}

async fn confirm(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Fault> {
    let Show { chrome, service, links, .. } = Show::of(&visitor, &name).await?;
    visitor.page(&Delete { chrome, service, links })
}

async fn deleted(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Fault> {
    delete(&visitor.call, id(&name)?).await?;
    visitor.go_to("/services", "service-was-deleted")
}
