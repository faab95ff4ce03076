//! What can be asked about usage. Changes nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{ApplicationId, Bucket, FieldErrors, Instant, PortalId, Result, Right, VersionId};
use frame::Call;
use sql::Tx;

use super::store::{self, By, Group, Pick, Scope, Statuses};
use super::usage::{
    Answer, Crossing, Dimension, Figures, Histogram, Metric, Occurring, Part, Period, Record, Summary, Value,
    float,
};

/// How many values of a dimension an answer gives at most: those with the most calls.
pub const MOST_VALUES: usize = 50;
/// Into how many parts the time is cut at most.
pub const MOST_PARTS: i64 = 1_500;
/// A day in milliseconds.
pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// How much time can be asked about: what is kept, and a day, because days are not all equally long.
const RANGE_MS: i64 = 91 * DAY_MS;
/// The shortest part that is told apart from its neighbours.
const MINUTE_MS: i64 = 60_000;
/// The last moment that can be asked about: the end of the year 9999.
const LAST_MS: i64 = 253_402_300_799_999;
/// How many dimensions an answer has at most.
const DIMENSIONS: i64 = 2;
/// How many values all filters have together at most.
const FILTERED: i64 = 1_000;

/// A question. A developer asks about their own applications, whatever the filters say; an admin about everybody's.
#[derive(Debug, Clone)]
pub struct Query {
    /// The beginning of the time, in milliseconds since 1970.
    pub start_ms: i64,
    /// Its end, which is not part of it.
    pub end_ms: i64,
    /// What is asked for.
    pub metric: Metric,
    /// By what it is told apart; two at most.
    pub dimensions: Vec<Dimension>,
    /// How long a part of the time is, where the time is a dimension. The first begins at `start_ms`.
    pub granularity_ms: i64,
    /// Which calls are meant: those that pass all of these.
    pub filters: Vec<Filter>,
    /// Only this portal, for admins; a developer's own is meant anyway.
    pub portal: Option<PortalId>,
}

impl Query {
    /// A question about all calls of a time, all together.
    pub fn new(metric: Metric, start_ms: i64, end_ms: i64) -> Self {
        let (dimensions, filters) = (Vec::new(), Vec::new());
        Self { start_ms, end_ms, metric, dimensions, granularity_ms: DAY_MS, filters, portal: None }
    }
}

/// Lets some calls pass.
#[derive(Debug, Clone)]
pub struct Filter {
    /// By what; not by time.
    pub dimension: Dimension,
    /// Whether those with the values pass, or all others.
    pub kind: FilterKind,
    /// Ids of applications or versions, statuses (`404`), groups (`4XX`).
    pub values: Vec<String>,
}

/// Which calls a filter lets pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilterKind {
    /// Those that have one of the values.
    In,
    /// Those that have none of them.
    NotIn,
}

/// A question that can be answered.
struct Asked {
    scope: Scope,
    metric: Metric,
    /// Without the time.
    dimensions: Vec<Dimension>,
    start_ms: i64,
    end_ms: i64,
    granularity_ms: i64,
}

/// Answers a question, with at most two statements.
pub async fn query(call: &Call, query: &Query) -> Result<Answer> {
    call.require(Right::Build).or_else(|_| call.require(Right::ReadConsole))?;
    let mut asked = query.check(call)?;
    let mut tx = call.read().await?;
    let mut axes: Vec<Axis> = asked.dimensions.iter().map(|it| Axis::of(*it)).collect();
    let by = By::of(&asked.dimensions);
    let mut truncated = false;
    if by.has_many() {
        for it in store::occurring(&mut tx, &asked.scope, by).await? {
            for axis in &mut axes {
                axis.add(by, &it);
            }
        }
        for axis in &mut axes {
            truncated |= axis.rank(&mut asked.scope);
        }
    }
    let records = asked.records(&mut tx, by, &mut axes).await?;
    Ok(Answer {
        metric: asked.metric,
        dimensions: axes.into_iter().map(Axis::into_occurring).collect(),
        start_ms: asked.start_ms,
        end_ms: asked.end_ms,
        granularity_ms: asked.granularity_ms,
        truncated,
        records,
    })
}

