//! What a check finds, with the place of each finding.

use serde_json::{Map, Value};

use crate::Problem;

/// The most problems that are listed.
const MAX_LISTED: usize = 20;

/// A place in the document: a chain back to the root, written out only when something is wrong there.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    parent: Option<&'a At<'a>>,
    key: &'a str,
}

impl<'a> At<'a> {
    /// The document itself.
    pub(crate) const ROOT: At<'static> = At { parent: None, key: "" };

    /// The value under a key.
    pub(crate) fn then(&'a self, key: &'a str) -> Self {
        Self { parent: Some(self), key }
    }

    /// The JSON pointer (RFC 6901).
    pub(crate) fn pointer(&self) -> String {
        match self.parent {
            Some(parent) => {
                format!("{}/{}", parent.pointer(), self.key.replace('~', "~0").replace('/', "~1"))
            }
            None => String::new(),
        }
    }
}

/// What was found: errors, for which the document is refused, and warnings.
#[derive(Default)]
pub(crate) struct Findings {
    errors: List,
    warnings: List,
}

#[derive(Default)]
struct List {
    listed: Vec<Problem>,
    more: usize,
}

impl Findings {
    /// Adds something for which the document is refused.
    pub(crate) fn error(&mut self, at: &At<'_>, message: impl Into<String>) {
        self.errors.add(at, message);
    }

    /// Adds something that its author may want to know.
    pub(crate) fn warn(&mut self, at: &At<'_>, message: impl Into<String>) {
        self.warnings.add(at, message);
    }

    /// The errors and the warnings, in the order in which they were found.
    pub(crate) fn finish(self) -> (Vec<Problem>, Vec<Problem>) {
        (self.errors.finish(), self.warnings.finish())
    }

    /// The value as an object.
    pub(crate) fn object<'v>(&mut self, value: &'v Value, at: &At<'_>) -> Option<&'v Map<String, Value>> {
        let map = value.as_object();
        if map.is_none() {
            self.error(at, format!("`{}` must be an object", at.key));
        }
        map
    }

    /// The field as an object, when it is there.
    pub(crate) fn field<'v>(
        &mut self,
        map: &'v Map<String, Value>,
        at: &At<'_>,
        field: &str,
    ) -> Option<&'v Map<String, Value>> {
        self.object(present(map, field)?, &at.then(field))
    }

    /// The field as text, when it is there.
    pub(crate) fn text(&mut self, map: &Map<String, Value>, at: &At<'_>, field: &str) -> Option<String> {
        match present(map, field)? {
            Value::String(text) => return Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => {
                self.error(&at.then(field), format!("`{field}` must be text: put it in quotes"));
            }
            _ => self.error(&at.then(field), format!("`{field}` must be text")),
        }
        None
    }

    /// The field as yes or no; no when it is not there.
    pub(crate) fn flag(&mut self, map: &Map<String, Value>, at: &At<'_>, field: &str) -> bool {
        match present(map, field) {
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                self.error(&at.then(field), format!("`{field}` must be true or false"));
                false
            }
            None => false,
        }
    }

    /// The field as a list; empty when it is not there.
    pub(crate) fn list<'v>(&mut self, map: &'v Map<String, Value>, at: &At<'_>, field: &str) -> &'v [Value] {
        match present(map, field) {
            Some(Value::Array(list)) => list,
            Some(_) => {
                self.error(&at.then(field), format!("`{field}` must be a list"));
                &[]
            }
            None => &[],
        }
    }
}

impl List {
    fn add(&mut self, at: &At<'_>, message: impl Into<String>) {
        if self.listed.len() < MAX_LISTED {
            self.listed.push(Problem::whole(message).within(at.pointer()));
        } else {
            self.more += 1;
        }
    }

    fn finish(mut self) -> Vec<Problem> {
        if self.more > 0 {
            self.listed.push(Problem::whole(format!("and {} more of the kind", self.more)));
        }
        self.listed
    }
}

/// The field's value. `description:` with nothing behind it is how YAML leaves a field out.
fn present<'v>(map: &'v Map<String, Value>, field: &str) -> Option<&'v Value> {
    map.get(field).filter(|it| !it.is_null())
}
