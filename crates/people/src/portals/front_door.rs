//! The bare portal domain: lists the portals that choose to be listed, and leads to the others by exact name.
//!
//! What was found is a link, not a redirect: a form may lead only to its own site (CSP `form-action`).

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use frame::door::{Fault, Need, Routes, Visitor};
use serde::Deserialize;
use ui::*;

use super::{Website, brand, found, listed};

/// The pages of the bare portal domain.
pub fn routes(at: &mut Routes) {
    at.get("/", Need::Nothing, index);
    brand::logo_routes(at);
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    portal: String,
}

struct Entry {
    name: String,
    description: String,
    href: String,
    logo_href: Option<String>,
}

#[derive(Template)]
#[template(path = "portals/front_door.html")]
struct FrontDoor {
    chrome: Chrome,
    portals: Vec<Entry>,
    typed: String,
    /// The address of the portal that was asked for.
    found: Option<String>,
}

impl FrontDoor {
    fn is_missed(&self) -> bool {
        !self.typed.is_empty() && self.found.is_none()
    }

    /// The box keeps what was typed, and says when nothing is called so.
    fn field(&self) -> Field {
        let missed = self.is_missed().then(|| self.chrome.t("portals-front-missed"));
        Field::text("portal", self.chrome.t("portals-front-field"))
            .hint(self.chrome.t("portals-front-hint"))
            .value(&self.typed)
            .error(missed)
            .autocomplete("off")
    }
}

async fn index(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let addresses = &visitor.call.app.addresses;
    let typed = asked.portal.trim().to_owned();
    let found = found(&visitor.call, &typed).await?.map(|it| Website::of(&it, addresses).home().to_owned());
    let portals = listed(&visitor.call).await?;
    let portals = portals.into_iter().map(|it| Entry {
        href: Website::of(&it, addresses).home().to_owned(),
        logo_href: brand::logo_href(&it),
        name: it.shown_name().to_owned(),
        description: it.description,
    });
    let page = FrontDoor { portals: portals.collect(), chrome: visitor.chrome.clone(), typed, found };
    if page.is_missed() { visitor.again(&page) } else { visitor.page(&page) }
}
