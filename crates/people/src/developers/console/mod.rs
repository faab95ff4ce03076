//! The admin's pages of developers: the list, one of them, and the decisions about them. Those who wait for a first
//! decision are in the inbox too.

mod deeds;
mod show;

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{DeveloperId, Error, FieldErrors, Listed, Page, PortalId, Right};
use frame::door::{Fault, Form, Need, Routes, Visitor, back_path, href};
use serde::Deserialize;
use ui::*;

use super::{Developer, Filter, Sort, State, Verb, list};
use crate::portals;

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/developers", Need::Admin(Right::ReadConsole), index);
    show::routes(at);
    deeds::routes(at);
}

/// What the list can be narrowed to, in the order of its tabs; the first is all of them.
const STATES: [&str; 6] = ["", "pending", "approved", "rejected", "revoked", "unverified"];

#[derive(Template)]
#[template(path = "developers/console_index.html")]
struct Index {
    chrome: Chrome,
    developers: Listed<Developer>,
    /// The portals' names.
    portals: HashMap<PortalId, String>,
    search: Search,
    may_decide: bool,
}

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct Search {
    q: String,
    status: String,
    portal: String,
    sort: Sort,
    page: u32,
}

impl Search {
    /// This page's address with other words, without the number of the part.
    fn href(&self, status: &str, portal: &str, sort: Sort) -> String {
        let sort = if sort == Sort::default() { "" } else { sort.name() };
        href("/developers", &[("q", &self.q), ("status", status), ("portal", portal), ("sort", sort)])
    }

    /// This page's address.
    fn here(&self) -> String {
        self.href(&self.status, &self.portal, self.sort)
    }

    fn is_narrow(&self) -> bool {
        !(self.q.is_empty() && self.status.is_empty() && self.portal.is_empty())
    }

    fn filter(&self) -> Filter {
        let portal = self.portal.parse().ok();
        Filter { portal, state: self.status.clone(), text: self.q.clone(), sort: self.sort }
    }
}

impl Index {
    fn portal(&self, id: &PortalId) -> &str {
        self.portals.get(id).map_or("", String::as_str)
    }

    fn approve_word(&self, it: &Developer) -> String {
        approve_word(&self.chrome, it)
    }

    /// Where a request is rejected, with the way back here.
    fn reject_href(&self, it: &Developer) -> String {
        href(&format!("/developers/{}/reject", it.id), &[("to", &self.search.here())])
    }

    /// The states as tabs.
    fn tabs(&self) -> Tabs {
        let tabs = Tabs::new(self.chrome.t("console-developers-status"));
        STATES.into_iter().fold(tabs, |tabs, state| {
            let key =
                if state.is_empty() { "console-developers-all".into() } else { format!("ui-status-{state}") };
            let href = self.search.href(state, &self.search.portal, self.search.sort);
            tabs.tab(self.chrome.t(&key), href, state == self.search.status)
        })
    }

    /// The portals as a menu, where there is a choice.
    fn portal_menu(&self) -> Option<Menu> {
        if self.portals.len() < 2 {
            return None;
        }
        let every = self.chrome.t("console-developers-every-portal");
        let chosen = self.search.portal.parse().ok().and_then(|id| self.portals.get(&id)).unwrap_or(&every);
        let label = self.chrome.t1("console-developers-of-portal", "portal", chosen.clone());
        let mut names: Vec<_> = self.portals.iter().collect();
        names.sort_unstable_by_key(|(_, name)| name.to_lowercase());
        let to = |portal: &str| self.search.href(&self.search.status, portal, self.search.sort);
        let menu = Menu::new(label).link(&every, to(""));
        Some(names.into_iter().fold(menu, |menu, (id, name)| menu.link(name, to(&id.to_string()))))
    }

    /// The head of a column; once more turns the order round where there is another way round.
    fn head(&self, key: &str, sorts: [Sort; 2]) -> SortHead {
        let [first, second] = sorts;
        let now = self.search.sort;
        let next = if now == first { second } else { first };
        let head = SortHead::new(
            self.chrome.t(key),
            self.search.href(&self.search.status, &self.search.portal, next),
        );
        if sorts.contains(&now) { head.sorted(now == Sort::Newest) } else { head }
    }

    fn name_head(&self) -> SortHead {
        self.head("console-developers-name", [Sort::Name, Sort::Name])
    }

    fn email_head(&self) -> SortHead {
        self.head("console-developers-email", [Sort::Email, Sort::Email])
    }

    fn since_head(&self) -> SortHead {
        self.head("console-developers-requested", [Sort::Newest, Sort::Oldest])
    }
}

/// The names of all portals.
async fn portal_names(visitor: &Visitor) -> base::Result<HashMap<PortalId, String>> {
    Ok(portals::list(&visitor.call).await?.into_iter().map(|it| (it.id, it.name)).collect())
}

async fn index(visitor: Visitor, Query(search): Query<Search>) -> Result<Response, Fault> {
    let developers = list(&visitor.call, &search.filter(), Page::new(search.page, 50)).await?;
    let portals = portal_names(&visitor).await?;
    let may_decide = visitor.call.rights.has(Right::DecideRequests);
    visitor.page(&Index { chrome: visitor.chrome.clone(), developers, portals, search, may_decide })
}

/// What approving this developer is called.
fn approve_word(chrome: &Chrome, it: &Developer) -> String {
    let again = matches!(it.state, State::Revoked(_));
    chrome.t(if again { "console-developers-approve-again" } else { "console-developers-approve" })
}

/// The developer's id, as an address has it.
fn id_of(text: &str) -> base::Result<DeveloperId> {
    text.parse().map_err(|_| Error::NotFound)
}
