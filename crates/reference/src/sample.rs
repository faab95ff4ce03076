//! A first call: a GET that should work as it stands.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::Operation;
use crate::resolve::resolve;

/// All but the characters that mean themselves everywhere in an address (RFC 3986, 2.3).
pub(crate) const IN_VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What must not stand in a path as it is. The call is pasted into a shell, so of the characters that an
/// address allows only those stay that no shell reads. An escape in the document stays one.
pub(crate) const IN_PATH: &AsciiSet =
    &IN_VALUE.remove(b'/').remove(b':').remove(b'@').remove(b',').remove(b'=').remove(b'+').remove(b'%');

/// The path and query of the simplest call: no parameters before examples, living before deprecated,
/// short before long, then the document's order.
pub(crate) fn call(root: &Value, operations: &[Operation]) -> Option<String> {
    let mut gets: Vec<_> = operations.iter().filter(|it| it.method == "GET").collect();
    gets.sort_by_key(|it| (it.deprecated, it.path.split('/').count()));
    let is_bare = |path: &str| !path.contains('{') && required(root, path).is_some_and(|it| it.is_empty());
    let bare = gets.iter().filter(|it| is_bare(&it.path));
    bare.chain(&gets).find_map(|it| filled(root, &it.path))
}

/// The parameters that a GET of this path cannot do without; nothing when one of them cannot be read.
fn required<'v>(root: &'v Value, path: &str) -> Option<Vec<&'v Value>> {
    let item = resolve(root, root.get("paths")?.get(path)?)?;
    let of =
        |value: &'v Value| value.get("parameters").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let operation = item.get("get")?;
    let mut parameters: Vec<&Value> = Vec::new();
    for parameter in of(operation).iter().chain(of(item)) {
        let parameter = resolve(root, parameter)?;
        // The operation's own come first and stand for those of the same name and place on the path.
        let same =
            |it: &&&Value| it.get("name") == parameter.get("name") && it.get("in") == parameter.get("in");
        if parameters.iter().find(same).is_none() {
            parameters.push(parameter);
        }
    }
    parameters.retain(|it| it.get("required") == Some(&Value::Bool(true)));
    Some(parameters)
}

/// The path with what it requires filled in by examples; nothing when there is none, or when the call
/// needs more than a path and a query.
fn filled(root: &Value, path: &str) -> Option<String> {
    let mut filled = path.to_owned();
    let mut query = Vec::new();
    for parameter in required(root, path)? {
        let name = parameter.get("name")?.as_str()?;
        let value = utf8_percent_encode(&example(root, parameter)?, IN_VALUE).to_string();
        match parameter.get("in")?.as_str()? {
            "path" => filled = filled.replace(&format!("{{{name}}}"), &value),
            "query" => query.push(format!("{}={value}", utf8_percent_encode(name, IN_VALUE))),
            _ => return None,
        }
    }
    if filled.contains('{') {
        return None;
    }
    let path = utf8_percent_encode(&filled, IN_PATH);
    Some(if query.is_empty() { path.to_string() } else { format!("{path}?{}", query.join("&")) })
}

/// A value that the author gave for the parameter: an example before a default before the first choice.
fn example(root: &Value, parameter: &Value) -> Option<String> {
    let schema = parameter.get("schema").and_then(|it| resolve(root, it));
    let places = [Some(parameter), schema];
    let places = || places.into_iter().flatten();
    let examples = places().flat_map(|it| ["example", "x-example"].map(|key| it.get(key))).flatten();
    let named = parameter.get("examples").and_then(Value::as_object).and_then(|it| it.values().next());
    let named = named.and_then(|it| resolve(root, it)?.get("value"));
    let listed = schema.and_then(|it| it.get("examples")?.as_array()?.first());
    let defaults = places().filter_map(|it| it.get("default"));
    let choices = places().filter_map(|it| it.get("enum")?.as_array()?.first());
    examples.chain(named).chain(listed).chain(defaults).chain(choices).find_map(written)
}

fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}
