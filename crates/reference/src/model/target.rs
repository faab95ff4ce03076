//! The path and query of a call, with values that fit.

use percent_encoding::utf8_percent_encode;

use super::{OperationPage, Parameter, Place};
use crate::sample::{IN_PATH, IN_VALUE};

impl OperationPage {
    /// The path and query of a call, with a value for each parameter that must be there. It goes behind a server's
    /// address, and holds nothing that a shell reads.
    pub fn target(&self) -> String {
        let mut path = self.path.clone();
        let mut query = Vec::new();
        for it in self.parameters.iter().filter(|it| it.required) {
            match it.place {
                Place::Path => path = path.replace(&format!("{{{}}}", it.name), &in_path(it)),
                Place::Query => {
                    query.extend(it.pairs(&it.sample).into_iter().map(|(name, value)| pair(&name, &value)));
                }
                Place::Header | Place::Cookie => {}
            }
        }
        let path = utf8_percent_encode(&path, IN_PATH);
        if query.is_empty() { path.to_string() } else { format!("{path}?{}", query.join("&")) }
    }
}

/// The value as it stands in a path: nothing in it can end its part.
fn in_path(it: &Parameter) -> String {
    let texts: Vec<_> = it.pairs(&it.sample).into_iter().map(|(_, text)| text).collect();
    let text = texts.join(",");
    if text.is_empty() {
        format!("{{{}}}", it.name)
    } else {
        utf8_percent_encode(&text, IN_VALUE).to_string()
    }
}

/// A name and a value as they stand in a query.
fn pair(name: &str, value: &str) -> String {
    format!("{}={}", utf8_percent_encode(name, IN_VALUE), utf8_percent_encode(value, IN_VALUE))
}
