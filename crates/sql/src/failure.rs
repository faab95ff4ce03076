//! What can go wrong with a statement, in words that do not depend on the database.

use base::{Code, Error, Report};
use sqlx::postgres::PgDatabaseError;

/// What a statement gives.
pub type Result<T> = std::result::Result<T, Failure>;

/// Why a statement or a transaction failed. Whatever it was, the transaction is over: only dropping it is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A unique index says no. SQLite tells the columns, PostgreSQL the index and usually the columns.
    Taken {
        /// The index, where the database names it.
        index: Option<String>,
        /// The index's columns, where the database names them.
        columns: Vec<String>,
    },
    /// A foreign key says no: the row is referred to, or what it refers to is not there.
    Referenced(String),
    /// The database is locked, busy, full, broken or gone for the moment. Trying again may help.
    Unavailable(String),
    /// A fault of ours: a statement the database does not understand, a broken check, a wrong type.
    Broken(String),
}

impl Failure {
    /// Whether a unique index that involves this column said no.
    pub fn taken_on(&self, column: &str) -> bool {
        let Self::Taken { index, columns } = self else { return false };
        if columns.is_empty() {
            // Our unique indexes are named after the table and their last column.
            return index.as_deref().is_some_and(|it| it.ends_with(&format!("_{column}")));
        }
        columns.iter().any(|it| it == column)
    }

    /// Whether a foreign key said no.
    pub fn is_referenced(&self) -> bool {
        matches!(self, Self::Referenced(_))
    }

    /// What the driver's error means; `doing` is the statement, for the log. It holds no values.
    pub(crate) fn of(error: &sqlx::Error, doing: &str) -> Self {
        match error {
            sqlx::Error::Database(it) => {
                let said = format!("{it} ({})", squeeze(doing));
                match it.try_downcast_ref::<PgDatabaseError>() {
                    Some(it) => of_postgres(it, said),
                    None => of_sqlite(it.code().as_deref(), it.message(), said),
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => Self::Unavailable(error.to_string()),
            _ => Self::Broken(format!("{error} ({})", squeeze(doing))),
        }
    }
}

/// Turns a broken unique index into the refusal with this code, and leaves every other failure as it is.
pub fn unless_taken<T>(result: Result<T>, code: Code) -> base::Result<T> {
    result.map_err(|failure| match failure {
        Failure::Taken { .. } => Error::Refused(code),
        other => other.into(),
    })
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unavailable(_) => Self::Unavailable(Report::new(failure)),
            _ => Self::Internal(Report::new(failure)),
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Taken { index, columns } => {
                let index = index.as_deref().unwrap_or("a unique index");
                write!(out, "taken: {index} on ({})", columns.join(", "))
            }
            Self::Referenced(said) => write!(out, "referenced: {said}"),
            Self::Unavailable(said) => write!(out, "database unavailable: {said}"),
            Self::Broken(said) => write!(out, "database: {said}"),
        }
    }
}

impl std::error::Error for Failure {}

/// The classes are those of the manual's appendix on error codes.
fn of_postgres(error: &PgDatabaseError, said: String) -> Failure {
    match error.code() {
        "23505" => Failure::Taken {
            index: error.constraint().map(str::to_owned),
            columns: error.detail().map(key_columns).unwrap_or_default(),
        },
        "23503" | "23001" => Failure::Referenced(said),
        // Serialisation and deadlock, time-outs and lock time-outs, a server that ends sessions, a standby.
        "40001" | "40P01" | "55P03" | "57014" | "25P03" | "25006" => Failure::Unavailable(said),
        code if ["08", "53", "57P", "58"].iter().any(|class| code.starts_with(class)) => {
            Failure::Unavailable(said)
        }
        _ => Failure::Broken(said),
    }
}

/// `Key (portal, email)=(…, …) already exists.` gives `portal` and `email`, in any language of the server.
fn key_columns(detail: &str) -> Vec<String> {
    let between = detail.split_once('(').and_then(|(_, rest)| rest.split_once(")=("));
    let Some((columns, _)) = between else { return Vec::new() };
    columns
        .split(|it: char| !it.is_alphanumeric() && it != '_')
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The low byte of a result code is its class; the rest says more.
fn of_sqlite(code: Option<&str>, message: &str, said: String) -> Failure {
    const UNIQUE: u32 = 2067;
    const PRIMARY_KEY: u32 = 1555;
    const FOREIGN_KEY: u32 = 787;
    const BUSY: u32 = 5;
    const LOCKED: u32 = 6;
    const NO_MEMORY: u32 = 7;
    const READ_ONLY: u32 = 8;
    const INTERRUPTED: u32 = 9;
    const IO: u32 = 10;
    const FULL: u32 = 13;
    const CANNOT_OPEN: u32 = 14;
    const PROTOCOL: u32 = 15;

    let code: u32 = code.and_then(|it| it.parse().ok()).unwrap_or_default();
    match (code, code & 0xff) {
        (UNIQUE | PRIMARY_KEY, _) => taken_in(message),
        (FOREIGN_KEY, _) => Failure::Referenced(said),
        (_, BUSY | LOCKED | NO_MEMORY | READ_ONLY | INTERRUPTED | IO | FULL | CANNOT_OPEN | PROTOCOL) => {
            Failure::Unavailable(said)
        }
        _ => Failure::Broken(said),
    }
}

/// `UNIQUE constraint failed: developers.portal, developers.email` gives the columns; an index on an expression
/// is named instead: `UNIQUE constraint failed: index 'developers_email'`.
fn taken_in(message: &str) -> Failure {
    let what = message.rsplit_once(": ").map_or("", |(_, what)| what);
    if let Some(index) = what.strip_prefix("index '") {
        return Failure::Taken { index: Some(index.trim_end_matches('\'').to_owned()), columns: Vec::new() };
    }
    let columns =
        what.split(", ").filter_map(|it| it.rsplit_once('.')).map(|(_, it)| it.to_owned()).collect();
    Failure::Taken { index: None, columns }
}

/// The beginning of a statement on one line: enough to find it by.
fn squeeze(sql: &str) -> String {
    let line = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_a_broken_index_are_found_in_both_databases_words() {
        let said = "UNIQUE constraint failed: developers.portal, developers.email";
        let failure = of_sqlite(Some("2067"), said, String::new());
        assert!(failure.taken_on("portal") && failure.taken_on("email") && !failure.taken_on("mail"));

        let columns = key_columns("Schlüssel »(portal, lower(email))=(a, b(c)=(d)« existiert bereits.");
        assert_eq!(columns, ["portal", "lower", "email"]);

        let failure = of_sqlite(Some("2067"), "UNIQUE constraint failed: index 'teams_name'", String::new());
        assert!(failure.taken_on("name") && !failure.taken_on("portal"));
    }

    #[test]
    fn what_passes_is_unavailable_and_the_rest_is_ours() {
        for code in ["5", "261", "6", "10", "778", "13", "14"] {
            assert!(matches!(of_sqlite(Some(code), "", String::new()), Failure::Unavailable(_)), "{code}");
        }
        for code in ["1", "11", "275", "1299", "20"] {
            assert!(matches!(of_sqlite(Some(code), "", String::new()), Failure::Broken(_)), "{code}");
        }
        assert!(of_sqlite(Some("787"), "", String::new()).is_referenced());
    }
}
