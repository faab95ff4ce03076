//! Arriving at the bare portal domain: nobody is signed in there.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use frame::door::Visitor;
use frame::{App, Door};
use ui::Brand;

use super::faults::{self, Finish};
use super::request::{call, chrome};

/// Puts the visitor into the request, and draws the page of whatever fault comes back.
pub(super) async fn arrive(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let call = match call(&app, Door::Portal, &request) {
        Ok(call) => call,
        Err(error) => return faults::bare(&app, ui::Site::FrontDoor, Door::Portal, &request, &error),
    };
    let mut chrome = chrome(&call, ui::Site::FrontDoor, &request);
    chrome.brand =
        Brand { name: app.addresses.portal_domain(), home_href: "/".to_owned(), ..Brand::default() };
    let finish = Finish {
        call: call.clone(),
        chrome: chrome.clone(),
        method: request.method().clone(),
        sign_in_href: None,
    };
    request.extensions_mut().insert(Visitor { call, chrome, catalog_is_public: false });
    finish.finish(next.run(request).await)
}
