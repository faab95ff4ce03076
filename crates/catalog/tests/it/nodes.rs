//! The contract's tree of nodes: its shapes, what its client needs beyond them, and what must never be in it.

use std::path::Path;

use catalog::markdown::{Place, nodes, nodes_at};
use serde_json::{Value, json};

/// What a member holds.
#[derive(Clone, Copy)]
enum Is {
    Text,
    Flag,
    Level(u64),
    Alignment,
    Alignments,
}

/// The contract's nodes: their members, and whether each must be there. `children` are nodes wherever they stand.
/// `appendSpace` and `start` are not the contract's but its client's.
fn members(kind: &str) -> Option<&'static [(&'static str, bool, Is)]> {
    Some(match kind {
        "heading" => &[("level", true, Is::Level(6))],
        "blockquote" | "paragraph" | "text_block" | "break" | "list_item" | "code" | "strikethrough" => &[],
        "code_block" => &[("lang", false, Is::Text)],
        "list" => &[("isOrdered", true, Is::Flag), ("start", false, Is::Level(u64::MAX))],
        "text" => &[
            ("text", true, Is::Text),
            ("hardBreak", false, Is::Flag),
            ("softBreak", false, Is::Flag),
            ("appendSpace", false, Is::Flag),
        ],
        "emphasis" => &[("level", true, Is::Level(2))],
        "link" => &[("href", true, Is::Text), ("title", false, Is::Text)],
        "image" => &[("url", true, Is::Text), ("alt", true, Is::Text), ("title", false, Is::Text)],
        "table" | "table_header" | "table_row" => &[("alignments", true, Is::Alignments)],
        "table_cell" => &[("alignment", true, Is::Alignment)],
        "task_checkbox" => &[("checked", true, Is::Flag)],
        _ => return None,
    })
}

fn holds(value: &Value, is: Is) -> bool {
    let aligned = |it: &Value| ["left", "right", "center", "none"].map(Value::from).contains(it);
    match is {
        Is::Text => value.is_string(),
        Is::Flag => value.is_boolean(),
        Is::Level(most) => value.as_u64().is_some_and(|it| it <= most),
        Is::Alignment => aligned(value),
        Is::Alignments => value.as_array().is_some_and(|it| it.iter().all(aligned)),
    }
}

/// What is wrong with a node and those below it.
fn wrong(node: &Value, at: &str, problems: &mut Vec<String>) {
    let kind = node["type"].as_str().unwrap_or_default();
    let at = format!("{at}/{kind}");
    let Some(members) = members(kind) else { return problems.push(format!("{at}: no such node")) };
    for (name, value) in node.as_object().unwrap() {
        match members.iter().find(|it| it.0 == name) {
            Some((_, _, is)) if holds(value, *is) => {}
            None if name == "type" || name == "children" => {}
            _ => problems.push(format!("{at}: {name} is {value}")),
        }
    }
    let missing = members.iter().filter(|(name, must, _)| *must && node.get(name).is_none());
    problems.extend(missing.map(|(name, ..)| format!("{at}: {name} is missing")));
    let children = node.get("children").and_then(Value::as_array);
    let needs_some = !["text", "break", "image", "task_checkbox"].contains(&kind);
    if children.is_some() != needs_some {
        problems.push(format!("{at}: children are {}", node["children"]));
    }
    children.into_iter().flatten().for_each(|it| wrong(it, &at, problems));
}

fn problems(document: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    assert_eq!((&document["type"], &document["version"]), (&json!("document"), &json!("1")));
    document["children"].as_array().unwrap().iter().for_each(|it| wrong(it, "", &mut problems));
    problems
}

fn children(markdown: &str) -> Value {
    nodes(markdown)["children"].clone()
}

/// All Markdown that the sources hold: the sample company's documents and this crate's own.
fn corpus() -> Vec<String> {
    let mut folders = vec![
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/markdown"),
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample/content"),
    ];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "md") {
                texts.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    texts
}

#[test]
fn every_node_has_the_contracts_shape() {
    let corpus = corpus();
    assert!(corpus.len() > 20);
    for text in corpus {
        assert_eq!(problems(&nodes(&text)), [""; 0], "{text}");
    }
}

#[test]
fn the_corpus_has_every_node_of_the_contract() {
    let all = corpus().iter().map(|it| nodes(it).to_string()).collect::<String>();
    for kind in [
        "heading",
        "blockquote",
        "paragraph",
        "text_block",
        "break",
        "code_block",
        "list",
        "list_item",
        "text",
        "emphasis",
        "code",
        "link",
        "image",
        "strikethrough",
        "table",
        "table_header",
        "table_cell",
        "table_row",
        "task_checkbox",
    ] {
        assert!(all.contains(&format!("\"type\":\"{kind}\"")), "{kind}");
    }
}

