//! The walk through the contracts: each path, method, parameter, member, limit and word of theirs against our description.
//! What differs is listed in `differences.txt`, each line with its reason.

use std::collections::{BTreeMap, BTreeSet};

use api::Api;
use serde_json::Value;

use crate::contract::{CONTRACTS, Contract, modern};

/// What differs, and why: `difference — reason`.
const DIFFERENCES: &str = include_str!("differences.txt");

#[test]
fn our_description_differs_from_the_contracts_only_where_a_reason_stands() {
    let known: Vec<(&str, &str)> = DIFFERENCES
        .lines()
        .filter(|it| !it.is_empty())
        .map(|it| it.split_once(" — ").unwrap_or((it, "")))
        .collect();
    let found: BTreeSet<String> = CONTRACTS.iter().flat_map(walk).collect();
    let is_known = |it: &String| known.iter().any(|(pattern, _)| is_like(pattern, it));
    let unexplained: Vec<&String> = found.iter().filter(|it| !is_known(it)).collect();
    let is_gone = |pattern: &&str| !found.iter().any(|it| is_like(pattern, it));
    let gone: Vec<&str> = known.iter().map(|(pattern, _)| *pattern).filter(is_gone).collect();
    let unreasoned: Vec<&str> = known.iter().filter(|(_, why)| why.is_empty()).map(|(it, _)| *it).collect();
    assert!(unexplained.is_empty(), "{} differences without a reason:\n{unexplained:#?}", unexplained.len());
    assert!(gone.is_empty(), "listed and not there: {gone:#?}");
    assert!(unreasoned.is_empty(), "listed without a reason: {unreasoned:#?}");
}

/// Whether the text is the pattern, in which `*` stands for anything.
fn is_like(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap();
    for part in parts {
        let Some((_, after)) = text.split_once(part) else { return false };
        text = after;
    }
    text.ends_with(last)
}

fn walk(contract: &Contract) -> Vec<String> {
    let api = if contract.below.is_empty() { Api::Portal } else { Api::Management };
    let ours = api::description(api, "");
    let mut found = Vec::new();
    for (method, path, theirs) in contract.operations() {
        let name = format!("{method} {path}");
        let item = ours["paths"].as_object().unwrap().iter().find(|(it, _)| same_path(it, &path));
        let Some(mine) = item.and_then(|(_, it)| it.get(method.as_str().to_ascii_lowercase())) else {
            found.push(format!("{name}: is missing"));
            continue;
        };
        if mine["operationId"] != theirs["operationId"] {
            found.push(format!(
                "{name}: is called {} instead of {}",
                mine["operationId"], theirs["operationId"]
            ));
        }
        parameters(contract, &name, &path, theirs, mine, &mut found);
        bodies(contract, &name, theirs, (&ours, mine), &mut found);
        responses(contract, &name, theirs, (&ours, mine), &mut found);
    }
    found
}

/// Whether two templates are the same but for the names of their parameters.
fn same_path(one: &str, other: &str) -> bool {
    let plain = |it: &str| {
        let parts = it.split('/').map(|it| if it.starts_with('{') { "{}" } else { it });
        parts.collect::<Vec<_>>().join("/")
    };
    plain(one) == plain(other)
}

fn parameters(
    contract: &Contract,
    name: &str,
    path: &str,
    theirs: &Value,
    mine: &Value,
    found: &mut Vec<String>,
) {
    let mine = mine["parameters"].as_array().unwrap();
    for it in contract.parameters(path, theirs) {
        let (parameter, place) = (it["name"].as_str().unwrap(), it["in"].as_str().unwrap());
        if place == "path" || place == "header" {
            continue;
        }
        let Some(own) = mine.iter().find(|it| it["name"] == parameter) else {
            found.push(format!("{name}: takes no {parameter}"));
            continue;
        };
        let schema = modern(contract.resolved(&it["schema"]));
        for field in schema["properties"].as_object().into_iter().flat_map(|it| it.keys()) {
            if own["schema"]["properties"].get(field).is_none() {
                found.push(format!("{name}: takes no {parameter}[{field}]"));
            }
        }
    }
}

