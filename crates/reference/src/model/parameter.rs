//! What a call carries beside its body: in the path, the query, headers and cookies.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Schema, is_default};

/// A parameter of an operation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Whether it must be there.
    #[serde(skip_serializing_if = "is_default")]
    pub required: bool,
    /// Whether it is going away.
    #[serde(skip_serializing_if = "is_default")]
    pub deprecated: bool,
    /// What it is, in Markdown.
    #[serde(skip_serializing_if = "is_default")]
    pub description: String,
    /// How lists and objects are written.
    #[serde(skip_serializing_if = "is_default")]
    pub style: Style,
    /// Whether each item of a list is a pair of its own.
    #[serde(skip_serializing_if = "is_default")]
    pub explode: bool,
    /// Its media type, when it is a document of its own.
    #[serde(skip_serializing_if = "is_default")]
    pub media_type: Option<String>,
    /// Its shape.
    #[serde(skip_serializing_if = "is_default")]
    pub schema: Schema,
    /// A value that the author shows, as it is written.
    #[serde(skip_serializing_if = "is_default")]
    pub example: Option<String>,
    /// A value that fits: the author's, or one that is made from the shape.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub sample: Value,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the path, in the place of its name in braces.
    #[default]
    Path,
    /// Behind the question mark.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl Place {
    /// All places, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Path, Self::Query, Self::Header, Self::Cookie];

    /// The word that the document uses, and that names it in the texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How lists and objects are written in a parameter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// `a,b`, or a pair for each item in a query.
    #[default]
    Plain,
    /// `.a.b`
    Label,
    /// `;name=a`
    Matrix,
    /// `a b`
    Spaces,
    /// `a|b`
    Pipes,
    /// Divided by tabulators.
    Tabs,
    /// `name[key]=value`
    Deep,
}

impl Parameter {
    /// The value as names and texts that a request carries: one pair, or one for each item. Nothing is escaped yet.
    pub fn pairs(&self, value: &Value) -> Vec<(String, String)> {
        if self.media_type.is_some() {
            return vec![(self.name.clone(), value.to_string())];
        }
        let pair = |text: String| vec![(self.name.clone(), text)];
        match value {
            Value::Array(items) if self.explode && self.place == Place::Query => {
                items.iter().map(|it| (self.name.clone(), plain(it))).collect()
            }
            Value::Array(items) => {
                pair(self.decorated(&items.iter().map(plain).collect::<Vec<_>>().join(self.divider())))
            }
            Value::Object(map) if self.style == Style::Deep => {
                map.iter().map(|(key, it)| (format!("{}[{key}]", self.name), plain(it))).collect()
            }
            Value::Object(map) if self.explode && matches!(self.place, Place::Query | Place::Cookie) => {
                map.iter().map(|(key, it)| (key.clone(), plain(it))).collect()
            }
            Value::Object(map) => {
                let joint = if self.explode { "=" } else { "," };
                let parts: Vec<_> =
                    map.iter().map(|(key, it)| format!("{key}{joint}{}", plain(it))).collect();
                pair(self.decorated(&parts.join(self.divider())))
            }
            other => pair(self.decorated(&plain(other))),
        }
    }

    fn divider(&self) -> &'static str {
        match self.style {
            Style::Spaces => " ",
            Style::Pipes => "|",
            Style::Tabs => "\t",
            Style::Label if self.explode => ".",
            Style::Matrix if self.explode => ";",
            _ => ",",
        }
    }

    fn decorated(&self, text: &str) -> String {
        match self.style {
            Style::Label => format!(".{text}"),
            Style::Matrix => format!(";{}={text}", self.name),
            _ => text.to_owned(),
        }
    }
}

/// A value as it stands in an address: a text without quotes.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_and_objects_are_written_as_their_style_says() {
        let list = json!(["a", "b"]);
        let map = json!({"x": 1, "y": true});
        for (place, style, explode, value, expected) in [
            (Place::Query, Style::Plain, true, &list, "p=a&p=b"),
            (Place::Query, Style::Plain, false, &list, "p=a,b"),
            (Place::Query, Style::Pipes, false, &list, "p=a|b"),
            (Place::Query, Style::Spaces, false, &list, "p=a b"),
            (Place::Query, Style::Deep, true, &map, "p[x]=1&p[y]=true"),
            (Place::Query, Style::Plain, true, &map, "x=1&y=true"),
            (Place::Query, Style::Plain, false, &map, "p=x,1,y,true"),
            (Place::Path, Style::Plain, false, &list, "p=a,b"),
            (Place::Path, Style::Label, false, &list, "p=.a,b"),
            (Place::Path, Style::Matrix, false, &json!(5), "p=;p=5"),
            (Place::Header, Style::Plain, true, &map, "p=x=1,y=true"),
        ] {
            let it = Parameter { name: "p".into(), place, style, explode, ..Parameter::default() };
            let pairs: Vec<_> = it.pairs(value).iter().map(|(name, text)| format!("{name}={text}")).collect();
            assert_eq!(pairs.join("&"), expected, "{place:?} {style:?} {explode}");
        }
    }
}
