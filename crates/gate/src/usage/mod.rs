//! What the gateway counts of the calls of each application: how many, how long, how large, by version and status,
//! minute by minute. Each thread counts for itself; a flush gathers what they have and adds it to the tables, where
//! several nodes may count the same. Bounded, droppable, and never in a call's way.

mod store;
mod tally;

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base::{Instant, Result, SPANS_S};
use sql::Db;

use tally::{Cell, Tally};
pub(crate) use tally::{Line, Measured};

/// How many cells wait to be written at most; more stay with the threads, which have bounds of their own.
const WAITING: usize = 131_072;
/// How many cells one transaction writes, so that others get their turn in between.
const TOGETHER: usize = 1_024;
/// How many lines are known to be in the table at most.
const KNOWN: usize = 100_000;

/// What one thread counts. Only a flush, for a moment every few seconds, wants the same lock.
#[derive(Default)]
pub(crate) struct Part(Mutex<Tally>);

impl Part {
    /// Counts a call that began at this moment.
    pub(crate) fn count(&self, line: Line, at: Instant, measured: &Measured) {
        lock(&self.0).count(line, at, measured);
    }
}

/// What all threads count, on its way to the tables.
#[derive(Default)]
pub(crate) struct Usage {
    parts: Mutex<Vec<Arc<Part>>>,
    waiting: Mutex<Waiting>,
    /// Lines that were written by this process.
    known: Mutex<HashSet<i64>>,
    forgotten: AtomicU64,
}

#[derive(Default)]
struct Waiting {
    lines: BTreeMap<i64, Line>,
    cells: BTreeMap<Cell, i64>,
}

/// What one transaction writes, in the order in which all nodes write.
struct Batch {
    lines: Vec<(i64, Line)>,
    cells: Vec<(Cell, i64)>,
}

impl Usage {
    /// A part for one more thread.
    pub(crate) fn part(&self) -> Arc<Part> {
        let part = Arc::new(Part::default());
        lock(&self.parts).push(Arc::clone(&part));
        part
    }

    /// How many calls were not counted, for want of room or of a database.
    pub(crate) fn forgotten(&self) -> u64 {
        self.forgotten.load(Ordering::Relaxed)
    }

    /// Writes what was counted; what cannot be written waits for the next time.
    pub(crate) async fn flush(&self, db: &Db) -> Result<()> {
        self.gather();
        loop {
            let batch = lock(&self.waiting).take(TOGETHER);
            if batch.cells.is_empty() {
                return Ok(());
            }
            if let Err(error) = self.write(db, &batch).await {
                lock(&self.waiting).put_back(batch);
                return Err(error);
            }
        }
    }

    /// Takes what the threads have counted.
    fn gather(&self) {
        let mut waiting = lock(&self.waiting);
        if waiting.cells.len() >= WAITING {
            return;
        }
        lock(&self.parts).retain(|part| {
            // A thread that has ended leaves its part behind, to be gathered this once more.
            let lasts = Arc::strong_count(part) > 1;
            let room = lock(&part.0).minutes();
            let fresh = Tally::with_room(if lasts { room } else { 0 });
            let counted = std::mem::replace(&mut *lock(&part.0), fresh);
            self.forgotten.fetch_add(counted.forgotten(), Ordering::Relaxed);
            for (line, cell, amount) in counted.into_cells() {
                waiting.add(line, cell, amount);
            }
            lasts
        });
    }

    /// One transaction. A line whose application was deleted a moment ago fails it; the next time it is left out.
    async fn write(&self, db: &Db, batch: &Batch) -> Result<()> {
        let mut tx = db.write().await?;
        let known = |id: i64| lock(&self.known).contains(&id);
        for (id, line) in &batch.lines {
            if !known(*id) {
                store::insert_line(&mut tx, *id, line).await?;
            }
        }
        let written = store::add(&mut tx, &batch.cells).await?;
        tx.commit().await?;
        let mut known = lock(&self.known);
        if written < batch.cells.len() as u64 || known.len() > KNOWN {
            known.clear();
        } else {
            known.extend(batch.lines.iter().map(|(id, _)| *id));
        }
        Ok(())
    }
}

impl Waiting {
    /// Adds to the cells of every span in which a cell of a minute lies.
    fn add(&mut self, line: Line, cell: Cell, amount: i64) {
        self.lines.insert(cell.line, line);
        for span in SPANS_S {
            *self.cells.entry(cell.within(span)).or_default() += amount;
        }
    }

    /// The first cells and their lines.
    fn take(&mut self, most: usize) -> Batch {
        let mut cells = Vec::with_capacity(most.min(self.cells.len()));
        while cells.len() < most
            && let Some(cell) = self.cells.pop_first()
        {
            cells.push(cell);
        }
        let mut ids: Vec<i64> = cells.iter().map(|(cell, _)| cell.line).collect();
        ids.dedup();
        let lines = ids.iter().filter_map(|id| Some((*id, *self.lines.get(id)?))).collect();
        if self.cells.is_empty() {
            self.lines.clear();
        }
        Batch { lines, cells }
    }

    fn put_back(&mut self, batch: Batch) {
        self.lines.extend(batch.lines);
        for (cell, amount) in batch.cells {
            *self.cells.entry(cell).or_default() += amount;
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
