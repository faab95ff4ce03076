//! The tags, attributes and addresses that may reach a page, whatever the parser before it let through.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::place::{ANCHOR, is_address, is_ours};

const TAGS: [&str; 30] = [
    "a",
    "blockquote",
    "br",
    "code",
    "copy-text",
    "del",
    "div",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

const ATTRIBUTES: [(&str, &[&str]); 18] = [
    ("a", &["href", "title", "id", "class", "aria-labelledby"]),
    ("code", &["class"]),
    ("copy-text", &["class"]),
    ("div", &["class"]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("img", &["src", "alt", "title"]),
    ("li", &["id"]),
    ("ol", &["start"]),
    ("p", &["class"]),
    ("pre", &["role", "aria-label"]),
    ("section", &["class"]),
    ("span", &["class"]),
    ("td", &["align"]),
    ("th", &["align"]),
];

static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .tag_attributes(HashMap::from(ATTRIBUTES.map(|(tag, names)| (tag, names.iter().copied().collect()))))
        .clean_content_tags(HashSet::from(["script", "style", "svg", "math", "template", "iframe", "object"]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener nofollow ugc"))
        // What may scroll in its own box can be reached by keyboard.
        .set_tag_attribute_value("pre", "tabindex", "0")
        .set_tag_attribute_value("table", "tabindex", "0")
        .attribute_filter(|tag, name, value| may_stay(tag, name, value).then(|| value.into()));
    builder
});

/// What may reach a page of the HTML.
pub(super) fn clean(html: &str) -> String {
    ALLOWED.clean(html).to_string()
}

fn may_stay(tag: &str, name: &str, value: &str) -> bool {
    match (tag, name) {
        ("code", "class") => is_language(value),
        ("a", "class") => value == "permalink",
        ("section", "class") => value == "footnotes",
        ("copy-text", "class") => value == "code",
        ("div" | "p", "class") => value == "code-head" || is_alert(value),
        ("span", "class") => ui::is_highlight(value),
        ("pre", "role") => value == "group",
        ("a", "aria-labelledby") => value.starts_with(ANCHOR),
        ("a", "href") => is_address(value),
        ("img", "src") => is_ours(value),
        (_, "id") => ["doc-", "fn-", "fnref-"].iter().any(|it| value.starts_with(it)),
        _ => true,
    }
}

/// `language-rust`, as the parser writes it, and nothing else that a stylesheet might know.
fn is_language(class: &str) -> bool {
    class.strip_prefix("language-").is_some_and(|it| {
        it.len() <= 32 && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"+-#_.".contains(&it))
    })
}

/// The classes of an alert, as the parser writes them.
fn is_alert(class: &str) -> bool {
    let kinds = ["note", "tip", "important", "warning", "caution"];
    class == "markdown-alert-title"
        || class.strip_prefix("markdown-alert markdown-alert-").is_some_and(|it| kinds.contains(&it))
}
