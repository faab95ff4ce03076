//! A schema as a tree that ends: level by level, until the purse is spent.
//!
//! Level by level means that a page shows much of what is near and little of what is far. A schema that stands in
//! itself is named, not followed.

use serde_json::{Map, Value};

use super::merged::Merged;
use super::purse::Purse;
use super::{Reader, text};
use crate::Dialect;
use crate::model::{Discriminator, Group, GroupKind, Limit, LimitKind, Property, Rest, Schema};

/// The most levels of shapes within each other.
const MAX_DEPTH: u8 = 10;

/// The most values of an enumeration, and names of a discriminator, that are shown.
const MAX_CHOICES: usize = 40;

/// A shape that is being read, and where it goes.
struct Draft<'d> {
    value: &'d Value,
    parent: usize,
    slot: Slot,
    depth: u8,
    chain: Vec<&'d Value>,
    schema: Schema,
}

/// The place of a shape within the one that holds it.
enum Slot {
    Top,
    Property(String, bool),
    Pattern(String),
    Others,
    Items,
    Tuple,
    Option(usize),
}

/// The tree of a schema, of at most `share` shapes.
pub(super) fn grown<'d>(reader: &Reader<'d>, value: &'d Value, share: usize, purse: &mut Purse) -> Schema {
    let mut left = share.min(purse.nodes);
    let before = left;
    let mut drafts = vec![Draft::new(value, 0, Slot::Top, 0)];
    let mut at = 0;
    while at < drafts.len() {
        let children = expand(reader, &mut drafts, at, purse);
        admit(&mut drafts, at, children, &mut left);
        at += 1;
    }
    purse.nodes -= before - left;
    assembled(drafts)
}

impl<'d> Draft<'d> {
    fn new(value: &'d Value, parent: usize, slot: Slot, depth: u8) -> Self {
        Self { value, parent, slot, depth, chain: Vec::new(), schema: Schema::default() }
    }
}

type Children<'d> = Vec<(Slot, &'d Value)>;

/// Fills in what a shape says of itself, and gives what it holds.
fn expand<'d>(reader: &Reader<'d>, drafts: &mut [Draft<'d>], at: usize, purse: &mut Purse) -> Children<'d> {
    let merged = Merged::of(reader, drafts[at].value);
    let mut schema = facts(reader, &merged, purse);
    let mut children = Vec::new();
    if let Some(target) = merged.missing {
        schema.rest = Rest::Missing(text::line(target));
    } else if merged.is_circle || is_within(drafts, at, &merged) {
        let name = schema.name.as_ref().map(|it| it.label.clone());
        schema.rest = Rest::Above(name.unwrap_or_default());
    } else {
        children = inside(&merged, &mut schema);
    }
    drafts[at].chain = merged.chain;
    drafts[at].schema = schema;
    children
}

/// Whether the shape stands in itself.
fn is_within<'d>(drafts: &[Draft<'d>], at: usize, merged: &Merged<'d>) -> bool {
    let mut at = at;
    while at != 0 {
        at = drafts[at].parent;
        if merged.is_among(&drafts[at].chain) {
            return true;
        }
    }
    false
}

/// Takes in what fits. What is near the top, or has no page of its own, shows as much as there is room for; the rest
/// shows all or ends in its name.
fn admit<'d>(drafts: &mut Vec<Draft<'d>>, at: usize, mut children: Children<'d>, left: &mut usize) {
    if children.is_empty() {
        return;
    }
    let depth = drafts[at].depth;
    let fits =
        children.len() <= *left || *left > 0 && (is_near(drafts, at) || drafts[at].schema.name.is_none());
    if depth >= MAX_DEPTH || !fits {
        let schema = &mut drafts[at].schema;
        (schema.rest, schema.groups, schema.discriminator) = (Rest::Elsewhere, Vec::new(), None);
        return;
    }
    for (slot, _) in children.split_off(children.len().min(*left)) {
        match slot {
            Slot::Option(group) => drafts[at].schema.groups[group].more += 1,
            _ => drafts[at].schema.more_properties += 1,
        }
    }
    *left -= children.len();
    drafts.extend(children.into_iter().map(|(slot, value)| Draft::new(value, at, slot, depth + 1)));
}

