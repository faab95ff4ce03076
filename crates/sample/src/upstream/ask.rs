//! One request, read once: path, query, identity and body.

use std::ops::RangeInclusive;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, OriginalUri, Query, RawPathParams, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::Value;

use super::{Form, Problem, Sandbox};
use crate::world::Day;

/// One request to the upstream.
pub(crate) struct Ask {
    sandbox: Arc<Sandbox>,
    own_path: String,
    path: Vec<(String, String)>,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
}

impl FromRequest<Arc<Sandbox>> for Ask {
    type Rejection = Problem;

    async fn from_request(request: Request, sandbox: &Arc<Sandbox>) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let unreadable = || Problem::not_found("The path is not readable.");
        let path = RawPathParams::from_request_parts(&mut parts, sandbox).await.map_err(|_| unreadable())?;
        let path = path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let Query(query) = Query::<Vec<(String, String)>>::from_request_parts(&mut parts, sandbox)
            .await
            .map_err(|_| Problem::bad_request("The query string is not readable."))?;
        let own_path = match parts.extensions.get::<OriginalUri>() {
            Some(OriginalUri(uri)) => uri.path().to_owned(),
            None => parts.uri.path().to_owned(),
        };
        let headers = std::mem::take(&mut parts.headers);
        let body = Bytes::from_request(Request::from_parts(parts, body), sandbox).await.map_err(|it| {
            let too_large = it.status() == StatusCode::PAYLOAD_TOO_LARGE;
            if too_large { Problem::too_large() } else { Problem::bad_request("The body ended early.") }
        })?;
        Ok(Self { sandbox: Arc::clone(sandbox), own_path, path, query, headers, body })
    }
}

impl Ask {
    /// What is kept between requests.
    pub(crate) fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// The path that was asked for, prefix included and without a trailing slash.
    pub(crate) fn own_path(&self) -> &str {
        self.own_path.trim_end_matches('/')
    }

    /// A part of the path. Empty when the route has no such part.
    pub(crate) fn part(&self, name: &str) -> &str {
        self.path.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value.as_str())
    }

    /// A query parameter that is there and not empty.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(it, value)| it == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// Whether a list keeps what has this value: no such parameter, or the same value in any case of letters.
    pub(crate) fn keeps(&self, name: &str, value: &str) -> bool {
        self.query(name).is_none_or(|it| it.eq_ignore_ascii_case(value))
    }

    /// A query parameter that must be one of these.
    pub(crate) fn choice(
        &self,
        name: &str,
        choices: &[&'static str],
    ) -> Result<Option<&'static str>, Problem> {
        let Some(text) = self.query(name) else { return Ok(None) };
        match choices.iter().find(|it| **it == text) {
            Some(it) => Ok(Some(it)),
            None => Err(Problem::parameter(name, &format!("must be one of {}", choices.join(", ")))),
        }
    }

    /// A query parameter that must be a whole number in a range.
    pub(crate) fn number(&self, name: &str, range: RangeInclusive<i64>) -> Result<Option<i64>, Problem> {
        let Some(text) = self.query(name) else { return Ok(None) };
        let number = text.parse().ok().filter(|it| range.contains(it));
        let message = || format!("must be a whole number from {} to {}", range.start(), range.end());
        number.map(Some).ok_or_else(|| Problem::parameter(name, &message()))
    }

    /// A query parameter that must be a day.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Day>, Problem> {
        let Some(text) = self.query(name) else { return Ok(None) };
        let day = Day::parse(text);
        day.map(Some)
            .ok_or_else(|| Problem::parameter(name, "must be a day from 2020 to 2039, like 2026-06-12"))
    }

    /// A request header, as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|it| it.to_str().ok())
    }

    /// The headers that the gateway added, in the order of their names.
    pub(crate) fn identity(&self) -> Vec<(&str, &str)> {
        let ours = self.headers.iter().filter(|(name, _)| name.as_str().starts_with("x-portico-"));
        let mut ours: Vec<_> =
            ours.filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))).collect();
        ours.sort_unstable();
        ours
    }

    /// Whose sandbox this is: the calling application's. Callers without one share a sandbox.
    pub(crate) fn owner(&self) -> &str {
        self.header("x-portico-application-id").unwrap_or("nobody in particular")
    }

    /// The body as an object whose fields can be read and checked.
    pub(crate) fn form(&self) -> Result<Form, Problem> {
        let kind = self.header(header::CONTENT_TYPE.as_str()).unwrap_or_default();
        if !kind.split(';').next().is_some_and(|it| it.trim().eq_ignore_ascii_case("application/json")) {
            return Err(Problem::not_json());
        }
        let value: Value = serde_json::from_slice(&self.body)
            .map_err(|it| Problem::bad_request(&format!("The body is not JSON: {it}.")))?;
        if value.is_object() {
            Ok(Form::of(value))
        } else {
            Err(Problem::bad_request("The body is not an object."))
        }
    }
}
