//! The outbox's pages.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Error, Listed, Page, Right};
use frame::door::{Fault, Need, Routes, Visitor, href};
use serde::Deserialize;
use ui::*;

use super::{Bodies, Counts, Filter, Mail, State, list, read, retry, view};

/// The routes.
pub fn routes(at: &mut Routes) {
    let read_outbox = Need::Admin(Right::ManageAdmins);
    at.get("/mails", read_outbox, index);
    at.get("/mails/{id}", read_outbox, show);
    at.get("/mails/{id}/html", read_outbox, html);
    at.post("/mails/{id}/retry", read_outbox, retried);
}

#[derive(Template)]
#[template(path = "mails/index.html")]
struct Index {
    chrome: Chrome,
    mails: Listed<Mail>,
    counts: Counts,
    search: Search,
    is_local: bool,
}

#[derive(Template)]
#[template(path = "mails/show.html")]
struct Show {
    chrome: Chrome,
    mail: Mail,
    bodies: Bodies,
    is_local: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Search {
    q: String,
    state: String,
    page: u32,
}

impl Search {
    fn state(&self) -> Option<State> {
        self.state.parse().ok()
    }

    /// This page's address, without the page.
    fn href(&self) -> String {
        href("/mails", &[("q", &self.q), ("state", self.state().map_or("", State::name))])
    }
}

impl Index {
    fn tabs(&self) -> Tabs {
        let (chrome, now) = (&self.chrome, self.search.state());
        let all = [None].into_iter().chain(State::ALL.map(Some));
        all.fold(Tabs::new(chrome.t("mail-state")), |tabs, state| {
            let word = state.map_or("", State::name);
            let label = match state {
                None => chrome.t("mail-state-all"),
                Some(_) => chrome.t(&format!("mail-state-{word}")),
            };
            tabs.tab(label, href("/mails", &[("q", &self.search.q), ("state", word)]), state == now)
                .count(self.counts.of(state))
        })
    }

    fn search_box(&self) -> SearchBox {
        let search = SearchBox::new(&self.chrome, "/mails").id("search-mails");
        let search = search.label(self.chrome.t("mail-search")).value(&self.search.q);
        if let Some(state) = self.search.state() { search.keep("state", state.name()) } else { search }
    }

    fn is_filtered(&self) -> bool {
        !self.search.q.trim().is_empty() || self.search.state().is_some()
    }
}

impl Show {
    fn facts(&self) -> Descriptions {
        let (chrome, mail) = (&self.chrome, &self.mail);
        let facts = Descriptions::new()
            .html(chrome.t("mail-column-state"), mail.badge(chrome))
            .row(chrome.t("mail-to"), &mail.to)
            .row(chrome.t("mail-from"), &mail.sender)
            .row(chrome.t("mail-kind"), mail.kind_text(chrome))
            .html(chrome.t("mail-written"), chrome.minute(mail.created_at));
        let facts =
            if let Some(name) = &mail.portal_name { facts.row(chrome.t("mail-portal"), name) } else { facts };
        let facts = match (mail.state, mail.settled_at) {
            (State::Waiting, _) if mail.attempts > 0 => {
                facts.html(chrome.t("mail-next"), chrome.when(mail.due_at))
            }
            (State::Sent, Some(at)) => facts.html(chrome.t("mail-left"), chrome.minute(at)),
            (State::Failed, Some(at)) => facts.html(chrome.t("mail-given-up"), chrome.minute(at)),
            _ => facts,
        };
        let facts = facts.row(chrome.t("mail-attempts"), mail.attempts);
        if mail.problem.is_some() {
            facts.row(chrome.t("mail-problem"), mail.problem_text(chrome))
        } else {
            facts
        }
    }
}

impl Mail {
    fn badge(&self, chrome: &Chrome) -> Badge {
        let tone = match self.state {
            State::Waiting => Tone::Waiting,
            State::Sent => Tone::Good,
            State::Failed => Tone::Bad,
        };
        Badge::new(tone, chrome.t(&format!("mail-state-{}", self.state.name())))
    }

    /// The kind in words; a kind without words is shown as it is.
    fn kind_text(&self, chrome: &Chrome) -> String {
        in_words(chrome, "mail-kind", &self.kind)
    }

    /// What went wrong: a code of ours in words, or the server's words as they are.
    fn problem_text(&self, chrome: &Chrome) -> String {
        in_words(chrome, "mail-problem", self.problem.as_deref().unwrap_or_default())
    }
}

fn in_words(chrome: &Chrome, prefix: &str, word: &str) -> String {
    let key = format!("{prefix}-{}", word.replace('_', "-"));
    if chrome.texts.has(&key) { chrome.t(&key) } else { word.to_owned() }
}

async fn index(visitor: Visitor, Query(search): Query<Search>) -> Result<Response, Fault> {
    let filter = Filter { state: search.state(), text: search.q.clone() };
    let (mails, counts) = list(&visitor.call, &filter, Page::new(search.page, 50)).await?;
    let is_local = visitor.call.app.mail_is_local;
    visitor.page(&Index { chrome: visitor.chrome.clone(), mails, counts, search, is_local })
}

async fn show(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let mail = view(&visitor.call, id).await?;
    let bodies = read(&visitor.call, id).await?;
    let is_local = visitor.call.app.mail_is_local;
    visitor.page(&Show { chrome: visitor.chrome.clone(), mail, bodies, is_local })
}

/// Nothing but the mail's own style and pictures that are part of it; no script, no form, an origin of its own.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; \
     base-uri 'none'; frame-ancestors 'none'; sandbox";

/// The mail as its reader sees it, on a page of its own.
async fn html(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let bodies = read(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    if bodies.html.is_empty() {
        return Err(Error::NotFound.into());
    }
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    Ok((headers, bodies.html).into_response())
}

async fn retried(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let mail = retry(&visitor.call, id.parse().map_err(|_| Error::NotFound)?).await?;
    visitor.go_to(&format!("/mails/{}", mail.id), "mail-is-retried")
}
