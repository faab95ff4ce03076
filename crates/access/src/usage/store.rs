//! SQL and rows. Private to the folder. Times are in microseconds; a cell belongs to where it begins.
//!
//! The statements about cells have the same parameters and the same core, made into one text when first needed.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use base::{Bucket, Error, Instant, Result};
use frame::Reach;
use sql::{Args, IntoValue, Row, Tx, args};

use super::cover::{MOST, Run, cover};
use super::usage::{Crossing, Dimension, Histogram};

/// Which calls are meant.
pub(super) struct Scope {
    reach: Reach,
    /// Where the first part of the time begins, and how many microseconds each has.
    pub(super) start: Instant,
    part: i64,
    /// The cells of the time.
    runs: Vec<Run>,
    /// Only this portal, where everything is within reach; empty for all.
    pub(super) portal: String,
    pub(super) applications: Pick,
    pub(super) versions: Pick,
    pub(super) statuses: Pick,
    /// The first digits of statuses.
    pub(super) groups: Pick,
}

impl Scope {
    /// All calls within reach of a time that is cut into parts of so many microseconds.
    pub(super) fn new(reach: Reach, (start, end): (Instant, Instant), part: i64, now: Instant) -> Self {
        Self {
            reach,
            start,
            part,
            runs: cover(start, end, part, now),
            portal: String::new(),
            applications: Pick::All,
            versions: Pick::All,
            statuses: Pick::All,
            groups: Pick::All,
        }
    }

    /// `$1` to `$19`, then the runs. A run of no span finds nothing.
    fn args(&self, by: By, (histogram, percent): (Histogram, i64), room: usize) -> Args {
        let mut values = vec![
            self.reach.is_everything().into_value(),
            self.reach.portal().into_value(),
            self.reach.developer().into_value(),
            self.portal.as_str().into_value(),
        ];
        for pick in [&self.applications, &self.versions, &self.statuses, &self.groups] {
            values.extend([pick.list().into_value(), matches!(pick, Pick::Only(_)).into_value()]);
        }
        let statuses = match by.statuses {
            Statuses::None => 0_i64,
            Statuses::Groups => 1,
            Statuses::Codes => 2,
        };
        values.extend([by.application.into_value(), by.version.into_value(), statuses.into_value()]);
        values.extend([self.start.into_value(), self.part.into_value()]);
        values.extend([histogram.word().into_value(), percent.into_value()]);
        for at in 0..room {
            let (span, start, end) =
                self.runs.get(at).map_or((0, self.start, self.start), |it| (it.span, it.start, it.end));
            values.extend([span.into_value(), start.into_value(), end.into_value()]);
        }
        Args::new(values)
    }
}

/// Some of the values of a column.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Pick {
    All,
    Only(BTreeSet<String>),
    Except(BTreeSet<String>),
}

impl Pick {
    pub(super) fn only(values: impl IntoIterator<Item = String>) -> Self {
        Self::Only(values.into_iter().collect())
    }

    /// Only what the other picks too.
    pub(super) fn and(&mut self, other: Self) {
        *self = match (std::mem::replace(self, Self::All), other) {
            (Self::All, it) | (it, Self::All) => it,
            (Self::Only(a), Self::Only(b)) => Self::Only(&a & &b),
            (Self::Except(a), Self::Except(b)) => Self::Except(&a | &b),
            (Self::Only(a), Self::Except(b)) | (Self::Except(b), Self::Only(a)) => Self::Only(&a - &b),
        };
    }

    /// The values between commas, to be searched for one between commas; empty for all.
    fn list(&self) -> String {
        match self {
            Self::All => String::new(),
            Self::Only(values) | Self::Except(values) => {
                values.iter().fold(",".to_owned(), |list, it| list + it + ",")
            }
        }
    }
}

/// What figures are told apart by, beside the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct By {
    pub(super) application: bool,
    pub(super) version: bool,
    pub(super) statuses: Statuses,
}

