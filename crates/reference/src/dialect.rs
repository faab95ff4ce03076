//! Which kind of description a document is.

use serde_json::{Map, Value};

use crate::Problem;

/// The kinds of description that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Swagger 2.0.
    Swagger20,
    /// OpenAPI 3.0.
    OpenApi30,
    /// OpenAPI 3.1.
    OpenApi31,
}

/// What a key at the top says about a document that is not ours.
const OTHERS: [(&str, &str); 9] = [
    ("asyncapi", "an AsyncAPI document"),
    ("arazzo", "an Arazzo document"),
    ("overlay", "an OpenAPI overlay"),
    ("swaggerVersion", "a Swagger 1 document"),
    ("item", "a Postman collection"),
    ("log", "an HTTP archive"),
    ("apiVersion", "a Kubernetes resource"),
    ("$schema", "a JSON schema"),
    ("data", "the answer of an API"),
];

/// The most characters of a version that are quoted.
const MAX_QUOTED: usize = 20;

impl Dialect {
    /// Recognises the root of a document.
    pub(crate) fn of(root: &Value) -> Result<(Self, &Map<String, Value>), Problem> {
        let Some(map) = root.as_object() else {
            return Err(Problem::whole("this is not an OpenAPI document: it is not an object").at(1, 1));
        };
        let (field, version) = match (map.get("openapi"), map.get("swagger")) {
            (Some(version), _) => ("openapi", version),
            (None, Some(version)) => ("swagger", version),
            (None, None) => return Err(Problem::whole(unknown(map)).at(1, 1)),
        };
        let written = match version {
            Value::String(text) => text.trim().chars().take(MAX_QUOTED).collect(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        let mut parts = written.splitn(3, '.');
        let dialect = match (field, parts.next(), parts.next()) {
            ("swagger", Some("2"), Some("0")) => Self::Swagger20,
            ("openapi", Some("3"), Some("0")) => Self::OpenApi30,
            ("openapi", Some("3"), Some("1")) => Self::OpenApi31,
            _ => {
                let message = format!("`{field}: {written}` is not understood; 3.1, 3.0 and Swagger 2.0 are");
                return Err(Problem::whole(message).within(format!("/{field}")));
            }
        };
        Ok((dialect, map))
    }
}

fn unknown(map: &Map<String, Value>) -> String {
    let missing = "neither `openapi` nor `swagger` is there to say the version";
    match OTHERS.iter().find(|(key, _)| map.contains_key(*key)) {
        Some((_, what)) => format!("this looks like {what}, not an OpenAPI document: {missing}"),
        None => format!("this is not an OpenAPI document: {missing}"),
    }
}
