//! From one part of a list to the next.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;
use base::Listed;

use crate::{Chrome, Icon};

/// Links to the part before and after, and how many there are in all. Prints nothing when all are on one page.
///
/// Must: be a named navigation; say in words where one is.
#[derive(Debug, Clone, Template)]
#[template(path = "pager.html")]
pub struct Pager {
    name: String,
    place: String,
    before: (String, Option<String>),
    after: (String, Option<String>),
    needed: bool,
}

impl Pager {
    /// For a list; `href` is this page's address with its filters (`/apps?q=pay`), to which `page=` is added.
    pub fn of<T>(chrome: &Chrome, list: &Listed<T>, href: impl Display) -> Self {
        let (number, pages) = (list.page.number, list.pages());
        let href = href.to_string();
        let joint = if href.contains('?') { '&' } else { '?' };
        let to = |number: u32| format!("{href}{joint}page={number}");
        let first = list.page.offset() + 1;
        let until = (list.page.offset() + list.page.limit()).min(list.total);
        let place = [("first", first.into()), ("last", until.into()), ("total", list.total.into())];
        Self {
            name: chrome.t("ui-pager"),
            place: chrome.say("ui-pager-place", &place),
            before: (chrome.t("ui-pager-before"), (number > 1).then(|| to(number - 1))),
            after: (chrome.t("ui-pager-after"), (number < pages).then(|| to(number + 1))),
            needed: pages > 1,
        }
    }
}

impl HtmlSafe for Pager {}
