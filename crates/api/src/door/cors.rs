//! Which other origins may call a portal's API from a browser: the portal's own client, where it is hosted elsewhere, and
//! nobody else (the Fetch standard, CORS protocol).

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use frame::Addresses;
use frame::door::guard;
use people::portals::Portal;

/// The origin of the portal's client, when the request comes from it.
pub(super) fn client_origin(
    headers: &HeaderMap,
    portal: &Portal,
    addresses: &Addresses,
) -> Option<HeaderValue> {
    let client = portal.custom_client_domain.as_deref()?;
    let origin = headers.get(header::ORIGIN)?;
    let (scheme, authority) = origin.to_str().ok()?.split_once("://")?;
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    // Where pages are served in clear, as on a laptop, a client may be too, on any port.
    let is_trusted =
        if addresses.secure() { scheme == "https" && host == authority } else { scheme == "http" };
    (is_trusted && host.eq_ignore_ascii_case(client)).then(|| origin.clone())
}

/// Whether a request that changes something may have been made by a page that is not the portal's own.
pub(super) fn is_cross_site(
    method: &Method,
    headers: &HeaderMap,
    client: Option<&HeaderValue>,
    addresses: &Addresses,
) -> bool {
    let is_safe = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    !is_safe && client.is_none() && !guard::is_same_origin(headers, addresses.secure())
}

/// Whether a browser asks beforehand what it may send.
pub(super) fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    *method == Method::OPTIONS && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// The answer to a browser that asks beforehand.
pub(super) fn preflight() -> Response {
    let pairs = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type, if-match, if-none-match, idempotency-key"),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, pairs).into_response()
}

/// Lets the client's origin read the answer. What differs by origin says so to caches.
pub(super) fn finish(headers: &mut HeaderMap, client: Option<HeaderValue>) {
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    let Some(origin) = client else { return };
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    let exposed = "x-request-id, etag, retry-after, ratelimit, ratelimit-policy, idempotent-replayed";
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(exposed));
}
