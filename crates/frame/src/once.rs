//! A request that is carried out once: the row of its idempotency key is written in the transaction that it causes, so
//! that whoever asks again, after an answer that was lost, learns what became of it.
//!
//! Source: the IETF draft "The Idempotency-Key HTTP Header Field", sections 2.6 and 2.7.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use base::{Error, Instant, Result};
use sql::{Tx, args};

use crate::App;

/// For how many seconds it is remembered what was done under a key.
pub const KEPT_S: i64 = 24 * 3600;

/// A request under an idempotency key.
#[derive(Debug, Clone)]
pub struct Once(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    scope: String,
    key: String,
    request: String,
    written: AtomicBool,
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// It was not seen before, or too long ago.
    Nothing,
    /// It was used for another request.
    Other,
    /// The request was carried out, and this was the answer: status and JSON body.
    Answered(u16, String),
    /// The request was carried out; its answer is not kept.
    Done,
}

impl Once {
    /// `scope` says who asks, and where; `key` and `request` are digests of the key and of the whole request.
    pub fn new(scope: String, key: String, request: String) -> Self {
        Self(Arc::new(Inner { scope, key, request, written: AtomicBool::new(false) }))
    }

    /// What is known of the key.
    pub async fn look_up(&self, app: &App, now: Instant) -> Result<Known> {
        let row = app
            .db
            .read()
            .await?
            .maybe_one(
                "select request, status, answer from idempotency where scope = $1 and key = $2 and at > $3",
                args![&self.0.scope, &self.0.key, now.minus_seconds(KEPT_S)],
            )
            .await?;
        let Some(row) = row else { return Ok(Known::Nothing) };
        if row.get::<String>("request")? != self.0.request {
            return Ok(Known::Other);
        }
        let status = row.get::<Option<i64>>("status")?.and_then(|it| u16::try_from(it).ok());
        Ok(match status.zip(row.get::<Option<String>>("answer")?) {
            Some((status, answer)) => Known::Answered(status, answer),
            None => Known::Done,
        })
    }

    /// Writes the row into the first transaction that the request commits. Of two requests at once, one succeeds.
    pub(crate) async fn write(&self, tx: &mut Tx, now: Instant) -> Result<()> {
        if self.0.written.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        let Inner { scope, key, request, .. } = &*self.0;
        let old = "delete from idempotency where scope = $1 and key = $2 and at <= $3";
        tx.run(old, args![scope, key, now.minus_seconds(KEPT_S)]).await?;
        let sql = "insert into idempotency (scope, key, request, at) values ($1, $2, $3, $4)";
        sql::unless_taken(tx.run(sql, args![scope, key, request, now]).await, "request.under_way").map(drop)
    }

    /// Keeps the answer for whoever asks again. Where that fails, they learn that it was done, and nothing else.
    pub async fn keep(&self, app: &App, status: u16, answer: &str) {
        let kept = async {
            let mut tx = app.db.write().await?;
            let sql = "update idempotency set status = $3, answer = $4 where scope = $1 and key = $2";
            tx.run(sql, args![&self.0.scope, &self.0.key, i64::from(status), answer]).await?;
            Ok::<_, Error>(tx.commit().await?)
        };
        if let Err(error) = kept.await {
            tracing::warn!(%error, "an answer could not be kept under its idempotency key");
        }
    }
}

/// Forgets keys that were used more than a day ago.
pub async fn purge(tx: &mut Tx, now: Instant) -> Result<u64> {
    Ok(tx.run("delete from idempotency where at <= $1", args![now.minus_seconds(KEPT_S)]).await?)
}
