//! The addresses to which a reference page sends a trial, and at which trying begins.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Error, VersionId};
use frame::door::{Fault, Need, Routes, Visitor};
use futures_util::{StreamExt, stream};
use serde_json::json;

use super::ops::{self, Tried};
use super::trial::{NewTrial, is_hidden};
use crate::reference::Place;

/// How much of an answer is passed on, in bytes.
const LARGEST_ANSWER: usize = 10 * 1024 * 1024;

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/products/{product}/versions/{version}/try", Need::Reader, begin);
    at.post("/products/{product}/versions/{version}/try", Need::Reader, send);
}

type Two = (String, String);

/// To the page of an operation that is easily tried.
async fn begin(visitor: Visitor, Path((product, version)): Path<Two>) -> Result<Response, Fault> {
    let place = Place::find(&visitor, &product, &version).await?;
    let offered = place.offered();
    let slug = ops::first(&visitor.call, offered.version).await?;
    visitor.go(&format!("{}/reference/{slug}#try", offered.path()))
}

/// Passes the answer on as it comes. What the upstream said is data in it, whatever its status: the answer's own is 200.
async fn send(
    visitor: Visitor,
    Path((product, version)): Path<Two>,
    new: Result<Json<NewTrial>, JsonRejection>,
) -> Response {
    match tried(&visitor, (&product, &version), new).await {
        Ok(tried) => passed_on(tried),
        Err(error) => refused(&visitor, &error),
    }
}

async fn tried(
    visitor: &Visitor,
    (product, version): (&str, &str),
    new: Result<Json<NewTrial>, JsonRejection>,
) -> base::Result<Tried> {
    let version: VersionId = version.parse().map_err(|_| Error::NotFound)?;
    let Json(new) = new.map_err(|rejection| {
        let code =
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE { "try.too_large" } else { "try.unread" };
        Error::Refused(code)
    })?;
    Place::find(visitor, product, &version.to_string()).await?;
    ops::send(&visitor.call, version, new).await
}

/// The head as JSON, whose length a header says, and behind it the body as it is: bytes that no browser takes for a
/// page of the portal. Heads can be long, and what stands before a portal may bound its headers.
fn passed_on(tried: Tried) -> Response {
    let Tried { status, headers, incoming, seat } = tried;
    let head = json!({ "headers": shown(&headers) }).to_string();
    let said = json!({ "status": status.as_u16(), "reason": status.canonical_reason(), "head": head.len(), "most": LARGEST_ANSWER });
    let body = incoming.body(LARGEST_ANSWER).map(move |piece| {
        // The seat is free again when the answer has ended.
        let _ = &seat;
        piece
    });
    let head = stream::iter([Ok(Bytes::from(head))]);
    let mut response = Body::from_stream(head.chain(body)).into_response();
    for (name, value) in [
        ("x-try-answer", said.to_string().as_str()),
        ("content-type", "application/octet-stream"),
        ("content-disposition", "attachment; filename=\"answer\""),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}

fn shown(headers: &HeaderMap) -> Vec<(&str, String)> {
    let kept = headers.iter().filter(|(name, _)| !is_hidden(name.as_str()));
    kept.map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect()
}

/// Why nothing was sent, in words, for the console on the page.
fn refused(visitor: &Visitor, error: &Error) -> Response {
    let chrome = &visitor.chrome;
    let (status, text) = match error {
        Error::NotFound => (StatusCode::NOT_FOUND, chrome.t("trial-not-found")),
        Error::Invalid(errors) => {
            let lines: Vec<String> = errors.iter().map(|it| chrome.error_text(it)).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, lines.join(" "))
        }
        Error::Refused(code) => (StatusCode::CONFLICT, chrome.refusal_text(code)),
        Error::TooMany { retry_after_s } => {
            (StatusCode::TOO_MANY_REQUESTS, chrome.t1("trial-too-many", "seconds", *retry_after_s))
        }
        _ => {
            tracing::warn!(trace = %visitor.call.trace, %error, "a trial could not be made");
            (StatusCode::SERVICE_UNAVAILABLE, chrome.t("trial-unavailable"))
        }
    };
    let mut response = (status, Json(json!({ "refused": text }))).into_response();
    if let Error::TooMany { retry_after_s } = error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*retry_after_s));
    }
    response
}