/// What the page of an application says. The application has been found within reach.
pub async fn summary(call: &Call, application: ApplicationId, period: Period) -> Result<Summary> {
    call.require(Right::Build).or_else(|_| call.require(Right::ReadConsole))?;
    let (start, end) = period.around(call.now());
    let part = period.parts().1 * 1_000_000;
    let mut scope = Scope::new(call.reach(), (start, end), part, call.now());
    scope.applications = Pick::only([application.to_string()]);
    let mut tx = call.read().await?;
    let by = By { application: false, version: true, statuses: Statuses::None };
    let mut versions: Vec<(Value, Figures)> = store::occurring(&mut tx, &scope, by)
        .await?
        .into_iter()
        .map(|it| {
            let name = it.version_name;
            (Value { id: it.group.version, name }, Figures { requests: it.requests, ..Figures::default() })
        })
        .collect();
    versions.sort_by(|a, b| b.1.requests.cmp(&a.1.requests).then_with(|| a.0.name.cmp(&b.0.name)));
    let parts = count(&mut tx, &scope, period, &mut versions).await?;
    let histograms = store::histograms(&mut tx, &scope, by, Histogram::Latency).await?;
    let mut all: BTreeMap<Bucket, i64> = BTreeMap::new();
    for (value, figures) in &mut versions {
        let own = histograms.get(&value.id).map_or(&[][..], Vec::as_slice);
        figures.latency_p95 = p95(own);
        for (bucket, amount) in own {
            *all.entry(*bucket).or_default() += amount;
        }
    }
    let total = Figures {
        requests: parts.iter().map(|it| it.requests).sum(),
        errors: parts.iter().map(|it| it.errors).sum(),
        latency_p95: p95(&all.into_iter().collect::<Vec<_>>()),
    };
    Ok(Summary { period, total, parts, versions })
}

fn p95(histogram: &[(Bucket, i64)]) -> f64 {
    Crossing::of(histogram, 95).map_or(0.0, |it| Histogram::Latency.shown(it.value(95)))
}

/// The calls of each part of a period; their errors are also noted with the versions.
async fn count(
    tx: &mut Tx,
    scope: &Scope,
    period: Period,
    versions: &mut [(Value, Figures)],
) -> Result<Vec<Part>> {
    let (count, seconds) = period.parts();
    let mut parts: Vec<Part> = (0..count)
        .map(|it| Part { at: scope.start.plus_seconds(it * seconds), requests: 0, errors: 0 })
        .collect();
    let by = By { application: false, version: true, statuses: Statuses::Groups };
    for it in store::amounts(tx, scope, by).await? {
        let errors = if it.group.status >= 4 { it.requests } else { 0 };
        if let Some(part) = usize::try_from(it.part).ok().and_then(|it| parts.get_mut(it)) {
            part.requests += it.requests;
            part.errors += errors;
        }
        if let Some((_, figures)) = versions.iter_mut().find(|(value, _)| value.id == it.group.version) {
            figures.errors += errors;
        }
    }
    Ok(parts)
}

impl Query {
    fn check(&self, call: &Call) -> Result<Asked> {
        let mut errors = FieldErrors::new();
        let (start_ms, end_ms) = (self.start_ms, self.end_ms);
        if start_ms < 0 {
            errors.add_limit("start_ms", "min", 0);
        } else if start_ms >= LAST_MS {
            errors.add_limit("start_ms", "max", LAST_MS - 1);
        } else if end_ms <= start_ms {
            errors.add_limit("end_ms", "min", start_ms + 1);
        } else if end_ms > LAST_MS.min(start_ms.saturating_add(RANGE_MS)) {
            errors.add_limit("end_ms", "max", LAST_MS.min(start_ms + RANGE_MS));
        }
        let dimensions = self.check_dimensions(&mut errors);
        let by_time = dimensions.contains(&Dimension::Time);
        let whole = end_ms.saturating_sub(start_ms).clamp(1, RANGE_MS);
        let least = MINUTE_MS.max((whole - 1) / MOST_PARTS + 1);
        if by_time && self.granularity_ms < least {
            errors.add_limit("granularity_ms", "min", least);
        }
        let granularity_ms = if by_time { self.granularity_ms.min(RANGE_MS) } else { whole };
        // What is wrong is said below: until then, it is a question about nothing.
        let span =
            if errors.is_empty() { (instant(start_ms), instant(end_ms)) } else { (instant(0), instant(0)) };
        let mut scope = Scope::new(call.reach(), span, granularity_ms.max(1) * 1000, call.now());
        scope.portal = self.portal.map(|it| it.to_string()).unwrap_or_default();
        if self.filters.iter().map(|it| it.values.len() as u64).sum::<u64>() > FILTERED.unsigned_abs() {
            errors.add_limit("filter", "max_items", FILTERED);
        } else {
            self.filters.iter().for_each(|it| it.narrow(&mut scope, &mut errors));
        }
        errors.into_result()?;
        Ok(Asked {
            scope,
            metric: self.metric,
            dimensions: dimensions.into_iter().filter(|it| *it != Dimension::Time).collect(),
            start_ms,
            end_ms,
            granularity_ms,
        })
    }

