//! How a fault becomes a page, and what is logged of it.

use askama::Template;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base::Error;
use frame::door::{Fault, gone};
use frame::{App, Call, Door};
use ui::{Chrome, ErrorPage};

use super::request::{self, FLASH_COOKIE, is_look};

/// Nothing is at this address.
pub(super) async fn not_found() -> Fault {
    Error::NotFound.into()
}

/// The address does not take this method.
pub(super) async fn wrong_method() -> StatusCode {
    StatusCode::METHOD_NOT_ALLOWED
}

/// What the answer to a request is finished with.
pub(super) struct Finish {
    pub(super) call: Call,
    pub(super) chrome: Chrome,
    pub(super) method: Method,
    /// Where to sign in, with the way back.
    pub(super) sign_in_href: Option<String>,
}

impl Finish {
    /// Draws the page of a fault, and takes back the flash that was shown.
    pub(super) fn finish(self, response: Response) -> Response {
        let shows_flash = self.chrome.flash.is_some() && is_page(&response);
        let addresses = self.call.app.addresses.clone();
        let mut response = self.drawn(response);
        if shows_flash && let Some(cookie) = gone(&addresses, FLASH_COOKIE) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    fn drawn(self, response: Response) -> Response {
        if let Some(Fault(error)) = response.extensions().get::<Fault>().cloned() {
            return self.fault(&error, &response);
        }
        // What the router and its extractors say is plain text; an id that is none is an address that is none.
        let status = match response.status() {
            StatusCode::BAD_REQUEST => StatusCode::NOT_FOUND,
            it @ (StatusCode::METHOD_NOT_ALLOWED | StatusCode::PAYLOAD_TOO_LARGE) => it,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => StatusCode::UNPROCESSABLE_ENTITY,
            _ => return response,
        };
        if is_html(&response) {
            response
        } else {
            page(&ErrorPage::status(self.chrome, status.as_u16()), None)
        }
    }

    fn fault(self, error: &Error, response: &Response) -> Response {
        note(&self.call, error);
        if let (Error::SignIn, Some(href), true) = (error, &self.sign_in_href, is_look(&self.method)) {
            let location = HeaderValue::from_str(href).unwrap_or(HeaderValue::from_static("/sign-in"));
            return (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response();
        }
        let retry_after = response.headers().get(header::RETRY_AFTER).cloned();
        // Where nobody can sign in, what needs it does not exist.
        let error = if matches!(error, Error::SignIn) && self.sign_in_href.is_none() {
            &Error::NotFound
        } else {
            error
        };
        page(&ErrorPage::of(self.chrome, error), retry_after)
    }
}

/// Logs the cause of what is our fault, once, under the trace id that the page shows.
pub(super) fn note(call: &Call, error: &Error) {
    match error {
        Error::Internal(cause) => tracing::error!(trace = %call.trace, %cause, "internal fault"),
        Error::Unavailable(cause) => tracing::warn!(trace = %call.trace, %cause, "unavailable"),
        _ => {}
    }
}

/// The page of a fault that came before anything was known of the visitor.
pub(super) fn bare(app: &App, site: ui::Site, door: Door, request: &Request, error: &Error) -> Response {
    let Ok(call) = request::call(app, door, request) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    note(&call, error);
    page(&ErrorPage::of(request::chrome(&call, site, request), error), None)
}

fn page(page: &ErrorPage, retry_after: Option<HeaderValue>) -> Response {
    let status = StatusCode::from_u16(page.code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => status.into_response(),
    };
    if let Some(value) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

fn is_html(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it.starts_with("text/html"))
}

/// Whether a person will see it: a page, or a fault that becomes one.
fn is_page(response: &Response) -> bool {
    is_html(response) || response.extensions().get::<Fault>().is_some()
}
