//! The inbox's page.

use askama::Template;
use axum::response::Response;
use base::{Error, FieldErrors, PortalId, Right};
use frame::door::{Fault, Form, Need, Routes, Visitor};
use serde::Deserialize;
use ui::*;

use super::{Deed, Waiting, decide, list};

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/inbox", Need::Admin(Right::ReadConsole), index);
    at.post("/inbox", Need::Admin(Right::DecideRequests), decided);
}

#[derive(Template)]
#[template(path = "inbox/index.html")]
struct Index {
    chrome: Chrome,
    waiting: Waiting,
    form: Chosen,
    errors: FieldErrors,
    may_decide: bool,
}

/// What was chosen, and what to do with it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Chosen {
    developer: Vec<String>,
    registration: Vec<String>,
    deed: Deed,
    reason: String,
}

impl Index {
    fn portal(&self, id: &PortalId) -> &str {
        self.waiting.portals.get(id).map_or("", String::as_str)
    }

    fn is_chosen(&self, id: impl std::fmt::Display) -> bool {
        let id = id.to_string();
        self.form.developer.contains(&id) || self.form.registration.contains(&id)
    }
}

async fn index(visitor: Visitor) -> Result<Response, Fault> {
    visitor.page(&drawn(&visitor, Chosen::default(), FieldErrors::new()).await?)
}

async fn drawn(visitor: &Visitor, form: Chosen, errors: FieldErrors) -> base::Result<Index> {
    let may_decide = visitor.call.rights.has(Right::DecideRequests);
    Ok(Index {
        chrome: visitor.chrome.clone(),
        waiting: list(&visitor.call).await?,
        form,
        errors,
        may_decide,
    })
}

async fn decided(visitor: Visitor, Form(form): Form<Chosen>) -> Result<Response, Fault> {
    let people: Vec<_> = form.developer.iter().filter_map(|it| it.parse().ok()).collect();
    let requests: Vec<_> = form.registration.iter().filter_map(|it| it.parse().ok()).collect();
    if people.is_empty() && requests.is_empty() {
        let errors = FieldErrors::one("chosen", "none_chosen");
        return visitor.again(&drawn(&visitor, form, errors).await?);
    }
    match decide(&visitor.call, form.deed, &people, &requests, &form.reason).await {
        Ok(_) if form.deed == Deed::Approve => visitor.go_to("/inbox", "inbox-approved"),
        Ok(_) => visitor.go_to("/inbox", "inbox-rejected"),
        Err(Error::Invalid(errors)) => visitor.again(&drawn(&visitor, form, errors).await?),
        Err(error) => Err(error.into()),
    }
}
