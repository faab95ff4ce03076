//! The pages of signing in and out, and of forgotten passwords.

use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use base::{Error, FieldErrors, Secret};
use frame::door::{Fault, Form, Jar, Visitor, evenly, gone, href};
use serde::Deserialize;
use ui::*;

use super::joining::{Carried, Chosen, outbox};
use super::{WAY_COOKIE, closed, let_in, onwards, trouble};
use crate::developers::{Developer, Entrance, SignIn, ops};
use crate::portals::{self, Portal};
use crate::sessions::PORTAL_COOKIE;

#[derive(Template)]
#[template(path = "developers/sign_in.html")]
struct SignInPage {
    chrome: Chrome,
    portal: Portal,
    email: String,
    to: String,
    errors: FieldErrors,
    /// Why it did not work, when no field is to blame.
    failed: Option<String>,
}

#[derive(Template)]
#[template(path = "developers/forgotten.html")]
struct Forgotten {
    chrome: Chrome,
    email: String,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "developers/reset_sent.html")]
struct ResetSent {
    chrome: Chrome,
    outbox: Option<String>,
}

#[derive(Template)]
#[template(path = "developers/renew.html")]
struct Renew {
    chrome: Chrome,
    developer: Developer,
    token: String,
    errors: FieldErrors,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    email: String,
    password: Secret,
    to: String,
}

impl SignInPage {
    /// Signing up keeps where the visitor was going.
    fn sign_up_href(&self) -> String {
        href("/sign-up", &[("to", &self.to)])
    }
}

pub(super) async fn form(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let portal = portals::with_accounts(&visitor.call).await?;
    if visitor.call.developer().is_ok() {
        return visitor.go(onwards(&asked.to, None));
    }
    let page = SignInPage {
        chrome: visitor.chrome.clone(),
        portal,
        email: String::new(),
        to: asked.to,
        errors: FieldErrors::new(),
        failed: None,
    };
    visitor.page(&page)
}

pub(super) async fn sign_in(
    visitor: Visitor,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Result<Response, Fault> {
    let form = SignIn { email: asked.email, password: asked.password };
    match ops::sign_in(&visitor.call, &form).await {
        Ok(Entrance::Open(_, session)) => {
            let to = onwards(&asked.to, Jar::new(&headers).get(WAY_COOKIE));
            Ok(let_in(&visitor, visitor.go(to)?, &session))
        }
        Ok(Entrance::Closed(developer)) => closed::show(&visitor, developer).await,
        Err(error) => again(&visitor, form.email, asked.to, error).await,
    }
}

/// The form again. The password is not given back.
async fn again(visitor: &Visitor, email: String, to: String, error: Error) -> Result<Response, Fault> {
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
    let portal = portals::with_accounts(&visitor.call).await?;
    let mut response = visitor.again(&SignInPage { chrome, portal, email, to, errors, failed })?;
    if let Some(wait_s) = wait_s {
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait_s));
    }
    Ok(response)
}

pub(super) async fn sign_out(visitor: Visitor) -> Result<Response, Fault> {
    ops::sign_out(&visitor.call, None).await?;
    let mut response = visitor.go_to("/", "sessions-signed-out")?;
    if let Some(cookie) = gone(&visitor.call.app.addresses, PORTAL_COOKIE) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Address {
    email: String,
}

pub(super) async fn forgotten(visitor: Visitor, Query(asked): Query<Address>) -> Result<Response, Fault> {
    portals::with_accounts(&visitor.call).await?;
    let (chrome, errors) = (visitor.chrome.clone(), FieldErrors::new());
    visitor.page(&Forgotten { chrome, email: asked.email, errors })
}

pub(super) async fn forgot(visitor: Visitor, Form(asked): Form<Address>) -> Result<Response, Fault> {
    match evenly(ops::forgot(&visitor.call, &asked.email)).await {
        Ok(()) => visitor.go("/password/sent"),
        Err(Error::Invalid(errors)) => {
            visitor.again(&Forgotten { chrome: visitor.chrome.clone(), email: asked.email, errors })
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn sent(visitor: Visitor) -> Result<Response, Fault> {
    portals::with_accounts(&visitor.call).await?;
    visitor.page(&ResetSent { chrome: visitor.chrome.clone(), outbox: outbox(&visitor) })
}

pub(super) async fn renew(visitor: Visitor, Query(it): Query<Carried>) -> Result<Response, Fault> {
    match ops::resets(&visitor.call, &it.token).await {
        Ok(developer) => {
            let (chrome, errors) = (visitor.chrome.clone(), FieldErrors::new());
            visitor.page(&Renew { chrome, developer, token: it.token, errors })
        }
        Err(error) => trouble::resetting(&visitor, error),
    }
}

pub(super) async fn reset(visitor: Visitor, Form(chosen): Form<Chosen>) -> Result<Response, Fault> {
    match ops::reset(&visitor.call, &chosen.token, &chosen.password).await {
        Ok(_) => visitor.go_to("/sign-in", "developers-password-was-reset"),
        Err(Error::Invalid(errors)) => {
            let developer = ops::resets(&visitor.call, &chosen.token).await?;
            visitor.again(&Renew { chrome: visitor.chrome.clone(), developer, token: chosen.token, errors })
        }
        Err(error) => trouble::resetting(&visitor, error),
    }
}
