//! The log's page and its file.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Listed, Page, Right};
use frame::audit::{Filter, Line};
use frame::door::{Fault, Need, Routes, Visitor, href};
use serde::Deserialize;
use ui::*;

use super::{MOST_LINES, Seen, export, look};

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/audit", Need::Admin(Right::ReadConsole), index);
    at.get("/audit.csv", Need::Admin(Right::ReadConsole), file);
}

#[derive(Template)]
#[template(path = "audit/index.html")]
struct Index {
    chrome: Chrome,
    seen: Seen,
    search: Search,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Search {
    q: String,
    subject: String,
    page: u32,
}

impl Search {
    fn filter(&self) -> Filter {
        let subject = Some(self.subject.clone()).filter(|it| !it.is_empty());
        Filter { text: self.q.clone(), subject_id: subject }
    }

    /// An address with what is looked for, without the page.
    fn href(&self, path: &str) -> String {
        href(path, &[("q", &self.q), ("subject", &self.subject)])
    }

    fn is_empty(&self) -> bool {
        self.q.trim().is_empty() && self.subject.is_empty()
    }
}

impl Index {
    fn lines(&self) -> &Listed<Line> {
        &self.seen.lines
    }

    fn search_box(&self) -> SearchBox {
        let search = SearchBox::new(&self.chrome, "/audit").id("search-audit");
        let search = search.label(self.chrome.t("audit-search")).value(&self.search.q);
        if self.search.subject.is_empty() { search } else { search.keep("subject", &self.search.subject) }
    }

    /// What happened, in words; an event without words is shown as it is.
    fn what(&self, line: &Line) -> String {
        in_words(&self.chrome, "event", &line.event)
    }

    /// Who did it: an e-mail address, or who else it was.
    fn who(&self, line: &Line) -> String {
        if line.actor_name.is_empty() {
            in_words(&self.chrome, "audit-actor", &line.actor_kind)
        } else {
            line.actor_name.clone()
        }
    }

    fn door(&self, line: &Line) -> String {
        in_words(&self.chrome, "audit-door", &line.door)
    }

    /// The subject's own page, where there is one and the subject is still there.
    fn subject_href(&self, line: &Line) -> Option<String> {
        let path = match line.subject_kind.as_str() {
            "application" => "applications",
            "developer" => "developers",
            "mail" => "mails",
            "portal" => "portals",
            "product" => "products",
            _ => return None,
        };
        self.seen.there.contains(&line.subject_id).then(|| format!("/{path}/{}", line.subject_id))
    }

    /// Everything that happened to the subject.
    fn history_href(&self, line: &Line) -> Option<String> {
        let is_new = !line.subject_id.is_empty() && line.subject_id != self.search.subject;
        is_new.then(|| href("/audit", &[("subject", &line.subject_id)]))
    }

    fn portal(&self, line: &Line) -> &str {
        line.portal.and_then(|it| self.seen.portals.get(&it)).map_or("", String::as_str)
    }

    /// What a line does not show at a glance.
    fn details(&self, line: &Line) -> Descriptions {
        let chrome = &self.chrome;
        let facts = Descriptions::new()
            .html(chrome.t("audit-at"), chrome.minute(line.at))
            .code(chrome.t("audit-event"), &line.event)
            .code(chrome.t("audit-subject-id"), &line.subject_id)
            .code(chrome.t("audit-request"), &line.request);
        let facts = if line.address.is_empty() {
            facts
        } else {
            facts.code(chrome.t("audit-address"), &line.address)
        };
        if line.detail.is_empty() { facts } else { facts.code(chrome.t("audit-detail"), &line.detail) }
    }
}

fn in_words(chrome: &Chrome, prefix: &str, word: &str) -> String {
    let key = format!("{prefix}-{}", word.replace(['.', '_'], "-"));
    if chrome.texts.has(&key) { chrome.t(&key) } else { word.to_owned() }
}

async fn index(visitor: Visitor, Query(search): Query<Search>) -> Result<Response, Fault> {
    let seen = look(&visitor.call, &search.filter(), Page::new(search.page, 50)).await?;
    visitor.page(&Index { chrome: visitor.chrome.clone(), seen, search })
}

/// A file that arrives while it is read. Should the database go away meanwhile, the connection ends before the file.
async fn file(visitor: Visitor, Query(search): Query<Search>) -> Result<Response, Fault> {
    let lines = export(&visitor.call, search.filter(), MOST_LINES)?;
    let now = visitor.call.now().rfc3339();
    let day = now.split('T').next().unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"audit-{day}.csv\"")),
    ];
    Ok((headers, Body::from_stream(lines)).into_response())
}
