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
            let site = match place(&app, request.headers(), request.uri()) {
                Some(Place::Portal(_)) => sites.portal,
                Some(Place::Console) => sites.console,
                Some(Place::FrontDoor) => sites.front_door,
                Some(Place::Api) => sites.api,
                None => return nowhere(),
            };
            site.oneshot(request).await.into_response()
        }
    })
}

/// What the request's host name stands for. Two host names stand for nothing.
pub(super) fn place(app: &App, headers: &HeaderMap, uri: &Uri) -> Option<Place> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = match (hosts.next(), hosts.next(), uri.host()) {
        (Some(host), None, None) => host.to_str().ok()?,
        (Some(host), None, Some(other)) => host.to_str().ok().filter(|it| names(it, other))?,
        (None, _, Some(other)) => other,
        _ => return None,
    };
    app.addresses.place(host)
}

/// Whether a `Host` header names this host, whatever the port.
fn names(header: &str, host: &str) -> bool {
    let parts = header.split_at_checked(host.len()).filter(|(name, _)| name.eq_ignore_ascii_case(host));
    parts.is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with(':'))
}

/// The answer for a host name that stands for nothing, and for one of a portal that does not exist: the same.
pub(super) fn nowhere() -> Response {
    (StatusCode::MISDIRECTED_REQUEST, "There is no site at this host name.\n").into_response()
}
