//! What the gateway remembers of its calls until the next flush: refusals, for the developer whose call it was,
//! and when credentials were last used. Bounded, droppable, and never in a call's way.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use base::{ApplicationId, CredentialId, Instant, Result, TraceId, VersionId};
use sql::{Db, args};

use crate::decide::Identity;

/// How many refusals wait for the next flush at most: the rest are counted and forgotten.
const WAITING: usize = 256;
/// How many credentials' uses are remembered at most, in each part.
const USES: usize = 4_096;
/// How many uses one flush writes at most.
const WRITTEN: usize = 2_000;
const PARTS: usize = 16;
const WEEK_S: i64 = 7 * 24 * 60 * 60;

/// One refused call.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) trace: TraceId,
    pub(crate) at: Instant,
    pub(crate) reason: base::Code,
    pub(crate) status: u16,
    pub(crate) method: String,
    /// Without query, and without anything that looks like a key.
    pub(crate) path: String,
    pub(crate) version: Option<VersionId>,
    pub(crate) application: Option<ApplicationId>,
    pub(crate) credential: Option<CredentialId>,
}

struct Use {
    at: Instant,
    /// Set while nobody knows of a successful call of this application.
    first_of: Option<ApplicationId>,
}

/// What is remembered until the next flush.
#[derive(Default)]
pub(crate) struct Ledger {
    refusals: Mutex<VecDeque<Refusal>>,
    dropped: AtomicU64,
    uses: [Mutex<HashMap<CredentialId, Use>>; PARTS],
    called: Mutex<HashSet<ApplicationId>>,
}

impl Ledger {
    /// Remembers a refusal, if there is room.
    pub(crate) fn refuse(&self, refusal: Refusal) {
        let mut refusals = lock(&self.refusals);
        if refusals.len() < WAITING {
            refusals.push_back(refusal);
        } else {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Remembers a successful call.
    pub(crate) fn served(&self, identity: &Caller, now: Instant) {
        let part = usize::from(identity.credential.uuid().as_bytes()[15]) % PARTS;
        let mut uses = lock(&self.uses[part]);
        if let Some(it) = uses.get_mut(&identity.credential) {
            it.at = it.at.max(now);
        } else if uses.len() < USES {
            let first_of = (!identity.called).then_some(identity.application);
            uses.insert(identity.credential, Use { at: now, first_of });
        }
    }

    /// How many refusals were forgotten for want of room or of a database.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// Writes the refusals.
    pub(crate) async fn flush_refusals(&self, db: &Db) -> Result<()> {
        let waiting = std::mem::take(&mut *lock(&self.refusals));
        if waiting.is_empty() {
            return Ok(());
        }
        let count = waiting.len() as u64;
        let written = write_refusals(db, waiting).await;
        if written.is_err() {
            self.dropped.fetch_add(count, Ordering::Relaxed);
        }
        written
    }

    /// Writes when credentials were last used, and applications first called.
    pub(crate) async fn flush_uses(&self, db: &Db) -> Result<()> {
        let mut uses = Vec::new();
        for part in &self.uses {
            let mut part = lock(part);
            let room = WRITTEN.saturating_sub(uses.len());
            let some: Vec<_> = part.keys().take(room).copied().collect();
            uses.extend(some.into_iter().filter_map(|id| part.remove(&id).map(|it| (id, it))));
        }
        if uses.is_empty() {
            return Ok(());
        }
        // Of several credentials of one application, the earliest use is its first call.
        let mut first: HashMap<ApplicationId, Instant> = HashMap::new();
        for (_, it) in &uses {
            if let Some(application) = it.first_of.filter(|it| !lock(&self.called).contains(it)) {
                first.entry(application).and_modify(|at| *at = it.at.min(*at)).or_insert(it.at);
            }
        }
        write_uses(db, &uses, &first).await?;
        lock(&self.called).extend(first.into_keys());
        Ok(())
    }
}

/// Who made a call, kept while it is under way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caller {
    pub(crate) application: ApplicationId,
    pub(crate) credential: CredentialId,
    pub(crate) called: bool,
}

impl From<&Identity<'_>> for Caller {
    fn from(it: &Identity<'_>) -> Self {
        Self { application: it.application, credential: it.credential, called: it.called }
    }
}

/// Forgets refusals that are older than a week.
pub(crate) async fn prune(db: &Db, now: Instant) -> Result<()> {
    let mut tx = db.write().await?;
    tx.run("delete from refusals where at < $1", args![now.minus_seconds(WEEK_S)]).await?;
    Ok(tx.commit().await?)
}

async fn write_refusals(db: &Db, refusals: VecDeque<Refusal>) -> Result<()> {
    let mut tx = db.write().await?;
    for it in refusals {
        tx.run(
            "insert into refusals (id, at, reason, status, method, path, version, application, credential)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![
                it.trace,
                it.at,
                it.reason,
                i64::from(it.status),
                it.method,
                it.path,
                it.version,
                it.application,
                it.credential
            ],
        )
        .await?;
    }
    Ok(tx.commit().await?)
}

async fn write_uses(
    db: &Db,
    uses: &[(CredentialId, Use)],
    first: &HashMap<ApplicationId, Instant>,
) -> Result<()> {
    let mut tx = db.write().await?;
    for (id, it) in uses {
        let sql = "update credentials set last_used_at = $2
                    where id = $1 and (last_used_at is null or last_used_at < $2)";
        tx.run(sql, args![id, it.at]).await?;
    }
    for (id, at) in first {
        let sql = "update applications set first_call_at = $2 where id = $1 and first_call_at is null";
        tx.run(sql, args![id, at]).await?;
    }
    Ok(tx.commit().await?)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
