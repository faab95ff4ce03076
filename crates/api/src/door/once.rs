//! Requests that make something, under an idempotency key: what was done is not done again, and its answer is given
//! again, unless it held a secret.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::Error;
use frame::once::{Known, Once};
use frame::{App, Call, Who};

use super::asked::Asked;
use super::{Operation, body};
use crate::problem::{Invalid, Problem};

const KEY: &str = "idempotency-key";

/// What becomes of a request that makes something.
pub(super) enum Turn {
    /// It came without a key.
    Free,
    /// It is carried out under its key.
    Taken(Once),
    /// It was carried out before.
    Answered(Response),
}

/// Looks the request's key up, and lets what it makes be written under it.
pub(super) async fn begin(
    asked: &mut Asked,
    operation: &Operation,
    request: &mut Request,
) -> Result<Turn, Problem> {
    let mut keys = request.headers().get_all(KEY).iter();
    let Some(key) = keys.next() else { return Ok(Turn::Free) };
    let key = key.to_str().ok().map(|it| it.trim().trim_matches('"'));
    let key = key.filter(|it| (1..=255).contains(&it.len()) && keys.next().is_none());
    let key = key.ok_or_else(|| {
        Problem::broken(vec![Invalid { source: "header", ..Invalid::member("Idempotency-Key", "invalid") }])
    })?;
    let key = signin::token::hash(key);
    let taken = std::mem::take(request.body_mut());
    let bytes = body::all(taken, operation).await?;
    let digest = signin::token::hash(&String::from_utf8_lossy(&bytes));
    *request.body_mut() = Body::from(bytes);
    let scope = format!("{} {} {}", caller(&asked.call)?, request.method(), request.uri().path());
    let once = Once::new(scope, key, digest);
    match once.look_up(&asked.call.app, asked.call.now()).await? {
        Known::Nothing => {
            asked.call.once = Some(once.clone());
            Ok(Turn::Taken(once))
        }
        Known::Other => Err(Error::Refused("request.other").into()),
        Known::Done => Err(Error::Refused("request.done").into()),
        Known::Answered(status, answer) => Ok(Turn::Answered(again(status, answer))),
    }
}

/// Keys of different people never meet.
fn caller(call: &Call) -> Result<String, Problem> {
    match &call.who {
        Who::Developer(person) => Ok(format!("developer {}", person.id)),
        Who::Admin(person) => Ok(format!("admin {}", person.id)),
        Who::Nobody | Who::Portal | Who::Operator => Err(Error::SignIn.into()),
    }
}

fn again(status: u16, answer: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let mut response = status.into_response();
    if !answer.is_empty() {
        let media = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, media);
        *response.body_mut() = Body::from(answer);
    }
    response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
    response
}

/// Keeps the answer for whoever asks again.
pub(super) async fn keep(app: &App, once: Once, operation: &Operation, response: Response) -> Response {
    if operation.secret {
        return response;
    }
    let (parts, content) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(content, body::LARGEST * 16).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if let Ok(text) = std::str::from_utf8(&bytes) {
        once.keep(app, parts.status.as_u16(), text).await;
    }
    Response::from_parts(parts, Body::from(bytes))
}