fn bodies(
    contract: &Contract,
    name: &str,
    theirs: &Value,
    (ours, mine): (&Value, &Value),
    found: &mut Vec<String>,
) {
    let body = contract.resolved(&theirs["requestBody"]);
    let schema = &body["content"]["application/json"]["schema"];
    if schema.is_null() {
        return;
    }
    let own = &mine["requestBody"]["content"]["application/json"]["schema"];
    if own.is_null() {
        return found.push(format!("{name}: takes no body"));
    }
    let theirs = Flat::of(&contract.document, schema, 0);
    let own = Flat::of(ours, own, 0);
    theirs.compare(&own, &format!("{name} body"), true, found);
}

fn responses(
    contract: &Contract,
    name: &str,
    theirs: &Value,
    (ours, mine): (&Value, &Value),
    found: &mut Vec<String>,
) {
    for (status, response) in theirs["responses"].as_object().unwrap() {
        let Some(own) = mine["responses"].get(status) else {
            found.push(format!("{name}: never answers {status}"));
            continue;
        };
        if status.starts_with('4') || status.starts_with('5') {
            continue;
        }
        let content = &contract.resolved(response)["content"];
        for (media, content) in content.as_object().into_iter().flatten() {
            let Some(own) = own["content"].get(media) else {
                found.push(format!("{name}: gives no {media} with {status}"));
                continue;
            };
            if media.contains("json") {
                let theirs = Flat::of(&contract.document, &content["schema"], 0);
                let own = Flat::of(ours, &own["schema"], 0);
                theirs.compare(&own, &format!("{name} {status}"), false, found);
            }
        }
    }
}

/// A schema with what it is composed of laid over each other: all members of all its shapes.
#[derive(Debug, Clone, Default)]
struct Flat {
    types: BTreeSet<String>,
    members: BTreeMap<String, (bool, Flat)>,
    items: Option<Box<Flat>>,
    values: Option<Box<Flat>>,
    words: Option<BTreeSet<String>>,
    limits: BTreeMap<&'static str, String>,
}

const LIMITS: [&str; 10] = [
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minimum",
    "maximum",
    "pattern",
    "maxProperties",
    "uniqueItems",
    "format",
];

impl Flat {
    fn of(document: &Value, schema: &Value, depth: usize) -> Self {
        let mut flat = Self::default();
        if depth > 12 {
            return flat;
        }
        let mut schema = &modern(schema);
        let target;
        if let Some(to) = schema["$ref"].as_str() {
            target = modern(document.pointer(to.trim_start_matches('#')).unwrap());
            schema = &target;
            if schema.get("$ref").is_some() {
                return Self::of(document, schema, depth + 1);
            }
        }
        match &schema["type"] {
            Value::String(it) => _ = flat.types.insert(it.clone()),
            Value::Array(list) => {
                flat.types.extend(list.iter().filter_map(|it| it.as_str().map(str::to_owned)));
            }
            _ => {}
        }
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (name, it) in schema["properties"].as_object().into_iter().flatten() {
            flat.members
                .insert(name.clone(), (required.contains(&name.as_str()), Self::of(document, it, depth + 1)));
        }
        if schema.get("items").is_some() {
            flat.items = Some(Box::new(Self::of(document, &schema["items"], depth + 1)));
        }
        if schema["additionalProperties"].is_object() {
            flat.values = Some(Box::new(Self::of(document, &schema["additionalProperties"], depth + 1)));
        }
        if let Some(words) = schema["enum"].as_array() {
            flat.words = Some(words.iter().filter(|it| !it.is_null()).map(ToString::to_string).collect());
        } else if let Some(word) = schema.get("const") {
            flat.words = Some(BTreeSet::from([word.to_string()]));
        }
        for limit in LIMITS {
            if let Some(it) = schema.get(limit) {
                flat.limits.insert(limit, it.to_string());
            }
        }
        for it in schema["allOf"].as_array().into_iter().flatten() {
            flat.lay_over(Self::of(document, it, depth + 1), true);
        }
        for kind in ["oneOf", "anyOf"] {
            let mut shapes =
                schema[kind].as_array().into_iter().flatten().map(|it| Self::of(document, it, depth + 1));
            if let Some(mut union) = shapes.next() {
                shapes.for_each(|it| union.lay_over(it, false));
                flat.lay_over(union, true);
            }
        }
        flat
    }

