//! How handlers answer: one thing with its tag, a new thing, a part of a list, nothing.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, http};
use base::{Instant, Listed};
use schemars::JsonSchema;
use serde::Serialize;

use crate::problem::{Invalid, Problem};

/// One thing, 200, and when it was last changed.
pub(crate) struct One<T>(pub(crate) T, pub(crate) Instant);

impl<T: Serialize> IntoResponse for One<T> {
    fn into_response(self) -> Response {
        tagged(Json(self.0).into_response(), self.1)
    }
}

/// A new thing, 201, and when it was made.
pub(crate) struct Created<T>(pub(crate) T, pub(crate) Instant);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        tagged((StatusCode::CREATED, Json(self.0)).into_response(), self.1)
    }
}

/// Nothing, 204.
pub(crate) fn no_content() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// A part of a list. The total stands in `meta.page` and nowhere else: a client of the contract loops for ever where it
/// finds one in `meta`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub(crate) struct ListOf<T> {
    meta: Meta,
    data: Vec<T>,
}

/// What is told of a list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PaginatedMeta")]
pub(crate) struct Meta {
    page: PageMeta,
}

/// Which part of a list it is, and how many there are in all.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PageMeta {
    /// Which page, from 1.
    number: u32,
    /// How many rows to a page.
    size: u32,
    /// How many rows there are in all.
    total: i64,
}

impl<T> ListOf<T> {
    /// These rows, each made into what is shown of it.
    pub(crate) fn of<U>(listed: Listed<U>, view: impl FnMut(U) -> T) -> Self {
        let page = PageMeta { number: listed.page.number, size: listed.page.size, total: listed.total };
        Self { meta: Meta { page }, data: listed.items.into_iter().map(view).collect() }
    }
}

impl<T: Serialize> IntoResponse for ListOf<T> {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// The answer with its tag: when what it shows was last changed.
pub(crate) fn tagged(mut response: Response, at: Instant) -> Response {
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{:x}\"", at.micros())) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// The moments that `If-Match` names; none where it is absent or takes any. A tag that is none of ours matches nothing
/// (RFC 9110, 13.1.1).
pub(super) fn only_if(headers: &HeaderMap) -> Result<Vec<Instant>, Problem> {
    let mut moments = Vec::new();
    for value in headers.get_all(header::IF_MATCH) {
        let text = value.to_str().map_err(|_| broken_tag())?;
        for tag in text.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            if tag == "*" {
                return Ok(Vec::new());
            }
            let digits = tag.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
            let micros = digits.and_then(|it| i64::from_str_radix(it, 16).ok()).unwrap_or(i64::MIN);
            moments.push(Instant::from_micros(micros));
        }
    }
    Ok(moments)
}

fn broken_tag() -> Problem {
    Problem::broken(vec![Invalid { source: "header", ..Invalid::member("If-Match", "invalid") }])
}

/// The tags that the client has already.
pub(super) fn if_none_match(headers: &HeaderMap) -> Option<String> {
    headers.get(header::IF_NONE_MATCH).and_then(|it| it.to_str().ok()).map(str::to_owned)
}

/// The answer, or 304 without it where the client has it already (RFC 9110, 13.1.2). Its headers are those of the answer: a
/// client puts them in the place of those that it keeps (15.4.5), and a page elsewhere must still be let read it.
pub(super) fn unless_known(tags: Option<&str>, mut response: Response) -> Response {
    let tag = response.headers().get(header::ETAG).and_then(|it| it.to_str().ok());
    let (Some(tags), Some(tag), http::StatusCode::OK) = (tags, tag, response.status()) else {
        return response;
    };
    if !tags.split(',').any(|it| it.trim().trim_start_matches("W/") == tag) {
        return response;
    }
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    *response.body_mut() = axum::body::Body::empty();
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH] {
        response.headers_mut().remove(name);
    }
    response
}
