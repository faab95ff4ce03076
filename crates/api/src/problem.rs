//! Why the API said no: a problem document (RFC 9457) with the members of the published contracts.
//!
//! A handler answers with a [`Problem`]; the arrival, which knows the sentences and the request's id, writes it.
//! `message` repeats `detail`, because clients of the contract show it.

mod invalid;

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Code, Error, FieldErrors};
use frame::Call;
use serde_json::{Value, json};
use ui::Arg;

pub(crate) use invalid::Invalid;

/// Names of an operation's fields that have another name on the wire: `("strategy", "auth_strategy_id")`.
pub(crate) type Names = &'static [(&'static str, &'static str)];

/// Why the API said no.
#[derive(Debug, Clone)]
pub(crate) struct Problem(Arc<Kind>);

#[derive(Debug)]
enum Kind {
    /// An operation's error, and what its fields are called on the wire.
    Said(Error, Names),
    /// Members and parameters that break the API's own description.
    Broken(Vec<Invalid>),
    /// What HTTP says no to.
    Http(StatusCode, Code),
    /// A refusal whose sentence names a number.
    Limited(Code, i64),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self(Arc::new(Kind::Said(error, &[])))
    }
}

impl Problem {
    /// Members and parameters that break the API's own description.
    pub(crate) fn broken(invalid: Vec<Invalid>) -> Self {
        Self(Arc::new(Kind::Broken(invalid)))
    }

    /// What HTTP says no to, with the code of its sentence.
    pub(crate) fn http(status: StatusCode, code: Code) -> Self {
        Self(Arc::new(Kind::Http(status, code)))
    }

    /// The same problem; where it is this refusal, its sentence names a number.
    pub(crate) fn limited(self, code: Code, limit: i64) -> Self {
        match &*self.0 {
            Kind::Said(Error::Refused(said), _) if *said == code => {
                Self(Arc::new(Kind::Limited(code, limit)))
            }
            _ => self,
        }
    }

    /// The status that it has on the wire.
    pub(crate) fn status(&self) -> StatusCode {
        match &*self.0 {
            Kind::Said(error, _) => status(error),
            Kind::Broken(_) => StatusCode::BAD_REQUEST,
            Kind::Http(status, _) => *status,
            Kind::Limited(code, _) => refused(code),
        }
    }

    /// Writes the document for whoever made the call. What is our fault is logged here, once.
    pub(crate) fn answer(&self, call: &Call) -> Response {
        let status = self.status();
        let (kind, detail, invalid) = self.said(call);
        let mut body = json!({
            "status": status.as_u16(),
            "title": self.title(),
            "type": type_of(&kind),
            "instance": format!("portico:trace:{}", call.trace),
            "detail": detail,
            "message": detail,
        });
        if !invalid.is_empty()
            && let Some(body) = body.as_object_mut()
        {
            body.insert("invalid_parameters".to_owned(), Value::Array(invalid));
        }
        let media = [(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))];
        let mut response = (status, media, body.to_string()).into_response();
        self.add_headers(response.headers_mut());
        response
    }

    fn add_headers(&self, headers: &mut axum::http::HeaderMap) {
        match &*self.0 {
            Kind::Said(Error::TooMany { retry_after_s }, _) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(*retry_after_s));
                // The IETF draft "RateLimit header fields for HTTP", sections 3 and 4.
                let policy = HeaderValue::from_static("\"attempts\";q=5;w=900");
                headers.insert("ratelimit-policy", policy);
                if let Ok(left) = HeaderValue::from_str(&format!("\"attempts\";r=0;t={retry_after_s}")) {
                    headers.insert("ratelimit", left);
                }
            }
            Kind::Said(Error::SignIn, _) => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
    }

    /// The end of the type, the sentence, and what is wrong member by member.
    fn said(&self, call: &Call) -> (String, String, Vec<Value>) {
        let texts = &call.app.texts;
        match &*self.0 {
            Kind::Broken(invalid) => {
                let list = invalid.iter().map(|it| it.json(texts)).collect();
                ("invalid".to_owned(), texts.say("api-invalid", &[]), list)
            }
            Kind::Http(status, code) => {
                // The contracts let no 400 be without a word of what is wrong.
                let is_bad = *status == StatusCode::BAD_REQUEST;
                let list = is_bad
                    .then(|| Invalid { source: "url", ..Invalid::member("url", "invalid") }.json(texts));
                ((*code).to_owned(), refusal(call, code), list.into_iter().collect())
            }
            Kind::Limited(code, limit) => {
                let key = format!("limited-{}", code.replace(['_', '.'], "-"));
                ((*code).to_owned(), texts.say(&key, &[("limit", Arg::Number(*limit))]), Vec::new())
            }
            Kind::Said(Error::Invalid(errors), names) => {
                let list: Vec<Invalid> = errors.iter().map(|it| Invalid::of(it, names)).collect();
                let detail = texts.say(if is_taken(errors) { "api-taken" } else { "api-invalid" }, &[]);
                ("invalid".to_owned(), detail, list.iter().map(|it| it.json(texts)).collect())
            }
            Kind::Said(error, _) => {
                let (kind, detail) = sentence(call, error);
                let is_bad = status(error) == StatusCode::BAD_REQUEST;
                let list = is_bad.then(
                    || json!({ "field": "request", "rule": "invalid", "source": "request", "reason": detail }),
                );
                (kind, detail, list.into_iter().collect())
            }
        }
    }

    fn title(&self) -> &'static str {
        if let Kind::Said(Error::Refused(code), _) = &*self.0 {
            match *code {
                // A client of the contract looks for this word to say that an account waits for approval.
                "developer.not_approved" => return "Developer is disabled",
                "developer.wrong_password" => return "Invalid Credentials",
                "scopes.unsupported" => return "Unsupported IDP",
                _ => {}
            }
        }
        self.status().canonical_reason().unwrap_or("Error")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// A name of ours, but for what the contracts give a name.