    /// The dimensions, each once.
    fn check_dimensions(&self, errors: &mut FieldErrors) -> Vec<Dimension> {
        let mut dimensions: Vec<Dimension> = Vec::new();
        for it in &self.dimensions {
            if !dimensions.contains(it) {
                dimensions.push(*it);
            }
        }
        if i64::try_from(dimensions.len()).unwrap_or(i64::MAX) > DIMENSIONS {
            errors.add_limit("dimensions", "max_items", DIMENSIONS);
        }
        dimensions
    }
}

fn instant(ms: i64) -> Instant {
    Instant::from_micros(ms.saturating_mul(1000))
}

impl Filter {
    fn narrow(&self, scope: &mut Scope, errors: &mut FieldErrors) {
        let mut values = BTreeSet::new();
        for value in &self.values {
            match self.read(value) {
                Some(value) => drop(values.insert(value)),
                None => errors.add_detail("filter", "invalid", value.chars().take(64).collect()),
            }
        }
        let pick = match self.kind {
            FilterKind::In => Pick::Only(values),
            FilterKind::NotIn => Pick::Except(values),
        };
        match self.dimension {
            Dimension::Application => scope.applications.and(pick),
            Dimension::ApiProductVersion => scope.versions.and(pick),
            Dimension::StatusCode => scope.statuses.and(pick),
            Dimension::StatusCodeGrouped => scope.groups.and(pick),
            Dimension::Time => errors.add("filter", "enum"),
        }
    }

    /// A value as the store spells it.
    fn read(&self, value: &str) -> Option<String> {
        match self.dimension {
            Dimension::Application => value.parse::<ApplicationId>().ok().map(|it| it.to_string()),
            Dimension::ApiProductVersion => value.parse::<VersionId>().ok().map(|it| it.to_string()),
            Dimension::StatusCode => {
                value.parse::<u16>().ok().filter(|it| (100..1000).contains(it)).map(|it| it.to_string())
            }
            Dimension::StatusCodeGrouped => {
                let digit = value.strip_suffix("XX")?.parse::<u8>().ok().filter(|it| *it < 10);
                digit.filter(|_| value.len() == 3).map(|it| it.to_string())
            }
            Dimension::Time => None,
        }
    }
}

impl Asked {
    /// The figures, the earliest first, within each moment in the order of the dimensions' values.
    async fn records(&self, tx: &mut Tx, by: By, axes: &mut [Axis]) -> Result<Vec<Record>> {
        let found: Vec<(Group, i64, f64)> = match self.metric {
            Metric::Percentile(histogram, percent) => {
                let rows = store::crossings(tx, &self.scope, by, (histogram, percent)).await?;
                let shown = |it: &Crossing| histogram.shown(it.value(percent));
                rows.into_iter().map(|(group, part, it)| (group, part, shown(&it))).collect()
            }
            Metric::RequestCount | Metric::RequestPerMinute => {
                let rows = store::amounts(tx, &self.scope, by).await?;
                rows.into_iter().map(|it| (it.group, it.part, self.rate(it.part, it.requests))).collect()
            }
        };
        for axis in axes.iter_mut().filter(|it| it.dimension == Dimension::StatusCodeGrouped) {
            axis.take(
                found.iter().map(|(group, ..)| axis_id(Dimension::StatusCodeGrouped, by, group)).collect(),
            );
        }
        let mut records: Vec<Record> = found
            .iter()
            .filter_map(|(group, part, amount)| {
                let of = axes.iter().map(|it| it.position(by, group)).collect::<Option<Vec<_>>>()?;
                Some(Record { at_ms: self.start_ms + part * self.granularity_ms, of, amount: *amount })
            })
            .collect();
        records.sort_by(|a, b| (a.at_ms, &a.of).cmp(&(b.at_ms, &b.of)));
        Ok(records)
    }

