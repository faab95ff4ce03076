//! Labels: short keys and values by which machines find things again.
//!
//! Source: the published contracts, `Labels`: at most 50; a key of 1 to 63 characters that does not begin with a
//! reserved word; a value of 1 to 63 characters; both of letters, digits, `-`, `.` and `_`, beginning and ending with
//! a letter or digit.

use std::collections::BTreeMap;

use crate::{Error, FieldErrors, Result};

/// How many labels a thing may have.
const MOST: usize = 50;

/// How long a key or a value may be.
const LONGEST: usize = 63;

/// How no key may begin.
const RESERVED: [&str; 5] = ["kong", "konnect", "mesh", "kic", "_"];

/// Labels, in the order of their keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels(BTreeMap<String, String>);

/// How labels change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum LabelChanges {
    /// They stay.
    #[default]
    None,
    /// All of them go.
    Clear,
    /// These are set, and those without a value go; the others stay.
    Merge(BTreeMap<String, Option<String>>),
}

impl Labels {
    /// These labels, or what is wrong with them under the name of the field.
    pub fn check(field: &str, pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        let mut errors = FieldErrors::new();
        let labels: BTreeMap<String, String> = pairs.into_iter().collect();
        if labels.len() > MOST {
            errors.add_limit(field, "max_items", 50);
        }
        for (key, value) in &labels {
            if !is_sound(key) || RESERVED.iter().any(|it| key.starts_with(it)) || !is_sound(value) {
                errors.add(&format!("{field}.{key}"), "is_label");
            }
        }
        errors.into_result().map(|()| Self(labels))
    }

    /// The same labels with these changed: a value of none takes the label away.
    pub fn changed(
        &self,
        field: &str,
        changes: impl IntoIterator<Item = (String, Option<String>)>,
    ) -> Result<Self> {
        let mut pairs = self.0.clone();
        for (key, value) in changes {
            match value {
                Some(value) => pairs.insert(key, value),
                None => pairs.remove(&key),
            };
        }
        Self::check(field, pairs)
    }

    /// The same labels after a change.
    pub fn after(&self, field: &str, change: LabelChanges) -> Result<Self> {
        match change {
            LabelChanges::None => Ok(self.clone()),
            LabelChanges::Clear => Ok(Self::default()),
            LabelChanges::Merge(changes) => self.changed(field, changes),
        }
    }

    /// The patterns of a filter such as `env:prod,team`: labels with this value, or with any. None where it is no filter.
    pub fn wanted(text: &str) -> Option<Vec<String>> {
        let parts = text.split(',').map(str::trim).filter(|it| !it.is_empty());
        let pattern = |part: &str| {
            let (key, value) = part.split_once(':').map_or((part, None), |(key, value)| (key, Some(value)));
            let is_label = is_sound(key) && value.is_none_or(is_sound);
            is_label.then(|| Self::pattern(key, value))
        };
        let patterns = parts.map(pattern).collect::<Option<Vec<_>>>()?;
        (patterns.len() <= MOST).then_some(patterns)
    }

    /// The keys and values.
    pub fn pairs(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// As they are stored: a JSON object without blanks. Nothing in keys and values needs an escape.
    pub fn stored(&self) -> String {
        let pairs: Vec<String> = self.0.iter().map(|(key, value)| format!("\"{key}\":\"{value}\"")).collect();
        format!("{{{}}}", pairs.join(","))
    }

    /// Reads what was stored.
    pub fn read(stored: &str) -> Result<Self> {
        let inner = stored.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
        let inner = inner.ok_or_else(|| Error::internal("stored labels are no object"))?;
        let pair = |it: &str| {
            let (key, value) = it.split_once(':')?;
            Some((key.trim_matches('"').to_owned(), value.trim_matches('"').to_owned()))
        };
        Ok(Self(inner.split(',').filter_map(pair).collect()))
    }

    /// What is found in stored labels that have this key, and this value where one is asked for.
    pub fn pattern(key: &str, value: Option<&str>) -> String {
        match value {
            Some(value) => format!("\"{key}\":\"{value}\""),
            None => format!("\"{key}\":"),
        }
    }
}

fn is_sound(text: &str) -> bool {
    let plain = |it: u8| it.is_ascii_alphanumeric() || b"-._".contains(&it);
    let ends = |it: Option<&u8>| it.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    (1..=LONGEST).contains(&bytes.len())
        && bytes.iter().all(|it| plain(*it))
        && ends(bytes.first())
        && ends(bytes.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn labels_are_stored_in_order_and_read_as_they_were() {
        let labels = Labels::check("labels", pairs(&[("team", "pay"), ("env", "prod-1.a")])).unwrap();
        assert_eq!(labels.stored(), r#"{"env":"prod-1.a","team":"pay"}"#);
        assert_eq!(Labels::read(&labels.stored()).unwrap(), labels);
        assert_eq!(Labels::read("{}").unwrap(), Labels::default());
        assert!(labels.stored().contains(&Labels::pattern("team", Some("pay"))));
        let changed =
            labels.changed("labels", [("env".into(), None), ("a".into(), Some("b".into()))]).unwrap();
        assert_eq!(changed.stored(), r#"{"a":"b","team":"pay"}"#);
        assert_eq!(changed.after("labels", LabelChanges::Clear).unwrap(), Labels::default());
        assert_eq!(changed.after("labels", LabelChanges::None).unwrap(), changed);
    }

    #[test]
    fn a_filter_names_keys_with_or_without_a_value() {
        let wanted = Labels::wanted("env:prod, team").unwrap();
        assert_eq!(wanted, [r#""env":"prod""#, r#""team":"#]);
        assert_eq!(Labels::wanted(""), Some(Vec::new()));
        for bad in ["a:\"", "a b", "a:b:c", ":b"] {
            assert_eq!(Labels::wanted(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_no_label_is_refused_by_its_key() {
        for (key, value) in
            [("", "a"), ("a", ""), ("kong-a", "b"), ("_a", "b"), ("a b", "c"), ("a", "\"x"), ("a", "-")]
        {
            let error = Labels::check("labels", pairs(&[(key, value)])).unwrap_err();
            assert_eq!(error.to_string(), format!("invalid: labels.{key}: is_label"));
        }
    }
}
