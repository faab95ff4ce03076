//! The part of a reference page that tells which applications may call, fetched by the page's script.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, Page, VersionId};
use catalog::products;
use catalog::publications::{self, Offered};
use frame::door::{Fault, Need, Routes, Visitor, back_path, href};
use serde::Deserialize;
use ui::*;

use crate::applications::{self, Application};
use crate::registrations::{self, Registration, State};

/// The most applications that are listed.
const MOST: u32 = 50;

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/products/{product}/versions/{version}/try/applications", Need::Reader, show);
}

/// The page to come back to.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    from: String,
}

#[derive(Template)]
#[template(path = "trials/applications.html")]
struct Applications {
    chrome: Chrome,
    offered: Offered,
    mine: Vec<Mine>,
    /// Where to sign in and come back, for who has not.
    sign_in_href: Option<String>,
}

/// One of the developer's applications, and where it stands towards the version.
struct Mine {
    application: Application,
    registration: Option<Registration>,
}

impl Mine {
    fn may_call(&self) -> bool {
        matches!(&self.registration, Some(it) if matches!(it.state, State::Approved(_)))
    }

    fn waits(&self) -> bool {
        self.registration.as_ref().is_some_and(|it| it.state == State::Pending)
    }

    fn badge(&self, chrome: &Chrome) -> Badge {
        match &self.registration {
            Some(it) => chrome.badge(it.state.name()),
            None => Badge::new(Tone::Note, chrome.t("trial-app-unregistered")),
        }
    }

    fn path(&self) -> String {
        format!("/apps/{}", self.application.id)
    }
}

impl Applications {
    fn register_href(&self, it: &Mine) -> String {
        href(&self.offered.register_path(), &[("application", &it.application.id.to_string())])
    }

    fn some_may_call(&self) -> bool {
        self.mine.iter().any(Mine::may_call)
    }
}

async fn show(
    visitor: Visitor,
    Path((product, version)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let call = &visitor.call;
    let version: VersionId = version.parse().map_err(|_| Error::NotFound)?;
    let mut tx = call.read().await?;
    let offered = publications::offered(&mut tx, &call.reach(), &version).await?;
    if products::find_named(&mut tx, &call.reach(), &product).await?.id != offered.product {
        return Err(Error::NotFound.into());
    }
    drop(tx);
    let mine = if visitor.chrome.person.is_some() { mine(&visitor, &offered).await? } else { Vec::new() };
    let back = back_path(&asked.from).unwrap_or_default();
    let sign_in_href = visitor.chrome.sign_in_href.as_ref().map(|_| href("/sign-in", &[("to", back)]));
    visitor.page(&Applications { chrome: visitor.chrome.clone(), offered, mine, sign_in_href })
}

/// The applications that could call: those that prove themselves as the version asks. Who may call comes first.
async fn mine(visitor: &Visitor, offered: &Offered) -> base::Result<Vec<Mine>> {
    let Some(strategy) = &offered.strategy else { return Ok(Vec::new()) };
    let filter = applications::Filter { strategy: Some(strategy.id), ..Default::default() };
    let all = applications::list(&visitor.call, &filter, Page::first(MOST)).await?.items;
    let filter = registrations::Filter { version: Some(offered.version), ..Default::default() };
    let registered = registrations::list(&visitor.call, &filter, Page::first(MOST)).await?.items;
    let with = |application: Application| {
        let registration = registered.iter().find(|it| it.application == application.id).cloned();
        Mine { application, registration }
    };
    let mut mine: Vec<Mine> = all.into_iter().map(with).collect();
    mine.sort_by_key(|it| (!it.may_call(), it.registration.is_none()));
    Ok(mine)
}
