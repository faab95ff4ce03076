//! A link that does not work: why, and how to get another.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::Error;
use frame::door::{Fault, Visitor};
use ui::*;

#[derive(Template)]
#[template(path = "developers/trouble.html")]
struct Trouble {
    chrome: Chrome,
    text: String,
    next: ButtonLink,
    other: ButtonLink,
}

/// What to do about a link that should have confirmed an address.
pub(super) fn confirming(visitor: &Visitor, error: Error) -> Result<Response, Fault> {
    show(visitor, error, "/sign-up", "developers-trouble-sign-up")
}

/// What to do about a link that should have replaced a password.
pub(super) fn resetting(visitor: &Visitor, error: Error) -> Result<Response, Fault> {
    show(visitor, error, "/password/forgotten", "developers-trouble-forgotten")
}

fn show(visitor: &Visitor, error: Error, href: &str, label: &str) -> Result<Response, Fault> {
    let Error::Refused(code) = error else { return Err(error.into()) };
    let chrome = visitor.chrome.clone();
    let again = ButtonLink::to(href, chrome.t(label));
    let sign_in = ButtonLink::to("/sign-in", chrome.t("ui-sign-in"));
    // Whoever used the link before has a password by now.
    let was_used = matches!(code, "link.used" | "developer.already_confirmed");
    let (next, other) = if was_used { (sign_in, again) } else { (again, sign_in) };
    let text = chrome.refusal_text(code);
    let page = Trouble { chrome, text, next: next.kind(Kind::Primary), other: other.kind(Kind::Quiet) };
    let mut response = visitor.page(&page)?;
    *response.status_mut() = StatusCode::GONE;
    Ok(response)
}
