//! The console's door: signing in and out, the set-up page of the first admin, and one's own account.

use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use base::{Error, FieldErrors, Right, Secret};
use frame::door::{Fault, Form, Need, Routes, Visitor, back_path, cookie_name, gone, set};
use serde::Deserialize;
use ui::*;

use super::{NewAdmin, change_password, set_up, set_up_is_open, sign_in, sign_out};
use crate::developers::SignIn;
use crate::sessions::{self, ADMIN_LONGEST_S, CONSOLE_COOKIE, Session};

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/sign-in", Need::Nothing, form);
    at.post("/sign-in", Need::Nothing, enter);
    at.post("/sign-out", Need::Nothing, leave);
    at.get("/setup", Need::Nothing, set_up_form);
    at.post("/setup", Need::Nothing, set_up_done);
    at.get("/account", Need::Admin(Right::ReadConsole), account);
    at.post("/account/password", Need::Admin(Right::ReadConsole), password);
}

#[derive(Template)]
#[template(path = "admins/sign_in.html")]
struct SignInPage {
    chrome: Chrome,
    email: String,
    to: String,
    errors: FieldErrors,
    /// Why it did not work, when no field is to blame.
    failed: Option<String>,
}

#[derive(Template)]
#[template(path = "admins/set_up.html")]
struct SetUp {
    chrome: Chrome,
    form: NewAdmin,
    token: String,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "admins/account.html")]
struct Account {
    chrome: Chrome,
    email: String,
    sessions: Vec<Session>,
    errors: FieldErrors,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    email: String,
    password: Secret,
    to: String,
}

async fn form(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if visitor.call.admin().is_ok() {
        return visitor.go(back_path(&asked.to).unwrap_or("/"));
    }
    let (chrome, errors) = (visitor.chrome.clone(), FieldErrors::new());
    visitor.page(&SignInPage { chrome, email: String::new(), to: asked.to, errors, failed: None })
}

async fn enter(visitor: Visitor, Form(asked): Form<Asked>) -> Result<Response, Fault> {
    let form = SignIn { email: asked.email, password: asked.password };
    match sign_in(&visitor.call, &form).await {
        Ok((_, session)) => Ok(let_in(&visitor, visitor.go(back_path(&asked.to).unwrap_or("/"))?, &session)),
        Err(error) => again(&visitor, form.email, asked.to, error),
    }
}

/// The form again. The password is not given back.
fn again(visitor: &Visitor, email: String, to: String, error: Error) -> Result<Response, Fault> {
    let chrome = visitor.chrome.clone();
    let (errors, failed, wait_s) = match error {
        Error::Invalid(errors) => (errors, None, None),
        Error::Refused(code) => (FieldErrors::new(), Some(chrome.refusal_text(code)), None),
        Error::TooMany { retry_after_s } => {
            let text = chrome.t1("error-429-text", "seconds", retry_after_s);
            (FieldErrors::new(), Some(text), Some(retry_after_s))
        }
        other => return Err(other.into()),
    };
    let mut response = visitor.again(&SignInPage { chrome, email, to, errors, failed })?;
    if let Some(wait_s) = wait_s {
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait_s));
    }
    Ok(response)
}

fn let_in(visitor: &Visitor, mut response: Response, token: &Secret) -> Response {
    let addresses = &visitor.call.app.addresses;
    let name = cookie_name(addresses, CONSOLE_COOKIE);
    if let Some(cookie) = set(addresses, &name, token.expose(), ADMIN_LONGEST_S) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

async fn leave(visitor: Visitor) -> Result<Response, Fault> {
    sign_out(&visitor.call).await?;
    let mut response = visitor.go_to("/sign-in", "sessions-signed-out")?;
    let addresses = &visitor.call.app.addresses;
    if let Some(cookie) = gone(addresses, &cookie_name(addresses, CONSOLE_COOKIE)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct FirstAdmin {
    token: String,
    email: String,
    full_name: String,
    password: Secret,
}

async fn set_up_form(visitor: Visitor, Query(asked): Query<FirstAdmin>) -> Result<Response, Fault> {
    set_up_is_open(&visitor.call, &asked.token).await?;
    let (chrome, errors) = (visitor.chrome.clone(), FieldErrors::new());
    visitor.page(&SetUp { chrome, form: NewAdmin::default(), token: asked.token, errors })
}

async fn set_up_done(visitor: Visitor, Form(asked): Form<FirstAdmin>) -> Result<Response, Fault> {
    let form = NewAdmin { email: asked.email, full_name: asked.full_name, ..NewAdmin::default() };
    match set_up(&visitor.call, &asked.token, &form, &asked.password).await {
        Ok((_, session)) => Ok(let_in(&visitor, visitor.go_to("/", "admins-was-set-up")?, &session)),
        Err(Error::Invalid(errors)) => {
            let chrome = visitor.chrome.clone();
            visitor.again(&SetUp { chrome, form, token: asked.token, errors })
        }
        Err(error) => Err(error.into()),
    }
}

impl Account {
    async fn of(visitor: &Visitor, errors: FieldErrors) -> base::Result<Self> {
        let email = visitor.call.admin()?.email.clone();
        let sessions = sessions::list(&visitor.call).await?;
        Ok(Self { chrome: visitor.chrome.clone(), email, sessions, errors })
    }
}

async fn account(visitor: Visitor) -> Result<Response, Fault> {
    visitor.page(&Account::of(&visitor, FieldErrors::new()).await?)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Passwords {
    current: Secret,
    new: Secret,
}

async fn password(visitor: Visitor, Form(form): Form<Passwords>) -> Result<Response, Fault> {
    match change_password(&visitor.call, &form.current, &form.new).await {
        Ok(_) => visitor.go_to("/account", "developers-password-was-changed"),
        Err(Error::Invalid(errors)) => visitor.again(&Account::of(&visitor, errors).await?),
        Err(error) => Err(error.into()),
    }
}
