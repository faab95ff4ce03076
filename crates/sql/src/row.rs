//! One row of an answer.

use std::str::FromStr;
use std::sync::Arc;

use base::{Error, Instant};

use crate::Value;

/// One row of an answer. Columns are asked for by name.
#[derive(Debug, Clone)]
pub struct Row {
    columns: Arc<[String]>,
    values: Vec<Value>,
}

impl Row {
    /// A row of these columns; the names are shared by all rows of an answer.
    pub(crate) fn new(columns: Arc<[String]>, values: Vec<Value>) -> Self {
        Self { columns, values }
    }

    /// The column's value. A missing column, an unexpected type and an unexpected NULL are faults of ours.
    pub fn get<T: FromValue>(&self, column: &str) -> base::Result<T> {
        let value = self.value(column)?;
        T::from_value(value)
            .ok_or_else(|| Error::internal(format!("column {column} is {}, not {}", value.kind(), T::WANTED)))
    }

    /// The column's text as an id, or as anything else that is parsed from text.
    pub fn id<T: FromStr>(&self, column: &str) -> base::Result<T> {
        Self::parse(column, &self.get::<String>(column)?)
    }

    /// The column's text as an id, or nothing where it is NULL.
    pub fn maybe_id<T: FromStr>(&self, column: &str) -> base::Result<Option<T>> {
        self.get::<Option<String>>(column)?.map(|text| Self::parse(column, &text)).transpose()
    }

    fn parse<T: FromStr>(column: &str, text: &str) -> base::Result<T> {
        text.parse().map_err(|_| {
            Error::internal(format!("column {column} does not hold a {}", std::any::type_name::<T>()))
        })
    }

    fn value(&self, column: &str) -> base::Result<&Value> {
        let at = self.columns.iter().position(|it| it == column);
        at.and_then(|at| self.values.get(at))
            .ok_or_else(|| Error::internal(format!("no column {column} among {}", self.columns.join(", "))))
    }
}

/// What can be read from a column.
pub trait FromValue: Sized {
    /// What the column should hold, for the log.
    const WANTED: &'static str;
    /// The value, unless the column holds something else.
    fn from_value(value: &Value) -> Option<Self>;
}

impl<T: FromValue> FromValue for Option<T> {
    const WANTED: &'static str = T::WANTED;
    fn from_value(value: &Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::from_value(value).map(Some) }
    }
}

impl FromValue for String {
    const WANTED: &'static str = "text";
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Text(it) = value { it.clone() } else { None }
    }
}

impl FromValue for i64 {
    const WANTED: &'static str = "bigint";
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Int(it) = value { *it } else { None }
    }
}

impl FromValue for Instant {
    const WANTED: &'static str = "bigint";
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).map(Self::from_micros)
    }
}

/// SQLite has no truth of its own: there, 0 and 1 are accepted too.
impl FromValue for bool {
    const WANTED: &'static str = "boolean";
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(it) => *it,
            Value::Int(Some(0)) => Some(false),
            Value::Int(Some(1)) => Some(true),
            _ => None,
        }
    }
}

impl FromValue for Vec<u8> {
    const WANTED: &'static str = "bytea";
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Bytes(it) = value { it.clone() } else { None }
    }
}
