//! Brings a text into a page's order: headings one level down, a box as a character, addresses as the place has them,
//! no picture from elsewhere.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeList, NodeValue};

use super::place::{ANCHOR, Place, is_ours};

/// Changes the tree for a page of this title.
pub(super) fn settle<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, title: &str, place: &Place) {
    drop_title(root, title);
    let has_first_level = root
        .descendants()
        .any(|it| matches!(&it.data().value, NodeValue::Heading(heading) if heading.level == 1));
    for node in root.descendants() {
        let mut data = node.data_mut();
        match &mut data.value {
            NodeValue::Heading(heading) if has_first_level => heading.level = (heading.level + 1).min(6),
            NodeValue::Link(link) => link.url = place.link(&link.url, ANCHOR).unwrap_or_default(),
            NodeValue::Image(picture) => {
                picture.url = place.picture(&picture.url).unwrap_or_default();
                if !is_ours(&picture.url) {
                    let link = picture.clone();
                    data.value = NodeValue::Link(link);
                }
            }
            NodeValue::TaskItem(item) => {
                let mark = if item.symbol.is_some() { "☑ " } else { "☐ " };
                data.value = NodeValue::Item(NodeList::default());
                drop(data);
                if let Some(paragraph) = node.first_child() {
                    paragraph.prepend(arena.alloc(NodeValue::Text(mark.into()).into()));
                }
            }
            _ => {}
        }
    }
}

/// Leaves out a first heading that only repeats the page's own.
fn drop_title<'a>(root: &'a AstNode<'a>, title: &str) {
    let first = root.children().find(|it| !matches!(it.data().value, NodeValue::FrontMatter(_)));
    if let Some(first) = first
        && matches!(&first.data().value, NodeValue::Heading(it) if it.level == 1)
        && first.collect_text().trim().eq_ignore_ascii_case(title.trim())
    {
        first.detach();
    }
}
