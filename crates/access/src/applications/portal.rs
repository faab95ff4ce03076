//! The developer's pages of applications: My Apps, one application with its registrations and its keys.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, FieldErrors, Listed, Page};
use catalog::strategies::{self, Strategy};
use frame::door::{Fault, Form, Need, Routes, Visitor, back_path, href};
use serde::Deserialize;
use ui::*;

use super::{Application, Changed, Filter, NewApplication, create, delete, list, update, view};
use crate::calls::{self, Example};
use crate::credentials::{self, Credential, NewCredential};
use crate::registrations::{self, Registration};
use crate::usage::{self, Panel, Period};

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/apps", Need::Developer, index);
    at.get("/apps/new", Need::Developer, new);
    at.post("/apps", Need::Developer, created);
    at.get("/apps/{id}", Need::Developer, show);
    at.get("/apps/{id}/edit", Need::Developer, edit);
    at.post("/apps/{id}", Need::Developer, changed);
    at.get("/apps/{id}/delete", Need::Developer, confirm);
    at.post("/apps/{id}/deletion", Need::Developer, deleted);
}

#[derive(Template)]
#[template(path = "applications/index.html")]
struct Index {
    chrome: Chrome,
    applications: Listed<Application>,
}

#[derive(Template)]
#[template(path = "applications/new.html")]
struct New {
    chrome: Chrome,
    form: NewApplication,
    strategies: Vec<Strategy>,
    to: String,
    errors: FieldErrors,
}

/// One application. Also shown again by the credential's door, when a name was refused.
#[derive(Template)]
#[template(path = "applications/show.html")]
pub(crate) struct Show {
    chrome: Chrome,
    application: Application,
    registrations: Listed<Registration>,
    credentials: Vec<Credential>,
    usage: Panel,
    example: Option<Example>,
    form: NewCredential,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "applications/edit.html")]
struct Edit {
    chrome: Chrome,
    application: Application,
    form: Changed,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "applications/delete.html")]
struct Delete {
    chrome: Chrome,
    application: Application,
}

impl Application {
    fn card(&self, chrome: &Chrome) -> Card {
        let belongings = &self.belongings;
        let card = Card::new(&self.name, format!("/apps/{}", self.id))
            .text(&self.description)
            .fact(chrome.t1("application-card-versions", "count", belongings.registrations))
            .fact(chrome.t1("application-card-keys", "count", belongings.credentials));
        if belongings.pending > 0 {
            card.badge(Badge::new(
                Tone::Waiting,
                chrome.t1("application-card-pending", "count", belongings.pending),
            ))
        } else {
            card
        }
    }
}

impl New {
    /// The strategies to choose among, in words.
    fn strategy_cards(&self) -> RadioCards {
        let chrome = &self.chrome;
        let cards = RadioCards::new("strategy", chrome.t("application-strategy"))
            .hint(chrome.t("application-strategy-hint"))
            .error(chrome.error_of(&self.errors, "strategy"))
            .value(&self.form.strategy);
        self.strategies.iter().fold(cards, |cards, it| {
            let text = match it.key_names.first() {
                Some(header) => chrome.t1("application-strategy-key", "header", header),
                None => chrome.t("application-strategy-oidc"),
            };
            cards.option(it.id, &it.display_name, text)
        })
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Paging {
    page: u32,
}

/// Where to come back to after creating, carried through the form.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Way {
    to: String,
    strategy: String,
}

async fn index(visitor: Visitor, Query(paging): Query<Paging>) -> Result<Response, Fault> {
    let applications = list(&visitor.call, &Filter::default(), Page::new(paging.page, 25)).await?;
    visitor.page(&Index { chrome: visitor.chrome.clone(), applications })
}

async fn new(visitor: Visitor, Query(way): Query<Way>) -> Result<Response, Fault> {
    let form = NewApplication { strategy: way.strategy, ..NewApplication::default() };
    visitor.page(&blank(&visitor, form, way.to, FieldErrors::new()).await?)
}

async fn blank(
    visitor: &Visitor,
    form: NewApplication,
    to: String,
    errors: FieldErrors,
) -> base::Result<New> {
    let strategies = strategies::offered(&visitor.call).await?;
    Ok(New { chrome: visitor.chrome.clone(), form, strategies, to, errors })
}

#[derive(Deserialize)]
struct Creation {
    #[serde(default)]
    to: String,
    #[serde(flatten)]
    new: NewApplication,
}

async fn created(visitor: Visitor, Form(form): Form<Creation>) -> Result<Response, Fault> {
    match create(&visitor.call, &form.new).await {
        Ok(it) => match back_path(&form.to) {
            Some(path) => {
                let path = href(path, &[("application", &it.id.to_string())]);
                visitor.go_to(&path, "application-was-created")
            }
            None => visitor.go_to(&format!("/apps/{}", it.id), "application-was-created"),
        },
        Err(Error::Invalid(errors)) => visitor.again(&blank(&visitor, form.new, form.to, errors).await?),
        Err(error) => Err(error.into()),
    }
}

/// Which time the usage is shown of.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Shown {
    pub(super) usage: String,
}

async fn show(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(query): Query<Shown>,
) -> Result<Response, Fault> {
    let period = Period::parse(&query.usage);
    visitor.page(&shown(&visitor, &id, period, NewCredential::default(), FieldErrors::new()).await?)
}

/// Everything about one application.
pub(crate) async fn shown(
    visitor: &Visitor,
    id: &str,
    period: Period,
    form: NewCredential,
    errors: FieldErrors,
) -> base::Result<Show> {
    let application = view(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    let filter = registrations::Filter { application: Some(application.id), ..Default::default() };
    let registrations = registrations::list(&visitor.call, &filter, Page::first(100)).await?;
    let credentials = credentials::list(&visitor.call, application.id).await?;
    let example = calls::example(&visitor.call, &registrations.items).await?;
    let summary = usage::summary(&visitor.call, application.id, period).await?;
    let usage = Panel::new(&visitor.chrome, summary, format!("/apps/{}", application.id));
    Ok(Show {
        chrome: visitor.chrome.clone(),
        application,
        registrations,
        credentials,
        usage,
        example,
        form,
        errors,
    })
}

async fn edit(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let it = view(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    let form = Changed {
        name: it.name.clone(),
        description: it.description.clone(),
        reference_id: it.reference_id.clone(),
    };
    visitor.page(&Edit { chrome: visitor.chrome.clone(), application: it, form, errors: FieldErrors::new() })
}

async fn changed(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Changed>,
) -> Result<Response, Fault> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    match update(&visitor.call, id, &form).await {
        Ok(_) => visitor.go_to(&format!("/apps/{id}"), "application-was-changed"),
        Err(Error::Invalid(errors)) => {
            let application = view(&visitor.call, id).await?;
            visitor.again(&Edit { chrome: visitor.chrome.clone(), application, form, errors })
        }
        Err(error) => Err(error.into()),
    }
}

async fn confirm(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let application = view(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    visitor.page(&Delete { chrome: visitor.chrome.clone(), application })
}

async fn deleted(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    delete(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    visitor.go_to("/apps", "application-was-deleted")
}
