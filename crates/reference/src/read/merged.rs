//! A schema together with what it refers to and what `allOf` adds: one list of parts, to be asked as one.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::Reader;
use crate::model::Name;
use crate::resolve::follow;

/// The most parts of one schema, and the most levels of `allOf` within each other.
const MAX_PARTS: usize = 32;
const MAX_LEVELS: usize = 8;

/// The most references from one to the next.
const MAX_HOPS: usize = 16;

/// A schema and its parts.
#[derive(Default)]
pub(super) struct Merged<'d> {
    /// The schema's own words first, then what it refers to, then the members of `allOf`.
    parts: Vec<&'d Map<String, Value>>,
    /// The schema, and what its references lead to until its own words are found.
    pub(super) chain: Vec<&'d Value>,
    /// Those references.
    targets: Vec<&'d str>,
    /// A reference that leads nowhere.
    pub(super) missing: Option<&'d str>,
    /// Whether the references lead round in a circle, and to no words.
    pub(super) is_circle: bool,
    /// Whether no value fits: the schema `false`.
    pub(super) never: bool,
    /// Whether `null` fits too, because it stood beside the schema as the other choice.
    null_beside: bool,
}

impl<'d> Merged<'d> {
    pub(super) fn of(reader: &Reader<'d>, schema: &'d Value) -> Self {
        let mut merged = Self::default();
        merged.gather(reader, schema, 0, true, &mut HashSet::new());
        merged
    }

    fn gather(
        &mut self,
        reader: &Reader<'d>,
        schema: &'d Value,
        level: usize,
        is_own: bool,
        seen: &mut HashSet<&'d str>,
    ) {
        let mut schema = schema;
        for _ in 0..MAX_HOPS {
            if is_own {
                self.chain.push(schema);
            }
            let Some(map) = schema.as_object() else {
                self.never |= *schema == Value::Bool(false);
                return;
            };
            let Some(target) = map.get("$ref").and_then(Value::as_str) else {
                return self.part(reader, map, level, is_own, seen);
            };
            if is_own {
                self.targets.push(target);
            }
            let is_new = seen.insert(target);
            if map.len() > 1 && is_new {
                self.part(reader, map, level, is_own, seen);
            }
            match follow(reader.root, target) {
                Some(next) if is_new => schema = next,
                Some(_) => {
                    self.is_circle |= self.parts.is_empty();
                    return;
                }
                None => {
                    self.missing = self.missing.or(Some(target));
                    return;
                }
            }
        }
    }

    fn part(
        &mut self,
        reader: &Reader<'d>,
        map: &'d Map<String, Value>,
        level: usize,
        is_own: bool,
        seen: &mut HashSet<&'d str>,
    ) {
        if self.parts.len() >= MAX_PARTS {
            return;
        }
        self.parts.push(map);
        if let Some(other) = beside_null(map) {
            self.null_beside |= is_own;
            return self.gather(reader, other, level, is_own, seen);
        }
        let members = map.get("allOf").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let is_alias = is_own && members.len() == 1 && !map.contains_key("properties");
        for member in members.iter().take(MAX_PARTS) {
            if level < MAX_LEVELS {
                self.gather(reader, member, level + 1, is_alias, seen);
            }
        }
    }

    /// Whether the schema is one of these, or refers to one of them: then it stands in itself.
    pub(super) fn is_among(&self, places: &[&'d Value]) -> bool {
        places.iter().any(|place| self.chain.iter().any(|it| std::ptr::eq(*it, *place)))
    }

    /// The first value that a part gives the key.
    pub(super) fn get(&self, key: &str) -> Option<&'d Value> {
        self.parts.iter().find_map(|it| it.get(key)).filter(|it| !it.is_null())
    }

