//! Why the portal said no. Eight answers, and every door renders all of them.

use crate::{FieldErrors, Right};

/// The stable name of a refusal, `noun.reason`. It names the problem document's type and the sentence on the page.
pub type Code = &'static str;

/// What an operation gives.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the portal said no.
#[derive(Debug)]
pub enum Error {
    /// It does not exist, or not for the one who asks: 404.
    NotFound,
    /// Nobody is signed in, or the session has ended: sign in first (401 for machines).
    SignIn,
    /// It can be seen, but this may not be done: 403.
    Forbidden(Right),
    /// The input is wrong, field by field: 422.
    Invalid(FieldErrors),
    /// The state of the world says no: 409.
    Refused(Code),
    /// Too many attempts; try again after so many seconds: 429.
    TooMany {
        /// Seconds to wait.
        retry_after_s: u32,
    },
    /// Something that is needed is away for the moment (database locked, full, gone): 503.
    Unavailable(Report),
    /// A fault of ours: 500. The cause is logged once, at the door, with the call's id.
    Internal(Report),
}

impl Error {
    /// A fault of ours, in words for the log.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(Report::new(cause))
    }

    /// One wrong field.
    pub fn field(field: &str, code: Code) -> Self {
        Self::Invalid(FieldErrors::one(field, code))
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => out.write_str("not found"),
            Self::SignIn => out.write_str("not signed in"),
            Self::Forbidden(right) => write!(out, "the right {right:?} is missing"),
            Self::Invalid(errors) => write!(out, "invalid: {errors}"),
            Self::Refused(code) => write!(out, "refused: {code}"),
            Self::TooMany { retry_after_s } => write!(out, "too many attempts, wait {retry_after_s} s"),
            Self::Unavailable(report) => write!(out, "unavailable: {report}"),
            Self::Internal(report) => write!(out, "internal: {report}"),
        }
    }
}

impl std::error::Error for Error {}

/// The cause of a fault, for the log and never for the page.
#[derive(Debug)]
pub struct Report(String);

impl Report {
    /// Keeps the cause's words.
    pub fn new(cause: impl std::fmt::Display) -> Self {
        Self(cause.to_string())
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}
