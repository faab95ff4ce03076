//! A transaction that changes something, with its audit line, its mails and what the gateways must know.

use std::ops::{Deref, DerefMut};

use base::{Instant, Result};
use sql::{Tx, args};

use crate::App;
use crate::once::Once;

/// Something that the gateways must look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The noun: `credential`, `application`, `registration`, `version`, `service`, `strategy`, `portal`,
    /// `product`, `developer`.
    pub kind: &'static str,
    /// Which one.
    pub id: String,
}

/// A transaction that changes something. Dropped without a commit, nothing happened.
pub struct Write {
    tx: Tx,
    app: App,
    now: Instant,
    once: Option<Once>,
    changes: Vec<Change>,
}

impl Write {
    pub(crate) async fn begin(app: &App, now: Instant, once: Option<Once>) -> Result<Self> {
        Ok(Self { tx: app.db.write().await?, app: app.clone(), now, once, changes: Vec::new() })
    }

    /// Notes that the gateways must look at this again.
    pub fn changes(&mut self, kind: &'static str, id: impl std::fmt::Display) {
        let change = Change { kind, id: id.to_string() };
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
    }

    /// Makes it durable, then waits until this node's gateway decides by it.
    ///
    /// The sequence is taken last: its row lock makes the numbers follow the order of commits on PostgreSQL too.
    pub async fn commit(mut self) -> Result<()> {
        if let Some(once) = self.once.take() {
            once.write(&mut self.tx, self.now).await?;
        }
        if !self.changes.is_empty() {
            self.append_changes().await?;
        }
        self.tx.commit().await?;
        if !self.changes.is_empty() {
            for follow in &self.app.followers {
                follow(self.changes.clone()).await;
            }
        }
        Ok(())
    }

    async fn append_changes(&mut self) -> Result<()> {
        let count = i64::try_from(self.changes.len()).unwrap_or(i64::MAX);
        let row = self.tx.one("update feed set seq = seq + $1 where one returning seq", args![count]).await?;
        let first = row.get::<i64>("seq")? - count + 1;
        for (seq, change) in (first..).zip(&self.changes) {
            self.tx
                .run(
                    "insert into changes (seq, at, kind, id) values ($1, $2, $3, $4)",
                    args![seq, self.now, change.kind, &change.id],
                )
                .await?;
        }
        Ok(())
    }
}

impl Deref for Write {
    type Target = Tx;

    fn deref(&self) -> &Tx {
        &self.tx
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Tx {
        &mut self.tx
    }
}