    /// The first text that a part gives the key; empty when there is none.
    pub(super) fn text(&self, key: &str) -> &'d str {
        self.parts.iter().find_map(|it| it.get(key)?.as_str()).unwrap_or_default()
    }

    /// The first yes or no that a part gives the key.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.get(key).and_then(Value::as_bool).unwrap_or_default()
    }

    /// What every part says of the key.
    pub(super) fn each(&self, key: &str) -> impl Iterator<Item = &'d Value> {
        self.parts.iter().filter_map(move |it| it.get(key))
    }

    /// The groups of shapes of this key in all parts, but for a choice between a shape and `null`.
    pub(super) fn groups(&self, key: &str) -> impl Iterator<Item = &'d [Value]> {
        let lists =
            self.parts.iter().filter(|it| beside_null(it).is_none()).filter_map(move |it| it.get(key));
        lists.filter_map(|it| it.as_array().map(Vec::as_slice)).filter(|it| !it.is_empty())
    }

    /// The properties, what is inherited first, each once, and whether it must be there.
    pub(super) fn properties(&self) -> Vec<(&'d str, &'d Value, bool)> {
        let required: HashSet<&str> =
            self.each("required").filter_map(Value::as_array).flatten().filter_map(Value::as_str).collect();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut all: Vec<(&str, &Value, bool)> = Vec::new();
        for map in self.parts.iter().rev().filter_map(|it| it.get("properties")?.as_object()) {
            for (name, schema) in map {
                if let Some(place) = places.get(name.as_str()) {
                    all[*place].1 = schema;
                } else {
                    places.insert(name, all.len());
                    all.push((name, schema, required.contains(name.as_str())));
                }
            }
        }
        all
    }

    /// Names that must be there though no part describes them.
    pub(super) fn undescribed(&self) -> Vec<&'d str> {
        let known: HashSet<&str> = self.properties().iter().map(|it| it.0).collect();
        let required = self.each("required").filter_map(Value::as_array).flatten().filter_map(Value::as_str);
        let mut names: Vec<&str> = required.filter(|it| !known.contains(it)).collect();
        names.dedup();
        names
    }

    /// The name under which the document describes the schema once.
    pub(super) fn name<'r>(&self, reader: &'r Reader<'d>) -> Option<&'r Name> {
        self.targets.iter().find_map(|it| reader.names.target(it))
    }

    /// The kinds of value that fit; none when any does. What is not said is told by what else is asked for.
    pub(super) fn types(&self) -> Vec<&'d str> {
        let mut types: Vec<&str> = match self.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).take(8).collect(),
            _ => self.implied().into_iter().collect(),
        };
        let nullable = self.null_beside || self.flag("nullable");
        if nullable && !types.is_empty() && !types.contains(&"null") {
            types.push("null");
        }
        types
    }

    fn implied(&self) -> Option<&'static str> {
        let has = |keys: &[&str]| keys.iter().any(|key| self.get(key).is_some());
        if has(&["properties", "additionalProperties", "patternProperties", "minProperties"]) {
            return Some("object");
        }
        if has(&["items", "prefixItems", "minItems"]) {
            return Some("array");
        }
        let values = self.get("enum").and_then(Value::as_array);
        let is_text = |it: &Vec<Value>| !it.is_empty() && it.iter().all(Value::is_string);
        if has(&["pattern", "minLength", "maxLength"]) || values.is_some_and(is_text) {
            return Some("string");
        }
        None
    }
}

/// The shape in a choice between it and `null`, which is how a value that may be missing is described.
fn beside_null(map: &Map<String, Value>) -> Option<&Value> {
    let is_null = |it: &Value| {
        it.as_object().is_some_and(|map| map.get("type").and_then(Value::as_str) == Some("null"))
    };
    if ["type", "properties", "allOf"].iter().any(|it| map.contains_key(*it)) {
        return None;
    }
    let mut choices = ["anyOf", "oneOf"].iter().filter_map(|it| map.get(*it)?.as_array());
    match (choices.next()?.as_slice(), choices.next()) {
        ([one, other], None) if is_null(other) && !is_null(one) => Some(one),
        ([one, other], None) if is_null(one) && !is_null(other) => Some(other),
        _ => None,
    }
}
