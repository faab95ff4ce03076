//! Markdown as the tree of nodes that the published contract describes, and its single-page client draws.
//!
//! The client draws the words of code and links from `children`, knows a line that is broken only by a blank in the
//! words before (`appendSpace` says it twice), wants each line of a block of code as a text of its own, and finds a
//! task list by the box two levels below it. It puts addresses into its page as they come, so what could run is left
//! out here. Alerts become quotes and footnotes a list at the end: the contract has no words for them.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeAlert, NodeList, NodeTable, NodeValue, TableAlignment};
use serde_json::{Value, json};

use super::place::Place;
use super::read;

/// What the ids of headings begin with in the client.
const ANCHOR: &str = "doc-heading-";

/// The nodes of a text that stands nowhere in particular. Slow for a long text: call it where blocking is allowed.
pub fn nodes(markdown: &str) -> Value {
    nodes_at(markdown, &Place::default())
}

/// The nodes of a text whose relative addresses lead to what belongs to the place.
pub fn nodes_at(markdown: &str, place: &Place) -> Value {
    let arena = Arena::new();
    let children = match read::read(&arena, markdown, &read::options()) {
        Some(root) => Walk { place }.document(root),
        None => vec![code_block("", markdown)],
    };
    made("document", [("version", "1".into())], children)
}

struct Walk<'p> {
    place: &'p Place,
}

impl Walk<'_> {
    fn document<'a>(&self, root: &'a AstNode<'a>) -> Vec<Value> {
        let is_note = |it: &&'a AstNode<'a>| matches!(it.data().value, NodeValue::FootnoteDefinition(_));
        let (notes, texts): (Vec<_>, Vec<_>) = root.children().partition(is_note);
        let mut children: Vec<Value> = texts.into_iter().filter_map(|it| self.block(it)).collect();
        if !notes.is_empty() {
            let items: Vec<Value> = notes.into_iter().map(|it| with("list_item", self.blocks(it))).collect();
            children.push(json!({ "type": "break" }));
            children.push(made("list", [("isOrdered", true.into())], items));
        }
        children
    }

    fn blocks<'a>(&self, parent: &'a AstNode<'a>) -> Vec<Value> {
        parent.children().filter_map(|it| self.block(it)).collect()
    }

    fn block<'a>(&self, node: &'a AstNode<'a>) -> Option<Value> {
        Some(match &node.data().value {
            NodeValue::Paragraph => with("paragraph", self.inlines(node)),
            NodeValue::Heading(it) => made("heading", [("level", it.level.into())], self.inlines(node)),
            NodeValue::BlockQuote => with("blockquote", self.blocks(node)),
            NodeValue::Alert(it) => self.alert(node, it),
            NodeValue::List(it) => self.list(node, it),
            NodeValue::CodeBlock(it) => code_block(super::code::language(&it.info), &it.literal),
            NodeValue::Table(it) => self.table(node, it),
            NodeValue::ThematicBreak => json!({ "type": "break" }),
            _ => return None,
        })
    }

    /// A quote that opens with the alert's name in bold.
    fn alert<'a>(&self, node: &'a AstNode<'a>, alert: &NodeAlert) -> Value {
        let title = alert.title.as_deref().unwrap_or_else(|| alert.alert_type.default_title());
        let strong = made("emphasis", [("level", 2.into())], vec![text(title)]);
        let mut children = vec![with("paragraph", vec![strong])];
        children.extend(self.blocks(node));
        with("blockquote", children)
    }

    fn list<'a>(&self, node: &'a AstNode<'a>, list: &NodeList) -> Value {
        let is_ordered = list.list_type == comrak::nodes::ListType::Ordered;
        let items: Vec<Value> =
            node.children().map(|it| with("list_item", self.item(it, list.tight))).collect();
        let start = (is_ordered && list.start != 1).then(|| ("start", list.start.into()));
        made("list", [("isOrdered", is_ordered.into())].into_iter().chain(start), items)
    }

    fn item<'a>(&self, node: &'a AstNode<'a>, is_tight: bool) -> Vec<Value> {
        let mut checkbox = match &node.data().value {
            NodeValue::TaskItem(it) => {
                Some(json!({ "type": "task_checkbox", "checked": it.symbol.is_some() }))
            }
            _ => None,
        };
        let mut children = Vec::new();
        for child in node.children() {
            if !matches!(child.data().value, NodeValue::Paragraph) {
                children.extend(self.block(child));
                continue;
            }
            let kind = if is_tight { "text_block" } else { "paragraph" };
            let words = checkbox.take().into_iter().chain(self.inlines(child)).collect();
            children.push(with(kind, words));
        }
        children
    }

    fn table<'a>(&self, node: &'a AstNode<'a>, table: &NodeTable) -> Value {
        let alignments: Vec<&str> = table.alignments.iter().map(|it| alignment(*it)).collect();
        let rows: Vec<Value> = node
            .children()
            .map(|row| {
                let is_head = matches!(row.data().value, NodeValue::TableRow(true));
                let cells = row.children().enumerate().map(|(at, cell)| {
                    let alignment = alignments.get(at).copied().unwrap_or("none");
                    made("table_cell", [("alignment", alignment.into())], self.inlines(cell))
                });
                let cells: Vec<Value> = cells.collect();
                let kind = if is_head { "table_header" } else { "table_row" };
                made(kind, [aligned(&alignments)], cells)
            })
            .collect();
        made("table", [aligned(&alignments)], rows)
    }

    fn inlines<'a>(&self, parent: &'a AstNode<'a>) -> Vec<Value> {
        let mut out = Vec::new();
        for child in parent.children() {
            self.inline(child, &mut out);
        }
        out
    }

    fn inline<'a>(&self, node: &'a AstNode<'a>, out: &mut Vec<Value>) {
        match &node.data().value {
            NodeValue::Text(words) => out.push(text(words)),
            NodeValue::SoftBreak => break_line(out, "softBreak"),
            NodeValue::LineBreak => break_line(out, "hardBreak"),
            NodeValue::Code(it) => out.push(with("code", vec![text(&it.literal)])),
            NodeValue::Emph => out.push(self.emphasis(node, 1)),
            NodeValue::Strong => out.push(self.emphasis(node, 2)),
            NodeValue::Strikethrough => out.push(with("strikethrough", self.inlines(node))),
            NodeValue::Link(it) => match self.place.link(&it.url, ANCHOR) {
                Some(href) => {
                    let members = [("href", href.into())].into_iter().chain(title(&it.title));
                    out.push(made("link", members, self.inlines(node)));
                }
                None => out.extend(self.inlines(node)),
            },
            NodeValue::Image(it) => out.push(match self.place.picture(&it.url) {
                Some(url) => image(url, node.collect_text(), &it.title),
                None => text(&node.collect_text()),
            }),
            NodeValue::FootnoteReference(it) => out.push(text(&format!("[{}]", it.ref_num))),
            _ => {}
        }
    }

    fn emphasis<'a>(&self, node: &'a AstNode<'a>, level: u8) -> Value {
        made("emphasis", [("level", level.into())], self.inlines(node))
    }
}

