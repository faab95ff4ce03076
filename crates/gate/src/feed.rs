//! Keeps the snapshot in step with the database. Writers record what they change in the table `changes`, in the
//! order of their commits; a reading takes what has come since and looks it up again.
//!
//! There is one reading at a time. Who waits for it may share only a reading that began after he asked, for an
//! earlier one may have missed his commit. What cannot be read again is put in doubt, and calls that touch it are
//! refused until it can.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use arc_swap::ArcSwap;
use base::{Error, Instant, Result};
use sql::{Db, Row, Tx, args};
use tokio::sync::Mutex;

use crate::apply::apply;
use crate::change::{Change, Kind};
use crate::snapshot::{Snapshot, load};

/// From so many changes on, reading everything again is quicker.
const MANY: i64 = 20_000;
/// How long a reading may take, unless it reads everything.
const PATIENCE: Duration = Duration::from_secs(3);

/// The current snapshot, and who may replace it.
pub(crate) struct Feed {
    db: Db,
    current: ArcSwap<Snapshot>,
    asked: AtomicU64,
    reader: Mutex<Reader>,
    /// When the last reading that succeeded began, in microseconds.
    fresh_at: AtomicI64,
}

/// Whose questions the last reading answered.
#[derive(Default)]
struct Reader {
    covered: u64,
    failed: u64,
    /// Whether something was deleted of which parts may be left.
    untidy: bool,
}

impl Feed {
    /// Reads everything.
    pub(crate) async fn start(db: Db, now: Instant) -> Result<Self> {
        let snapshot = load::everything(&mut db.read().await?).await?;
        Ok(Self {
            db,
            current: ArcSwap::from_pointee(snapshot),
            asked: AtomicU64::new(0),
            reader: Mutex::default(),
            fresh_at: AtomicI64::new(now.micros()),
        })
    }

    /// The current snapshot.
    pub(crate) fn snapshot(&self) -> arc_swap::Guard<Arc<Snapshot>> {
        self.current.load()
    }

    /// When what the snapshot says was last known to be all that the database says.
    pub(crate) fn fresh_at(&self) -> Instant {
        Instant::from_micros(self.fresh_at.load(Ordering::Relaxed))
    }

    /// Returns once the snapshot contains everything that was committed before the call, or refuses the calls
    /// that touch what was named.
    pub(crate) async fn catch_up(&self, named: &[Change], now: Instant) {
        let mine = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut reader = self.reader.lock().await;
        if reader.covered >= mine {
            return;
        }
        if reader.failed >= mine {
            return self.doubt(named);
        }
        let covers = self.asked.load(Ordering::SeqCst);
        match self.read(&mut reader, now).await {
            Ok(()) => reader.covered = covers,
            Err(error) => {
                reader.failed = covers;
                tracing::error!(%error, "could not read a change again: what it touches is refused for now");
                self.doubt(named);
            }
        }
    }

    /// Takes what others have committed.
    pub(crate) async fn poll(&self, now: Instant) -> Result<()> {
        let mut reader = self.reader.lock().await;
        let covers = self.asked.load(Ordering::SeqCst);
        self.read(&mut reader, now).await?;
        reader.covered = covers;
        Ok(())
    }

    /// Frees the room that parts of deleted things still take.
    pub(crate) async fn tidy(&self) {
        let mut reader = self.reader.lock().await;
        if !std::mem::take(&mut reader.untidy) {
            return;
        }
        let mut next = Snapshot::clone(&self.current.load());
        let swept = tokio::task::spawn_blocking(move || {
            next.sweep();
            next
        });
        match swept.await {
            Ok(next) => self.current.store(Arc::new(next)),
            Err(_) => reader.untidy = true,
        }
    }

    fn doubt(&self, named: &[Change]) {
        let mut next = Snapshot::clone(&self.current.load());
        let doubts = next.doubts().iter().chain(named).copied().collect();
        next.set_doubts(doubts);
        self.current.store(Arc::new(next));
    }

    async fn read(&self, reader: &mut Reader, now: Instant) -> Result<()> {
        let late = |_| Error::internal("the database did not answer in time");
        let some = tokio::time::timeout(PATIENCE, self.read_some()).await.map_err(late)??;
        let next = if let Some((next, untidy)) = some {
            reader.untidy |= untidy;
            next
        } else {
            tracing::info!("reading the gateway's whole snapshot again");
            Some(load::everything(&mut self.db.read().await?).await?)
        };
        if let Some(next) = next {
            self.current.store(Arc::new(next));
        }
        self.fresh_at.store(now.micros(), Ordering::Relaxed);
        Ok(())
    }

    /// The next snapshot, if there is anything new, and whether parts of deleted things may be left in it.
    /// Nothing at all if only reading everything again will do: the database was put back to an earlier state,
    /// changes are missing, there are too many, or one is of a kind that this program does not know.
    async fn read_some(&self) -> Result<Option<(Option<Snapshot>, bool)>> {
        let current = self.current.load_full();
        let mut tx = self.db.read().await?;
        let seq = load::last_change(&mut tx).await?;
        if seq == current.seq() && current.is_sure() {
            return Ok(Some((None, false)));
        }
        if seq < current.seq() || seq - current.seq() > MANY {
            return Ok(None);
        }
        let Some(changes) = changes(&mut tx, current.seq(), seq).await? else { return Ok(None) };
        let mut next = Snapshot::clone(&current);
        let untidy = apply(&mut tx, &mut next, changes.union(current.doubts())).await?;
        next.set_seq(seq);
        next.set_doubts(BTreeSet::new());
        Ok(Some((Some(next), untidy)))
    }
}

/// What has changed after one number and up to another; nothing if the list has gaps or holds unknown kinds.
async fn changes(tx: &mut Tx, after: i64, last: i64) -> Result<Option<BTreeSet<Change>>> {
    let sql = "select seq, kind, id from changes where seq > $1 and seq <= $2 order by seq";
    let rows = tx.all(sql, args![after, last]).await?;
    if i64::try_from(rows.len()).ok() != Some(last - after) {
        return Ok(None);
    }
    let read =
        |row: &Row| Some(Change::new(Kind::parse(&row.get::<String>("kind").ok()?)?, row.id("id").ok()?));
    Ok(rows.iter().map(read).collect())
}
