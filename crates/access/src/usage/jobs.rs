//! What becomes of usage as it ages: short cells are removed early, long ones late.
//!
//! Nothing is rolled up, for each call is counted in cells of every span from the beginning. So nothing depends on
//! when this is done, or on how many nodes do it at once.

use base::{Instant, Result, SPANS_S};
use frame::Call;

use super::usage::Histogram;
use super::{cover, store};

const DAY_S: i64 = 24 * 60 * 60;

/// For how many seconds usage is kept.
pub const RETENTION_S: i64 = 90 * DAY_S;

/// How many transactions remove cells of one span at a time: the rest follows the next time.
const AT_ONCE: usize = 1_000;
/// In how many parts the cells are removed that became too old in an hour: others get their turn in between.
const SLICES: i64 = 12;

/// Removes what is old enough. Done every now and then.
pub async fn tidy(call: &Call) -> Result<()> {
    for span in SPANS_S {
        // A day that began within the retention is kept whole.
        let kept = cover::kept_s(span, RETENTION_S + DAY_S);
        remove(call, call.now().minus_seconds(kept), span).await?;
    }
    sweep(call).await
}

async fn remove(call: &Call, before: Instant, span: i64) -> Result<()> {
    for _ in 0..AT_ONCE {
        let Some(oldest) = store::oldest(&mut call.read().await?, span, before).await? else { break };
        let mut tx = call.write().await?;
        let end = oldest.plus_seconds(span.max(3_600 / SLICES)).min(before);
        store::remove(&mut tx, span, end).await?;
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