/// A node with its members and children. They are moved: `json!` would copy them at every level.
fn made<'n>(kind: &str, members: impl IntoIterator<Item = (&'n str, Value)>, children: Vec<Value>) -> Value {
    let head = [("type", Value::from(kind))].into_iter().chain(members);
    let all = head.chain([("children", Value::Array(children))]);
    Value::Object(all.map(|(name, value)| (name.to_owned(), value)).collect())
}

fn with(kind: &str, children: Vec<Value>) -> Value {
    made(kind, [], children)
}

fn text(words: &str) -> Value {
    json!({ "type": "text", "text": words })
}

fn image(url: String, alt: String, words: &str) -> Value {
    let members = [("type", "image".into()), ("url", url.into()), ("alt", alt.into())];
    let all = members.into_iter().chain(title(words));
    Value::Object(all.map(|(name, value)| (name.to_owned(), value)).collect())
}

fn title(words: &str) -> Option<(&'static str, Value)> {
    (!words.is_empty()).then(|| ("title", words.into()))
}

fn aligned(alignments: &[&str]) -> (&'static str, Value) {
    ("alignments", alignments.into())
}

/// Notes on the words before that the line breaks after them; where no words stand before, on a text of its own.
fn break_line(out: &mut Vec<Value>, kind: &'static str) {
    let takes_it = |it: &Value| it["type"] == "text" && it.get("softBreak").or(it.get("hardBreak")).is_none();
    if !out.last().is_some_and(takes_it) {
        out.push(text(""));
    }
    let Some(Value::Object(last)) = out.last_mut() else { return };
    if kind == "softBreak" {
        if let Some(Value::String(words)) = last.get_mut("text") {
            words.push(' ');
        }
        last.insert("appendSpace".to_owned(), json!(true));
    }
    last.insert(kind.to_owned(), json!(true));
}

/// One text for each line. The client strips the last line's end unless there is only one line.
fn code_block(language: &str, code: &str) -> Value {
    let lines: Vec<&str> = code.split_inclusive('\n').collect();
    let lines: Vec<Value> = match lines.as_slice() {
        [only] => vec![text(only.trim_end_matches('\n'))],
        several => several.iter().map(|it| text(it)).collect(),
    };
    made("code_block", (!language.is_empty()).then(|| ("lang", language.into())), lines)
}

fn alignment(it: TableAlignment) -> &'static str {
    match it {
        TableAlignment::None => "none",
        TableAlignment::Left => "left",
        TableAlignment::Center => "center",
        TableAlignment::Right => "right",
    }
}