fn type_of(kind: &str) -> String {
    match kind {
        "scopes.unsupported" => "https://kongapi.info/konnect/portal/granted-scopes-unavailable".to_owned(),
        kind => format!("urn:portico:problem:{}", kind.replace(['_', '.'], "-")),
    }
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::SignIn => StatusCode::UNAUTHORIZED,
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::Invalid(errors) if is_taken(errors) => StatusCode::CONFLICT,
        Error::Invalid(_) => StatusCode::BAD_REQUEST,
        Error::Refused(code) => refused(code),
        Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Refusals that the contracts give another status than 409.
fn refused(code: Code) -> StatusCode {
    match code {
        "developer.wrong_password" | "developer.not_approved" | "session.ended" => StatusCode::UNAUTHORIZED,
        "application.too_many" | "credential.too_many" | "request.cross_site" => StatusCode::FORBIDDEN,
        "link.unknown" => StatusCode::NOT_FOUND,
        "link.used" | "link.expired" | "developer.already_confirmed" => StatusCode::GONE,
        "sso.absent" => StatusCode::BAD_REQUEST,
        "request.stale" => StatusCode::PRECONDITION_FAILED,
        "request.other" | "scopes.unsupported" => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::CONFLICT,
    }
}

/// Whether nothing is wrong but that a name is in use: the contracts call that a conflict.
fn is_taken(errors: &FieldErrors) -> bool {
    !errors.is_empty() && errors.iter().all(|it| it.code == "taken")
}

fn sentence(call: &Call, error: &Error) -> (String, String) {
    let say = |key: &str| call.app.texts.say(key, &[]);
    match error {
        Error::NotFound => ("not-found".to_owned(), say("api-not-found")),
        Error::SignIn => ("sign-in".to_owned(), say("api-sign-in")),
        Error::Forbidden(right) => (format!("forbidden-{right:?}").to_lowercase(), say("api-forbidden")),
        Error::Refused(code) => ((*code).to_owned(), refusal(call, code)),
        Error::TooMany { retry_after_s } => {
            let seconds = [("seconds", Arg::Number(i64::from(*retry_after_s)))];
            ("too-many".to_owned(), call.app.texts.say("error-429-text", &seconds))
        }
        Error::Invalid(_) => ("invalid".to_owned(), say("api-invalid")),
        Error::Unavailable(cause) => {
            tracing::warn!(trace = %call.trace, %cause, "unavailable");
            ("unavailable".to_owned(), say("error-503-text"))
        }
        Error::Internal(cause) => {
            tracing::error!(trace = %call.trace, %cause, "internal fault");
            ("internal".to_owned(), say("api-internal"))
        }
    }
}

/// The sentence of a refusal: that of the API where the one of the pages speaks of a page.
fn refusal(call: &Call, code: &str) -> String {
    let key = format!("refused-{}", code.replace(['_', '.'], "-"));
    let keys = [format!("api-{key}"), key];
    let key = keys.iter().find(|it| call.app.texts.has(it)).map_or("api-conflict", String::as_str);
    call.app.texts.say(key, &[])
}

/// Results whose errors name fields as the operation does.
pub(crate) trait Named<T> {
    /// The same, with these fields called as they are on the wire.
    fn named(self, names: Names) -> Result<T, Problem>;
}

impl<T> Named<T> for base::Result<T> {
    fn named(self, names: Names) -> Result<T, Problem> {
        self.map_err(|error| Problem(Arc::new(Kind::Said(error, names))))
    }
}
