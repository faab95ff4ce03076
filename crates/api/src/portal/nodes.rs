//! The shape of a document as nodes, for the description: what [`catalog::markdown::nodes`] makes.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Value, json};

/// A document as nodes.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Nodes(pub(crate) Value);

/// The nodes of which a document consists, without the document around them.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Children(pub(crate) Value);

/// Any node within a document.
struct Node;

/// What a member of a node holds.
#[derive(Clone, Copy)]
enum Member {
    Text,
    Truth,
    Level(i64),
    Alignment,
    Alignments,
}

use Member::{Alignment, Alignments, Level, Text, Truth};

/// The kinds of nodes, and their members beside `type` and `children`.
const KINDS: [(&str, &[(&str, Member)]); 20] = [
    ("heading", &[("level", Level(6))]),
    ("blockquote", &[]),
    ("paragraph", &[]),
    ("text_block", &[]),
    ("break", &[]),
    ("code_block", &[("lang", Text)]),
    ("list", &[("isOrdered", Truth), ("start", Level(i64::MAX))]),
    ("list_item", &[]),
    ("text", &[("text", Text), ("hardBreak", Truth), ("softBreak", Truth), ("appendSpace", Truth)]),
    ("emphasis", &[("level", Level(2))]),
    ("code", &[]),
    ("link", &[("href", Text), ("title", Text)]),
    ("image", &[("url", Text), ("alt", Text), ("title", Text)]),
    ("strikethrough", &[]),
    ("table", &[("alignments", Alignments)]),
    ("table_header", &[("alignments", Alignments)]),
    ("table_row", &[("alignments", Alignments)]),
    ("table_cell", &[("alignment", Alignment)]),
    ("task_checkbox", &[("checked", Truth)]),
    ("document", &[("version", Text)]),
];

/// Members that a node of their kind always has.
const ALWAYS: [&str; 2] = ["alignments", "checked"];

impl Member {
    fn schema(self) -> Value {
        let side = json!({ "type": "string", "enum": ["left", "right", "center", "none"] });
        match self {
            Text => json!({ "type": "string" }),
            Truth => json!({ "type": "boolean" }),
            Level(i64::MAX) => json!({ "type": "integer", "minimum": 0 }),
            Level(most) => json!({ "type": "number", "minimum": 1, "maximum": most }),
            Alignment => side,
            Alignments => json!({ "type": ["array", "null"], "items": side }),
        }
    }
}

fn kind((name, members): (&str, &[(&str, Member)]), children: &Schema) -> Value {
    let mut properties = json!({
        "type": { "type": "string", "enum": [name] },
        "children": { "type": "array", "items": children },
    });
    let mut required = vec!["type"];
    for (member, holds) in members {
        properties[*member] = holds.schema();
        if ALWAYS.contains(member) {
            required.push(member);
        }
    }
    json!({ "type": "object", "required": required, "properties": properties })
}

impl JsonSchema for Nodes {
    fn schema_name() -> Cow<'static, str> {
        "DocumentBlock".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let children = generator.subschema_for::<Node>();
        let root = kind(KINDS[KINDS.len() - 1], &children);
        Schema::try_from(root).unwrap_or_default()
    }
}

impl JsonSchema for Children {
    fn schema_name() -> Cow<'static, str> {
        "NodeChildren".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let children = generator.subschema_for::<Node>();
        json_schema!({ "type": "array", "items": children })
    }
}

impl JsonSchema for Node {
    fn schema_name() -> Cow<'static, str> {
        "ChildNode".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let children = generator.subschema_for::<Self>();
        let kinds: Vec<Value> = KINDS[..KINDS.len() - 1].iter().map(|it| kind(*it, &children)).collect();
        json_schema!({ "oneOf": kinds })
    }
}
