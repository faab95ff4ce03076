//! Documents that want more than their share: each is refused, in bounded time, with a sentence.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::{MAX_BYTES, problems, repeated};

/// Generous: these run without optimisation, beside other tests.
const MAX_TIME: Duration = Duration::from_mins(1);

/// Refused in time, and the first sentence says so.
fn refused(name: &str, bytes: &[u8], expected: &str) {
    let start = Instant::now();
    let found = problems(name, bytes);
    assert!(found[0].contains(expected), "{found:?}");
    assert!(start.elapsed() < MAX_TIME, "{expected}: {:?}", start.elapsed());
}

#[test]
fn aliases_that_grow() {
    let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for it in 1..12 {
        let list = format!("*a{}, ", it - 1).repeat(9);
        writeln!(laughs, "a{it}: &a{it} [{list}]").unwrap();
    }
    refused("a.yaml", laughs.as_bytes(), "too many aliases");

    let text = "x".repeat(1024 * 1024);
    let aliases = "- *a\n".repeat(10_000);
    refused(
        "a.yaml",
        format!("- &a {text}\n{aliases}").as_bytes(),
        "too large when its aliases are written out",
    );
    let block = format!("- &a |\n  {}\n{aliases}", "line\n  ".repeat(150_000));
    refused("a.yaml", block.as_bytes(), "too large when its aliases are written out");

    let keys = repeated(1000, |it| format!("k{it}: 1, "));
    let merges = format!("- &a {{{keys}}}\n{}", "- {<<: [*a, *a, *a, *a, *a, *a, *a, *a]}\n".repeat(3_000));
    refused("a.yaml", merges.as_bytes(), "too many aliases");
}

#[test]
fn aliases_of_themselves() {
    refused("a.yaml", b"a: &a\n  b: *a\n", "alias");
    refused("a.yaml", b"a: &a [*a]\n", "alias");
}

#[test]
fn depth() {
    refused("a.json", "[".repeat(1_000_000).as_bytes(), "nested more than 100 deep");
    refused("a.json", "{\"a\":".repeat(1_000_000).as_bytes(), "nested more than 100 deep");
    refused("a.yaml", "[".repeat(1_000_000).as_bytes(), "nested more than 100 deep");
    refused("a.yaml", "- ".repeat(1_000_000).as_bytes(), "nested more than 100 deep");
    let stairs = repeated(3000, |it| format!("{}a:\n", " ".repeat(it)));
    refused("a.yaml", stairs.as_bytes(), "nested more than 100 deep");
    refused("a.yaml", "? ".repeat(1_000_000).as_bytes(), "");
    refused("a.yaml", "!a ".repeat(1_000_000).as_bytes(), "");
}

#[test]
fn number_of_values() {
    let list = format!("{{\"openapi\": \"3.0.0\", \"x\": [{}0]}}", "0,".repeat(8_000_000));
    refused("a.json", list.as_bytes(), "more than 750000 values");
    let maps = format!("[{}0]", "{\"\":0},".repeat(2_000_000));
    refused("a.json", maps.as_bytes(), "more than 750000 values");
    refused("a.yaml", "- 0\n".repeat(760_000).as_bytes(), "more than 750000 values");
}

#[test]
fn size() {
    refused("a.json", &vec![b' '; MAX_BYTES + 1], "the document has 16777217 bytes; the limit is 16777216");
    refused("a.json", &vec![b' '; MAX_BYTES], "the document is empty");
    refused(
        "a.json",
        format!("{{\"openapi\": \"{}\"}}", "9".repeat(15_000_000)).as_bytes(),
        "is not understood",
    );
    refused("a.yaml", format!("openapi: \"{}\"", "9".repeat(15_000_000)).as_bytes(), "is not understood");
    refused("a.yaml", "a".repeat(15_000_000).as_bytes(), "");
    refused("a.yaml", "#".repeat(15_000_000).as_bytes(), "");
    refused("a.yaml", format!("a: 1{}", "\n".repeat(15_000_000)).as_bytes(), "not an OpenAPI document");
}

#[test]
fn what_is_not_text() {
    refused("a.json", b"{\"a\": \"\xff\"}", "line 1, column 8: the document is not UTF-8 text");
    refused("a.yaml", b"a: \xed\xa0\x80", "not UTF-8");
    refused("a.zip", b"PK\x03\x04\x14\x00\x80", "not UTF-8");
    refused("a.json", b"{\"a\": \"\0\"}", "control character");
    refused("a.yaml", b"a: \0", "line 1, column 4: unexpected character");
    refused("a.json", b"{\"a\": \"\\u0000\"}", "U+0000");
    refused("a.json", b"{\"\\u0000\": 1}", "U+0000");
    refused("a.yaml", b"a: \"\\0\"", "U+0000");
    refused("a.json", b"{\"a\": \"\\ud800\"}", "line 1, column 14: ");
    refused("a.json", b"{\"a\": \"\\udc00\\ud800\"}", "surrogate");
    refused("a.yaml", b"a: \"\\ud800\"", "surrogate");
    refused("a.json", b"{\"a\": 1e999}", "number out of range");
    refused("a.yaml", b"a: .inf", "not a finite number");
}

#[test]
fn twenty_problems_at_the_end_of_a_large_document() {
    let fill = repeated(20_000, |it| format!("\"x-{it}\": [1, \"some text\"],\n"));
    let paths: Vec<String> = (0..100).map(|it| format!("\"p{it}\": {{}}")).collect();
    let text = format!(
        "{{\"openapi\": \"3.0.0\", \"info\": {{\"title\": \"A\", \"version\": \"1\"}},\n{fill}\"paths\": {{{}}}}}",
        paths.join(",\n")
    );
    refused("a.json", text.as_bytes(), "line 20002, column 14: the path `p0` must begin with `/`");
}

