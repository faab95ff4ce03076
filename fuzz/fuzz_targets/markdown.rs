//! Whatever is written, the page that it becomes holds only allowed tags and addresses, and the nodes can be read again.
#![no_main]

use libfuzzer_sys::fuzz_target;

const TAGS: [&str; 30] = [
    "a", "blockquote", "br", "code", "copy-text", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li",
    "ol", "p", "pre", "section", "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
];

fuzz_target!(|text: &str| {
    let page = catalog::markdown::render(text, "Title").html.to_string();
    for tag in page.split('<').skip(1) {
        let inside = tag.split('>').next().unwrap_or_default();
        let name = inside.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        assert!(TAGS.contains(&name), "<{inside}> in {page}");
        let mut parts = inside.split('"');
        while let (Some(before), Some(value)) = (parts.next(), parts.next()) {
            assert!(!before.contains(" on"), "<{inside}>");
            if before.ends_with("href=") || before.ends_with("src=") {
                assert!(is_safe(value), "<{inside}>");
            }
        }
    }
    let nodes = catalog::markdown::nodes(text).to_string();
    let nodes: serde_json::Value = serde_json::from_str(&nodes).expect("the nodes can be read again");
    look(&nodes);
});

fn look(node: &serde_json::Value) {
    for name in ["href", "url"] {
        if let Some(address) = node.get(name).and_then(serde_json::Value::as_str) {
            assert!(is_safe(address), "{node}");
        }
    }
    node.get("children").and_then(serde_json::Value::as_array).into_iter().flatten().for_each(look);
}

/// What a browser would not run: it leaves out white space and what cannot be seen before it looks for a scheme.
fn is_safe(address: &str) -> bool {
    let seen: String = address.chars().filter(|it| !it.is_control() && !it.is_whitespace()).collect();
    let scheme = seen.split(['/', '?', '#']).next().and_then(|it| it.split_once(':')).map(|it| it.0);
    scheme.is_none_or(|it| ["http", "https", "mailto"].contains(&it.to_ascii_lowercase().as_str()))
}
