//! Documents that are refused, and the sentence and place that their author reads.

use crate::{problems, repeated, warnings};

#[test]
fn syntax_errors_have_a_line_and_a_column() {
    for (name, text, expected) in [
        ("a.json", "{\n  \"a\": 1,\n}", "line 3, column 1: trailing comma"),
        ("a.json", "{\"a\": 1} x", "line 1, column 10: trailing characters"),
        ("a.json", "{\n\"a\": 1,\n\"a\": 2}", "line 3, column 3: the key `a` appears twice"),
        ("a.json", "openapi: 3.0.0", "line 1, column 1: expected value"),
        ("a.yaml", "a: 1\nb: c: d", "line 2, column 5: mapping values are not allowed in this context"),
        ("a.yaml", "a: 1\nb: 2\na: 3", "line 3, column 1: the key `a` appears twice"),
        ("a.yaml", "a: [1, 2", "line 1, column 4: unclosed bracket '['"),
        ("a.yaml", "a:\n\t- b", "line 2, column 2: tabs disallowed within this context (block indentation)"),
        ("a.yaml", "a: *b", "line 1, column 4: an alias names an anchor that does not exist"),
        ("a.yaml", "a: 1\n---\nb: 1", "line 3, column 1: the file holds more than one YAML document"),
    ] {
        assert_eq!(problems(name, text.as_bytes()), [expected], "{text}");
    }
}

#[test]
fn other_documents_are_refused_in_words() {
    for (text, expected) in [
        ("just words", "not an OpenAPI document: it is not an object"),
        ("[1]", "not an OpenAPI document: it is not an object"),
        ("{}", "not an OpenAPI document: neither `openapi` nor `swagger`"),
        ("asyncapi: 3.0.0", "looks like an AsyncAPI document"),
        ("{\"info\": {}, \"item\": []}", "looks like a Postman collection"),
        ("apiVersion: v1\nkind: Pod", "looks like a Kubernetes resource"),
        ("swaggerVersion: '1.2'", "looks like a Swagger 1 document"),
        ("openapi: 3.2.0", "`openapi: 3.2.0` is not understood; 3.1, 3.0 and Swagger 2.0 are"),
        ("openapi: 4.0.0", "`openapi: 4.0.0` is not understood"),
        ("openapi: 3", "`openapi: 3` is not understood"),
        ("swagger: '1.2'", "`swagger: 1.2` is not understood"),
        ("openapi: {}", "is not understood"),
    ] {
        let found = problems("", text.as_bytes());
        assert!(
            found.len() == 1 && found[0].starts_with("line 1, ") && found[0].contains(expected),
            "{found:?}"
        );
    }
}

/// Each YAML document is refused with exactly this sentence.
fn each_is_refused(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(problems("a.yaml", text.as_bytes()), [*expected], "{text}");
    }
}

#[test]
fn the_api_has_a_name_and_a_version() {
    each_is_refused(&[
        ("openapi: 3.0.0\npaths: {}", "line 1, column 1: `info` is missing"),
        ("openapi: 3.0.0\npaths: {}\ninfo: 1", "line 3, column 1: `info` must be an object"),
        (
            "openapi: 3.0.0\npaths: {}\ninfo:\n  title: ' '\n  version: '1'",
            "line 4, column 3: `info.title` is empty",
        ),
        (
            "openapi: 3.0.0\npaths: {}\ninfo:\n  title: A\n  version: 1.10",
            "line 5, column 3: `version` must be text: put it in quotes",
        ),
        ("openapi: 3.0.0\npaths: {}\ninfo:\n  title: A", "line 3, column 1: `info.version` is missing"),
        (
            "openapi: 3.0.0\npaths: {}\ninfo: {title: A, version: '1'}\nservers:\n  - url: /a\n  - description: b",
            "line 6, column 5: the server's `url` is missing",
        ),
    ]);
}

