//! The small words of which JSON bodies are made: ids, moments, labels, and members that may be absent, null or there.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base::{Instant, Labels, Uuid};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An id on the wire: a bare UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Id(pub(crate) Uuid);

macro_rules! ids {
    ($($id:ident)*) => {$(
        impl From<base::$id> for Id {
            fn from(id: base::$id) -> Self { Self(id.uuid()) }
        }
        impl From<Id> for base::$id {
            fn from(id: Id) -> Self { Self::from(id.0) }
        }
    )*};
}

ids! {
    PortalId DeveloperId TeamId AdminId AdminTokenId SessionId MailId AuditId ServiceId StrategyId ProductId VersionId
    DocumentId SpecificationId PublicationId TeamRoleId ApplicationId RegistrationId CredentialId
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = String::deserialize(input)?;
        Uuid::try_parse(&text).map(Self).map_err(|_| serde::de::Error::custom("not a UUID"))
    }
}

impl JsonSchema for Id {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "uuid" })
    }
}

/// A moment on the wire: RFC 3339 in UTC with milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment(pub(crate) Instant);

impl From<Instant> for Moment {
    fn from(at: Instant) -> Self {
        Self(at)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.0.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = String::deserialize(input)?;
        Instant::parse(&text).map(Self).ok_or_else(|| serde::de::Error::custom("not a moment"))
    }
}

impl JsonSchema for Moment {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

/// A member of a change: absent leaves things as they are, null takes away, a value sets. Always with
/// `#[serde(default)]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Maybe<T> {
    /// It was not said.
    #[default]
    Absent,
    /// It was taken away.
    Null,
    /// It was set.
    Is(T),
}

impl Maybe<String> {
    /// What was said of a text that is empty where it was taken away.
    pub(crate) fn text(self) -> Option<String> {
        match self {
            Self::Absent => None,
            Self::Null => Some(String::new()),
            Self::Is(text) => Some(text),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(Option::<T>::deserialize(input)?.map_or(Self::Null, Self::Is))
    }
}

impl<T: JsonSchema> JsonSchema for Maybe<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        Option::<T>::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}

/// Labels on the wire.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LabelMap(pub(crate) BTreeMap<String, String>);

impl From<&Labels> for LabelMap {
    fn from(labels: &Labels) -> Self {
        Self(labels.pairs().clone())
    }
}

impl JsonSchema for LabelMap {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Labels".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object", "maxProperties": 50,
            "additionalProperties": { "type": "string", "minLength": 1, "maxLength": 63, "pattern": LABEL },
        })
    }
}

/// Changes of labels on the wire: null takes a label away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct LabelChanges(pub(crate) BTreeMap<String, Option<String>>);

impl From<LabelChanges> for base::LabelChanges {
    fn from(changes: LabelChanges) -> Self {
        if changes.0.is_empty() { Self::None } else { Self::Merge(changes.0) }
    }
}

impl From<Maybe<LabelChanges>> for base::LabelChanges {
    fn from(changes: Maybe<LabelChanges>) -> Self {
        match changes {
            Maybe::Absent => Self::None,
            Maybe::Null => Self::Clear,
            Maybe::Is(changes) => changes.into(),
        }
    }
}

impl JsonSchema for LabelChanges {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "LabelChanges".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object", "maxProperties": 50,
            "additionalProperties": {
                "type": ["string", "null"], "minLength": 1, "maxLength": 63, "pattern": LABEL,
            },
        })
    }
}

/// A label's value. Source: the contracts, `Labels`.
const LABEL: &str = "^[a-z0-9A-Z]{1}([a-z0-9A-Z-._]*[a-z0-9A-Z]+)?$";

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Change {
        #[serde(default)]
        a: Maybe<String>,
    }

    #[test]
    fn a_member_is_absent_null_or_there() {
        let read = |text: &str| serde_json::from_str::<Change>(text).unwrap().a;
        assert_eq!(read("{}"), Maybe::Absent);
        assert_eq!(read(r#"{"a":null}"#), Maybe::Null);
        assert_eq!(read(r#"{"a":"b"}"#), Maybe::Is("b".into()));
    }
}