    /// A number of calls, or how many it is in a minute of this part of the time.
    fn rate(&self, part: i64, requests: i64) -> f64 {
        if self.metric == Metric::RequestCount {
            return float(requests);
        }
        let start = self.start_ms + part * self.granularity_ms;
        let length = self.end_ms.min(start + self.granularity_ms) - start;
        float(requests) * float(MINUTE_MS) / float(length.max(1))
    }
}

/// A dimension of an answer while it is made.
struct Axis {
    dimension: Dimension,
    values: Vec<Value>,
    requests: HashMap<String, (String, i64)>,
    positions: HashMap<String, usize>,
}

impl Axis {
    fn of(dimension: Dimension) -> Self {
        Self { dimension, values: Vec::new(), requests: HashMap::new(), positions: HashMap::new() }
    }

    fn add(&mut self, by: By, it: &store::Occurrence) {
        let id = axis_id(self.dimension, by, &it.group);
        let name = match self.dimension {
            Dimension::Application => it.application_name.clone(),
            Dimension::ApiProductVersion => it.version_name.clone(),
            _ => id.clone(),
        };
        self.requests.entry(id).or_insert((name, 0)).1 += it.requests;
    }

    /// Keeps the values with the most calls. Says whether there are more; then the scope holds these only.
    fn rank(&mut self, scope: &mut Scope) -> bool {
        let mut values: Vec<_> = std::mem::take(&mut self.requests).into_iter().collect();
        values.sort_by(|(a, (a_name, a_calls)), (b, (b_name, b_calls))| {
            b_calls.cmp(a_calls).then_with(|| (a_name, a).cmp(&(b_name, b)))
        });
        let truncated = values.len() > MOST_VALUES;
        values.truncate(MOST_VALUES);
        self.values = values.into_iter().map(|(id, (name, _))| Value { id, name }).collect();
        self.number();
        if truncated {
            let kept = Pick::only(self.values.iter().map(|it| it.id.clone()));
            match self.dimension {
                Dimension::Application => scope.applications = kept,
                Dimension::ApiProductVersion => scope.versions = kept,
                Dimension::StatusCode => scope.statuses = kept,
                Dimension::StatusCodeGrouped | Dimension::Time => {}
            }
        }
        truncated
    }

    /// Has these values, in their own order.
    fn take(&mut self, ids: BTreeSet<String>) {
        self.values = ids.into_iter().map(|id| Value { name: id.clone(), id }).collect();
        self.number();
    }

    fn number(&mut self) {
        let numbered = self.values.iter().enumerate();
        self.positions = numbered.map(|(at, it)| (it.id.clone(), at)).collect();
    }

    fn position(&self, by: By, group: &Group) -> Option<usize> {
        self.positions.get(&axis_id(self.dimension, by, group)).copied()
    }

    fn into_occurring(self) -> Occurring {
        Occurring { dimension: self.dimension, values: self.values }
    }
}

/// A group's value of a dimension.
fn axis_id(dimension: Dimension, by: By, group: &Group) -> String {
    match dimension {
        Dimension::Application => group.application.clone(),
        Dimension::ApiProductVersion => group.version.clone(),
        Dimension::StatusCode => group.status.to_string(),
        Dimension::StatusCodeGrouped if by.statuses == Statuses::Codes => format!("{}XX", group.status / 100),
        Dimension::StatusCodeGrouped => format!("{}XX", group.status),
        Dimension::Time => String::new(),
    }
}
