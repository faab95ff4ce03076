//! Documents that want more than their share: each is refused, in bounded time, with a sentence.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::{MAX_BYTES, problems, repeated};

/// Generous: these run without optimisation, beside other tests.
const MAX_TIME: Duration = Duration::from_secs(20);

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
