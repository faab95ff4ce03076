//! What is wrong with an input, field by field.

use crate::{Code, Error, Result};

/// One wrong field. `code` is the rule that was broken, in the words of the published contract
/// (`required`, `max_length`, `is_fqdn`, `matches_regex`, `invalid`, …) or `taken`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The input's name, as the form and the JSON body spell it.
    pub field: String,
    /// The rule that was broken. The sentence's key is `invalid-` and this.
    pub code: Code,
    /// The rule's number, where it has one (`max_length`: 255).
    pub limit: Option<i64>,
    /// What a parser said, where words help (`line 3, column 7: …`).
    pub detail: Option<String>,
}

/// All that is wrong with an input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One wrong field.
    pub fn one(field: &str, code: Code) -> Self {
        let mut errors = Self::new();
        errors.add(field, code);
        errors
    }

    /// Adds a broken rule.
    pub fn add(&mut self, field: &str, code: Code) {
        self.0.push(FieldError { field: field.to_owned(), code, limit: None, detail: None });
    }

    /// Adds a broken rule that has a number.
    pub fn add_limit(&mut self, field: &str, code: Code, limit: i64) {
        self.0.push(FieldError { field: field.to_owned(), code, limit: Some(limit), detail: None });
    }

    /// Adds a broken rule with a parser's words.
    pub fn add_detail(&mut self, field: &str, code: Code, detail: String) {
        self.0.push(FieldError { field: field.to_owned(), code, limit: None, detail: Some(detail) });
    }

    /// Keeps the value, or notes what is wrong with the field and goes on.
    pub fn take<T>(&mut self, field: &str, parsed: std::result::Result<T, Broken>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(Broken { code, limit }) => {
                self.0.push(FieldError { field: field.to_owned(), code, limit, detail: None });
                None
            }
        }
    }

    /// Keeps what a check of several fields gives, or notes all that it found wrong and goes on.
    pub fn join<T>(&mut self, checked: Result<T>) -> Result<Option<T>> {
        match checked {
            Ok(value) => Ok(Some(value)),
            Err(Error::Invalid(errors)) => {
                self.0.extend(errors.0);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Notes what is wrong with another input too, each under the name that it has here.
    pub fn adopt(&mut self, others: &Self, name: impl Fn(&str) -> String) {
        self.0.extend(others.iter().map(|it| FieldError { field: name(&it.field), ..it.clone() }));
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong, in the order in which it was found.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }

    /// The first thing wrong with the field.
    pub fn of(&self, field: &str) -> Option<&FieldError> {
        self.0.iter().find(|it| it.field == field)
    }

    /// `Ok` when nothing is wrong.
    pub fn into_result(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }
}

impl std::fmt::Display for FieldErrors {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, it) in self.0.iter().enumerate() {
            if at > 0 {
                out.write_str(", ")?;
            }
            write!(out, "{}: {}", it.field, it.code)?;
        }
        Ok(())
    }
}

/// The rule that a single value broke; the field's name is added by the one who knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// The rule.
    pub code: Code,
    /// Its number, where it has one.
    pub limit: Option<i64>,
}

impl Broken {
    /// A rule without a number.
    pub const fn rule(code: Code) -> Self {
        Self { code, limit: None }
    }

    /// A rule with a number.
    pub const fn limit(code: Code, limit: i64) -> Self {
        Self { code, limit: Some(limit) }
    }
}
