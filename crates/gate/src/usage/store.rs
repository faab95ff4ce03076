//! SQL of what was counted. Amounts are added to what is there, so any number of nodes may write the same cell.

use std::fmt::Write;
use std::sync::LazyLock;

use base::{Instant, Result};
use sql::{Args, IntoValue, Tx, args};

use super::tally::{Cell, Line, Metric};

/// How many rows one statement writes, and how many values each has.
const ROWS: usize = 32;
const COLUMNS: usize = 6;
/// A cell of no line, for none has this number: a statement that is not full is filled with it, and leaves it out.
const NOTHING: Cell =
    Cell { line: -1, metric: Metric::Latency, span: 60, at: Instant::from_micros(0), bucket: 0 };

/// A statement for [`ROWS`] cells of lines that are there.
static ADD: LazyLock<String> = LazyLock::new(|| {
    let mut rows = String::new();
    for row in 0..ROWS {
        let comma = if row == 0 { "" } else { ", " };
        let places: Vec<String> = (1..=COLUMNS).map(|it| format!("${}", row * COLUMNS + it)).collect();
        let _ = write!(rows, "{comma}({})", places.join(", "));
    }
    format!(
        "insert into usage_cells (line, metric, span, at, bucket, amount)
         select column1, column2, column3, column4, column5, column6
           from (values {rows}) as counted
          where exists (select 1 from usage_lines l where l.id = column1)
             on conflict (line, metric, span, at, bucket)
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
        let mut values = Vec::with_capacity(ROWS * COLUMNS);
        for row in 0..ROWS {
            let (cell, amount) = some.get(row).copied().unwrap_or((NOTHING, 0));
            values.extend([
                cell.line.into_value(),
                cell.metric.word().into_value(),
                cell.span.into_value(),
                cell.at.into_value(),
                i64::from(cell.bucket).into_value(),
                amount.into_value(),
            ]);
        }
        written += tx.run(&ADD, Args::new(values)).await?;
    }
    Ok(written)
}
