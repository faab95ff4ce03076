//! The page that explains a trace id.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, Page};
use frame::door::{Fault, Need, Routes, Visitor, href};
use serde::Deserialize;
use ui::*;

use super::{Refusal, view};
use crate::registrations::{self, State};

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/trace", Need::Developer, show);
    at.get("/trace/{id}", Need::Developer, lead);
}

#[derive(Template)]
#[template(path = "traces/show.html")]
struct Show {
    chrome: Chrome,
    id: String,
    refusal: Option<Refusal>,
    /// The versions that the application may call, by name.
    others: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    id: String,
}

async fn lead(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    visitor.go(&href("/trace", &[("id", &id)]))
}

async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let id = asked.id.trim().trim_start_matches("portico:trace:").to_owned();
    let refusal = match id.parse() {
        Ok(id) => match view(&visitor.call, id).await {
            Ok(refusal) => Some(refusal),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error.into()),
        },
        Err(_) => None,
    };
    let others = match &refusal {
        Some(it) => others(&visitor, it).await?,
        None => String::new(),
    };
    visitor.page(&Show { chrome: visitor.chrome.clone(), id, refusal, others })
}

async fn others(visitor: &Visitor, refusal: &Refusal) -> base::Result<String> {
    let filter = registrations::Filter { application: refusal.application, ..Default::default() };
    let list = registrations::list(&visitor.call, &filter, Page::first(100)).await?;
    let approved = list.items.iter().filter(|it| matches!(it.state, State::Approved(_)));
    Ok(approved.map(registrations::Registration::version_title).collect::<Vec<_>>().join(", "))
}

impl Show {
    fn reason(&self) -> &str {
        self.refusal.as_ref().map_or("", |it| it.reason.as_str())
    }

    /// What happened, in a few words.
    fn headline(&self) -> String {
        self.chrome.t(match self.reason() {
            "expired" => "trace-expired-title",
            "revoked" => "trace-revoked-title",
            "duplicate_credential" => "trace-duplicate-title",
            "not_registered" => "trace-none-title",
            "registration_pending" => "trace-pending-title",
            "registration_rejected" => "trace-rejected-title",
            "registration_revoked" => "trace-revoked-registration-title",
            _ => "trace-other-title",
        })
    }

    /// What happened, and what to do about it.
    fn explanation(&self) -> String {
        let Some(it) = &self.refusal else { return String::new() };
        let ended = it.expires_at.map(base::Instant::minute).unwrap_or_default();
        let application = ("application", it.application_name.as_str());
        let version = ("version", it.version_title.as_str());
        match self.reason() {
            "expired" => self.chrome.t2("trace-expired", ("key", &it.credential_name), ("date", ended)),
            "revoked" => self.chrome.t1("trace-revoked", "key", &it.credential_name),
            "duplicate_credential" => self.chrome.t("trace-duplicate"),
            "not_registered" if self.others.is_empty() => {
                self.chrome.t2("trace-none-any", application, version)
            }
            "not_registered" => self.chrome.say(
                "trace-none",
                &[
                    ("application", application.1.into()),
                    ("version", version.1.into()),
                    ("others", self.others.as_str().into()),
                ],
            ),
            "registration_pending" => self.chrome.t2("trace-pending", application, version),
            "registration_rejected" => self.chrome.t2("trace-rejected", application, version),
            "registration_revoked" => self.chrome.t2("trace-revoked-registration", application, version),
            reason => self.chrome.t1("trace-other", "reason", reason),
        }
    }
}
