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

async fn index(visitor: Visitor) -> Result<Response, Fault> {
    visitor.page(&Index { chrome: visitor.chrome.clone(), figures: figures(&visitor.call).await? })
}
