//! The developer's pages of registrations: Register, and Unregister.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, FieldErrors, Page};
use catalog::publications::{self, Offered};
use frame::door::{Fault, Form, Need, Routes, Visitor};
use serde::Deserialize;
use ui::*;

use super::{NewRegistration, Registration, State, delete, request, view};
use crate::applications::{self, Application};

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/products/{product}/versions/{version}/register", Need::Developer, new);
    at.post("/products/{product}/versions/{version}/register", Need::Developer, requested);
    at.get("/registrations/{id}/delete", Need::Developer, confirm);
    at.post("/registrations/{id}/deletion", Need::Developer, deleted);
}

#[derive(Template)]
#[template(path = "registrations/new.html")]
struct New {
    chrome: Chrome,
    offered: Offered,
    applications: Vec<Application>,
    registered: Vec<Registration>,
    form: NewRegistration,
    here: String,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "registrations/delete.html")]
struct Delete {
    chrome: Chrome,
    registration: Registration,
}

/// The application that was just created on the way.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Chosen {
    application: String,
}

impl Delete {
    fn headline(&self) -> String {
        self.registration.question(&self.chrome, "registration-unregister-title")
    }
}

async fn new(
    visitor: Visitor,
    Path((_, version)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Fault> {
    let form = NewRegistration { application: chosen.application, version };
    visitor.page(&blank(&visitor, form, FieldErrors::new()).await?)
}

async fn blank(visitor: &Visitor, form: NewRegistration, errors: FieldErrors) -> base::Result<New> {
    let call = &visitor.call;
    let version = form.version.parse().map_err(|_| Error::NotFound)?;
    let offered = publications::offered(&mut call.read().await?, &call.reach(), &version).await?;
    let strategy = offered.strategy.as_ref().map(|it| it.id);
    let filter = applications::Filter { strategy, unregistered: Some(version), ..Default::default() };
    let applications = applications::list(call, &filter, Page::first(100)).await?.items;
    let filter = super::Filter { version: Some(version), ..Default::default() };
    let registered = super::list(call, &filter, Page::first(100)).await?.items;
    let here = format!("/products/{}/versions/{version}/register", offered.product_slug);
    let steps = visitor.chrome.steps.clone().map(Steps::without_button);
    let chrome = Chrome { steps, ..visitor.chrome.clone() };
    Ok(New { chrome, offered, applications, registered, form, here, errors })
}

impl New {
    fn headline(&self) -> String {
        let (product, version) = (&self.offered.product_name, &self.offered.version_name);
        self.chrome.t2("registration-new-title", ("product", product), ("version", version))
    }

    /// The choice that is made already: what was chosen, or the only one there is.
    fn chosen(&self) -> String {
        match self.applications.as_slice() {
            [only] if self.form.application.is_empty() => only.id.to_string(),
            _ => self.form.application.clone(),
        }
    }

    /// The applications to choose among, the choice made where it can be.
    fn choices(&self) -> RadioCards {
        let chrome = &self.chrome;
        let cards = RadioCards::new("application", chrome.t("registration-application"))
            .hint(chrome.t("registration-application-hint"))
            .error(chrome.error_of(&self.errors, "application"))
            .value(self.chosen());
        self.applications.iter().fold(cards, |cards, it| cards.option(it.id, &it.name, &it.description))
    }

    /// Why there is no application to choose: there is none that fits, or each that fits is registered already.
    fn nothing_to_choose(&self) -> (&'static str, &'static str) {
        if self.registered.is_empty() {
            ("registration-no-apps-title", "registration-no-apps-why")
        } else {
            ("registration-all-registered-title", "registration-all-registered-why")
        }
    }

    /// Where an application is created on the way, and back.
    fn create_href(&self) -> String {
        let strategy = self.offered.strategy.as_ref().map(|it| it.id.to_string()).unwrap_or_default();
        format!("/apps/new?strategy={strategy}&to={}", self.here)
    }
}

async fn requested(
    visitor: Visitor,
    Path((_, version)): Path<(String, String)>,
    Form(form): Form<NewRegistration>,
) -> Result<Response, Fault> {
    let form = NewRegistration { version, ..form };
    match request(&visitor.call, &form).await {
        Ok(it) => {
            let said = match it.state {
                State::Approved(_) => "registration-was-approved",
                _ => "registration-was-requested",
            };
            visitor.go_to(&format!("/apps/{}", it.application), said)
        }
        Err(Error::Invalid(errors)) => visitor.again(&blank(&visitor, form, errors).await?),
        Err(error) => Err(error.into()),
    }
}

async fn confirm(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let registration = view(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    visitor.page(&Delete { chrome: visitor.chrome.clone(), registration })
}

async fn deleted(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let it = delete(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    visitor.go_to(&format!("/apps/{}", it.application), "registration-was-deleted")
}
