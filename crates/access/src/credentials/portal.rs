//! The developer's pages of credentials. The key is in one answer only: that of the form that generated it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, FieldErrors, Page};
use frame::door::{Fault, Form, Need, Routes, Visitor};
use ui::*;

use super::{Credential, Generated, NewCredential, delete, generate, rename, view};
use crate::applications::{self, Application};
use crate::calls::{self, Example};
use crate::registrations;
use crate::usage::Period;

/// The routes.
pub fn routes(at: &mut Routes) {
    at.post("/apps/{id}/credentials", Need::Developer, generated);
    at.get("/credentials/{id}/edit", Need::Developer, edit);
    at.post("/credentials/{id}", Need::Developer, renamed);
    at.get("/credentials/{id}/delete", Need::Developer, confirm);
    at.post("/credentials/{id}/deletion", Need::Developer, deleted);
}

/// A key is a moment: this page is the only one that ever shows it.
#[derive(Template)]
#[template(path = "credentials/reveal.html")]
struct Reveal {
    chrome: Chrome,
    application: Application,
    generated: Generated,
    example: Option<Example>,
    pending: bool,
}

impl Reveal {
    fn headline(&self) -> String {
        self.chrome.t1("credential-new-title", "name", &self.generated.credential.name)
    }

    /// The key, and the line that makes the first call with it.
    fn key(&self) -> KeyReveal {
        let key = self.generated.key.expose();
        let panel = KeyReveal::new(&self.chrome, key)
            .level(1)
            .title(self.headline())
            .done(self.chrome.t("credential-done"), format!("/apps/{}", self.application.id));
        let Some(example) = &self.example else { return panel };
        let panel = panel.curl(example.curl(key));
        match &example.tried {
            Some((href, kept)) => panel.tried(self.chrome.t("trial-app-try"), href, kept),
            None => panel,
        }
    }
}

#[derive(Template)]
#[template(path = "credentials/edit.html")]
struct Edit {
    chrome: Chrome,
    credential: Credential,
    form: NewCredential,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "credentials/delete.html")]
struct Delete {
    chrome: Chrome,
    credential: Credential,
    application: Application,
}

async fn generated(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<NewCredential>,
) -> Result<Response, Fault> {
    let application = id.parse().map_err(|_| Error::NotFound)?;
    match generate(&visitor.call, application, &form).await {
        Ok(generated) => {
            let application = applications::view(&visitor.call, application).await?;
            let filter = registrations::Filter { application: Some(application.id), ..Default::default() };
            let registrations = registrations::list(&visitor.call, &filter, Page::first(100)).await?.items;
            let example = calls::example(&visitor.call, &registrations).await?;
            let pending = application.belongings.pending > 0;
            let chrome = Chrome { steps: None, ..visitor.chrome.clone() };
            visitor.page(&Reveal { chrome, application, generated, example, pending })
        }
        Err(Error::Invalid(errors)) => {
            visitor.again(&applications::shown(&visitor, &id, Period::default(), form, errors).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn edit(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let credential = view(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    let form = NewCredential { name: credential.name.clone() };
    visitor.page(&Edit { chrome: visitor.chrome.clone(), credential, form, errors: FieldErrors::new() })
}

async fn renamed(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<NewCredential>,
) -> Result<Response, Fault> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    match rename(&visitor.call, id, &form).await {
        Ok(it) => visitor.go_to(&format!("/apps/{}", it.application), "credential-was-renamed"),
        Err(Error::Invalid(errors)) => {
            let credential = view(&visitor.call, id).await?;
            visitor.again(&Edit { chrome: visitor.chrome.clone(), credential, form, errors })
        }
        Err(error) => Err(error.into()),
    }
}

async fn confirm(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let credential = view(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    let application = applications::view(&visitor.call, credential.application).await?;
    visitor.page(&Delete { chrome: visitor.chrome.clone(), credential, application })
}

async fn deleted(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let it = delete(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    visitor.go_to(&format!("/apps/{}", it.application), "credential-was-deleted")
}
