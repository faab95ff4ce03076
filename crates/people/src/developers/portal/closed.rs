//! The page of somebody who may not come in: waiting, rejected or revoked, and what happens next.
//!
//! It is drawn in answer to a form that proved who they are, so it needs no session. By itself, `/waiting` says only
//! what is true for everybody who waits.

use askama::Template;
use axum::response::Response;
use frame::door::{Fault, Visitor};
use ui::*;

use crate::developers::{Developer, State};
use crate::portals::{self, Portal};

#[derive(Template)]
#[template(path = "developers/closed.html")]
struct Closed {
    chrome: Chrome,
    portal: Portal,
    developer: Developer,
}

#[derive(Template)]
#[template(path = "developers/waiting.html")]
struct Waiting {
    chrome: Chrome,
    portal: Portal,
}

/// The page of this developer's state.
pub(super) async fn show(visitor: &Visitor, developer: Developer) -> Result<Response, Fault> {
    let portal = portals::with_accounts(&visitor.call).await?;
    visitor.page(&Closed { chrome: visitor.chrome.clone(), portal, developer })
}

/// The page for whoever follows a link to it.
pub(super) async fn waiting(visitor: Visitor) -> Result<Response, Fault> {
    let portal = portals::with_accounts(&visitor.call).await?;
    if visitor.call.developer().is_ok() {
        return visitor.go("/");
    }
    visitor.page(&Waiting { chrome: visitor.chrome.clone(), portal })
}
