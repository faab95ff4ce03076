//! The address to which a reference page sends a trial.

use axum::Json;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Error, VersionId};
use frame::door::{Need, Routes, Visitor};
use futures_util::StreamExt;
use serde_json::json;

use super::ops::{self, Tried};
use super::trial::{NewTrial, is_withheld};

/// How much of an answer is passed on, in bytes.
const LARGEST_ANSWER: usize = 10 * 1024 * 1024;

/// The routes.
pub fn routes(at: &mut Routes) {
    at.post("/products/{product}/versions/{version}/try", Need::Reader, send);
}

/// Passes the answer on as it comes: its status and headers as JSON in headers of ours, its body as bytes that no browser
/// takes for a page of the portal.
async fn send(visitor: Visitor, Path((_, version)): Path<(String, String)>, Json(new): Json<NewTrial>) -> Response {
    let Ok(version) = version.parse::<VersionId>() else { return refused(&visitor, &Error::NotFound) };
    match ops::send(&visitor.call, version, new).await {
        Ok(tried) => passed_on(tried),
        Err(error) => refused(&visitor, &error),
    }
}

fn passed_on(tried: Tried) -> Response {
    let Tried { status, headers, incoming, seat } = tried;
    let shown: Vec<(String, String)> = headers
        .iter()
        .filter(|(name, _)| !is_withheld(name.as_str()) || *name == header::CONTENT_LENGTH)
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let body = incoming.body(LARGEST_ANSWER).map(move |piece| {
        // The seat is free again when the answer has ended.
        let _ = &seat;
        piece
    });
    let mut response = Body::from_stream(body).into_response();
    let said = json!({ "status": status.as_u16(), "reason": status.canonical_reason(), "headers": shown });
    put(&mut response, "x-try-answer", &ascii(&said.to_string()));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    let disposition = HeaderValue::from_static("attachment; filename=\"answer\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    response
}

/// JSON in a header: what is not ASCII is escaped.
fn ascii(text: &str) -> String {
    let escape = |it: char| {
        let mut units = [0; 2];
        it.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>()
    };
    text.chars().map(|it| if it.is_ascii() { it.to_string() } else { escape(it) }).collect()
}

fn put(response: &mut Response, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(HeaderName::from_static(name), value);
    }
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
            (StatusCode::TOO_MANY_REQUESTS, chrome.t1("error-429-text", "seconds", *retry_after_s))
        }
        _ => {
            tracing::warn!(trace = %visitor.call.trace, %error, "a trial could not be made");
            (StatusCode::SERVICE_UNAVAILABLE, chrome.t("error-503-text"))
        }
    };
    let mut response = (status, Json(json!({ "refused": text }))).into_response();
    if let Error::TooMany { retry_after_s } = error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*retry_after_s));
    }
    response
}
