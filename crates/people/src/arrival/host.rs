//! Which site a host name stands for.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base::{Error, Result};
use frame::{App, Place};
use tower::ServiceExt;

use super::visit;

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
    /// The clients of the API that stand in for the pages of portals, by the portals' slugs.
    pub clients: HashMap<String, Router>,
}

/// Sends each request to the site that its host name stands for.
pub fn by_host(app: &App, sites: Sites) -> Router {
    let (app, sites) = (app.clone(), Arc::new(sites));
    Router::new().fallback(move |request: Request| {
        let (app, sites) = (app.clone(), Arc::clone(&sites));
        async move {
            let Some(host) = name(request.headers(), request.uri()).map(str::to_owned) else {
                return nowhere();
            };
            let site = match app.addresses.place(&host) {
                Some(Place::Console) => sites.console.clone(),
                Some(Place::FrontDoor) => sites.front_door.clone(),
                Some(Place::Api) => sites.api.clone(),
                // A portal, or a host name that may be a portal's own: its arrival finds out.
                Some(Place::Portal(_)) | None if is_api(request.uri().path()) => sites.portal_api.clone(),
                Some(Place::Portal(_)) | None => match client(&app, &sites, &host).await {
                    Ok(client) => client.unwrap_or_else(|| sites.portal.clone()),
                    Err(Error::NotFound) => return nowhere(),
                    Err(_) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
                },
            };
            site.oneshot(request).await.into_response()
        }
    })
}

/// The client that stands in for the pages of the portal at this host name, where there is one.
async fn client(app: &App, sites: &Sites, host: &str) -> Result<Option<Router>> {
    let may_be_one = match app.addresses.place(host) {
        Some(Place::Portal(slug)) => sites.clients.contains_key(&slug),
        _ => !sites.clients.is_empty(),
    };
    if !may_be_one {
        return Ok(None);
    }
    let portal = visit::at(app, &mut app.db.read().await?, host).await?;
    Ok(sites.clients.get(&portal.slug).cloned())
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
