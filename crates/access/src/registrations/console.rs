//! The admin's pages of registrations: the deeds. They are listed in the inbox and beside their application.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, FieldErrors};
use frame::door::{Fault, Form, Need, Routes, Visitor, back_path};
use serde::Deserialize;
use ui::*;

use super::{Registration, approve, delete, reject, revoke, view};

/// The routes.
pub fn routes(at: &mut Routes) {
    let decide = Need::Admin(base::Right::DecideRequests);
    at.get("/registrations/{id}/reject", decide, why);
    at.get("/registrations/{id}/delete", decide, confirm);
    at.post("/registrations/{id}/approval", decide, approved);
    at.post("/registrations/{id}/rejection", decide, rejected);
    at.post("/registrations/{id}/revocation", decide, revoked);
    at.post("/registrations/{id}/deletion", decide, deleted);
}

#[derive(Template)]
#[template(path = "registrations/console_reject.html")]
struct Reject {
    chrome: Chrome,
    registration: Registration,
    form: Reason,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "registrations/console_delete.html")]
struct Delete {
    chrome: Chrome,
    registration: Registration,
}

impl Reject {
    fn headline(&self) -> String {
        self.registration.question(&self.chrome, "registration-reject-title")
    }
}

impl Delete {
    fn headline(&self) -> String {
        self.registration.question(&self.chrome, "registration-delete-title")
    }
}

impl Registration {
    /// A sentence about this registration: which application, which version.
    pub(super) fn question(&self, chrome: &Chrome, key: &str) -> String {
        chrome.t2(key, ("application", &self.application_name), ("version", self.version_title()))
    }
}

/// Why, and where to go back to.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Reason {
    reason: String,
    to: String,
}

/// Where to go back to: the page that the button stood on.
fn back(form: &Reason, it: &Registration) -> String {
    back_path(&form.to).map_or_else(|| format!("/applications/{}", it.application), str::to_owned)
}

async fn why(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let registration = view(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    let chrome = visitor.chrome.clone();
    visitor.page(&Reject { chrome, registration, form: Reason::default(), errors: FieldErrors::new() })
}

async fn approved(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Reason>,
) -> Result<Response, Fault> {
    let it = approve(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    visitor.go_to(&back(&form, &it), "registration-is-approved")
}

async fn rejected(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Reason>,
) -> Result<Response, Fault> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    match reject(&visitor.call, id, &form.reason).await {
        Ok(it) => visitor.go_to(&back(&form, &it), "registration-is-rejected"),
        Err(Error::Invalid(errors)) => {
            let registration = view(&visitor.call, id).await?;
            visitor.again(&Reject { chrome: visitor.chrome.clone(), registration, form, errors })
        }
        Err(error) => Err(error.into()),
    }
}

async fn revoked(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Reason>,
) -> Result<Response, Fault> {
    let it = revoke(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    visitor.go_to(&back(&form, &it), "registration-is-revoked")
}

async fn confirm(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let registration = view(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    visitor.page(&Delete { chrome: visitor.chrome.clone(), registration })
}

async fn deleted(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let it = delete(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    visitor.go_to(&format!("/applications/{}", it.application), "registration-is-deleted")
}
