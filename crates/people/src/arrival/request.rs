//! What every arrival takes from a request.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use base::{Result, TraceId};
use frame::door::guard::Remote;
use frame::door::{Jar, href};
use frame::{App, Call, Door};
use ui::{Chrome, Flash, Tone};

/// The cookie that carries the key of one sentence to the next page.
pub(super) const FLASH_COOKIE: &str = "portico_flash";

/// The call that a request makes, by nobody yet.
pub(super) fn call(app: &App, door: Door, request: &Request) -> Result<Call> {
    let mut call = Call::new(app, door)?;
    if let Some(trace) = request.extensions().get::<TraceId>() {
        call.trace = *trace;
    }
    call.address = request.extensions().get::<Remote>().and_then(|it| it.0);
    let agent = request.headers().get(header::USER_AGENT).and_then(|it| it.to_str().ok());
    agent.unwrap_or_default().clone_into(&mut call.agent);
    Ok(call)
}

/// The bare chrome of a request: words, site, path, time, trace id and what the last deed had to say.
pub(super) fn chrome(call: &Call, site: ui::Site, request: &Request) -> Chrome {
    let texts = call.app.texts.clone();
    let flash = flash(request.headers()).filter(|key| texts.has(key));
    let mut chrome = Chrome::new(texts, site, call.now());
    chrome.flash = flash.map(|key| Flash { tone: Tone::Good, text: chrome.t(key) });
    request.uri().path().clone_into(&mut chrome.path);
    chrome.trace = call.trace.to_string();
    "/sign-out".clone_into(&mut chrome.sign_out_href);
    chrome
}

/// The key of the sentence that the last deed left, if it looks like one.
fn flash(headers: &HeaderMap) -> Option<&str> {
    let plain = |it: &&str| it.len() <= 80 && it.bytes().all(|it| it.is_ascii_lowercase() || it == b'-');
    Jar::new(headers).get(FLASH_COOKIE).filter(plain)
}

/// Whether the request only looks.
pub(super) fn is_look(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// Whether the path is this section or something in it.
pub(super) fn is_in(path: &str, section: &str) -> bool {
    path == section || path.strip_prefix(section).is_some_and(|rest| rest.starts_with('/'))
}

/// The sign-in page, which leads back to where the visitor was going.
pub(super) fn sign_in_href(request: &Request) -> String {
    let path = request.uri().path();
    let aside = ["/sign-in", "/sign-up", "/sign-out", "/confirm", "/password", "/waiting", "/setup"];
    if path == "/" || !is_look(request.method()) || aside.iter().any(|it| is_in(path, it)) {
        return "/sign-in".to_owned();
    }
    let to = request.uri().path_and_query().map_or(path, |it| it.as_str());
    href("/sign-in", &[("to", to)])
}
