//! What the gateway counted of the calls of the caller's applications.

use access::usage::{self, Answer, Dimension, Filter, FilterKind, Metric, Query};
use axum::Json;
use frame::door::Need;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::stat_words::{DimensionWord, Event, MetricWord, Units, Values};
use crate::door::{Asked, Body, Operation, Routes};
use crate::problem::Problem;
use crate::shapes::{Id, Moment};

const DAY_MS: i64 = usage::DAY_MS;

pub(super) fn routes(at: &mut Routes) {
    let about = |id, says| Operation::named(id, "application-analytics", says);
    at.get(
        "/api/v2/stats/config",
        Need::Developer,
        config,
        about("get-application-analytics-config", "What is counted, and for how long").gives::<Config>(200),
    );
    at.post(
        "/api/v2/stats",
        Need::Developer,
        query,
        about("query-application-analytics", "Figures about the calls of the caller's applications")
            .may_take::<Question>()
            .gives::<Told>(200),
    );
}

/// What is counted.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AnalyticsConfig", deny_unknown_fields)]
struct Config {
    analytics: Option<Analytics>,
}

/// How it is counted.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
struct Analytics {
    /// Whether percentiles can be asked for.
    percentiles: bool,
    /// For how many milliseconds it is kept.
    retention_ms: i64,
}

/// A question.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "QueryApplicationAnalytics")]
struct Question {
    /// The beginning of the time, in milliseconds since 1970.
    start_ms: i64,
    /// Its end, which is not part of it.
    end_ms: i64,
    /// What is asked for.
    #[schemars(length(min = 1, max = 1))]
    metrics: Vec<MetricWord>,
    /// By what it is told apart.
    #[serde(default)]
    #[schemars(length(min = 0, max = 2))]
    dimensions: Vec<DimensionWord>,
    /// How long a part of the time is, where TIME is a dimension. The first begins at `start_ms`.
    #[serde(default = "a_day")]
    granularity_ms: i64,
    /// Which calls are meant: those that pass all of these.
    #[serde(default)]
    filter: Vec<FilterBody>,
}

fn a_day() -> i64 {
    DAY_MS
}

/// An id as the contract spells it here.
const UUID: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

/// Lets some calls pass.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "dimension", rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields)]
#[schemars(rename = "AnalyticsFilter")]
enum FilterBody {
    /// By the version that was called.
    ApiProductVersion {
        #[serde(rename = "type")]
        kind: Passes,
        #[schemars(inner(regex(pattern = UUID)))]
        values: Vec<Id>,
    },
    /// By the application that called.
    Application {
        #[serde(rename = "type")]
        kind: Passes,
        #[schemars(inner(regex(pattern = UUID)))]
        values: Vec<Id>,
    },
    /// By the status of the answer.
    StatusCode {
        #[serde(rename = "type")]
        kind: Passes,
        #[schemars(inner(range(min = 100, max = 999)))]
        values: Vec<i64>,
    },
    /// By its first digit: `4XX`.
    StatusCodeGrouped {
        #[serde(rename = "type")]
        kind: Passes,
        #[schemars(inner(regex(pattern = r"^\d[X][X]$")))]
        values: Vec<String>,
    },
}

/// Whether those with the values pass, or all others.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "FilterType")]
enum Passes {
    In,
    NotIn,
}

/// What was found.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ApplicationAnalytics", deny_unknown_fields)]
struct Told {
    meta: Meta,
    /// The figures, the earliest first.
    records: Vec<Record>,
}

/// What the figures are of.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "QueryResponseMeta", deny_unknown_fields)]
struct Meta {
    dimensions: Values,
    #[schemars(length(min = 1, max = 1))]
    metric_names: Vec<MetricWord>,
    metric_units: Units,
    start_ms: i64,
    end_ms: i64,
    /// Whether a dimension has more values than are told of.
    truncated: bool,
    /// How long each part of the time is.
    granularity: i64,
    query_id: String,
}

/// One figure.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "QueryResponseRecord", deny_unknown_fields)]
struct Record {
    event: Event,
    /// The beginning of its part of the time.
    timestamp: Moment,
}

impl From<FilterBody> for Filter {
    fn from(it: FilterBody) -> Self {
        let texts = |ids: Vec<Id>| ids.into_iter().map(|it| it.0.to_string()).collect();
        let (dimension, kind, values) = match it {
            FilterBody::ApiProductVersion { kind, values } => {
                (Dimension::ApiProductVersion, kind, texts(values))
            }
            FilterBody::Application { kind, values } => (Dimension::Application, kind, texts(values)),
            FilterBody::StatusCode { kind, values } => {
                (Dimension::StatusCode, kind, values.iter().map(ToString::to_string).collect())
            }
            FilterBody::StatusCodeGrouped { kind, values } => (Dimension::StatusCodeGrouped, kind, values),
        };
        let kind = match kind {
            Passes::In => FilterKind::In,
            Passes::NotIn => FilterKind::NotIn,
        };
        Self { dimension, kind, values }
    }
}

impl From<Question> for Query {
    fn from(it: Question) -> Self {
        let metric = it.metrics.first().map_or(Metric::RequestCount, |it| it.0);
        Self {
            dimensions: it.dimensions.into_iter().map(|it| it.0).collect(),
            granularity_ms: it.granularity_ms,
            filters: it.filter.into_iter().map(Filter::from).collect(),
            ..Self::new(metric, it.start_ms, it.end_ms)
        }
    }
}

impl Told {
    fn of(answer: &Answer, query_id: String) -> Self {
        let name = answer.metric.word();
        let mut values = Map::new();
        for it in &answer.dimensions {
            let names: Vec<&str> = it.values.iter().map(|it| it.name.as_str()).collect();
            values.insert(it.dimension.word().to_owned(), json!(names));
        }
        let units = Map::from_iter([(name.to_owned(), Value::from(answer.metric.unit()))]);
        let meta = Meta {
            dimensions: Values(values),
            metric_names: vec![MetricWord(answer.metric)],
            metric_units: Units(units),
            start_ms: answer.start_ms,
            end_ms: answer.end_ms,
            truncated: answer.truncated,
            granularity: answer.granularity_ms,
            query_id,
        };
        Self { meta, records: answer.records.iter().map(|it| Record::of(answer, it)).collect() }
    }
}

impl Record {
    fn of(answer: &Answer, it: &usage::Record) -> Self {
        let mut event = Map::new();
        event.insert(answer.metric.word().to_owned(), figure(answer.metric, it.amount));
        for (dimension, value) in answer.values(it) {
            event.insert(dimension.word().to_owned(), Value::from(value.name.as_str()));
        }
        let at = base::Instant::from_micros(it.at_ms.saturating_mul(1_000));
        Self { event: Event(event), timestamp: at.into() }
    }
}

/// A number of calls is a whole one.
fn figure(metric: Metric, amount: f64) -> Value {
    match (metric, format!("{amount:.0}").parse::<i64>()) {
        (Metric::RequestCount, Ok(whole)) => Value::from(whole),
        _ => Value::from(amount),
    }
}

async fn config(_: Asked) -> Json<Config> {
    let analytics = Analytics { percentiles: true, retention_ms: usage::RETENTION_S * 1_000 };
    Json(Config { analytics: Some(analytics) })
}

async fn query(asked: Asked, Body(question): Body<Question>) -> Result<Json<Told>, Problem> {
    let answer = usage::query(&asked.call, &question.into()).await?;
    Ok(Json(Told::of(&answer, asked.call.trace.to_string())))
}
