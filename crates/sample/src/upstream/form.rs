//! A request body, read field by field. Every wrong field is collected, so that the caller hears of all at once.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::Problem;
use crate::world::Day;

/// The fields of an object, and what was wrong with those read so far.
pub(crate) struct Form {
    value: Value,
    prefix: String,
    errors: Vec<(String, String)>,
}

impl Form {
    /// The fields of this object.
    pub(crate) fn of(value: Value) -> Self {
        Self { value, prefix: String::new(), errors: Vec::new() }
    }

    /// Whether a field is there and not null.
    pub(crate) fn has(&self, name: &str) -> bool {
        !self.value[name].is_null()
    }

    /// A text that must be there. Empty when it was wrong.
    pub(crate) fn text(&mut self, name: &str, longest: usize) -> String {
        if self.has(name) {
            self.optional_text(name, longest).unwrap_or_default()
        } else {
            self.wrong(name, "is required");
            String::new()
        }
    }

    /// A text that may be missing, trimmed.
    pub(crate) fn optional_text(&mut self, name: &str, longest: usize) -> Option<String> {
        let text = match &self.value[name] {
            Value::Null => return None,
            Value::String(text) => Some(text.trim().to_owned()),
            _ => None,
        };
        match text {
            None => self.wrong(name, "must be a text"),
            Some(text) if text.is_empty() => self.wrong(name, "is required"),
            Some(text) if text.chars().count() > longest => {
                self.wrong(name, &format!("must have at most {longest} characters"));
            }
            Some(text) if text.chars().any(char::is_control) => {
                self.wrong(name, "must not contain control characters");
            }
            Some(text) => return Some(text),
        }
        None
    }

    /// An e-mail address that must be there.
    pub(crate) fn email(&mut self, name: &str) -> String {
        let text = self.text(name, 120);
        let well_formed = text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.contains('.') && !text.contains(' ') && !domain.contains('@')
        });
        if !text.is_empty() && !well_formed {
            self.wrong(name, "must be an e-mail address");
        }
        text
    }

    /// One of a list of words; the first when it was wrong.
    pub(crate) fn one_of(&mut self, name: &str, choices: &[&'static str]) -> &'static str {
        let text = self.text(name, 60);
        let choice = choices.iter().find(|it| **it == text);
        if choice.is_none() && !text.is_empty() {
            self.wrong(name, &format!("must be one of {}", choices.join(", ")));
        }
        choice.or(choices.first()).copied().unwrap_or_default()
    }

    /// A whole number that must be there. The range's start when it was wrong.
    pub(crate) fn whole(&mut self, name: &str, range: RangeInclusive<i64>) -> i64 {
        let start = *range.start();
        if self.has(name) {
            self.optional_whole(name, range).unwrap_or(start)
        } else {
            self.wrong(name, "is required");
            start
        }
    }

    /// A whole number that may be missing.
    pub(crate) fn optional_whole(&mut self, name: &str, range: RangeInclusive<i64>) -> Option<i64> {
        if !self.has(name) {
            return None;
        }
        let number = self.value[name].as_i64().filter(|it| range.contains(it));
        if number.is_none() {
            self.wrong(name, &format!("must be a whole number from {} to {}", range.start(), range.end()));
        }
        number
    }

    /// A number with decimals that must be there. Zero when it was wrong.
    pub(crate) fn decimal(&mut self, name: &str, range: RangeInclusive<f64>) -> f64 {
        let number = self.value[name].as_f64().filter(|it| range.contains(it));
        if number.is_none() {
            self.wrong(name, &format!("must be a number from {} to {}", range.start(), range.end()));
        }
        number.unwrap_or_default()
    }

    /// A yes or no that may be missing, and is no then.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        match self.value[name] {
            Value::Bool(flag) => return flag,
            Value::Null => {}
            _ => self.wrong(name, "must be true or false"),
        }
        false
    }

    /// A day that must be there.
    pub(crate) fn day(&mut self, name: &str) -> Day {
        let text = self.text(name, 10);
        let day = Day::parse(&text);
        if day.is_none() && !text.is_empty() {
            self.wrong(name, "must be a day from 2020 to 2039, like 2026-06-12");
        }
        day.unwrap_or(Day::TODAY)
    }

    /// An object that must be there.
    pub(crate) fn object<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.has(name) {
            self.optional_object(name, read)
        } else {
            self.wrong(name, "is required");
            None
        }
    }

    /// An object that may be missing.
    pub(crate) fn optional_object<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if !self.has(name) {
            return None;
        }
        let value = self.value[name].clone();
        self.inside(name, value, read)
    }

    /// A list of objects that must be there.
    pub(crate) fn objects<T>(
        &mut self,
        name: &str,
        count: RangeInclusive<usize>,
        mut read: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        match self.value[name].take() {
            Value::Array(values) if count.contains(&values.len()) => {
                let each = values.into_iter().enumerate();
                each.filter_map(|(at, it)| self.inside(&format!("{name}[{at}]"), it, &mut read)).collect()
            }
            Value::Null => {
                self.wrong(name, "is required");
                Vec::new()
            }
            _ => {
                self.wrong(name, &format!("must be a list of {} to {} objects", count.start(), count.end()));
                Vec::new()
            }
        }
    }

    /// Notes that a field is wrong.
    pub(crate) fn wrong(&mut self, name: &str, message: &str) {
        self.errors.push((format!("{}{name}", self.prefix), message.to_owned()));
    }

    /// Whether nothing was wrong.
    pub(crate) fn done(&mut self) -> Result<(), Problem> {
        if self.errors.is_empty() { Ok(()) } else { Err(Problem::invalid(std::mem::take(&mut self.errors))) }
    }

    fn inside<T>(&mut self, name: &str, value: Value, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if !value.is_object() {
            self.wrong(name, "must be an object");
            return None;
        }
        let prefix = format!("{}{name}.", self.prefix);
        let mut inner = Self { value, prefix, errors: Vec::new() };
        let read = read(&mut inner);
        self.errors.append(&mut inner.errors);
        Some(read)
    }
}