#[test]
fn a_line_that_breaks_keeps_its_words_apart() {
    assert_eq!(
        children("one\ntwo\\\nthree *four*\nfive"),
        json!([{ "type": "paragraph", "children": [
            { "type": "text", "text": "one ", "appendSpace": true, "softBreak": true },
            { "type": "text", "text": "two", "hardBreak": true },
            { "type": "text", "text": "three " },
            { "type": "emphasis", "level": 1, "children": [{ "type": "text", "text": "four" }] },
            { "type": "text", "text": " ", "appendSpace": true, "softBreak": true },
            { "type": "text", "text": "five" },
        ] }])
    );
}

#[test]
fn a_task_list_has_its_box_where_the_client_looks_for_it() {
    assert_eq!(
        children("- [x] done"),
        json!([{ "type": "list", "isOrdered": false, "children": [{ "type": "list_item", "children": [
            { "type": "text_block", "children": [
                { "type": "task_checkbox", "checked": true },
                { "type": "text", "text": "done" },
            ] },
        ] }] }])
    );
    assert_eq!(children("3. a\n\n4. b")[0]["start"], 3);
    assert_eq!(children("3. a\n\n4. b")[0]["children"][0]["children"][0]["type"], "paragraph");
}

#[test]
fn a_block_of_code_has_a_text_for_each_line() {
    assert_eq!(
        children("```json {1}\n{\n}\n```"),
        json!([{ "type": "code_block", "lang": "json", "children": [
            { "type": "text", "text": "{\n" },
            { "type": "text", "text": "}\n" },
        ] }])
    );
    assert_eq!(
        children("    one"),
        json!([{ "type": "code_block", "children": [{ "type": "text", "text": "one" }] }])
    );
}

#[test]
fn a_table_says_how_each_cell_is_aligned() {
    assert_eq!(
        children("| a | b |\n|---|--:|\n| 1 |"),
        json!([{ "type": "table", "alignments": ["none", "right"], "children": [
            { "type": "table_header", "alignments": ["none", "right"], "children": [
                { "type": "table_cell", "alignment": "none", "children": [{ "type": "text", "text": "a" }] },
                { "type": "table_cell", "alignment": "right", "children": [{ "type": "text", "text": "b" }] },
            ] },
            { "type": "table_row", "alignments": ["none", "right"], "children": [
                { "type": "table_cell", "alignment": "none", "children": [{ "type": "text", "text": "1" }] },
                { "type": "table_cell", "alignment": "right", "children": [] },
            ] },
        ] }])
    );
}

#[test]
fn alerts_and_footnotes_are_told_in_the_contracts_words() {
    assert_eq!(
        children("> [!NOTE]\n> Low tide."),
        json!([{ "type": "blockquote", "children": [
            { "type": "paragraph", "children": [
                { "type": "emphasis", "level": 2, "children": [{ "type": "text", "text": "Note" }] },
            ] },
            { "type": "paragraph", "children": [{ "type": "text", "text": "Low tide." }] },
        ] }])
    );
    let noted = children("a[^x]\n\n[^x]: b");
    assert_eq!(noted[0]["children"][1]["text"], "[1]");
    assert_eq!(noted[1]["type"], "break");
    assert_eq!(noted[2]["children"][0]["children"][0]["children"][0]["text"], "b");
}

#[test]
fn relative_addresses_lead_to_what_belongs_to_the_place() {
    let place = Place::new("/docs/ferries/", "https://acme.test/products/ferries/images/");
    let found = nodes_at("[a](errors.md#limits) [b](#here) ![c](images/c.png)", &place);
    let words = &found["children"][0]["children"];
    assert_eq!(words[0]["href"], "/docs/ferries/errors#doc-heading-limits");
    assert_eq!(words[2]["href"], "#doc-heading-here");
    assert_eq!(words[4]["url"], "https://acme.test/products/ferries/images/c.png");
}

#[test]
fn nothing_that_a_browser_could_run_is_handed_to_the_client() {
    for hostile in [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#10;script:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](\u{1}javascript:alert(1))",
        "[x](vbscript:x)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        "![x](javascript:alert(1))",
        "[x]: javascript:alert(1)\n\n[x]",
        "<javascript:alert(1)>",
        "[x](blob:https://a.test/b)",
        "[x](file:///etc/passwd)",
    ] {
        let made = nodes(hostile);
        assert_eq!(problems(&made), [""; 0]);
        let made = made.to_string();
        assert!(!made.contains("href") && !made.contains("url"), "{hostile:?} gave {made}");
        assert!(made.contains('x') || made.contains("javascript"), "the words stay: {made}");
    }
    let made = nodes("<script>alert(1)</script>\n\na <img src=x onerror=alert(1)> b").to_string();
    assert!(!made.contains("script") && !made.contains("onerror"), "{made}");
}

#[test]
fn a_text_without_end_becomes_a_tree_that_readers_of_json_can_read() {
    for hostile in [
        ">".repeat(50_000),
        (0..200).map(|it| " ".repeat(it * 2) + "- a\n").collect(),
        "*a **b ".repeat(20_000),
        "[".repeat(100_000),
        "|a".repeat(400_000),
    ] {
        let made = nodes(&hostile).to_string();
        let again: Value = serde_json::from_str(&made).unwrap();
        assert_eq!(problems(&again), [""; 0]);
    }
}