/// How statuses are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Statuses {
    None,
    Groups,
    Codes,
}

impl By {
    pub(super) fn of(dimensions: &[Dimension]) -> Self {
        let has = |it| dimensions.contains(&it);
        let statuses = match (has(Dimension::StatusCode), has(Dimension::StatusCodeGrouped)) {
            (true, _) => Statuses::Codes,
            (false, true) => Statuses::Groups,
            (false, false) => Statuses::None,
        };
        Self {
            application: has(Dimension::Application),
            version: has(Dimension::ApiProductVersion),
            statuses,
        }
    }

    /// Whether there may be more values than an answer gives.
    pub(super) fn has_many(self) -> bool {
        self.application || self.version || self.statuses == Statuses::Codes
    }
}

/// What a figure is of. What was not asked for is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) application: String,
    pub(super) version: String,
    /// The status, or its first digit.
    pub(super) status: i64,
}

/// A group that occurs, with names and the number of its calls.
pub(super) struct Occurrence {
    pub(super) group: Group,
    pub(super) application_name: String,
    pub(super) version_name: String,
    pub(super) requests: i64,
}

/// How many calls of a group there were in a part of the time.
pub(super) struct Amount {
    pub(super) group: Group,
    pub(super) part: i64,
    pub(super) requests: i64,
}

/// How many runs of cells the shorter text of a statement has room for.
const FEW: usize = 8;

/// What is told apart.
const GROUPS: &str = "case when $13 then l.application else '' end as application,
                      case when $14 then l.version else '' end as version,
                      case $15 when 2 then l.status when 1 then l.status / 100 else 0 end as status";

/// The cells that are meant, added up by numbers alone: by line and what `{apart}` names, which is far sooner than by
/// what the lines are of. `cross join` makes SQLite begin with the applications within reach.
///
/// A developer does not see that the gateway kept an application from a version that it never asked for: for them, the
/// version may not exist.
const SUMS: &str = "(select c.line {apart}, cast(sum(c.amount) as bigint) as amount
       from (select id from applications where portal = $2 and developer = $3
             union all
             select id from applications where $1 and ($4 = '' or portal = $4)) a
      cross join usage_lines l
      cross join (values {runs}) run
      cross join usage_cells c
      where l.application = a.id and run.column1 > 0
        and c.line = l.id and c.metric = $18 and c.span = run.column1 and c.at >= run.column2 and c.at < run.column3
        and ($5 = '' or ($5 like '%,' || l.application || ',%') = $6)
        and ($7 = '' or ($7 like '%,' || l.version || ',%') = $8)
        and ($9 = '' or ($9 like '%,' || l.status || ',%') = $10)
        and ($11 = '' or ($11 like '%,' || (l.status / 100) || ',%') = $12)
        and ($1 or l.status <> 403
             or exists (select 1 from registrations r where r.application = l.application and r.version = l.version))
      group by {by}) c
   join usage_lines l on l.id = c.line";

/// What sums are told apart by beside their lines.
#[derive(Clone, Copy)]
enum Apart {
    Nothing,
    Part,
    Bucket,
    PartAndBucket,
}

impl Apart {
    /// As columns, and as what is grouped by.
    fn text(self) -> (&'static str, &'static str) {
        match self {
            Self::Nothing => ("", "1"),
            Self::Part => (", (c.at - $16) / $17 as part", "1, 2"),
            Self::Bucket => (", c.bucket", "1, 2"),
            Self::PartAndBucket => (", (c.at - $16) / $17 as part, c.bucket", "1, 2, 3"),
        }
    }
}

/// A statement about cells: one text with room for few runs, and one with room for many.
struct Statement {
    few: String,
    many: String,
}

