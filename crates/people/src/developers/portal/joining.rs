//! The pages of the way in: sign up, check your mail, confirm and choose a password.

use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use base::{Error, FieldErrors, Secret};
use frame::door::{Fault, Form, Jar, Visitor, back_path, evenly, href, set};
use serde::Deserialize;
use ui::*;

use super::{WAY_COOKIE, WEEK_S, closed, let_in, onwards, trouble};
use crate::developers::{Developer, Entrance, NewDeveloper, ops};
use crate::portals::{self, Portal};

#[derive(Template)]
#[template(path = "developers/sign_up.html")]
struct SignUp {
    chrome: Chrome,
    portal: Portal,
    form: NewDeveloper,
    to: String,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "developers/sent.html")]
struct Sent {
    chrome: Chrome,
    /// Where mails can be read when they do not leave the machine.
    outbox: Option<String>,
}

#[derive(Template)]
#[template(path = "developers/confirm.html")]
struct Confirm {
    chrome: Chrome,
    developer: Developer,
    token: String,
    errors: FieldErrors,
}

impl SignUp {
    /// Signing in keeps where the visitor was going.
    fn sign_in_href(&self) -> String {
        href("/sign-in", &[("to", &self.to)])
    }
}

impl Confirm {
    fn lead(&self) -> String {
        let (name, portal) = (&self.developer.full_name, &self.chrome.brand.name);
        self.chrome.t2("developers-confirm-lead", ("name", name), ("portal", portal))
    }
}

/// Where somebody was going.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Way {
    to: String,
}

pub(super) async fn form(visitor: Visitor, Query(way): Query<Way>) -> Result<Response, Fault> {
    let portal = portals::with_accounts(&visitor.call).await?;
    if visitor.call.developer().is_ok() {
        return visitor.go(onwards(&way.to, None));
    }
    let (form, errors) = (NewDeveloper::default(), FieldErrors::new());
    visitor.page(&SignUp { chrome: visitor.chrome.clone(), portal, form, to: way.to, errors })
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    email: String,
    full_name: String,
    to: String,
}

pub(super) async fn sign_up(visitor: Visitor, Form(asked): Form<Asked>) -> Result<Response, Fault> {
    let portal = portals::with_accounts(&visitor.call).await?;
    let (form, to) = (NewDeveloper { email: asked.email, full_name: asked.full_name }, asked.to);
    match evenly(ops::sign_up(&visitor.call, &form)).await {
        Ok(()) => {}
        Err(Error::Invalid(errors)) => {
            return visitor.again(&SignUp { chrome: visitor.chrome.clone(), portal, form, to, errors });
        }
        Err(error) => return Err(error.into()),
    }
    let mut response = visitor.go("/sign-up/sent")?;
    let way = back_path(&to).and_then(|to| set(&visitor.call.app.addresses, WAY_COOKIE, to, WEEK_S));
    if let Some(cookie) = way {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

pub(super) async fn sent(visitor: Visitor) -> Result<Response, Fault> {
    portals::with_accounts(&visitor.call).await?;
    visitor.page(&Sent { chrome: visitor.chrome.clone(), outbox: outbox(&visitor) })
}

/// Where the console shows the mails, when they stay on this machine.
pub(super) fn outbox(visitor: &Visitor) -> Option<String> {
    let app = &visitor.call.app;
    app.mail_is_local.then(|| format!("{}/mails", app.addresses.console()))
}

/// What a link in a mail carries.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Carried {
    pub(super) token: String,
}

pub(super) async fn confirm(visitor: Visitor, Query(it): Query<Carried>) -> Result<Response, Fault> {
    match ops::confirms(&visitor.call, &it.token).await {
        Ok(developer) => {
            let (chrome, errors) = (visitor.chrome.clone(), FieldErrors::new());
            visitor.page(&Confirm { chrome, developer, token: it.token, errors })
        }
        Err(error) => trouble::confirming(&visitor, error),
    }
}

/// A password that is being chosen, for the account of a link.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Chosen {
    pub(super) token: String,
    pub(super) password: Secret,
}

pub(super) async fn set_password(
    visitor: Visitor,
    headers: HeaderMap,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Fault> {
    match ops::set_password(&visitor.call, &chosen.token, &chosen.password).await {
        Ok(Entrance::Open(_, session)) => {
            let to = onwards("", Jar::new(&headers).get(WAY_COOKIE));
            Ok(let_in(&visitor, visitor.go_to(to, "developers-was-welcomed")?, &session))
        }
        Ok(Entrance::Closed(developer)) => closed::show(&visitor, developer).await,
        Err(Error::Invalid(errors)) => {
            let developer = ops::confirms(&visitor.call, &chosen.token).await?;
            visitor.again(&Confirm { chrome: visitor.chrome.clone(), developer, token: chosen.token, errors })
        }
        Err(error) => trouble::confirming(&visitor, error),
    }
}