/// A document whose paths and shapes are these.
fn with(paths: &str, schemas: &str) -> reference::Document {
    let text = format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"A\", \"version\": \"1\"}}, \"paths\": {{{paths}}}, \
         \"components\": {{\"schemas\": {{{schemas}}}}}}}"
    );
    crate::good("a.json", &text)
}

/// The largest page of a document as JSON, in bytes; all are made in bounded time.
fn largest(document: &reference::Document) -> usize {
    let start = Instant::now();
    let reference = document.reference();
    let operations = reference.operation_pages().map(|it| serde_json::to_string(&it).unwrap().len());
    let schemas = reference.schema_pages().map(|it| serde_json::to_string(&it).unwrap().len());
    let largest = operations.chain(schemas).max().unwrap_or_default();
    assert!(start.elapsed() < MAX_TIME, "{:?}", start.elapsed());
    largest
}

#[test]
fn shapes_that_fan_out_make_pages_of_a_bounded_size() {
    // Each shape holds the next ten times: ten to the thirtieth without an end.
    let doubling = repeated(30, |it| {
        let refs: Vec<_> = (0..10)
            .map(|at| format!("\"p{at}\": {{\"$ref\": \"#/components/schemas/S{}\"}}", (it + 1) % 31))
            .collect();
        format!("\"S{it}\": {{\"properties\": {{{}}}}},", refs.join(","))
    });
    let everyone = repeated(40, |it| {
        let refs: Vec<_> =
            (0..40).map(|at| format!("{{\"$ref\": \"#/components/schemas/A{at}\"}}")).collect();
        format!("\"A{it}\": {{\"allOf\": [{}], \"properties\": {{\"p{it}\": {{}}}}}},", refs.join(","))
    });
    let choices = repeated(12, |it| {
        let refs: Vec<_> =
            (0..12).map(|at| format!("{{\"$ref\": \"#/components/schemas/C{at}\"}}")).collect();
        format!("\"C{it}\": {{\"type\": \"object\", \"oneOf\": [{}]}},", refs.join(","))
    });
    let document = with("", &format!("{doubling}{everyone}{choices}\"S30\": {{\"type\": \"string\"}}"));
    assert!(largest(&document) < 400_000, "{}", largest(&document));
}

#[test]
fn large_texts_and_enumerations_are_cut_on_pages() {
    let values: Vec<_> = (0..100_000).map(|it| format!("\"value {it}\"")).collect();
    let names = repeated(20_000, |it| format!("\"p{it}\": {{\"type\": \"string\"}},"));
    let text = "word ".repeat(200_000);
    let document = with(
        "\"/a\": {\"get\": {\"responses\": {\"200\": {\"description\": \"ok\", \"content\": {\"application/json\": \
         {\"schema\": {\"$ref\": \"#/components/schemas/Wide\"}}}}}}}",
        &format!(
            "\"Enum\": {{\"enum\": [{}]}}, \"Long\": {{\"description\": \"{text}\", \"example\": \"{text}\"}}, \
             \"Wide\": {{\"properties\": {{{names}\"last\": {{}}}}}}",
            values.join(",")
        ),
    );
    assert!(largest(&document) < 400_000, "{}", largest(&document));
    let page = document.reference().schema("Enum").unwrap().schema;
    assert_eq!((page.choices.len(), page.more_choices), (40, 99_960));
}

#[test]
fn too_many_operations() {
    let paths = repeated(5_001, |it| format!("\"/{it}\": {{\"get\": {{\"responses\": {{}}}}}},"));
    let text = format!(
        "{{\"openapi\": \"3.0.0\", \"info\": {{\"title\": \"A\", \"version\": \"1\"}}, \"paths\": {{{paths}\"/a\": {{}}}}}}"
    );
    refused("a.json", text.as_bytes(), "describes 5001 operations; the limit is 5000");
}

#[test]
fn patterns_are_never_run() {
    let patterns = [
        "(a+)+$",
        "(a|aa)+$",
        "([a-zA-Z]+)*$",
        "(.*a){25}",
        "((((((a*)*)*)*)*)*)*$",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
    ];
    let schemas: Vec<_> = patterns
        .iter()
        .enumerate()
        .map(|(at, it)| {
            let example = "a".repeat(50_000);
            format!("\"P{at}\": {{\"type\": \"string\", \"pattern\": \"{it}\", \"example\": \"{example}!\"}}")
        })
        .collect();
    assert!(largest(&with("", &schemas.join(","))) < 400_000);
}

#[test]
fn texts_that_turn_or_run_stay_texts() {
    let document = with(
        "\"/a/<script>\": {\"get\": {\"operationId\": \"<img src=x onerror=alert(1)>\", \"summary\": \"a\\u202eb\", \
         \"externalDocs\": {\"url\": \"javascript:alert(1)\", \"description\": \"d\"}, \"responses\": {}}}",
        "\"x\\u2066y\": {\"type\": \"object\", \"properties\": {\"\\u202e{{7*7}}\": {\"example\": \"\\u202e\"}}}",
    );
    let reference = document.reference();
    let page = reference.operation_pages().next().unwrap();
    assert_eq!((page.slug.as_str(), page.summary.as_str()), ("img-src-x-onerror-alert-1", "a\u{FFFD}b"));
    assert_eq!(page.docs.unwrap().url, None);
    let shape = reference.schema_pages().next().unwrap();
    assert_eq!(shape.name, "x\u{FFFD}y");
    assert_eq!(shape.schema.properties[0].name, "\u{FFFD}{{7*7}}");
    assert!(!shape.example.unwrap().text.contains('\u{202E}'));
}
