//! What becomes of usage as it ages: minutes become five minutes, these become hours, and hours are removed.
//!
//! Each step is one short transaction, in which one node at a time works. The gateway adds nothing to cells that are
//! more than a day old, so nothing can come between adding cells up and removing them.

use base::{Instant, Result};
use frame::Call;

use super::store;
use super::usage::Histogram;

const DAY_S: i64 = 24 * 60 * 60;

/// For how many seconds usage is kept.
pub const RETENTION_S: i64 = 90 * DAY_S;

/// From which age on, cells of how many seconds become cells of how many.
const STEPS: [(i64, (i64, i64)); 2] = [(2 * DAY_S, (60, 300)), (7 * DAY_S, (300, 3_600))];
/// All spans of cells.
const SPANS: [i64; 3] = [60, 300, 3_600];
/// How many steps are done at a time: the rest follows the next time.
const AT_ONCE: usize = 1_000;
/// How much is removed in one step, in seconds.
const SLICE_S: i64 = 3_600;

/// Rolls up and removes what is old enough. Done every now and then.
pub async fn tidy(call: &Call) -> Result<()> {
    for (age, spans) in STEPS {
        roll_up(call, call.now().minus_seconds(age), spans).await?;
    }
    for span in SPANS {
        remove(call, call.now().minus_seconds(RETENTION_S), span).await?;
    }
    sweep(call).await
}

async fn roll_up(call: &Call, before: Instant, spans: (i64, i64)) -> Result<()> {
    let (span, into) = spans;
    // A longer cell is made when all of its time is old enough.
    let before = begin(before, into);
    for _ in 0..AT_ONCE {
        let mut tx = call.write().await?;
        store::alone(&mut tx, call.now()).await?;
        let Some(oldest) = store::oldest(&mut tx, span, before).await? else { break };
        store::roll_up(&mut tx, spans, begin(oldest, into)).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn remove(call: &Call, before: Instant, span: i64) -> Result<()> {
    for _ in 0..AT_ONCE {
        let mut tx = call.write().await?;
        store::alone(&mut tx, call.now()).await?;
        let Some(oldest) = store::oldest(&mut tx, span, before).await? else { break };
        store::remove(&mut tx, span, oldest, oldest.plus_seconds(SLICE_S).min(before)).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Removes what applications and versions that are gone have left behind.
async fn sweep(call: &Call) -> Result<()> {
    let lost = store::lost_lines(&mut call.read().await?, 1_000).await?;
    for line in lost {
        for histogram in [Histogram::Latency, Histogram::RequestSize, Histogram::ResponseSize] {
            let mut tx = call.write().await?;
            store::sweep(&mut tx, line, histogram).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// The beginning of the cell of this span that holds a moment.
fn begin(at: Instant, span: i64) -> Instant {
    let micros = span * 1_000_000;
    Instant::from_micros(at.micros() - at.micros().rem_euclid(micros))
}
