//! Arriving at a portal: which one, who visits, and what stands around its pages.

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use base::Error;
use frame::door::{Visitor, gone};
use frame::{App, Call, Door};
use ui::{Brand, Chrome, NavItem, Person};

use super::faults::{Finish, note};
use super::request::{chrome, is_in, is_look, sign_in_href};
use super::{Visit, faults, host, visit};
use crate::portals::{self, Portal};
use crate::sessions::PORTAL_COOKIE;

const HOME: &str = "/";
const CATALOG: &str = "/products";
const SEARCH: &str = "/search";
const APPLICATIONS: &str = "/apps";
const API: &str = "/portal-api";

/// Puts the visitor into the request, and draws the page of whatever fault comes back.
pub(super) async fn arrive(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let visit = match visit(&app, Door::Portal, &request).await {
        Ok(visit) => visit,
        Err(Error::NotFound) => return host::nowhere(),
        Err(error) => return faults::bare(&app, ui::Site::Portal, Door::Portal, &request, &error),
    };
    let Visit { call, portal, ended } = visit;
    let mut chrome = around(&call, &portal, &request);
    let path = request.uri().path();
    let is_page = is_look(request.method()) && !path.starts_with("/_");
    // Home itself leads a stranger up the steps.
    let is_welcome = path == HOME && chrome.person.is_none();
    if is_page && portal.has_accounts() && !is_welcome {
        let steps = (app.hooks.steps)(call.clone()).await.unwrap_or_else(|error| {
            note(&call, &error);
            None
        });
        chrome.steps = steps.map(|it| it.seen_from(path));
    }
    let finish = Finish {
        call: call.clone(),
        chrome: chrome.clone(),
        method: request.method().clone(),
        sign_in_href: portal.has_accounts().then(|| sign_in_href(&request)),
    };
    request.extensions_mut().insert(Visitor { call, chrome, catalog_is_public: portal.is_public() });
    let mut response = finish.finish(next.run(request).await);
    if ended && let Some(cookie) = gone(&app.addresses, PORTAL_COOKIE) {
        // Put first: a session that was just opened has the last word.
        let others: Vec<_> = response.headers().get_all(header::SET_COOKIE).iter().cloned().collect();
        response.headers_mut().insert(header::SET_COOKIE, cookie);
        for other in others {
            response.headers_mut().append(header::SET_COOKIE, other);
        }
    }
    response
}

fn around(call: &Call, portal: &Portal, request: &Request) -> Chrome {
    let mut chrome = chrome(call, ui::Site::Portal, request);
    let path = request.uri().path();
    chrome.brand = Brand {
        name: portal.shown_name().to_owned(),
        home_href: HOME.to_owned(),
        logo_href: portals::logo_href(portal),
        icon_href: portals::icon_href(portal),
        style_href: portals::style_href(portal),
    };
    let person = call.developer().ok();
    chrome.person = person.map(|it| Person { name: it.name.clone(), email: it.email.clone() });
    let item =
        |key: &str, href: &str| NavItem::new(call.app.texts.say(key, &[]), href).current(is_in(path, href));
    if portal.is_public() || person.is_some() {
        chrome.nav.push(item("arrival-nav-products", CATALOG));
        // The page of the search has its own box, which keeps the filters.
        chrome.search_action = (path != SEARCH).then(|| SEARCH.to_owned());
    }
    if portal.has_accounts() && (portal.is_public() || person.is_some()) {
        chrome.nav.push(item("arrival-nav-apps", APPLICATIONS));
    }
    if person.is_some() {
        chrome.account_nav.push(item("arrival-nav-account", "/account"));
    } else if portal.has_accounts() {
        chrome.sign_in_href = Some(sign_in_href(request));
        chrome.sign_up_href = Some("/sign-up".to_owned());
    }
    if person.is_some() {
        chrome.footer_nav.push(item("arrival-nav-trace", "/trace"));
    }
    if portal.is_public() || person.is_some() {
        chrome.footer_nav.push(item("arrival-nav-api", API));
    }
    if !portal.support_email.is_empty() {
        let label = call.app.texts.say("arrival-nav-support", &[]);
        chrome.footer_nav.push(NavItem::new(label, format!("mailto:{}", portal.support_email)));
    }
    chrome
}
