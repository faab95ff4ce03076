//! Arriving at the console: who visits, and what stands around its pages.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use base::Right::{self, DecideRequests, ManageAdmins, ReadConsole};
use base::{Error, Result};
use frame::door::{Jar, Visitor, cookie_name};
use frame::{App, Call, Door};
use ui::{Brand, Chrome, Icon, NavItem, Person};

use super::faults::{self, Finish, note};
use super::request::{call, chrome, is_in, is_look, sign_in_href};
use crate::roles::Role;
use crate::sessions::{self, CONSOLE_COOKIE};

/// A place of the navigation: its key, its path, its icon, the right that shows it, and the heading it stands first
/// under, if it does.
type Stop = (&'static str, &'static str, Icon, Right, Option<&'static str>);

const API: &str = "/management-api";

const NAVIGATION: [Stop; 11] = [
    ("arrival-nav-dashboard", "/", Icon::Portal, ReadConsole, None),
    ("arrival-nav-inbox", "/inbox", Icon::Inbox, DecideRequests, None),
    ("arrival-nav-developers", "/developers", Icon::People, ReadConsole, Some("arrival-nav-people")),
    ("arrival-nav-applications", "/applications", Icon::App, ReadConsole, None),
    ("arrival-nav-catalog", "/products", Icon::Book, ReadConsole, Some("arrival-nav-offer")),
    ("arrival-nav-services", "/services", Icon::Arrow, ReadConsole, None),
    ("arrival-nav-strategies", "/strategies", Icon::Shield, ReadConsole, None),
    ("arrival-nav-portals", "/portals", Icon::Gear, ReadConsole, None),
    ("arrival-nav-mails", "/mails", Icon::Mail, ManageAdmins, Some("arrival-nav-house")),
    ("arrival-nav-audit", "/audit", Icon::List, ReadConsole, None),
    ("arrival-nav-admins", "/admins", Icon::Key, ManageAdmins, None),
];

/// Puts the visitor into the request, and draws the page of whatever fault comes back.
pub(super) async fn arrive(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let cookie = cookie_name(&app.addresses, CONSOLE_COOKIE);
    let token = Jar::new(request.headers()).get(&cookie).filter(|it| !it.is_empty()).map(str::to_owned);
    let arrived = match call(&app, Door::Console, &request) {
        Ok(call) => who(call, token).await,
        Err(error) => Err(error),
    };
    let call = match arrived {
        Ok(call) => call,
        Err(error) => return faults::bare(&app, ui::Site::Console, Door::Console, &request, &error),
    };
    let mut chrome = around(&call, &request);
    let is_page = is_look(request.method()) && !request.uri().path().starts_with("/_");
    if is_page && call.rights.has(ReadConsole) {
        count_waiting(&call, &mut chrome).await;
    }
    let finish = Finish {
        call: call.clone(),
        chrome: chrome.clone(),
        method: request.method().clone(),
        sign_in_href: Some(sign_in_href(&request)),
    };
    request.extensions_mut().insert(Visitor { call, chrome, catalog_is_public: false });
    finish.finish(next.run(request).await)
}

async fn who(call: Call, token: Option<String>) -> Result<Call> {
    let Some(token) = token else { return Ok(call) };
    let seen = sessions::look_up_admin(&call, &mut call.read().await?, &token).await?;
    let Some(seen) = seen else { return Ok(call) };
    seen.note(&call).await;
    let role: Role = seen.role.parse().map_err(|_| Error::internal("an admin has an unknown role"))?;
    Ok(call.by_admin(seen.person, role.rights()))
}

fn around(call: &Call, request: &Request) -> Chrome {
    let mut chrome = chrome(call, ui::Site::Console, request);
    let path = request.uri().path();
    let say = |key: &str| call.app.texts.say(key, &[]);
    chrome.brand = Brand { name: say("arrival-console"), home_href: "/".to_owned(), ..Brand::default() };
    let Ok(person) = call.admin() else { return chrome };
    chrome.person = Some(Person { name: person.name.clone(), email: person.email.clone() });
    chrome.account_nav =
        vec![NavItem::new(say("arrival-nav-account"), "/account").current(is_in(path, "/account"))];
    if call.rights.has(ReadConsole) {
        chrome.footer_nav.push(NavItem::new(say("arrival-nav-api"), API).current(is_in(path, API)));
    }
    for (key, href, icon, right, heading) in NAVIGATION {
        if !call.rights.has(right) {
            continue;
        }
        let current = if href == "/" { path == "/" } else { is_in(path, href) };
        let item = NavItem::new(say(key), href).icon(icon).current(current);
        chrome.nav.push(match heading {
            Some(heading) => item.group(say(heading)),
            None => item,
        });
    }
    chrome
}

/// The inbox says how much waits there. A page without the number is better than none.
async fn count_waiting(call: &Call, chrome: &mut Chrome) {
    match (call.app.hooks.waiting)(call.clone()).await {
        Ok(count) => {
            let nav = std::mem::take(&mut chrome.nav);
            let counted = nav.into_iter().map(|it| if it.href == "/inbox" { it.badge(count) } else { it });
            chrome.nav = counted.collect();
        }
        Err(error) => note(call, &error),
    }
}
