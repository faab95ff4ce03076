//! Reads Markdown within bounds: how long it may take, how deep it may be nested, how much may come of it.

use std::time::{Duration, Instant};

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeValue};
use comrak::options::Options;
use comrak::{Arena, try_parse_document};

/// How deep a node may stand below the root. What is nested without end costs time that grows with the square of
/// its depth in all that comes after, and readers of JSON give up soon after a hundred levels.
const DEEPEST: usize = 48;

/// How many nodes there may be: a table of empty cells has one for every two characters.
const MOST: usize = 200_000;

/// How long the reading may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// GitHub's Markdown: raw HTML is left out.
pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    options.render.r#unsafe = false;
    options
}

/// The text as a tree; nothing when it breaks a bound, and is better shown as it was typed.
pub(super) fn read<'a>(
    arena: &'a Arena<'a>,
    markdown: &str,
    options: &Options<'_>,
) -> Option<&'a AstNode<'a>> {
    let deadline = Instant::now() + PATIENCE;
    let root = try_parse_document(arena, markdown, options, &|| Instant::now() >= deadline).ok()?;
    if is_too_much(root) {
        return None;
    }
    break_lines(root);
    Some(root)
}

fn is_too_much<'a>(root: &'a AstNode<'a>) -> bool {
    let (mut depth, mut count) = (0_usize, 0_usize);
    root.traverse().any(|edge| {
        match edge {
            NodeEdge::Start(_) => (depth, count) = (depth + 1, count + 1),
            NodeEdge::End(_) => depth -= 1,
        }
        depth > DEEPEST || count > MOST
    })
}

/// `<br>` is the one tag that is understood: in the cell of a table there is no other way to break a line.
fn break_lines<'a>(root: &'a AstNode<'a>) {
    for node in root.descendants() {
        let mut data = node.data_mut();
        if let NodeValue::HtmlInline(tag) = &data.value
            && ["<br>", "<br/>", "<br />"].iter().any(|it| tag.eq_ignore_ascii_case(it))
        {
            data.value = NodeValue::LineBreak;
        }
    }
}
