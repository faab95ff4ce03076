//! The portal's home and its catalog.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::{Listed, Page};
use frame::door::{Fault, Need, Routes, Visitor, href};
use people::portals::{self, Portal};
use serde::Deserialize;
use ui::*;

use super::ops::{self, Access};
use super::{Card, Search};
use crate::search::LONGEST;

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/", Need::Nothing, home);
    at.get("/products", Need::Reader, catalog);
}

/// How many products home shows.
const ON_HOME: u32 = 6;
/// How many products a page of the catalog shows.
const ON_PAGE: u32 = 24;

#[derive(Template)]
#[template(path = "shelf/home.html")]
struct Home {
    chrome: Chrome,
    portal: Portal,
    access: Access,
    cards: Vec<ui::Card>,
    total: i64,
}

impl Home {
    /// What the portal calls itself, or the product's own words.
    fn title(&self) -> String {
        match self.portal.welcome_title.as_str() {
            "" => self.chrome.t1("home-title", "portal", self.portal.shown_name()),
            title => title.to_owned(),
        }
    }

    /// The first words, paragraph by paragraph.
    fn paragraphs(&self) -> Vec<String> {
        match self.portal.welcome_text.as_str() {
            "" if self.portal.description.is_empty() => vec![self.chrome.t("home-text")],
            "" => vec![self.portal.description.clone()],
            text => text.split("\n\n").map(str::to_owned).collect(),
        }
    }

    /// Whether the one who looks may go on to the catalog.
    fn may_read(&self) -> bool {
        self.portal.is_public() || self.chrome.person.is_some()
    }

    /// Whether the way to an account is to be shown.
    fn wants_account(&self) -> bool {
        self.portal.has_accounts() && self.chrome.person.is_none()
    }

    fn waiting_for_account(&self) -> String {
        let key =
            if self.portal.auto_approve_developers { "home-account-at-once" } else { "home-account-by-hand" };
        self.chrome.t1(key, "portal", self.portal.shown_name())
    }

    fn waiting_for_access(&self) -> String {
        self.chrome.t(match self.access {
            Access::AtOnce => "home-access-at-once",
            Access::ByHand => "home-access-by-hand",
            Access::Depends => "home-access-depends",
        })
    }
}

async fn home(visitor: Visitor) -> Result<Response, Fault> {
    let call = &visitor.call;
    let portal = portals::find(&mut call.read().await?, &call.here()?).await?;
    let list = ops::search(call, &Search::default(), Page::first(ON_HOME)).await?;
    let access = ops::access(call, &portal).await?;
    let cards = list.items.iter().map(|it| card(&visitor.chrome, it).level(3)).collect();
    visitor.page(&Home { chrome: visitor.chrome.clone(), portal, access, cards, total: list.total })
}

#[derive(Template)]
#[template(path = "shelf/catalog.html")]
struct Catalog {
    chrome: Chrome,
    asked: Asked,
    list: Listed<Card>,
    cards: Vec<ui::Card>,
}

/// What the address of the catalog says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    show: String,
    page: String,
}

impl Catalog {
    fn tabs(&self) -> Tabs {
        let shows = ["", "open", "current"];
        shows.into_iter().fold(Tabs::new(self.chrome.t("catalog-show")), |tabs, show| {
            let key =
                if show.is_empty() { "catalog-show-all".to_owned() } else { format!("catalog-show-{show}") };
            tabs.tab(self.chrome.t(&key), self.href(show), self.asked.show == show)
        })
    }

    fn search_box(&self) -> SearchBox {
        SearchBox::new(&self.chrome, "/products")
            .id("catalog-search")
            .label(self.chrome.t("catalog-search"))
            .value(&self.asked.q)
            .keep("show", &self.asked.show)
    }

    fn href(&self, show: &str) -> String {
        href("/products", &[("q", &self.asked.q), ("show", show)])
    }

    fn is_filtered(&self) -> bool {
        !self.asked.q.trim().is_empty() || !self.asked.show.is_empty()
    }
}

async fn catalog(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let search = Search {
        text: asked.q.chars().take(LONGEST).collect(),
        only_open: asked.show == "open",
        only_current: asked.show == "current",
    };
    let page = Page::new(asked.page.parse().unwrap_or(1), ON_PAGE);
    let list = ops::search(&visitor.call, &search, page).await?;
    let chrome = visitor.chrome.clone();
    let cards = list.items.iter().map(|it| card(&chrome, it)).collect();
    let show = if matches!(asked.show.as_str(), "open" | "current") { asked.show } else { String::new() };
    visitor.page(&Catalog { chrome, asked: Asked { q: search.text, show, page: asked.page }, list, cards })
}

fn card(chrome: &Chrome, it: &Card) -> ui::Card {
    let mut card = ui::Card::new(&it.name, it.path()).mark(Mark::of(&it.name)).text(&it.description);
    if it.is_deprecated() {
        card = card.badge(chrome.badge("deprecated"));
    } else if it.is_open {
        card = card.badge(Badge::new(Tone::Good, chrome.t("catalog-open")));
    }
    match &it.latest {
        Some(latest) => card.fact(chrome.t1("catalog-latest", "version", &latest.name)),
        None => card.fact(chrome.t("catalog-no-version")),
    }
}
