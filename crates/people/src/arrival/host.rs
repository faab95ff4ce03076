//! Which site a host name stands for.

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use frame::{App, Place};
use tower::ServiceExt;

/// The sites that host names choose among, each with its arrival around it.
#[derive(Clone)]
pub struct Sites {
    /// The developer's pages, for every portal.
    pub portal: Router,
    /// The Portal API, for every portal.
    pub portal_api: Router,
    /// The admin's pages.
    pub console: Router,
    /// The bare portal domain.
    pub front_door: Router,
    /// The management API.
    pub api: Router,
}

/// Sends each request to the site that its host name stands for.
pub fn by_host(app: &App, sites: Sites) -> Router {
    let app = app.clone();
    Router::new().fallback(move |request: Request| {
        let (app, sites) = (app.clone(), sites.clone());
        async move {
            let site = match name(request.headers(), request.uri()).map(|host| app.addresses.place(host)) {
                None => return nowhere(),
                Some(Some(Place::Console)) => sites.console,
                Some(Some(Place::FrontDoor)) => sites.front_door,
                Some(Some(Place::Api)) => sites.api,
                // A portal, or a host name that may be a portal's own: its arrival finds out.
                Some(Some(Place::Portal(_)) | None) if is_api(request.uri().path()) => sites.portal_api,
                Some(Some(Place::Portal(_)) | None) => sites.portal,
            };
            site.oneshot(request).await.into_response()
        }
    })
}

fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// The request's host name, maybe with a port. Two host names are none.
pub(super) fn name<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next(), uri.host()) {
        (Some(host), None, None) => host.to_str().ok(),
        (Some(host), None, Some(other)) => host.to_str().ok().filter(|it| names(it, other)),
        (None, _, Some(other)) => Some(other),
        _ => None,
    }
}

/// Whether a `Host` header names this host, whatever the port.
fn names(header: &str, host: &str) -> bool {
    let parts = header.split_at_checked(host.len()).filter(|(name, _)| name.eq_ignore_ascii_case(host));
    parts.is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with(':'))
}

/// The answer for a host name that stands for nothing, and for one of a portal that does not exist: the same.
pub fn nowhere() -> Response {
    (StatusCode::MISDIRECTED_REQUEST, "There is no site at this host name.\n").into_response()
}
