//! SQL of what was counted. Amounts are added to what is there, so any number of nodes may write the same cell.

use std::fmt::Write;
use std::sync::LazyLock;

use base::Result;
use sql::{Args, IntoValue, Tx, args};

use super::tally::{Cell, Line};

/// How many rows one statement writes.
const ROWS: usize = 32;
/// How many seconds a cell covers that the gateway writes.
const SPAN: i64 = 60;
/// No line has this number: a statement that is not full is filled with it, and leaves it out.
const NO_LINE: i64 = -1;

/// A statement for [`ROWS`] cells of lines that are there.
static ADD: LazyLock<String> = LazyLock::new(|| {
    let mut rows = String::new();
    for row in 0..ROWS {
        let first = row * 5 + 1;
        let comma = if row == 0 { "" } else { ", " };
        let _ =
            write!(rows, "{comma}(${first}, ${}, ${}, ${}, ${})", first + 1, first + 2, first + 3, first + 4);
    }
    format!(
        "insert into usage_cells (line, metric, at, span, bucket, amount)
         select column1, column2, column3, {SPAN}, column4, column5
           from (values {rows}) as counted
          where exists (select 1 from usage_lines l where l.id = column1)
             on conflict (line, metric, at, span, bucket)
             do update set amount = usage_cells.amount + excluded.amount"
    )
});

/// Writes a line, unless it is there, or its application or its version is gone.
pub(super) async fn insert_line(tx: &mut Tx, id: i64, line: &Line) -> Result<()> {
    tx.run(
        "insert into usage_lines (id, application, version, status)
         select $1, $2, $3, $4
          where exists (select 1 from applications a where a.id = $2)
            and exists (select 1 from versions v where v.id = $3)
             on conflict do nothing",
        args![id, line.application, line.version, i64::from(line.status)],
    )
    .await?;
    Ok(())
}

/// Adds to cells, in the given order. Says how many were of lines that are there.
pub(super) async fn add(tx: &mut Tx, cells: &[(Cell, i64)]) -> Result<u64> {
    let mut written = 0;
    for some in cells.chunks(ROWS) {
        let mut values = Vec::with_capacity(ROWS * 5);
        for row in 0..ROWS {
            let (line, metric, at, bucket, amount) =
                some.get(row).map_or((NO_LINE, "latency", 0, 0, 0), |(it, amount)| {
                    (it.line, it.metric.word(), it.at.micros(), i64::from(it.bucket), *amount)
                });
            values.extend([
                line.into_value(),
                metric.into_value(),
                at.into_value(),
                bucket.into_value(),
                amount.into_value(),
            ]);
        }
        written += tx.run(&ADD, Args::new(values)).await?;
    }
    Ok(written)
}
