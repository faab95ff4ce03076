//! Words that the two databases spell differently. A statement writes `{word}`; everything else in it is common.
//!
//! | word | PostgreSQL | SQLite | for |
//! |---|---|---|---|
//! | `{for_update}` | `for update` | nothing: there is one writer | locking the rows that are read |
//! | `{skip_locked}` | `skip locked` | nothing | after `{for_update}`: leave rows that another node works on |
//! | `{like}` | `ilike` | `like` | comparing with a pattern, ignoring case (SQLite: of ASCII letters) |

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, PoisonError, RwLock};

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

use crate::{Backend, Failure, Result};

/// The words: name, PostgreSQL's spelling, SQLite's spelling.
const WORDS: [(&str, &str, &str); 3] =
    [("for_update", "for update", ""), ("skip_locked", "skip locked", ""), ("like", "ilike", "like")];

/// A pattern for `{like} $1 escape '\'` that finds the text anywhere.
pub fn containing(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for it in text.chars() {
        if matches!(it, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(it);
    }
    pattern.push('%');
    pattern
}

/// Statements with their words replaced, each made once.
pub(crate) struct Dialect {
    backend: Backend,
    known: RwLock<HashMap<&'static str, Arc<str>>>,
}

impl Dialect {
    pub(crate) fn new(backend: Backend) -> Self {
        Self { backend, known: RwLock::default() }
    }

    /// The statement as this database wants it.
    pub(crate) fn say(&self, sql: &'static str) -> Result<SqlStr> {
        if !sql.contains('{') {
            return Ok(sql.into_sql_str());
        }
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).get(sql).cloned();
        let said = if let Some(said) = known {
            said
        } else {
            let said = Arc::<str>::from(replace(self.backend, sql)?);
            self.known.write().unwrap_or_else(PoisonError::into_inner).insert(sql, Arc::clone(&said));
            said
        };
        Ok(AssertSqlSafe(said).into_sql_str())
    }

    /// A statement that was put together of constants, as this database wants it.
    pub(crate) fn say_composed(&self, sql: &str) -> Result<SqlStr> {
        Ok(AssertSqlSafe(replace(self.backend, sql)?).into_sql_str())
    }
}

/// Braces around anything but lower-case letters and `_` are left alone, so that `'{}'` stays what it is.
fn replace(backend: Backend, sql: &str) -> Result<String> {
    let mut said = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let end = after.find(|it: char| !it.is_ascii_lowercase() && it != '_').unwrap_or(after.len());
        let (word, tail) = after.split_at(end);
        match tail.strip_prefix('}') {
            Some(tail) if !word.is_empty() => {
                said.push_str(spelling(backend, word)?);
                rest = tail;
            }
            _ => {
                said.push('{');
                rest = after;
            }
        }
    }
    said.push_str(rest);
    Ok(said)
}

fn spelling(backend: Backend, word: &str) -> Result<&'static str> {
    let found = WORDS.iter().find(|(name, _, _)| *name == word);
    match (found, backend) {
        (Some((_, postgres, _)), Backend::Postgres) => Ok(postgres),
        (Some((_, _, sqlite)), Backend::Sqlite) => Ok(sqlite),
        (None, _) => {
            let mut words = String::new();
            for (name, _, _) in WORDS {
                let _ = write!(words, " {{{name}}}");
            }
            Err(Failure::Broken(format!("no word {{{word}}} in the dialect; there are{words}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_replaced_and_other_braces_stay() {
        let sql = "select '{}', '{\"a\":1}' from t where a {like} $1 {for_update}{";
        assert_eq!(
            replace(Backend::Postgres, sql).unwrap(),
            "select '{}', '{\"a\":1}' from t where a ilike $1 for update{"
        );
        assert_eq!(
            replace(Backend::Sqlite, sql).unwrap(),
            "select '{}', '{\"a\":1}' from t where a like $1 {"
        );
        assert!(matches!(replace(Backend::Sqlite, "select {nothing}"), Err(Failure::Broken(_))));
    }

    #[test]
    fn a_pattern_takes_its_text_literally() {
        assert_eq!(containing(r"100%_\"), r"%100\%\_\\%");
    }
}
