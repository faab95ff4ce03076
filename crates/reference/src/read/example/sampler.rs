//! Makes a value that fits a schema: what the author shows, where it fits, and else the plainest that does.

use serde_json::{Map, Value};

use super::fits::Judge;
use super::{Purpose, number, string};
use crate::read::Reader;
use crate::read::merged::Merged;

/// The most values within one that is made, and levels of them.
const MAX_NODES: usize = 150;
const MAX_DEPTH: usize = 8;

/// Below this level, or with so little room, only what must be there is made.
const OPTIONAL_DEPTH: usize = 4;
const OPTIONAL_ROOM: usize = 12;

/// The most shapes of a group that are tried.
const MAX_TRIES: usize = 6;

/// The most items of a list that asks for many.
const MAX_ITEMS: u64 = 5;

pub(super) struct Sampler<'r, 'd> {
    reader: &'r Reader<'d>,
    purpose: Purpose,
    nodes: usize,
    /// The schemas in which it stands: what refers to one of them stands in itself.
    way: Vec<&'d Value>,
}

impl<'r, 'd> Sampler<'r, 'd> {
    pub(super) fn new(reader: &'r Reader<'d>, purpose: Purpose) -> Self {
        Self { reader, purpose, nodes: MAX_NODES, way: Vec::new() }
    }

    /// A value that fits; `variant` makes it another than its neighbours.
    pub(super) fn sample(&mut self, schema: &'d Value, depth: usize, variant: usize) -> Option<Value> {
        let merged = Merged::of(self.reader, schema);
        let is_circle = merged.is_circle || merged.is_among(&self.way);
        if merged.never || is_circle || depth > MAX_DEPTH || self.nodes == 0 {
            return None;
        }
        self.nodes -= 1;
        let before = self.way.len();
        self.way.extend(&merged.chain);
        let shown = if variant == 0 { self.shown(&merged, schema) } else { None };
        let value = shown.or_else(|| self.made(&merged, depth, variant));
        self.way.truncate(before);
        value
    }

    /// What the author shows, when it fits.
    fn shown(&self, merged: &Merged<'d>, schema: &'d Value) -> Option<Value> {
        let listed = || merged.get("examples")?.as_array()?.first();
        let values = [merged.get("const"), merged.get("example"), listed(), merged.get("default")];
        values.into_iter().flatten().find(|it| self.judge().fits(schema, it)).cloned()
    }

    fn judge(&self) -> Judge<'r, 'd> {
        Judge::new(self.reader, self.purpose)
    }

    fn made(&mut self, merged: &Merged<'d>, depth: usize, variant: usize) -> Option<Value> {
        if let Some(only) = merged.get("const") {
            return Some(only.clone());
        }
        if let Some(choices) = merged.get("enum").and_then(Value::as_array).filter(|it| !it.is_empty()) {
            let plain = choices.iter().filter(|it| !it.is_null()).cycle().nth(variant.min(choices.len()));
            return plain.or(choices.first()).cloned();
        }
        let mut value = self.plain(merged, depth, variant);
        for key in ["oneOf", "anyOf"] {
            for options in merged.groups(key) {
                value = self.chosen(merged, options, value, (key, depth, variant));
            }
        }
        if value.is_none()
            && merged.types().is_empty()
            && merged.groups("oneOf").chain(merged.groups("anyOf")).next().is_none()
        {
            return Some(Value::Object(Map::new()));
        }
        value
    }

    /// The value without regard to groups; nothing when the schema says nothing of itself.
    fn plain(&mut self, merged: &Merged<'d>, depth: usize, variant: usize) -> Option<Value> {
        let types = merged.types();
        let kind = types.iter().find(|it| **it != "null").or(types.first())?;
        match *kind {
            "object" => self.object(merged, depth),
            "array" => self.array(merged, depth),
            "integer" => Some(number::integer(merged, variant)),
            "number" => Some(number::number(merged, variant)),
            "boolean" => Some(Value::Bool(variant.is_multiple_of(2))),
            "null" => Some(Value::Null),
            _ => Some(string::made(merged, variant).into()),
        }
    }

    /// The value with the first shape of a group with which it fits.
    fn chosen(
        &mut self,
        merged: &Merged<'d>,
        options: &'d [Value],
        base: Option<Value>,
        (key, depth, variant): (&str, usize, usize),
    ) -> Option<Value> {
        let mut first = None;
        for option in options.iter().take(MAX_TRIES) {
            let Some(made) = self.sample(option, depth + 1, variant) else { continue };
            let mut value = together(base.clone(), made);
            self.tell_apart(merged, option, &mut value);
            let judge = self.judge();
            let fitting = options.iter().filter(|it| judge.fits(it, &value)).count();
            if fitting == 1 || fitting > 1 && key == "anyOf" {
                return Some(value);
            }
            first = first.or(Some(value));
        }
        first.or(base)
    }

