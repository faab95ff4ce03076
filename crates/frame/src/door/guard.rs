//! What every answer carries and every request must pass, whatever the site: security headers, the trace id and the
//! bound on bodies; and, for pages, the refusal of writes that come from another site.

use std::net::{IpAddr, SocketAddr};

use axum::body::Body;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::TraceId;

use crate::App;

/// The largest body of a form, in bytes. Uploads of specifications have their own bound.
pub const FORM_LIMIT: usize = 2 * 1024 * 1024;

/// The largest upload, in bytes: a specification of 16 MiB and its form.
pub const UPLOAD_LIMIT: usize = 17 * 1024 * 1024;

/// Bounds the bodies of all routes that do not say otherwise.
pub fn body_limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(FORM_LIMIT)
}

/// The client's address, as the server's loop found it: of the connection, or what a trusted proxy says.
#[derive(Debug, Clone, Copy)]
pub struct Remote(pub Option<IpAddr>);

/// Gives the request its trace id, and puts the security headers on the answer.
pub async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let Ok(uuid) = app.new_uuid() else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let trace = TraceId::from(uuid);
    let address = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|it| it.0.ip());
    request.extensions_mut().insert(trace);
    request.extensions_mut().insert(Remote(address));
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let began = std::time::Instant::now();
    let mut response = next.run(request).await;
    protect(&app, trace, response.headers_mut());
    tracing::info!(
        target: "portico::request",
        %trace, %method, path, status = response.status().as_u16(),
        micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX),
        "request"
    );
    response
}

/// Refuses writes that come from another site than the page's own.
pub async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let secure = app.addresses.secure();
    if is_safe(request.method()) || is_same_origin(request.headers(), secure) {
        next.run(request).await
    } else {
        refuse_cross_site()
    }
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether a request comes from our own page: by `Sec-Fetch-Site` where the browser sends it, and by `Origin`, which
/// must name the host of the request, over TLS where pages are served over it. Neither is sent by programs that hold no cookies of a browser.
pub fn is_same_origin(headers: &HeaderMap, secure: bool) -> bool {
    if let Some(site) = headers.get("sec-fetch-site")
        && site != "same-origin"
        && site != "none"
    {
        return false;
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let (Ok(origin), Some(Ok(host))) = (origin.to_str(), headers.get(header::HOST).map(HeaderValue::to_str))
    else {
        return false;
    };
    origin.split_once("://").is_some_and(|(scheme, authority)| {
        authority.eq_ignore_ascii_case(host) && (!secure || scheme == "https")
    })
}

fn refuse_cross_site() -> Response {
    (StatusCode::FORBIDDEN, Body::from("This request came from another site and was refused.\n"))
        .into_response()
}

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

fn protect(app: &App, trace: TraceId, headers: &mut HeaderMap) {
    let mut put = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    put(header::CONTENT_SECURITY_POLICY, POLICY);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "same-origin");
    put(header::CACHE_CONTROL, "no-store");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    put(
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=()",
    );
    if app.addresses.secure() {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if let Ok(value) = HeaderValue::from_str(&trace.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn writes_from_elsewhere_are_known() {
        for (pairs, same) in [
            (&[("host", "demo.localhost:8080"), ("origin", "http://demo.localhost:8080")][..], true),
            (&[("host", "demo.localhost:8080"), ("origin", "http://admin.localhost:8080")], false),
            (&[("host", "demo.localhost:8080"), ("origin", "null")], false),
            (&[("host", "demo.localhost:8080"), ("sec-fetch-site", "same-site")], false),
            (&[("host", "demo.localhost:8080"), ("sec-fetch-site", "cross-site")], false),
            (&[("host", "demo.localhost:8080"), ("sec-fetch-site", "same-origin")], true),
            (&[("host", "demo.localhost:8080")], true),
            (&[("origin", "http://demo.localhost:8080")], false),
        ] {
            assert_eq!(is_same_origin(&headers(pairs), false), same, "{pairs:?}");
        }
        for (origin, same) in [("https://demo.example.com", true), ("http://demo.example.com", false)] {
            let pairs = headers(&[("host", "demo.example.com"), ("origin", origin)]);
            assert_eq!(is_same_origin(&pairs, true), same, "{origin}");
        }
    }
}
