//! The admin's pages of auth strategies.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, FieldErrors, Listed, Right};
use frame::door::{Fault, Form, Need, Routes, Visitor};
use ui::*;

use super::{NewStrategy, Strategy, Ttl, Unit, Use, create, delete, list, update, uses, view};
use crate::console::{Asked, id, may_manage};

/// The routes.
pub fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    at.get("/strategies", read, index);
    at.get("/strategies/new", manage, new);
    at.post("/strategies", manage, created);
    at.get("/strategies/{id}", read, show);
    at.post("/strategies/{id}", manage, changed);
    at.get("/strategies/{id}/delete", manage, confirm);
    at.post("/strategies/{id}/deletion", manage, deleted);
}

#[derive(Template)]
#[template(path = "strategies/index.html")]
struct Index {
    chrome: Chrome,
    asked: Asked,
    list: Listed<Strategy>,
    may_manage: bool,
}

impl Index {
    fn ttl(&self, it: &Strategy) -> String {
        ttl(&self.chrome, it.ttl)
    }
}

async fn index(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let list = list(&visitor.call, &asked.q, asked.page()).await?;
    visitor.page(&Index { chrome: visitor.chrome.clone(), asked, list, may_manage: may_manage(&visitor) })
}

/// How long a credential lives, in words.
fn ttl(chrome: &Chrome, ttl: Option<Ttl>) -> String {
    match ttl {
        Some(it) => chrome.t1(&format!("strategy-ttl-{}", it.unit.word()), "count", it.value),
        None => chrome.t("strategy-ttl-never"),
    }
}

/// The choice of a unit; one for the form of a new strategy and of one that is changed.
fn unit_field(chrome: &Chrome, form: &NewStrategy, errors: &FieldErrors) -> Field {
    let field = Field::select("ttl_unit", chrome.t("strategy-ttl-unit"))
        .value(&form.ttl_unit)
        .error(chrome.error_of(errors, "ttl_unit"));
    Unit::ALL.into_iter().fold(field, |field, unit| {
        field.choice(unit.word(), chrome.t(&format!("strategy-unit-{}", unit.word())))
    })
}

#[derive(Template)]
#[template(path = "strategies/new.html")]
struct New {
    chrome: Chrome,
    form: NewStrategy,
    errors: FieldErrors,
}

impl New {
    fn unit_field(&self) -> Field {
        unit_field(&self.chrome, &self.form, &self.errors)
    }
}

async fn new(visitor: Visitor) -> Result<Response, Fault> {
    let (form, errors) = (NewStrategy::blank(), FieldErrors::new());
    visitor.page(&New { chrome: visitor.chrome.clone(), form, errors })
}

async fn created(visitor: Visitor, Form(form): Form<NewStrategy>) -> Result<Response, Fault> {
    match create(&visitor.call, &form).await {
        Ok(it) => visitor.go_to(&it.path(), "strategy-was-created"),
        Err(Error::Invalid(errors)) => visitor.again(&New { chrome: visitor.chrome.clone(), form, errors }),
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "strategies/show.html")]
struct Show {
    chrome: Chrome,
    strategy: Strategy,
    uses: Use,
    form: NewStrategy,
    errors: FieldErrors,
    may_manage: bool,
}

impl Show {
    async fn of(visitor: &Visitor, name: &str) -> base::Result<Self> {
        let strategy = view(&visitor.call, id(name)?).await?;
        let uses = uses(&visitor.call, strategy.id).await?;
        let (form, errors) = (NewStrategy::from(&strategy), FieldErrors::new());
        Ok(Self {
            chrome: visitor.chrome.clone(),
            strategy,
            uses,
            form,
            errors,
            may_manage: may_manage(visitor),
        })
    }

    fn unit_field(&self) -> Field {
        unit_field(&self.chrome, &self.form, &self.errors)
    }

    fn facts(&self) -> Descriptions {
        let chrome = &self.chrome;
        Descriptions::new()
            .row(chrome.t("strategy-kind"), chrome.t(&format!("strategy-kind-{}", self.strategy.kind.word())))
            .code(chrome.t("strategy-key-names"), self.strategy.key_names.join(", "))
            .row(chrome.t("strategy-ttl"), ttl(chrome, self.strategy.ttl))
            .row(chrome.t("strategy-used-by-versions"), self.uses.publications)
            .row(chrome.t("strategy-used-by-applications"), self.uses.applications)
            .row(chrome.t("strategy-used-by-portals"), self.uses.portals)
    }
}

async fn show(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Fault> {
    visitor.page(&Show::of(&visitor, &name).await?)
}

async fn changed(
    visitor: Visitor,
    Path(name): Path<String>,
    Form(form): Form<NewStrategy>,
) -> Result<Response, Fault> {
    match update(&visitor.call, id(&name)?, &form).await {
        Ok(it) => visitor.go_to(&it.path(), "strategy-was-changed"),
        Err(Error::Invalid(errors)) => {
            visitor.again(&Show { form, errors, ..Show::of(&visitor, &name).await? })
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "strategies/delete.html")]
struct Delete {
    chrome: Chrome,
    strategy: Strategy,
    uses: Use,
    facts: Descriptions,
}

async fn confirm(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Fault> {
    let show = Show::of(&visitor, &name).await?;
    let facts = show.facts();
    visitor.page(&Delete { chrome: show.chrome, strategy: show.strategy, uses: show.uses, facts })
}

async fn deleted(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Fault> {
    delete(&visitor.call, id(&name)?).await?;
    visitor.go_to("/strategies", "strategy-was-deleted")
}