    /// Lets the value say which shape it has.
    fn tell_apart(&self, merged: &Merged<'d>, option: &'d Value, value: &mut Value) {
        let (Some(said), Some(map)) = (merged.get("discriminator"), value.as_object_mut()) else { return };
        let Some(property) = said.get("propertyName").and_then(Value::as_str) else { return };
        let Some(target) = option.get("$ref").and_then(Value::as_str) else { return };
        let shape = Merged::of(self.reader, option);
        let own = shape.properties().into_iter().find(|(name, _, _)| *name == property);
        let is_fixed = own.is_some_and(|(_, it, _)| {
            let it = Merged::of(self.reader, it);
            it.get("const").is_some() || it.get("enum").is_some()
        });
        if is_fixed {
            return;
        }
        let name = self.reader.names.target(target);
        let mapping = said.get("mapping").and_then(Value::as_object).into_iter().flatten();
        let mapped = mapping.filter_map(|(value, it)| Some((value, self.reader.names.meant(it.as_str()?)?)));
        let mapped = mapped.into_iter().find(|(_, it)| Some(*it) == name).map(|(value, _)| value.clone());
        if let Some(word) = mapped.or_else(|| name.map(|it| it.label.clone())) {
            map.insert(property.to_owned(), word.into());
        }
    }

    fn object(&mut self, merged: &Merged<'d>, depth: usize) -> Option<Value> {
        let mut map = Map::new();
        let most = merged.get("maxProperties").and_then(Value::as_u64).unwrap_or(u64::MAX);
        let properties = merged.properties();
        let mut needed = properties.iter().filter(|it| it.2).count();
        for (name, schema, required) in properties {
            needed -= usize::from(required);
            if self.is_absent(schema) {
                continue;
            }
            let has_room =
                self.nodes > OPTIONAL_ROOM + needed && depth < OPTIONAL_DEPTH && (map.len() as u64) < most;
            if required || has_room {
                match self.sample(schema, depth + 1, 0) {
                    Some(value) => drop(map.insert(name.to_owned(), value)),
                    None if required => return None,
                    None => {}
                }
            }
        }
        self.fill(merged, depth, &mut map)?;
        Some(Value::Object(map))
    }

    /// What only goes the other way, or is going away and need not be shown.
    fn is_absent(&self, schema: &'d Value) -> bool {
        let merged = Merged::of(self.reader, schema);
        match self.purpose {
            Purpose::Request => merged.flag("readOnly"),
            Purpose::Response => merged.flag("writeOnly"),
            Purpose::Neither => false,
        }
    }

    /// What must be there though it is not described, and one of the others, so that a map is seen as one.
    fn fill(&mut self, merged: &Merged<'d>, depth: usize, map: &mut Map<String, Value>) -> Option<()> {
        let others = merged.get("additionalProperties").filter(|it| it.is_object());
        for name in merged.undescribed() {
            let value = match others {
                Some(schema) => self.sample(schema, depth + 1, 0)?,
                None => "string".into(),
            };
            map.insert(name.to_owned(), value);
        }
        let least = merged.get("minProperties").and_then(Value::as_u64).unwrap_or(0).min(MAX_ITEMS);
        let wanted =
            if map.is_empty() && others.is_some() && depth < OPTIONAL_DEPTH { least.max(1) } else { least };
        let mut number = 1;
        while (map.len() as u64) < wanted && number <= MAX_ITEMS {
            let value = match others {
                Some(schema) => self.sample(schema, depth + 1, 0),
                None => Some("string".into()),
            };
            let Some(value) = value else { break };
            map.insert(if number == 1 { "key".to_owned() } else { format!("key{number}") }, value);
            number += 1;
        }
        Some(())
    }

    fn array(&mut self, merged: &Merged<'d>, depth: usize) -> Option<Value> {
        let tuple = merged.get("prefixItems").or_else(|| merged.get("items").filter(|it| it.is_array()));
        let mut list = Vec::new();
        for schema in tuple.and_then(Value::as_array).into_iter().flatten() {
            list.push(self.sample(schema, depth + 1, 0)?);
        }
        let items = merged.get("items").filter(|it| it.is_object());
        let least = merged.get("minItems").and_then(Value::as_u64).unwrap_or(0);
        let most = merged.get("maxItems").and_then(Value::as_u64).unwrap_or(u64::MAX);
        let wanted = least
            .max(u64::from(items.is_some() && list.is_empty()))
            .min(most)
            .min(MAX_ITEMS.max(list.len() as u64));
        while (list.len() as u64) < wanted {
            let variant = list.len();
            let value = match items {
                Some(schema) => self.sample(schema, depth + 1, variant),
                None => Some("string".into()),
            };
            match value {
                Some(value) => list.push(value),
                None if (list.len() as u64) < least => return None,
                None => break,
            }
        }
        Some(Value::Array(list))
    }
}

/// A value and what a group adds to it.
fn together(base: Option<Value>, made: Value) -> Value {
    match (base, made) {
        (Some(Value::Object(mut map)), Value::Object(more)) => {
            map.extend(more);
            Value::Object(map)
        }
        (_, made) => made,
    }
}
