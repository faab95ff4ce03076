//! Whether a value fits a schema, as far as examples need to know: kinds, choices, limits, properties, groups.
//!
//! Patterns and formats are not looked at, and a judgement that takes too long is a kind one: the author is trusted.

use std::cell::Cell;

use serde_json::{Map, Value};

use super::Purpose;
use crate::Dialect;
use crate::read::Reader;
use crate::read::merged::Merged;

/// The most schemas that one judgement looks at.
const FUEL: usize = 1_500;

const MAX_DEPTH: usize = 16;

pub(super) struct Judge<'r, 'd> {
    reader: &'r Reader<'d>,
    purpose: Purpose,
    fuel: Cell<usize>,
}

impl<'r, 'd> Judge<'r, 'd> {
    pub(super) fn new(reader: &'r Reader<'d>, purpose: Purpose) -> Self {
        Self { reader, purpose, fuel: Cell::new(FUEL) }
    }

    /// Whether the value fits.
    pub(super) fn fits(&self, schema: &'d Value, value: &Value) -> bool {
        self.at(schema, value, 0)
    }

    fn at(&self, schema: &'d Value, value: &Value, depth: usize) -> bool {
        let Some(fuel) = self.fuel.get().checked_sub(1) else { return true };
        self.fuel.set(fuel);
        if depth > MAX_DEPTH {
            return true;
        }
        let merged = Merged::of(self.reader, schema);
        if merged.never {
            return false;
        }
        is_of_kind(&merged, value)
            && is_chosen(&merged, value)
            && self.is_within_limits(&merged, value)
            && self.holds(&merged, value, depth)
            && self.groups(&merged, value, depth)
    }

    fn groups(&self, merged: &Merged<'d>, value: &Value, depth: usize) -> bool {
        let count = |options: &'d [Value]| options.iter().filter(|it| self.at(it, value, depth + 1)).count();
        merged.groups("oneOf").all(|it| count(it) == 1)
            && merged.groups("anyOf").all(|it| count(it) > 0)
            && merged.each("not").all(|it| !it.is_object() || !self.at(it, value, depth + 1))
    }

    fn is_within_limits(&self, merged: &Merged<'d>, value: &Value) -> bool {
        let number = |key: &str| merged.get(key).and_then(Value::as_f64);
        #[expect(clippy::cast_precision_loss, reason = "lengths are far below 2^52")]
        let counted = |least: &str, most: &str, count: usize| {
            number(least).is_none_or(|it| count as f64 >= it)
                && number(most).is_none_or(|it| count as f64 <= it)
        };
        match value {
            Value::String(text) => counted("minLength", "maxLength", text.chars().count()),
            Value::Array(list) => {
                let is_unique = || list.iter().enumerate().all(|(at, it)| !list[..at].contains(it));
                counted("minItems", "maxItems", list.len())
                    && (!merged.flag("uniqueItems") || list.len() > 100 || is_unique())
            }
            Value::Object(map) => counted("minProperties", "maxProperties", map.len()),
            Value::Number(value) => {
                let bounds = Bounds::of(self.reader.dialect, merged);
                value.as_f64().is_none_or(|it| bounds.hold(it))
            }
            _ => true,
        }
    }

    fn holds(&self, merged: &Merged<'d>, value: &Value, depth: usize) -> bool {
        match value {
            Value::Object(map) => self.object(merged, map, depth),
            Value::Array(list) => {
                let tuple =
                    merged.get("prefixItems").or_else(|| merged.get("items").filter(|it| it.is_array()));
                let tuple = tuple.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                let items = merged.get("items").filter(|it| !it.is_array());
                tuple.iter().zip(list).all(|(schema, it)| self.at(schema, it, depth + 1))
                    && list
                        .iter()
                        .skip(tuple.len())
                        .all(|it| items.is_none_or(|schema| self.at(schema, it, depth + 1)))
            }
            _ => true,
        }
    }

    fn object(&self, merged: &Merged<'d>, map: &Map<String, Value>, depth: usize) -> bool {
        let properties = merged.properties();
        for (name, schema, required) in &properties {
            match map.get(*name) {
                Some(value) if !self.at(schema, value, depth + 1) => return false,
                None if *required && !self.may_be_absent(schema) => return false,
                _ => {}
            }
        }
        if merged.undescribed().iter().any(|it| !map.contains_key(*it)) {
            return false;
        }
        let others = merged.get("additionalProperties").filter(|_| merged.get("patternProperties").is_none());
        let Some(others) = others else { return true };
        let is_known = |key: &String| properties.iter().any(|(name, _, _)| name == key);
        map.iter().all(|(key, value)| {
            is_known(key) || *others == Value::Bool(true) || self.at(others, value, depth + 1)
        })
    }

    fn may_be_absent(&self, schema: &'d Value) -> bool {
        let merged = Merged::of(self.reader, schema);
        match self.purpose {
            Purpose::Request => merged.flag("readOnly"),
            Purpose::Response => merged.flag("writeOnly"),
            Purpose::Neither => false,
        }
    }
}

fn is_of_kind(merged: &Merged<'_>, value: &Value) -> bool {
    let types = merged.types();
    let fits = |kind: &&str| match (*kind, value) {
        ("null", Value::Null)
        | ("boolean", Value::Bool(_))
        | ("string" | "file", Value::String(_))
        | ("number", Value::Number(_))
        | ("array", Value::Array(_))
        | ("object", Value::Object(_)) => true,
        ("integer", Value::Number(it)) => {
            it.is_i64() || it.is_u64() || it.as_f64().is_some_and(|it| it.fract() == 0.0)
        }
        (kind, _) => {
            !["null", "boolean", "string", "number", "array", "object", "integer", "file"].contains(&kind)
        }
    };
    types.is_empty() || types.iter().any(fits)
}

fn is_chosen(merged: &Merged<'_>, value: &Value) -> bool {
    let is_listed = merged.get("enum").and_then(Value::as_array).is_none_or(|it| it.contains(value));
    is_listed && merged.get("const").is_none_or(|it| it == value)
}

/// What a number must keep to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub(super) low: Option<(f64, bool)>,
    pub(super) high: Option<(f64, bool)>,
    pub(super) step: Option<f64>,
}

impl Bounds {
    /// The bounds of a schema; the flag says that the bound itself is outside. A number that excludes is one of 3.1,
    /// a yes that excludes one of 3.0, and each is understood in both.
    pub(super) fn of(_: Dialect, merged: &Merged<'_>) -> Self {
        let number = |key: &str| merged.get(key).and_then(Value::as_f64);
        let bound = |plain: &str, sharp: &str| match number(sharp) {
            Some(it) => Some((it, true)),
            None => number(plain).map(|it| (it, merged.flag(sharp))),
        };
        Self {
            low: bound("minimum", "exclusiveMinimum"),
            high: bound("maximum", "exclusiveMaximum"),
            step: number("multipleOf").filter(|it| *it > 0.0),
        }
    }

    /// Whether the number is within.
    pub(super) fn hold(&self, value: f64) -> bool {
        let above = self.low.is_none_or(|(it, sharp)| if sharp { value > it } else { value >= it });
        let below = self.high.is_none_or(|(it, sharp)| if sharp { value < it } else { value <= it });
        let is_step = |step: f64| {
            let times = value / step;
            (times - times.round()).abs() < 1e-6
        };
        above && below && self.step.is_none_or(is_step)
    }
}
