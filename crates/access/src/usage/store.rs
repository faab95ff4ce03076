//! SQL and rows. Private to the folder. Times are in microseconds; a cell belongs to where it begins.

use std::collections::{BTreeSet, HashMap};

use base::{Bucket, Error, Instant, Result};
use frame::Reach;
use sql::{Args, IntoValue, Row, Tx, Value, args};

use super::usage::{Crossing, Dimension, Histogram};

/// Which calls are meant.
pub(super) struct Scope {
    reach: Reach,
    pub(super) start: Instant,
    /// The first moment that is not meant.
    pub(super) end: Instant,
    /// Only this portal, where everything is within reach; empty for all.
    pub(super) portal: String,
    pub(super) applications: Pick,
    pub(super) versions: Pick,
    pub(super) statuses: Pick,
    /// The first digits of statuses.
    pub(super) groups: Pick,
}

impl Scope {
    /// All calls of a time within reach.
    pub(super) fn new(reach: Reach, start: Instant, end: Instant) -> Self {
        Self {
            reach,
            start,
            end,
            portal: String::new(),
            applications: Pick::All,
            versions: Pick::All,
            statuses: Pick::All,
            groups: Pick::All,
        }
    }

    /// `$1` to `$17`.
    fn args(&self, by: By) -> Vec<Value> {
        let mut values = vec![
            self.reach.is_everything().into_value(),
            self.reach.portal().into_value(),
            self.reach.developer().into_value(),
            self.portal.as_str().into_value(),
            self.start.into_value(),
            self.end.into_value(),
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
        values
    }

    fn args_and<const N: usize>(&self, by: By, more: [Value; N]) -> Args {
        let mut values = self.args(by);
        values.extend(more);
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

/// `$15` to `$17` say what is told apart.
macro_rules! groups {
    () => {
        "case when $15 then l.application else '' end as application,
         case when $16 then l.version else '' end as version,
         case $17 when 2 then l.status when 1 then l.status / 100 else 0 end as status"
    };
}

/// The cells of the applications within reach. `cross join` makes SQLite begin with the applications.
macro_rules! cells {
    () => {
        "(select id, name from applications where portal = $2 and developer = $3
          union all
          select id, name from applications where $1 and ($4 = '' or portal = $4)) a
          cross join usage_lines l
          cross join usage_cells c"
    };
}

/// Those that are meant. A developer does not see that the gateway kept an application from a version that it never
/// asked for: for them, the version may not exist.
macro_rules! meant {
    () => {
        "l.application = a.id and c.line = l.id and c.at >= $5 and c.at < $6
         and ($7 = '' or ($7 like '%,' || l.application || ',%') = $8)
         and ($9 = '' or ($9 like '%,' || l.version || ',%') = $10)
         and ($11 = '' or ($11 like '%,' || l.status || ',%') = $12)
         and ($13 = '' or ($13 like '%,' || (l.status / 100) || ',%') = $14)
         and ($1 or l.status <> 403
              or exists (select 1 from registrations r
                          where r.application = l.application and r.version = l.version))"
    };
}

/// The groups that occur. Every call is in each histogram once, and sizes of requests differ least: so calls are
/// counted there.
pub(super) async fn occurring(tx: &mut Tx, scope: &Scope, by: By) -> Result<Vec<Occurrence>> {
    let rows = tx
        .all(
            concat!(
                "select ",
                groups!(),
                ", max(a.name) as application_name, max(p.name || ' ' || v.name) as version_name,
                   cast(sum(c.amount) as bigint) as requests
                   from ",
                cells!(),
                " join versions v on v.id = l.version join products p on p.id = v.product where ",
                meant!(),
                " and c.metric = 'request_size' group by 1, 2, 3"
            ),
            Args::new(scope.args(by)),
        )
        .await?;
    let read = |row: &Row| {
        Ok(Occurrence {
            group: group(row)?,
            application_name: row.get("application_name")?,
            version_name: row.get("version_name")?,
            requests: row.get("requests")?,
        })
    };
    rows.iter().map(read).collect()
}

/// How many calls each group had in each part of the time, where it had any.
pub(super) async fn amounts(tx: &mut Tx, scope: &Scope, by: By, granularity: i64) -> Result<Vec<Amount>> {
    let rows = tx
        .all(
            concat!(
                "select ",
                groups!(),
                ", (c.at - $5) / $18 as part, cast(sum(c.amount) as bigint) as requests from ",
                cells!(),
                " where ",
                meant!(),
                " and c.metric = 'request_size' group by 1, 2, 3, 4"
            ),
            scope.args_and(by, [granularity.into_value()]),
        )
        .await?;
    let read =
        |row: &Row| Ok(Amount { group: group(row)?, part: row.get("part")?, requests: row.get("requests")? });
    rows.iter().map(read).collect()
}

/// Where each group reaches a percentile in each part of the time. The database adds up the histograms and gives one
/// bucket of each.
pub(super) async fn crossings(
    tx: &mut Tx,
    scope: &Scope,
    by: By,
    granularity: i64,
    (histogram, percent): (Histogram, i64),
) -> Result<Vec<(Group, i64, Crossing)>> {
    let rows = tx
        .all(
            concat!(
                "select application, version, status, part, bucket, amount, before, total
                   from (select application, version, status, part, bucket, amount,
                                cast(sum(amount) over (partition by application, version, status, part
                                                       order by bucket) as bigint) - amount as before,
                                cast(sum(amount) over (partition by application, version, status, part)
                                     as bigint) as total
                           from (select ",
                groups!(),
                ", (c.at - $5) / $18 as part, c.bucket, cast(sum(c.amount) as bigint) as amount from ",
                cells!(),
                " where ",
                meant!(),
                " and c.metric = $19 group by 1, 2, 3, 4, 5) as buckets) as ranked
                  where before * 100 < total * $20 and (before + amount) * 100 >= total * $20"
            ),
            scope.args_and(
                by,
                [granularity.into_value(), histogram.word().into_value(), percent.into_value()],
            ),
        )
        .await?;
    let read = |row: &Row| {
        let crossing = Crossing {
            bucket: bucket(row)?,
            before: row.get("before")?,
            amount: row.get("amount")?,
            total: row.get("total")?,
        };
        Ok((group(row)?, row.get("part")?, crossing))
    };
    rows.iter().map(read).collect()
}

/// The histogram of each version, in the order of the buckets.
pub(super) async fn histograms(
    tx: &mut Tx,
    scope: &Scope,
    by: By,
    histogram: Histogram,
) -> Result<HashMap<String, Vec<(Bucket, i64)>>> {
    let rows = tx
        .all(
            concat!(
                "select ",
                groups!(),
                ", c.bucket, cast(sum(c.amount) as bigint) as amount from ",
                cells!(),
                " where ",
                meant!(),
                " and c.metric = $18 group by 1, 2, 3, 4 order by 4"
            ),
            scope.args_and(by, [histogram.word().into_value()]),
        )
        .await?;
    let mut histograms: HashMap<String, Vec<(Bucket, i64)>> = HashMap::new();
    for row in &rows {
        histograms.entry(group(row)?.version).or_default().push((bucket(row)?, row.get("amount")?));
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

/// Lets one node at a time change what was counted: the row is held until the transaction ends.
pub(super) async fn alone(tx: &mut Tx, now: Instant) -> Result<()> {
    tx.run(
        "insert into settings (name, value) values ('usage_tidied', $1)
             on conflict (name) do update set value = excluded.value",
        args![now.micros().to_string()],
    )
    .await?;
    Ok(())
}

/// The beginning of the oldest cell of this span before a moment.
pub(super) async fn oldest(tx: &mut Tx, span: i64, before: Instant) -> Result<Option<Instant>> {
    let sql = "select min(at) as at from usage_cells where span = $1 and at < $2";
    tx.one(sql, args![span, before]).await?.get("at")
}

/// Makes one longer cell of all cells of a span that begin in its time.
pub(super) async fn roll_up(tx: &mut Tx, (span, into): (i64, i64), at: Instant) -> Result<()> {
    let end = at.plus_seconds(into);
    tx.run(
        "insert into usage_cells (line, metric, at, span, bucket, amount)
         select line, metric, $2, $4, bucket, cast(sum(amount) as bigint)
           from usage_cells
          where span = $1 and at >= $2 and at < $3
          group by line, metric, bucket
             on conflict (line, metric, at, span, bucket)
             do update set amount = usage_cells.amount + excluded.amount",
        args![span, at, end, into],
    )
    .await?;
    remove(tx, span, at, end).await
}

/// Removes the cells of a span that begin in a time.
pub(super) async fn remove(tx: &mut Tx, span: i64, start: Instant, end: Instant) -> Result<()> {
    let sql = "delete from usage_cells where span = $1 and at >= $2 and at < $3";
    tx.run(sql, args![span, start, end]).await?;
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
