//! The admin's pages of portals: the list, a new one, and what stands at the top of every page of one portal.

mod appearance;
mod deletion;
mod settings;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, FieldErrors, PortalId, Right};
use frame::door::{Fault, Form, Need, Routes, Visitor};
use ui::*;

use super::{NewPortal, Portal, Website, create, head_counts, list, view};

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/portals", Need::Admin(Right::ReadConsole), index);
    at.get("/portals/new", Need::Admin(Right::ManagePortals), new);
    at.post("/portals", Need::Admin(Right::ManagePortals), created);
    settings::routes(at);
    appearance::routes(at);
    deletion::routes(at);
}

/// A part of a portal's pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// What it does.
    Settings,
    /// How it looks.
    Appearance,
    /// Who belongs together.
    Teams,
}

/// What stands at the top of every page of one portal: its name, its address, its parts.
pub(crate) struct Head {
    /// The portal.
    pub(crate) portal: Portal,
    /// Its public address.
    pub(crate) address: String,
    /// Whether the visitor may change it.
    pub(crate) may_manage: bool,
    part: Part,
}

impl Head {
    /// The head of one part.
    pub(crate) async fn of(visitor: &Visitor, id: &PortalId, part: Part) -> base::Result<Self> {
        let portal = view(&visitor.call, id).await?;
        let address = Website::of(&portal, &visitor.call.app.addresses).home().to_owned();
        let may_manage = visitor.call.rights.has(Right::ManagePortals);
        Ok(Self { portal, address, may_manage, part })
    }

    /// Where a page of the portal is.
    pub(crate) fn href(&self, rest: &str) -> String {
        format!("/portals/{}{rest}", self.portal.id)
    }

    /// The parts as tabs.
    pub(crate) fn tabs(&self, chrome: &Chrome) -> Tabs {
        let tab = |tabs: Tabs, part: Part, key: &str, rest: &str| {
            tabs.tab(chrome.t(key), self.href(rest), self.part == part)
        };
        let tabs = Tabs::new(chrome.t("console-portals-parts"));
        let tabs = tab(tabs, Part::Settings, "console-portals-part-settings", "");
        let tabs = tab(tabs, Part::Appearance, "console-portals-part-appearance", "/appearance");
        tab(tabs, Part::Teams, "console-portals-part-teams", "/teams")
    }
}

/// The portal's id, as an address has it.
pub(crate) fn id_of(text: &str) -> base::Result<PortalId> {
    text.parse().map_err(|_| Error::NotFound)
}

/// What was typed into a box of several lines, as the one line that it is meant to be.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

struct Entry {
    portal: Portal,
    address: String,
    developers: i64,
}

#[derive(Template)]
#[template(path = "portals/console_index.html")]
struct Index {
    chrome: Chrome,
    portals: Vec<Entry>,
    may_manage: bool,
}

#[derive(Template)]
#[template(path = "portals/console_new.html")]
struct New {
    chrome: Chrome,
    form: NewPortal,
    errors: FieldErrors,
    domain: String,
}

impl New {
    fn of(visitor: &Visitor, form: NewPortal, errors: FieldErrors) -> Self {
        let domain = format!(".{}", visitor.call.app.addresses.portal_domain());
        Self { chrome: visitor.chrome.clone(), form, errors, domain }
    }
}

async fn index(visitor: Visitor) -> Result<Response, Fault> {
    let counts = head_counts(&visitor.call).await?;
    let addresses = &visitor.call.app.addresses;
    let portals = list(&visitor.call).await?.into_iter().map(|portal| Entry {
        address: Website::of(&portal, addresses).home().to_owned(),
        developers: counts.get(&portal.id).copied().unwrap_or_default(),
        portal,
    });
    let may_manage = visitor.call.rights.has(Right::ManagePortals);
    visitor.page(&Index { chrome: visitor.chrome.clone(), portals: portals.collect(), may_manage })
}

async fn new(visitor: Visitor) -> Result<Response, Fault> {
    visitor.page(&New::of(&visitor, NewPortal::default(), FieldErrors::new()))
}

async fn created(visitor: Visitor, Form(mut form): Form<NewPortal>) -> Result<Response, Fault> {
    form.description = one_line(&form.description);
    match create(&visitor.call, &form).await {
        Ok(it) => visitor.go_to(&format!("/portals/{}", it.id), "console-portals-was-created"),
        Err(Error::Invalid(errors)) => visitor.again(&New::of(&visitor, form, errors)),
        Err(error) => Err(error.into()),
    }
}
