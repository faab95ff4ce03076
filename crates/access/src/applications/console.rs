//! The admin's pages of applications: the list, one with its registrations, and deletion.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, Listed, Page, Right};
use frame::door::{Fault, Need, Routes, Visitor, href};
use serde::Deserialize;
use ui::*;

use super::portal::Shown;
use super::{Application, Filter, delete, list, view};
use crate::credentials::{self, Credential};
use crate::registrations::{self, Registration, Verb};
use crate::usage::{self, Panel, Period};

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/applications", Need::Admin(Right::ReadConsole), index);
    at.get("/applications/{id}", Need::Admin(Right::ReadConsole), show);
    at.get("/applications/{id}/delete", Need::Admin(Right::DecideRequests), confirm);
    at.post("/applications/{id}/deletion", Need::Admin(Right::DecideRequests), deleted);
}

#[derive(Template)]
#[template(path = "applications/console_index.html")]
struct Index {
    chrome: Chrome,
    applications: Listed<Application>,
    search: Search,
}

#[derive(Template)]
#[template(path = "applications/console_show.html")]
struct Show {
    chrome: Chrome,
    application: Application,
    registrations: Listed<Registration>,
    credentials: Vec<Credential>,
    usage: Panel,
    may_decide: bool,
}

#[derive(Template)]
#[template(path = "applications/console_delete.html")]
struct Delete {
    chrome: Chrome,
    application: Application,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Search {
    q: String,
    developer: String,
    page: u32,
}

impl Search {
    /// This page's address, without the page.
    fn href(&self) -> String {
        href("/applications", &[("q", &self.q), ("developer", &self.developer)])
    }
}

async fn index(visitor: Visitor, Query(search): Query<Search>) -> Result<Response, Fault> {
    let filter =
        Filter { text: search.q.clone(), developer: search.developer.parse().ok(), ..Filter::default() };
    let applications = list(&visitor.call, &filter, Page::new(search.page, 50)).await?;
    visitor.page(&Index { chrome: visitor.chrome.clone(), applications, search })
}

async fn show(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(query): Query<Shown>,
) -> Result<Response, Fault> {
    let application = view(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    let filter = registrations::Filter { application: Some(application.id), ..Default::default() };
    let registrations = registrations::list(&visitor.call, &filter, Page::first(100)).await?;
    let credentials = credentials::list(&visitor.call, application.id).await?;
    let summary = usage::summary(&visitor.call, application.id, Period::parse(&query.usage)).await?;
    let usage = Panel::new(&visitor.chrome, summary, format!("/applications/{}", application.id));
    let may_decide = visitor.call.rights.has(Right::DecideRequests);
    visitor.page(&Show {
        chrome: visitor.chrome.clone(),
        application,
        registrations,
        credentials,
        usage,
        may_decide,
    })
}

async fn confirm(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let application = view(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    visitor.page(&Delete { chrome: visitor.chrome.clone(), application })
}

async fn deleted(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    delete(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    visitor.go_to("/applications", "application-is-deleted")
}