    /// Lays another shape over this one: both hold, or one of them.
    fn lay_over(&mut self, other: Self, both: bool) {
        // That something may be null says nothing of what it holds when it is not.
        if !both && other.is_null() {
            return self.types.extend(other.types);
        }
        if !both && self.is_null() {
            let types = std::mem::replace(self, other).types;
            return self.types.extend(types);
        }
        self.types.extend(other.types);
        if !both {
            for (name, (required, _)) in &mut self.members {
                *required &= other.members.get(name).is_some_and(|it| it.0);
            }
        }
        for (name, (required, it)) in other.members {
            match self.members.get_mut(&name) {
                Some((mine, kept)) => {
                    *mine = if both { *mine || required } else { *mine && required };
                    kept.lay_over(it, both);
                }
                None => _ = self.members.insert(name, (both && required, it)),
            }
        }
        let merge = |mine: &mut Option<Box<Self>>, other: Option<Box<Self>>| match (mine.as_mut(), other) {
            (Some(mine), Some(other)) => mine.lay_over(*other, both),
            (None, other) => *mine = other,
            (Some(_), None) => {}
        };
        merge(&mut self.items, other.items);
        merge(&mut self.values, other.values);
        match (&mut self.words, other.words) {
            (Some(mine), Some(other)) => mine.extend(other),
            (None, other) => self.words = other,
            (Some(_), None) => {}
        }
        for (limit, value) in other.limits {
            self.limits.entry(limit).or_insert(value);
        }
    }

    fn is_null(&self) -> bool {
        self.types.len() == 1 && self.types.contains("null")
    }

    /// Notes how ours differs from theirs. What is taken must take all of theirs; what is given must give all of theirs.
    fn compare(&self, own: &Self, at: &str, is_taken: bool, found: &mut Vec<String>) {
        let number = |it: &BTreeSet<String>| it.contains("number") || it.contains("integer");
        for kind in &self.types {
            let same = own.types.contains(kind) || (kind == "number" && number(&own.types));
            // An answer need not be null where it may be.
            if !own.types.is_empty() && !same && (is_taken || kind != "null") {
                found.push(format!("{at}: is no {kind}"));
            }
        }
        for (name, (required, theirs)) in &self.members {
            let below = format!("{at}.{name}");
            match own.members.get(name) {
                None => found.push(format!("{below}: is missing")),
                Some((mine, own)) => {
                    match (required, mine, is_taken) {
                        (true, false, _) => found.push(format!("{below}: is not required")),
                        (false, true, true) => found.push(format!("{below}: is required")),
                        _ => {}
                    }
                    theirs.compare(own, &below, is_taken, found);
                }
            }
        }
        if !self.members.is_empty() {
            for name in own.members.keys().filter(|it| !self.members.contains_key(*it)) {
                found.push(format!("{at}.{name}: is ours"));
            }
        }
        for (theirs, own, place) in [(&self.items, &own.items, "[]"), (&self.values, &own.values, "{}")] {
            match (theirs, own) {
                (Some(theirs), Some(own)) => theirs.compare(own, &format!("{at}{place}"), is_taken, found),
                (Some(_), None) => found.push(format!("{at}: has no {place}")),
                _ => {}
            }
        }
        if let Some(words) = &self.words {
            let own = own.words.clone().unwrap_or_default();
            if is_taken && !own.is_superset(words) {
                found.push(format!("{at}: does not take {:?}", words.difference(&own).collect::<Vec<_>>()));
            } else if !own.is_subset(words) || own.is_empty() {
                found.push(format!("{at}: may be other than {words:?}"));
            }
        }
        if is_taken {
            for (limit, value) in &self.limits {
                if own.limits.get(limit) != Some(value) {
                    let own = own.limits.get(limit).map_or("nothing", |it| it);
                    found.push(format!("{at}: {limit} is {own} instead of {value}"));
                }
            }
        }
    }
}
