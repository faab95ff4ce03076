//! Examples: the author's, brought into form; or made from a schema, so that they fit it.

mod cut;
mod fits;
mod number;
mod pattern;
mod sampler;
mod string;

use serde_json::Value;

use super::{Reader, text};
use crate::model::{Example, Origin};
use sampler::Sampler;

/// The longest example, in bytes.
const MAX_BYTES: usize = 24 * 1024;

/// Which way a value goes: what is only in answers is not in a request, and the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Request,
    Response,
    Neither,
}

/// A value that fits the schema; nothing when there is none that ends.
pub(super) fn value<'d>(reader: &Reader<'d>, schema: &'d Value, purpose: Purpose) -> Option<Value> {
    Sampler::new(reader, purpose).sample(schema, 0, 0)
}

/// A JSON text that fits the schema.
pub(super) fn text<'d>(reader: &Reader<'d>, schema: &'d Value, purpose: Purpose) -> Option<Example> {
    let value = value(reader, schema, purpose)?;
    Some(Example { origin: Origin::Shape, ..written(&value, true) })
}

/// The author's value as a text: JSON, or what a text says. JSON that was put into quotes is taken out of them.
pub(super) fn written(value: &Value, is_json: bool) -> Example {
    let unquoted = value.as_str().filter(|_| is_json).and_then(|it| serde_json::from_str::<Value>(it).ok());
    let value = unquoted.as_ref().unwrap_or(value);
    match value {
        Value::String(plain) if !is_json => {
            let shortened = plain.len() > MAX_BYTES;
            Example { text: text::cleaned(plain, MAX_BYTES), shortened, ..Example::default() }
        }
        _ => {
            let (text, shortened) = cut::pretty(value, MAX_BYTES);
            Example { text: text::escaped(text), shortened, ..Example::default() }
        }
    }
}