/// Whether only lists stand between the shape and the top.
fn is_near(drafts: &[Draft<'_>], at: usize) -> bool {
    at == 0 || matches!(drafts[at].slot, Slot::Items) && is_near(drafts, drafts[at].parent)
}

/// Puts each shape into the one that holds it, the last first.
fn assembled(mut drafts: Vec<Draft<'_>>) -> Schema {
    while let Some(draft) = drafts.pop() {
        let Draft { schema, slot, parent, .. } = draft;
        let Some(holder) = drafts.get_mut(parent).map(|it| &mut it.schema) else { return settled(schema) };
        let schema = settled(schema);
        match slot {
            Slot::Top => return schema,
            Slot::Property(name, required) => holder.properties.push(Property { name, required, schema }),
            Slot::Pattern(name) => holder.patterns.push(Property { name, required: false, schema }),
            Slot::Others => holder.others = Some(Box::new(schema)),
            Slot::Items => holder.items = Some(Box::new(schema)),
            Slot::Tuple => holder.tuple.push(schema),
            Slot::Option(group) => holder.groups[group].options.push(schema),
        }
    }
    Schema::default()
}

/// Children came last first.
fn settled(mut schema: Schema) -> Schema {
    schema.properties.reverse();
    schema.patterns.reverse();
    schema.tuple.reverse();
    for group in &mut schema.groups {
        group.options.reverse();
    }
    schema
}

/// What a shape says of itself.
fn facts(reader: &Reader<'_>, merged: &Merged<'_>, purse: &mut Purse) -> Schema {
    let values = merged.get("enum").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let example = merged.get("example").or_else(|| merged.get("examples")?.as_array()?.first());
    let small = |it: &&Value| !it.is_object() && !it.is_array() || it.to_string().len() <= 120;
    let choices: Vec<String> =
        values.iter().filter(|it| !it.is_null()).take(MAX_CHOICES).map(text::value).collect();
    let schema = Schema {
        name: merged.name(reader).cloned(),
        title: text::line(merged.text("title")),
        description: purse.note(merged.text("description")),
        types: merged.types().into_iter().map(text::line).collect(),
        format: text::line(merged.text("format")),
        deprecated: merged.flag("deprecated"),
        read_only: merged.flag("readOnly"),
        write_only: merged.flag("writeOnly"),
        never: merged.never,
        more_choices: values.iter().filter(|it| !it.is_null()).count() - choices.len(),
        choices,
        constant: merged.get("const").map(text::value),
        default: merged.get("default").map(text::value),
        example: example.filter(small).map(text::value),
        limits: limits(reader.dialect, merged),
        closed: merged.get("additionalProperties") == Some(&Value::Bool(false))
            || merged.get("unevaluatedProperties") == Some(&Value::Bool(false)),
        discriminator: discriminator(reader, merged),
        ..Schema::default()
    };
    affordable(schema, purse)
}

/// Without the values that the page has no room for.
fn affordable(schema: Schema, purse: &mut Purse) -> Schema {
    let listed = schema.choices.iter().map(String::len).sum::<usize>();
    let limits = schema.limits.iter().map(|it| it.value.len()).sum::<usize>();
    let single = [&schema.constant, &schema.default, &schema.example].into_iter().flatten().map(String::len);
    if purse.afford(listed + limits + single.sum::<usize>()) {
        return schema;
    }
    let more_choices = schema.more_choices + schema.choices.len();
    let (constant, default, example) = (None, None, None);
    Schema { choices: Vec::new(), limits: Vec::new(), more_choices, constant, default, example, ..schema }
}

fn limits(dialect: Dialect, merged: &Merged<'_>) -> Vec<Limit> {
    let bound = |plain: LimitKind, sharp: LimitKind, key: &str, sharp_key: &str| match merged.get(sharp_key) {
        Some(Value::Bool(true)) if dialect != Dialect::OpenApi31 => merged.get(key).map(|it| (sharp, it)),
        Some(value @ Value::Number(_)) => Some((sharp, value)),
        _ => merged.get(key).map(|it| (plain, it)),
    };
    let plain = [
        (LimitKind::Multiple, "multipleOf"),
        (LimitKind::MinLength, "minLength"),
        (LimitKind::MaxLength, "maxLength"),
        (LimitKind::Pattern, "pattern"),
        (LimitKind::MinItems, "minItems"),
        (LimitKind::MaxItems, "maxItems"),
        (LimitKind::Unique, "uniqueItems"),
        (LimitKind::MinProperties, "minProperties"),
        (LimitKind::MaxProperties, "maxProperties"),
        (LimitKind::Encoding, "contentEncoding"),
        (LimitKind::Content, "contentMediaType"),
    ];
    let low = bound(LimitKind::Minimum, LimitKind::Above, "minimum", "exclusiveMinimum");
    let high = bound(LimitKind::Maximum, LimitKind::Below, "maximum", "exclusiveMaximum");
    let plain = plain.into_iter().filter_map(|(kind, key)| merged.get(key).map(|it| (kind, it)));
    let all = low.into_iter().chain(high).chain(plain);
    let is_said = |(_, value): &(LimitKind, &Value)| {
        value.is_string() || value.is_number() || **value == Value::Bool(true)
    };
    all.filter(is_said).map(|(kind, value)| Limit { kind, value: text::value(value) }).collect()
}

fn discriminator(reader: &Reader<'_>, merged: &Merged<'_>) -> Option<Discriminator> {
    let said = merged.get("discriminator")?;
    // Swagger 2.0 names the property and nothing else.
    let property = said.as_str().or_else(|| said.get("propertyName")?.as_str())?;
    let mapping = said.get("mapping").and_then(Value::as_object).map(|it| it.iter()).into_iter().flatten();
    let named = |(value, target): (&String, &Value)| {
        Some((text::line(value), reader.names.meant(target.as_str()?)?.clone()))
    };
    let mapping = mapping.filter_map(named).take(MAX_CHOICES).collect();
    Some(Discriminator { property: text::line(property), mapping })
}

/// What a shape holds. Groups are prepared in the schema, so that their options have a place to go.
fn inside<'d>(merged: &Merged<'d>, schema: &mut Schema) -> Children<'d> {
    let mut children: Children<'d> = Vec::new();
    for (name, value, required) in merged.properties() {
        children.push((Slot::Property(text::line(name), required), value));
    }
    let patterns = merged.get("patternProperties").and_then(Value::as_object);
    for (name, value) in patterns.into_iter().flatten() {
        children.push((Slot::Pattern(text::line(name)), value));
    }
    if let Some(others) = merged.get("additionalProperties").filter(|it| says_something(it)) {
        children.push((Slot::Others, others));
    }
    children.extend(
        merged.get("prefixItems").and_then(Value::as_array).into_iter().flatten().map(|it| (Slot::Tuple, it)),
    );
    match merged.get("items") {
        Some(Value::Array(tuple)) => children.extend(tuple.iter().map(|it| (Slot::Tuple, it))),
        Some(items) if says_something(items) => children.push((Slot::Items, items)),
        _ => {}
    }
    for (kind, key) in [(GroupKind::OneOf, "oneOf"), (GroupKind::AnyOf, "anyOf")] {
        for options in merged.groups(key) {
            children.extend(options.iter().map(|it| (Slot::Option(schema.groups.len()), it)));
            schema.groups.push(Group { kind, ..Group::default() });
        }
    }
    for not in merged.each("not").filter(|it| it.is_object()) {
        children.push((Slot::Option(schema.groups.len()), not));
        schema.groups.push(Group { kind: GroupKind::Not, ..Group::default() });
    }
    children
}

fn says_something(value: &Value) -> bool {
    value.as_object().is_some_and(|map: &Map<String, Value>| !map.is_empty())
}
