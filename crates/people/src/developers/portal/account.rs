//! The account page: name, password, and where one is signed in.

use askama::Template;
use axum::response::Response;
use base::{Error, FieldErrors, Secret};
use frame::door::{Fault, Form, Visitor};
use serde::Deserialize;
use ui::*;

use crate::developers::{Developer, ops};
use crate::sessions::{self, Session};

#[derive(Template)]
#[template(path = "developers/account.html")]
struct Account {
    chrome: Chrome,
    developer: Developer,
    full_name: String,
    sessions: Vec<Session>,
    errors: FieldErrors,
}

impl Account {
    async fn of(visitor: &Visitor, typed: Option<String>, errors: FieldErrors) -> base::Result<Self> {
        let developer = ops::account(&visitor.call).await?;
        let full_name = typed.unwrap_or_else(|| developer.full_name.clone());
        let sessions = sessions::list(&visitor.call).await?;
        Ok(Self { chrome: visitor.chrome.clone(), developer, full_name, sessions, errors })
    }
}

pub(super) async fn show(visitor: Visitor) -> Result<Response, Fault> {
    visitor.page(&Account::of(&visitor, None, FieldErrors::new()).await?)
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Name {
    full_name: String,
}

pub(super) async fn change_name(visitor: Visitor, Form(form): Form<Name>) -> Result<Response, Fault> {
    match ops::change_name(&visitor.call, &form.full_name).await {
        Ok(_) => visitor.go_to("/account", "developers-name-was-changed"),
        Err(Error::Invalid(errors)) => {
            visitor.again(&Account::of(&visitor, Some(form.full_name), errors).await?)
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Passwords {
    current: Secret,
    new: Secret,
}

pub(super) async fn change_password(
    visitor: Visitor,
    Form(form): Form<Passwords>,
) -> Result<Response, Fault> {
    match ops::change_password(&visitor.call, &form.current, &form.new).await {
        Ok(_) => visitor.go_to("/account", "developers-password-was-changed"),
        Err(Error::Invalid(errors)) => visitor.again(&Account::of(&visitor, None, errors).await?),
        Err(error) => Err(error.into()),
    }
}
