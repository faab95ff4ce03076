//! Front matter: what a file says of itself before its text.

use serde_json::{Map, Value};

use crate::documents::document::Metadata;

/// The longest front matter, in bytes.
const LONGEST: usize = 128 * 1024;

/// How many values it may hold, and how deep they may be nested.
const MOST: usize = 10_000;
const DEEPEST: usize = 32;

/// What was said. What the portal has no use for is the producer's, and becomes metadata.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Front {
    pub(super) title: Option<String>,
    pub(super) slug: Option<String>,
    pub(super) order: Option<i64>,
    pub(super) status: Option<String>,
    pub(super) metadata: Metadata,
}

/// The front matter and the text after it; or what is wrong, in words.
pub(super) fn split(text: &str) -> Result<(Front, &str), String> {
    let Some(rest) = text.strip_prefix("---\n") else { return Ok((Front::default(), text)) };
    let Some((yaml, content)) = closed(rest) else { return Ok((Front::default(), text)) };
    if yaml.len() > LONGEST {
        return Err(format!("it has more than {LONGEST} bytes"));
    }
    if yaml.trim().is_empty() {
        return Ok((Front::default(), content));
    }
    let value: Value =
        serde_saphyr::from_str_with_options(yaml, options()).map_err(|error| said(&error.to_string()))?;
    let Value::Object(members) = value else {
        return Err("it is not a list of keys".to_owned());
    };
    Ok((front(members)?, content))
}

fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_events: 4 * MOST,
            max_nodes: MOST,
            max_depth: DEEPEST,
            flow_nesting_limit: DEEPEST,
            max_total_scalar_bytes: LONGEST,
            max_recorded_anchor_events: MOST,
            max_recorded_anchor_bytes: LONGEST,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: MOST,
            max_replay_stack_depth: DEEPEST,
        },
        strict_booleans: true,
        with_snippet: false,
    }
}

/// What stands before the line that closes it, and after.
fn closed(rest: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            let content = &rest[at + line.len()..];
            return Some((&rest[..at], content.strip_prefix('\n').unwrap_or(content)));
        }
        at += line.len();
    }
    None
}

/// The first line of a parser's words.
fn said(words: &str) -> String {
    words.lines().next().unwrap_or_default().to_owned()
}

fn front(mut members: Map<String, Value>) -> Result<Front, String> {
    let mut take = |name: &str| members.remove(name).filter(|it| !it.is_null());
    let title = take("title").map(|it| text("title", it)).transpose()?;
    let slug = take("slug").map(|it| text("slug", it)).transpose()?;
    let order = take("order").map(|it| it.as_i64().ok_or("order is not a whole number")).transpose()?;
    let status = take("status").map(|it| text("status", it)).transpose()?;
    let mut metadata = match take("metadata") {
        None => Map::new(),
        Some(Value::Object(it)) => it,
        Some(_) => return Err("metadata is not a list of keys".to_owned()),
    };
    metadata.extend(members);
    Ok(Front { title, slug, order, status, metadata })
}

fn text(name: &str, value: Value) -> Result<String, String> {
    match value {
        Value::String(it) => Ok(it),
        Value::Number(it) => Ok(it.to_string()),
        _ => Err(format!("{name} is not text")),
    }
}

/// The front matter of a document, as a file has it. JSON's texts are YAML's too.
pub(super) fn written(front: &Front) -> String {
    let mut lines = vec!["---".to_owned()];
    let quoted = |text: &String| Value::from(text.as_str()).to_string();
    lines.extend(front.title.as_ref().map(|it| format!("title: {}", quoted(it))));
    lines.extend(front.slug.as_ref().map(|it| format!("slug: {}", quoted(it))));
    lines.extend(front.order.map(|it| format!("order: {it}")));
    lines.extend(front.status.as_ref().map(|it| format!("status: {it}")));
    if !front.metadata.is_empty() {
        lines.push(format!("metadata: {}", Value::Object(front.metadata.clone())));
    }
    lines.push("---\n\n".to_owned());
    lines.join("\n")
}
