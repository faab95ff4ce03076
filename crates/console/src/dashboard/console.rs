//! The dashboard's page.

use askama::Template;
use axum::response::Response;
use base::Right;
use frame::door::{Fault, Need, Routes, Visitor};
use ui::*;

use super::ops::{Figures, figures};

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/", Need::Admin(Right::ReadConsole), index);
}

#[derive(Template)]
#[template(path = "dashboard/index.html")]
struct Index {
    chrome: Chrome,
    figures: Figures,
}

impl Index {
    /// The last deeds: what, to what, by whom.
    fn timeline(&self) -> Timeline {
        let chrome = &self.chrome;
        self.figures.last.iter().fold(Timeline::new(), |timeline, it| {
            let key = format!("event-{}", it.event.replace(['.', '_'], "-"));
            let what = if chrome.texts.has(&key) { chrome.t(&key) } else { it.event.clone() };
            let detail = if it.actor_name.is_empty() {
                it.subject_name.clone()
            } else {
                chrome.t2("dashboard-by", ("what", &it.subject_name), ("who", &it.actor_name))
            };
            timeline.entry(chrome.when(it.at), what, detail)
        })
    }
}

async fn index(visitor: Visitor) -> Result<Response, Fault> {
    visitor.page(&Index { chrome: visitor.chrome.clone(), figures: figures(&visitor.call).await? })
}
