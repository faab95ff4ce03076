//! Amounts. Inside, always whole cents of euros.

use serde_json::{Value, json};

/// `{"amount": 3850, "currency": "EUR"}`: minor units, as the versions of today answer.
pub(crate) fn euros(cents: i64) -> Value {
    json!({ "amount": cents, "currency": "EUR" })
}

/// `"38.50"`: a decimal text, as the first versions answer.
pub(crate) fn decimal(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}
