//! The gate: the snapshot, what keeps it current, and what it remembers of its calls.

use std::sync::Arc;
use std::time::Duration;

use base::{Instant, Result, VersionId};
use keys::ServerSecret;
use sql::Db;
use tokio::time::MissedTickBehavior;

use crate::change::Change;
use crate::decide::{Decision, Presented, decide};
use crate::feed::Feed;
use crate::ledger::{self, Ledger};
use crate::snapshot::{Counts, Snapshot};
use crate::trace::Traces;
use crate::usage::Usage;

/// How often the feed is looked at for what other nodes have committed.
const POLL: Duration = Duration::from_millis(250);
/// How often what was counted is written down.
const USAGE: Duration = Duration::from_secs(5);

/// Where the time comes from.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// The gate. Clones are cheap and share everything.
#[derive(Clone)]
pub struct Gate(Arc<Inner>);

struct Inner {
    db: Db,
    secret: ServerSecret,
    clock: Clock,
    feed: Feed,
    ledger: Ledger,
    usage: Usage,
    traces: Traces,
}

/// How the gate is, for readiness and metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// The last change that decisions take into account.
    pub seq: i64,
    /// Seconds since the gate last knew that nothing else had changed. It keeps deciding while this grows.
    pub stale_s: i64,
    /// What the snapshot holds.
    pub counts: Counts,
    /// Refusals that were forgotten, for want of room or of a database, before anybody could ask about them.
    pub refusals_dropped: u64,
    /// Calls of known applications that are not in their usage, for want of room or of a database.
    pub calls_uncounted: u64,
}

impl Gate {
    /// Reads everything from the database and is ready to decide.
    pub async fn start(db: Db, secret: ServerSecret, clock: Clock) -> Result<Self> {
        let feed = Feed::start(db.clone(), clock()).await?;
        let (ledger, usage, traces) = (Ledger::default(), Usage::default(), Traces::new());
        Ok(Self(Arc::new(Inner { db, secret, clock, feed, ledger, usage, traces })))
    }

    /// To be awaited after a commit and before the deed's answer: when it returns, decisions take into account
    /// everything that was committed before the call. Should the database not answer, calls that touch what was
    /// named are refused until it does; so there is no error to handle.
    pub async fn catch_up(&self, changed: &[Change]) {
        self.0.feed.catch_up(changed, self.now()).await;
    }

    /// Takes in what other nodes commit, writes down what the gate remembers, for ever. To be spawned, on the
    /// runtime that opened the database.
    pub async fn follow(&self) {
        tokio::join!(self.keep_up(), self.keep_usage());
    }

    /// Writes down what was counted, beside the feed: however long that takes, changes are taken in meanwhile.
    async fn keep_usage(&self) {
        let mut tick = tokio::time::interval(USAGE);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tick.tick().await;
            if let Err(error) = self.0.usage.flush(&self.0.db).await {
                tracing::debug!(%error, "what was counted waits for the database");
            }
        }
    }

    async fn keep_up(&self) {
        let mut tick = tokio::time::interval(POLL);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut well = true;
        for round in 0_u64.. {
            tick.tick().await;
            let done = self.round(round).await;
            match &done {
                Err(error) if well => {
                    tracing::warn!(%error, "the gateway has lost its database and decides by what it knows");
                }
                Ok(()) if !well => tracing::info!("the gateway has its database again"),
                _ => {}
            }
            well = done.is_ok();
        }
    }

    async fn round(&self, round: u64) -> Result<()> {
        self.0.feed.poll(self.now()).await?;
        if round.is_multiple_of(2) {
            self.0.ledger.flush_refusals(&self.0.db).await?;
        }
        if round.is_multiple_of(20) {
            self.0.ledger.flush_uses(&self.0.db).await?;
        }
        if round.is_multiple_of(2400) {
            ledger::prune(&self.0.db, self.now()).await?;
            self.0.feed.tidy().await;
        }
        Ok(())
    }

    /// Writes down what the gate remembers. To be awaited before the program ends.
    pub async fn flush(&self) -> Result<()> {
        self.0.ledger.flush_refusals(&self.0.db).await?;
        self.0.ledger.flush_uses(&self.0.db).await?;
        self.0.usage.flush(&self.0.db).await
    }

    /// How the gate is.
    pub fn health(&self) -> Health {
        let snapshot = self.0.feed.snapshot();
        Health {
            seq: snapshot.seq(),
            stale_s: self.now().seconds_since(self.0.feed.fresh_at()).max(0),
            counts: snapshot.counts(),
            refusals_dropped: self.0.ledger.dropped(),
            calls_uncounted: self.0.usage.forgotten(),
        }
    }

    /// The snapshot that decisions are taken from at this moment.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.0.feed.snapshot())
    }

    /// Decides about a key in clear, as it was presented.
    pub fn decide<T>(&self, version: VersionId, key: &[u8], then: impl FnOnce(&Decision<'_>) -> T) -> T {
        let presented = Presented::of(&self.0.secret, key);
        then(&decide(&self.0.feed.snapshot(), version, &presented, self.now()))
    }

    /// The current snapshot, for the length of one decision.
    pub(crate) fn current(&self) -> arc_swap::Guard<Arc<Snapshot>> {
        self.0.feed.snapshot()
    }

    pub(crate) fn secret(&self) -> &ServerSecret {
        &self.0.secret
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.0.ledger
    }

    pub(crate) fn usage(&self) -> &Usage {
        &self.0.usage
    }

    pub(crate) fn traces(&self) -> &Traces {
        &self.0.traces
    }

    pub(crate) fn now(&self) -> Instant {
        (self.0.clock)()
    }
}
