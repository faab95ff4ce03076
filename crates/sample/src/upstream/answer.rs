//! What the upstream answers: a document, a text, nothing, or a problem document (RFC 9457).

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Where the problem types are explained.
const PROBLEMS: &str = "https://developers.libeccio.example/problems/";

/// What a handler gives.
pub(crate) type Answer = Result<Reply, Problem>;

/// A good answer.
pub(crate) enum Reply {
    /// 200 with a document.
    Shown(Value),
    /// 201 with the document and the path where it can be read again.
    Created(String, Value),
    /// 202 with a document: work that continues.
    Accepted(Value),
    /// 200 with a text of a media type.
    Text(&'static str, String),
    /// 204.
    Nothing,
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        match self {
            Self::Shown(value) => document(StatusCode::OK, &value),
            Self::Accepted(value) => document(StatusCode::ACCEPTED, &value),
            Self::Created(path, value) => {
                ([(header::LOCATION, path)], document(StatusCode::CREATED, &value)).into_response()
            }
            Self::Text(kind, text) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
            Self::Nothing => StatusCode::NO_CONTENT.into_response(),
        }
    }
}

fn document(status: StatusCode, value: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

/// Why a request was not served.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    kind: &'static str,
    title: &'static str,
    detail: String,
    errors: Vec<(String, String)>,
}

impl Problem {
    /// 404.
    pub(crate) fn not_found(detail: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
    }

    /// 404 for a thing with a name.
    pub(crate) fn no(what: &str, id: &str) -> Self {
        Self::not_found(&format!("There is no {what} {id:?}."))
    }

    /// 405.
    pub(crate) fn method_not_allowed(detail: &str) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "Method not allowed", detail)
    }

    /// 400 for a query parameter.
    pub(crate) fn parameter(name: &str, message: &str) -> Self {
        let problem = Self::bad_request(&format!("The parameter {name} {message}."));
        Self { errors: vec![(name.to_owned(), message.to_owned())], ..problem }
    }

    /// 400.
    pub(crate) fn bad_request(detail: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request", "Bad request", detail)
    }

    /// 413.
    pub(crate) fn too_large() -> Self {
        let detail = "The body is longer than 16 KiB.";
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Body too large", detail)
    }

    /// 415.
    pub(crate) fn not_json() -> Self {
        let detail = "Send the body as application/json.";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "Not JSON", detail)
    }

    /// 422, field by field.
    pub(crate) fn invalid(errors: Vec<(String, String)>) -> Self {
        let detail = match errors.len() {
            1 => "One field needs another look.".to_owned(),
            many => format!("{many} fields need another look."),
        };
        let problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Invalid request", &detail);
        Self { errors, ..problem }
    }

    /// 422 for one field.
    pub(crate) fn field(name: &str, message: &str) -> Self {
        Self::invalid(vec![(name.to_owned(), message.to_owned())])
    }

    /// 409: well formed, but the state of things says no.
    pub(crate) fn conflict(kind: &'static str, title: &'static str, detail: &str) -> Self {
        Self::new(StatusCode::CONFLICT, kind, title, detail)
    }

    fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: &str) -> Self {
        Self { status, kind, title, detail: detail.to_owned(), errors: Vec::new() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = json!({
            "type": format!("{PROBLEMS}{}", self.kind),
            "title": self.title,
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        if !self.errors.is_empty() {
            let errors =
                self.errors.into_iter().map(|(field, message)| json!({"field": field, "message": message}));
            body["errors"] = errors.collect();
        }
        (self.status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
    }
}

/// The response of either.
pub(crate) fn problem_of(answer: Answer) -> Response {
    match answer {
        Ok(reply) => reply.into_response(),
        Err(problem) => problem.into_response(),
    }
}
