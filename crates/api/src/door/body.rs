//! A JSON body, held to the shape that its route describes before it becomes an input. All that is wrong is said at once.

use std::any::TypeId;
use std::sync::Arc;

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use base::Error;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Operation, broken};
use crate::problem::{Invalid, Problem};

/// The largest body, in bytes, where a route says nothing else.
pub(super) const LARGEST: usize = 2 * 1024 * 1024;

/// What a JSON body holds.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned + 'static, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        let operation = request.extensions().get::<Arc<Operation>>().cloned();
        let operation = operation.ok_or_else(|| Error::internal("a body is read outside a route"))?;
        let shape = operation.body.as_ref().filter(|it| it.type_id == TypeId::of::<T>());
        let shape = shape.ok_or_else(|| Error::internal("a route takes another body than it describes"))?;
        let (parts, body) = request.into_parts();
        let bytes = all(body, &operation).await?;
        let value = if bytes.is_empty() && operation.body_is_optional {
            Value::Object(serde_json::Map::new())
        } else {
            require_json(&parts.headers)?;
            parsed(&bytes)?
        };
        let mut invalid = Vec::new();
        find_nul("", &value, &mut invalid);
        invalid.extend(broken::list(shape.validator()?, &value));
        if !invalid.is_empty() {
            return Err(Problem::broken(invalid));
        }
        input(value).map(Self)
    }
}

/// The whole body, unless it is larger than the route takes.
pub(super) async fn all(body: axum::body::Body, operation: &Operation) -> Result<Bytes, Problem> {
    let too_large = |_| Problem::http(StatusCode::PAYLOAD_TOO_LARGE, "http.too_large");
    to_bytes(body, operation.largest.unwrap_or(LARGEST)).await.map_err(too_large)
}

/// Only JSON is taken: a form that another site makes a browser send has another content type.
fn require_json(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json")) {
        Ok(())
    } else {
        Err(Problem::http(StatusCode::UNSUPPORTED_MEDIA_TYPE, "http.media_type"))
    }
}

/// The JSON, not nested deeper than the parser allows.
fn parsed(bytes: &[u8]) -> Result<Value, Problem> {
    serde_json::from_slice::<Value>(bytes).map_err(|error| {
        let invalid = Invalid::member("body", "is_json");
        Problem::broken(vec![Invalid { detail: Some(error.to_string()), ..invalid }])
    })
}

/// Notes each text with what no database holds, up to as much as is said at once.
fn find_nul(at: &str, value: &Value, invalid: &mut Vec<Invalid>) {
    let below = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
    let here = if at.is_empty() { "body" } else { at };
    if invalid.len() >= broken::MOST {
        return;
    }
    match value {
        Value::String(text) if text.contains('\0') => {
            invalid.push(Invalid::member(here, "invalid_characters"));
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                find_nul(&below(&number.to_string()), item, invalid);
            }
        }
        Value::Object(members) => {
            for (name, item) in members {
                if name.contains('\0') {
                    invalid.push(Invalid::member(here, "invalid_characters"));
                }
                find_nul(&below(name), item, invalid);
            }
        }
        _ => {}
    }
}

fn input<T: DeserializeOwned>(value: Value) -> Result<T, Problem> {
    serde_json::from_value(value).map_err(|error| {
        let invalid = Invalid::member("body", "invalid");
        Problem::broken(vec![Invalid { detail: Some(error.to_string()), ..invalid }])
    })
}
