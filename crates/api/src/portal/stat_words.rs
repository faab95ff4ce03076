//! The contract's words for what is asked about calls, and the shapes of what is told: members named after them.

use std::borrow::Cow;

use access::usage::{Dimension, Metric};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct MetricWord(pub(super) Metric);

/// By what it is told apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct DimensionWord(pub(super) Dimension);

impl<'de> Deserialize<'de> for MetricWord {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let word = String::deserialize(input)?;
        Metric::parse(&word).map(Self).ok_or_else(|| serde::de::Error::custom("not a metric"))
    }
}

impl Serialize for MetricWord {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.0.word())
    }
}

impl<'de> Deserialize<'de> for DimensionWord {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let word = String::deserialize(input)?;
        Dimension::parse(&word).map(Self).ok_or_else(|| serde::de::Error::custom("not a dimension"))
    }
}

fn metrics() -> Vec<&'static str> {
    Metric::WORDS.iter().map(|(word, _)| *word).collect()
}

/// The dimensions that have values: all but the time.
fn told() -> impl Iterator<Item = &'static str> {
    Dimension::WORDS.iter().filter(|(_, it)| *it != Dimension::Time).map(|(word, _)| *word)
}

fn object(properties: &Map<String, Value>) -> Schema {
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

impl JsonSchema for MetricWord {
    fn schema_name() -> Cow<'static, str> {
        "AnalyticsMetric".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": metrics() })
    }
}

impl JsonSchema for DimensionWord {
    fn schema_name() -> Cow<'static, str> {
        "AnalyticsDimension".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<&str> = Dimension::WORDS.iter().map(|(word, _)| *word).collect();
        json_schema!({ "type": "string", "enum": words })
    }
}

/// The values of each dimension.
#[derive(Debug, Serialize)]
pub(super) struct Values(pub(super) Map<String, Value>);

/// The unit of each metric.
#[derive(Debug, Serialize)]
pub(super) struct Units(pub(super) Map<String, Value>);

/// The metric's figure, and the value of each dimension.
#[derive(Debug, Serialize)]
pub(super) struct Event(pub(super) Map<String, Value>);

impl JsonSchema for Values {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "AnalyticsValues".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let list = json!({ "type": "array", "items": { "type": "string" } });
        object(&told().map(|word| (word.to_owned(), list.clone())).collect())
    }
}

impl JsonSchema for Units {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "AnalyticsUnits".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let unit = |it: Metric| json!({ "type": "string", "default": it.unit() });
        object(&Metric::WORDS.iter().map(|(word, it)| ((*word).to_owned(), unit(*it))).collect())
    }
}

impl JsonSchema for Event {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "AnalyticsEvent".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let kind = |it: Metric| if it == Metric::RequestCount { "integer" } else { "number" };
        let figures =
            Metric::WORDS.iter().map(|(word, it)| ((*word).to_owned(), json!({ "type": kind(*it) })));
        let values = told().map(|word| (word.to_owned(), json!({ "type": "string" })));
        object(&figures.chain(values).collect())
    }
}
