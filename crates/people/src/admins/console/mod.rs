//! The admins' pages for whoever manages them: the list, a new one, one with role and tokens, the end of one. Every
//! admin has a page of their own tokens. Signing in and one's own password are in `entrance`.

mod own_tokens;
mod show;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{AdminId, Error, FieldErrors, Right, Secret};
use frame::door::{Fault, Form, Need, Routes, Visitor};
use serde::Deserialize;
use ui::*;

use super::tokens::{self, NewToken, Token};
use super::{Admin, NewAdmin, change_role, create, delete, list, view};
use crate::roles::Role;

/// The routes.
pub fn routes(at: &mut Routes) {
    let manage = Need::Admin(Right::ManageAdmins);
    at.get("/admins", manage, index);
    at.get("/admins/new", manage, new);
    at.post("/admins", manage, created);
    show::routes(at);
    own_tokens::routes(at);
}

#[derive(Template)]
#[template(path = "admins/console_index.html")]
struct Index {
    chrome: Chrome,
    admins: Vec<Admin>,
    me: AdminId,
}

#[derive(Template)]
#[template(path = "admins/console_new.html")]
struct New {
    chrome: Chrome,
    form: NewAdmin,
    errors: FieldErrors,
}

/// What is asked for a new admin. The password is not given back.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    email: String,
    full_name: String,
    role: String,
    password: Secret,
}

/// The roles with what each may do.
fn role_cards(chrome: &Chrome, chosen: &str, errors: &FieldErrors) -> RadioCards {
    let cards = RadioCards::new("role", chrome.t("console-admins-role"))
        .value(chosen)
        .error(chrome.error_of(errors, "role"));
    Role::ALL.into_iter().fold(cards, |cards, role| {
        let key = format!("console-admins-role-{}", role.name());
        cards.option(role.name(), chrome.t(&key), chrome.t(&format!("{key}-text")))
    })
}

impl Index {
    /// The role in a word.
    fn role(&self, role: Role) -> String {
        self.chrome.t(&format!("console-admins-role-{}", role.name()))
    }
}

impl New {
    fn role_cards(&self) -> RadioCards {
        role_cards(&self.chrome, &self.form.role, &self.errors)
    }
}

/// The admin's id, as an address has it.
fn id_of(text: &str) -> base::Result<AdminId> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn index(visitor: Visitor) -> Result<Response, Fault> {
    let (admins, me) = (list(&visitor.call).await?, visitor.call.admin()?.id);
    visitor.page(&Index { chrome: visitor.chrome.clone(), admins, me })
}

async fn new(visitor: Visitor) -> Result<Response, Fault> {
    let form = NewAdmin { role: Role::default().name().to_owned(), ..NewAdmin::default() };
    visitor.page(&New { chrome: visitor.chrome.clone(), form, errors: FieldErrors::new() })
}

async fn created(visitor: Visitor, Form(asked): Form<Asked>) -> Result<Response, Fault> {
    let form = NewAdmin { email: asked.email, full_name: asked.full_name, role: asked.role };
    match create(&visitor.call, &form, &asked.password).await {
        Ok(_) => visitor.go_to("/admins", "console-admins-was-created"),
        Err(Error::Invalid(errors)) => visitor.again(&New { chrome: visitor.chrome.clone(), form, errors }),
        Err(error) => Err(error.into()),
    }
}