impl Statement {
    fn of(text: &str, apart: Apart) -> Self {
        let (apart, by) = apart.text();
        let with_room = |room: usize| {
            let run = |it: usize| format!("(${}, ${}, ${})", it * 3 + 20, it * 3 + 21, it * 3 + 22);
            let runs: Vec<String> = (0..room).map(run).collect();
            text.replace("{groups}", GROUPS)
                .replace("{sums}", SUMS)
                .replace("{apart}", apart)
                .replace("{by}", by)
                .replace("{runs}", &runs.join(", "))
        };
        Self { few: with_room(FEW), many: with_room(MOST) }
    }

    async fn ask(
        &'static self,
        tx: &mut Tx,
        scope: &Scope,
        by: By,
        (histogram, percent): (Histogram, i64),
    ) -> Result<Vec<Row>> {
        let (text, room) = if scope.runs.len() <= FEW { (&self.few, FEW) } else { (&self.many, MOST) };
        Ok(tx.all(text, scope.args(by, (histogram, percent), room)).await?)
    }
}

/// Every call is in each histogram once, and sizes of requests differ least: so calls are counted there.
const COUNTED: (Histogram, i64) = (Histogram::RequestSize, 0);

/// The groups that occur.
pub(super) async fn occurring(tx: &mut Tx, scope: &Scope, by: By) -> Result<Vec<Occurrence>> {
    static OCCURRING: LazyLock<Statement> = LazyLock::new(|| {
        Statement::of(
            "select {groups}, max(a.name) as application_name, max(p.name || ' ' || v.name) as version_name,
                    cast(sum(c.amount) as bigint) as requests
               from {sums}
               join applications a on a.id = l.application
               join versions v on v.id = l.version
               join products p on p.id = v.product
              group by 1, 2, 3",
            Apart::Nothing,
        )
    });
    let read = |row: &Row| {
        Ok(Occurrence {
            group: group(row)?,
            application_name: row.get("application_name")?,
            version_name: row.get("version_name")?,
            requests: row.get("requests")?,
        })
    };
    OCCURRING.ask(tx, scope, by, COUNTED).await?.iter().map(read).collect()
}

/// How many calls each group had in each part of the time, where it had any.
pub(super) async fn amounts(tx: &mut Tx, scope: &Scope, by: By) -> Result<Vec<Amount>> {
    static AMOUNTS: LazyLock<Statement> = LazyLock::new(|| {
        Statement::of(
            "select {groups}, c.part, cast(sum(c.amount) as bigint) as requests from {sums} group by 1, 2, 3, 4",
            Apart::Part,
        )
    });
    let read =
        |row: &Row| Ok(Amount { group: group(row)?, part: row.get("part")?, requests: row.get("requests")? });
    AMOUNTS.ask(tx, scope, by, COUNTED).await?.iter().map(read).collect()
}

/// Where each group reaches a percentile in each part of the time. The database adds up the histograms and gives one
/// bucket of each.
pub(super) async fn crossings(
    tx: &mut Tx,
    scope: &Scope,
    by: By,
    wanted: (Histogram, i64),
) -> Result<Vec<(Group, i64, Crossing)>> {
    static CROSSINGS: LazyLock<Statement> = LazyLock::new(|| {
        Statement::of(
            "select application, version, status, part, bucket, amount, before, total
               from (select application, version, status, part, bucket, amount,
                            cast(sum(amount) over (partition by application, version, status, part
                                                   order by bucket) as bigint) - amount as before,
                            cast(sum(amount) over (partition by application, version, status, part)
                                 as bigint) as total
                       from (select {groups}, c.part, c.bucket, cast(sum(c.amount) as bigint) as amount
                               from {sums} group by 1, 2, 3, 4, 5) as buckets) as ranked
              where before * 100 < total * $19 and (before + amount) * 100 >= total * $19",
            Apart::PartAndBucket,
        )
    });
    let read = |row: &Row| {
        let crossing = Crossing {
            bucket: bucket(row)?,
            before: row.get("before")?,
            amount: row.get("amount")?,
            total: row.get("total")?,
        };
        Ok((group(row)?, row.get("part")?, crossing))
    };
    CROSSINGS.ask(tx, scope, by, wanted).await?.iter().map(read).collect()
}

