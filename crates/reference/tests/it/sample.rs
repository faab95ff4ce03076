//! The first call.

use crate::good;

/// The first call of a document whose paths are these.
fn first(paths: &str) -> Option<String> {
    good("a.yaml", &format!("openapi: 3.0.0\ninfo: {{title: A, version: '1'}}\npaths: {paths}\n"))
        .sample_call()
}

#[test]
fn the_simplest_get_comes_first() {
    let query = "parameters: [{name: q, in: query, required: true, schema: {type: string}}]";
    for (paths, expected) in [
        ("{}", None),
        ("{/a: {post: {responses: {}}}}", None),
        ("{/a/b: {get: {responses: {}}}, /c: {get: {responses: {}}}}", Some("/c")),
        ("{/c: {get: {responses: {}}}, /a: {get: {responses: {}}}}", Some("/c")),
        ("{/old: {get: {deprecated: true, responses: {}}}, /a/b/c: {get: {responses: {}}}}", Some("/a/b/c")),
        ("{'/a/{id}': {get: {responses: {}}}, /a/b/c: {get: {responses: {}}}}", Some("/a/b/c")),
        (
            &format!("{{/a: {{get: {{{query}, responses: {{}}}}}}, /b/c: {{get: {{responses: {{}}}}}}}}"),
            Some("/b/c"),
        ),
        (&format!("{{/a: {{get: {{{query}, responses: {{}}}}}}}}"), None),
        (
            "{/a: {parameters: [{name: X-H, in: header, required: true, example: 1}], get: {responses: {}}}}",
            None,
        ),
        ("{/a: {get: {parameters: [{name: q, in: query}], responses: {}}}}", Some("/a")),
        ("{/a: {get: {parameters: [{$ref: '#/nowhere'}], responses: {}}}}", None),
    ] {
        assert_eq!(first(paths).as_deref(), expected, "{paths}");
    }
}

#[test]
fn parameters_are_filled_in_by_examples() {
    let with = |place: &str, name: &str, rest: &str| {
        first(&format!(
            "{{'/a/{{id}}': {{parameters: [{{name: id, in: path, required: true, example: 7}}], \
             get: {{parameters: [{{name: '{name}', in: {place}, required: true, {rest}}}], responses: {{}}}}}}}}"
        ))
    };
    for (place, name, rest, expected) in [
        ("query", "q", "example: 1", "/a/7?q=1"),
        ("query", "q", "schema: {example: true}", "/a/7?q=true"),
        ("query", "q", "examples: {one: {value: x}}", "/a/7?q=x"),
        ("query", "q", "schema: {default: x, enum: [y]}", "/a/7?q=x"),
        ("query", "q", "schema: {enum: [y, x]}", "/a/7?q=y"),
        ("query", "q[]", "example: 'a b&c=\"d\"'", "/a/7?q%5B%5D=a%20b%26c%3D%22d%22"),
        ("path", "id", "example: ../x", "/a/..%2Fx"),
    ] {
        assert_eq!(with(place, name, rest).as_deref(), Some(expected), "{rest}");
    }
    assert_eq!(with("query", "q", "example: [1]"), None);
    assert_eq!(with("cookie", "q", "example: 1"), None);
}

#[test]
fn a_first_call_holds_nothing_that_a_shell_reads() {
    let call = first(r#"{"/a'; $(reboot) `x` \\ \"b\" *|<>&!#?": {get: {responses: {}}}}"#).unwrap();
    let plain = |it: char| it.is_ascii_alphanumeric() || "-._~/:@,=+%".contains(it);
    assert!(call.starts_with("/a%27%3B%20%24%28reboot%29") && call.chars().all(plain), "{call}");
}