#[test]
fn paths_and_operations_are_sound() {
    let refused = |rest: &str, expected: &str| {
        let text = format!("openapi: 3.0.0\ninfo: {{title: A, version: '1'}}\n{rest}");
        each_is_refused(&[(&text, expected)]);
    };
    refused("", "line 1, column 1: `paths` is missing");
    refused("paths: []", "line 3, column 1: `paths` must be an object");
    refused("paths:\n  pets: {}", "line 4, column 3: the path `pets` must begin with `/`");
    refused("paths:\n  /pets: 1", "line 4, column 3: `/pets` must be an object");
    refused(
        "paths:\n  /pets:\n    gett: {}",
        "line 5, column 5: `gett` is not a method of HTTP that can be described",
    );
    refused("paths:\n  /pets:\n    get: []", "line 5, column 5: `get` must be an object");
    let operation = |rest: &str, expected: &str| {
        refused(&format!("paths:\n  /pets:\n    get:\n      {rest}"), expected);
    };
    operation("responses: []", "line 6, column 7: `responses` must be an object");
    operation("responses: {}\n      deprecated: yes", "line 7, column 7: `deprecated` must be true or false");
    operation("responses: {}\n      tags: pets", "line 7, column 7: `tags` must be a list");
    operation("responses: {}\n      summary: [a]", "line 7, column 7: `summary` must be text");
}

#[test]
fn dialects_differ() {
    let info = "info: {title: A, version: '1'}";
    each_is_refused(&[
        (
            &format!("swagger: '2.0'\n{info}\npaths:\n  /pets:\n    trace: {{}}"),
            "line 5, column 5: `trace` is not a method of HTTP that can be described",
        ),
        (
            &format!("openapi: 3.1.0\n{info}"),
            "line 1, column 1: `paths`, `webhooks` or `components` must be there",
        ),
        (&format!("openapi: 3.0.0\n{info}\nwebhooks: {{}}"), "line 1, column 1: `paths` is missing"),
    ]);
}

#[test]
fn an_operation_id_is_taken_once_also_by_a_webhook() {
    let text = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths:\n  /a/b:\n    get:\n      operationId: x\n      \
                responses: {}\nwebhooks:\n  new:\n    post:\n      operationId: x\n      responses: {}\n";
    let expected = "line 11, column 7: the operationId `x` is taken by /paths/~1a~1b/get";
    assert_eq!(problems("a.yaml", text.as_bytes()), [expected]);
}

#[test]
fn problems_in_json_have_lines_too_and_all_are_told() {
    let text = "{\n  \"openapi\": \"3.0.0\",\n  \"info\": {\n    \"title\": 1,\n    \"version\": \"1\"\n  },\n  \
                \"paths\": {\n    \"a~/b\": {},\n    \"/c\": {\n      \"fetch\": {}\n    }\n  }\n}";
    let found = problems("a.json", text.as_bytes());
    let lines: Vec<_> = found.iter().map(|it| it.split(',').next().unwrap_or_default()).collect();
    assert_eq!(lines, ["line 4", "line 8", "line 10"], "{found:#?}");
}

#[test]
fn the_list_of_problems_has_an_end() {
    let paths = repeated(500, |it| format!("  p{it}: {{}}\n"));
    let text = format!("openapi: 3.0.0\ninfo: {{title: A, version: '1'}}\npaths:\n{paths}");
    let found = problems("a.yaml", text.as_bytes());
    assert_eq!((found.len(), found[20].as_str()), (21, "and 480 more of the kind"));
}

#[test]
fn what_is_merely_odd_is_a_warning() {
    let head = "openapi: 3.0.0\ninfo: {title: A, version: '1', description: }\n";
    for (rest, expected) in [
        ("paths: {}", "the document describes no operation"),
        ("paths:\n  /a:\n    get: {}", "line 5, column 5: the operation says nothing about its `responses`"),
    ] {
        assert!(
            warnings("a.yaml", &format!("{head}{rest}")).iter().any(|it| it.ends_with(expected)),
            "{rest}"
        );
    }
}
