//! The search page, and its finds alone for the palette of every page.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::Page;
use frame::door::{Fault, Need, Routes, Visitor, href};
use serde::Deserialize;
use ui::*;

use super::ops::{self, Finds, LONGEST, Search};
use super::{Hit, Kind as Thing, Marked, Shown};

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/search", Need::Reader, show);
}

const PATH: &str = "/search";
/// How many finds a page has.
const ON_PAGE: u32 = 10;
/// How many finds the palette has.
const ON_PALETTE: u32 = 8;

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    kind: String,
    product: String,
    page: String,
    /// `list` for the finds alone.
    part: String,
}

#[derive(Template)]
#[template(path = "search/show.html")]
struct Show {
    chrome: Chrome,
    asked: Asked,
    finds: Finds,
}

#[derive(Template)]
#[template(path = "search/list.html")]
struct List {
    chrome: Chrome,
    asked: Asked,
    finds: Finds,
}

async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let q: String = asked.q.chars().take(LONGEST).collect();
    let is_list = asked.part == "list";
    let search = Search {
        text: q.clone(),
        kind: Thing::named(&asked.kind),
        product: Some(asked.product.clone()).filter(|it| !it.is_empty()),
    };
    let size = if is_list { ON_PALETTE } else { ON_PAGE };
    let page = Page::new(asked.page.parse().unwrap_or(1), size);
    let finds = ops::find(&visitor.call, &search, page).await?;
    let kind = search.kind.map(|it| it.word().to_owned()).unwrap_or_default();
    let product = finds.product.as_ref().map(|it| it.slug.clone()).unwrap_or_default();
    let asked = Asked { q, kind, product, ..asked };
    let chrome = visitor.chrome.clone();
    if is_list {
        return visitor.page(&List { chrome, asked, finds });
    }
    visitor.page(&Show { chrome, asked, finds })
}

impl Show {
    fn title(&self) -> String {
        match self.asked.q.trim() {
            "" => self.chrome.t("search-title"),
            q => self.chrome.t1("search-title-of", "words", q),
        }
    }

    fn search_box(&self) -> SearchBox {
        SearchBox::new(&self.chrome, PATH)
            .id("page-search")
            .label(self.chrome.t("search-label"))
            .value(&self.asked.q)
            .keep("kind", &self.asked.kind)
            .keep("product", &self.asked.product)
    }

    /// All, and each kind, with how many there are.
    fn tabs(&self) -> Tabs {
        let all: i64 = self.finds.of_kinds.iter().sum();
        let tabs = Tabs::new(self.chrome.t("search-kinds"))
            .tab(self.chrome.t("search-all"), self.href("", &self.asked.product), self.asked.kind.is_empty())
            .count(all);
        Thing::ALL.into_iter().zip(self.finds.of_kinds).fold(tabs, |tabs, (kind, count)| {
            let label = self.chrome.t(&format!("search-kind-{}", kind.word()));
            let href = self.href(kind.word(), &self.asked.product);
            tabs.tab(label, href, self.asked.kind == kind.word()).count(count)
        })
    }

    /// This search, of another kind or in another product.
    fn href(&self, kind: &str, product: &str) -> String {
        href(PATH, &[("q", &self.asked.q), ("kind", kind), ("product", product)])
    }

    fn has_words(&self) -> bool {
        !self.asked.q.trim().is_empty()
    }

    fn is_narrowed(&self) -> bool {
        !self.asked.kind.is_empty() || !self.asked.product.is_empty()
    }
}

impl List {
    /// The page with all finds.
    fn href(&self) -> String {
        href(PATH, &[("q", &self.asked.q)])
    }
}

impl Hit {
    /// What kind of thing it is, and whose.
    fn says(&self, chrome: &Chrome) -> String {
        match &self.shown {
            Shown::Product => chrome.t("search-is-product"),
            Shown::Version { .. } => chrome.t1("search-is-version", "product", &self.product),
            Shown::Document => chrome.t1("search-is-document", "product", &self.product),
            Shown::Operation { version, .. } => {
                chrome.t2("search-is-operation", ("product", &self.product), ("version", version))
            }
        }
    }

    /// The method and path of an operation.
    fn call(&self) -> Option<(&str, &Marked)> {
        match &self.shown {
            Shown::Operation { method, path, .. } => Some((method, path)),
            _ => None,
        }
    }
}
