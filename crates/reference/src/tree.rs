//! Builds the tree of values, from JSON or YAML alike, and stops when a budget is spent.
//!
//! A node takes about seventy bytes and a small object several hundred, so the number of nodes is
//! what bounds memory. Aliases are counted as what they stand for.

use std::cell::Cell;
use std::fmt;
use std::time::{Duration, Instant};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The most levels of objects and lists within each other.
pub(crate) const MAX_DEPTH: usize = 100;

/// The most values in a document: twice what 16 MiB of a real one hold.
pub(crate) const MAX_NODES: usize = 750_000;

/// The most time that reading a document may take. Nobody waits longer for an answer.
const MAX_TIME: Duration = Duration::from_mins(1);

/// How many values are read between two looks at the clock.
const TICK: usize = 4_096;

/// What may still be spent.
pub(crate) struct Budget {
    nodes: Cell<usize>,
    text: Cell<usize>,
    until: Instant,
}

impl Budget {
    /// A budget of nodes, and of so many bytes of text.
    pub(crate) fn new(text: usize) -> Self {
        Self { nodes: Cell::new(MAX_NODES), text: Cell::new(text), until: Instant::now() + MAX_TIME }
    }

    fn node<E: Error>(&self) -> Result<(), E> {
        let spent = || E::custom(too_many());
        let left = self.nodes.get().checked_sub(1).ok_or_else(spent)?;
        self.nodes.set(left);
        if left.is_multiple_of(TICK) && Instant::now() > self.until {
            return Err(E::custom("reading the document takes too long"));
        }
        Ok(())
    }

    fn text<E: Error>(&self, text: &str) -> Result<(), E> {
        if text.contains('\0') {
            return Err(E::custom("a text holds the character U+0000"));
        }
        let spent = || E::custom("the document is too large when its aliases are written out");
        self.text.set(self.text.get().checked_sub(text.len()).ok_or_else(spent)?);
        Ok(())
    }
}

/// What is said of a document that is too deep.
pub(crate) fn too_deep() -> String {
    format!("objects and lists are nested more than {MAX_DEPTH} deep")
}

/// What is said of a document that holds too much.
pub(crate) fn too_many() -> String {
    format!("the document has more than {MAX_NODES} values")
}

/// Reads one value at some depth.
#[derive(Clone, Copy)]
pub(crate) struct Tree<'b> {
    budget: &'b Budget,
    depth: usize,
}

impl<'b> Tree<'b> {
    /// Reads the document's own value.
    pub(crate) fn root(budget: &'b Budget) -> Self {
        Self { budget, depth: 0 }
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(too_deep()));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Value, D::Error> {
        self.budget.node()?;
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, input: D) -> Result<Value, D::Error> {
        input.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number is not finite"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.budget.text(value)?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.budget.text(&value)?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut input: A) -> Result<Value, A::Error> {
        let deeper = self.deeper()?;
        let mut list = Vec::new();
        while let Some(value) = input.next_element_seed(deeper)? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<Value, A::Error> {
        let deeper = self.deeper()?;
        let mut map = Map::new();
        while let Some(key) = input.next_key::<String>()? {
            self.budget.text(&key)?;
            if map.contains_key(&key) {
                return Err(A::Error::custom(format_args!("the key `{key}` appears twice")));
            }
            map.insert(key, input.next_value_seed(deeper)?);
        }
        Ok(Value::Object(map))
    }
}