/// The histogram of each version in all of the time, in the order of the buckets.
pub(super) async fn histograms(
    tx: &mut Tx,
    scope: &Scope,
    by: By,
    histogram: Histogram,
) -> Result<HashMap<String, Vec<(Bucket, i64)>>> {
    static HISTOGRAMS: LazyLock<Statement> = LazyLock::new(|| {
        Statement::of(
            "select {groups}, c.bucket, cast(sum(c.amount) as bigint) as amount
               from {sums} group by 1, 2, 3, 4 order by 4",
            Apart::Bucket,
        )
    });
    let mut histograms: HashMap<String, Vec<(Bucket, i64)>> = HashMap::new();
    for row in HISTOGRAMS.ask(tx, scope, by, (histogram, 0)).await? {
        histograms.entry(group(&row)?.version).or_default().push((bucket(&row)?, row.get("amount")?));
    }
    Ok(histograms)
}

fn group(row: &Row) -> Result<Group> {
    Ok(Group {
        application: row.get("application")?,
        version: row.get("version")?,
        status: row.get("status")?,
    })
}

fn bucket(row: &Row) -> Result<Bucket> {
    let number = row.get("bucket")?;
    Bucket::numbered(number).ok_or_else(|| Error::internal(format!("there is no bucket {number}")))
}

/// The beginning of the oldest cell of this span before a moment.
pub(super) async fn oldest(tx: &mut Tx, span: i64, before: Instant) -> Result<Option<Instant>> {
    let sql = "select min(at) as at from usage_cells where span = $1 and at < $2";
    tx.one(sql, args![span, before]).await?.get("at")
}

/// Removes the cells of a span that begin before a moment.
pub(super) async fn remove(tx: &mut Tx, span: i64, before: Instant) -> Result<()> {
    tx.run("delete from usage_cells where span = $1 and at < $2", args![span, before]).await?;
    Ok(())
}

/// Numbers of lines that are gone and have left cells behind. Leaps from line to line rather than reading every cell.
pub(super) async fn lost_lines(tx: &mut Tx, most: i64) -> Result<Vec<i64>> {
    let rows = tx
        .all(
            "with recursive known (line) as (
                 select min(line) from usage_cells
                 union all
                 select (select min(c.line) from usage_cells c where c.line > k.line)
                   from known k where k.line is not null)
             select k.line from known k
              where k.line is not null and not exists (select 1 from usage_lines l where l.id = k.line)
              limit $1",
            args![most],
        )
        .await?;
    rows.iter().map(|row| row.get("line")).collect()
}

/// Removes the cells of a line that is gone.
pub(super) async fn sweep(tx: &mut Tx, line: i64, histogram: Histogram) -> Result<()> {
    tx.run("delete from usage_cells where line = $1 and metric = $2", args![line, histogram.word()]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(values: &[&str]) -> BTreeSet<String> {
        values.iter().map(|it| (*it).to_owned()).collect()
    }

    #[test]
    fn filters_on_the_same_thing_narrow_each_other() {
        let (only, except) = (|it| Pick::Only(set(it)), |it| Pick::Except(set(it)));
        for (first, second, wanted) in [
            (Pick::All, only(&["a"]), only(&["a"])),
            (only(&["a", "b"]), only(&["b", "c"]), only(&["b"])),
            (only(&["a", "b"]), except(&["b", "c"]), only(&["a"])),
            (except(&["a"]), only(&["a", "b"]), only(&["b"])),
            (except(&["a"]), except(&["b"]), except(&["a", "b"])),
            (only(&["a"]), only(&["b"]), only(&[])),
        ] {
            let mut both = first;
            both.and(second);
            assert_eq!(both, wanted);
        }
        assert_eq!((Pick::All.list().as_str(), only(&[]).list().as_str()), ("", ","));
        assert_eq!(only(&["a", "b"]).list(), ",a,b,");
    }
}
