//! A transaction: where statements are run.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use base::Page;
use sqlx::{Postgres, SqlStr, Sqlite, Transaction};

use crate::db::Shared;
use crate::sqlite::Turn;
use crate::{Args, Failure, FromValue, Listing, Result, Row, postgres, sqlite};

/// A transaction. Dropped without `commit`, it leaves nothing behind. After a statement has failed, or was
/// abandoned half-way, nothing more can be done in it: PostgreSQL has it so, and SQLite is made to behave alike.
pub struct Tx {
    seat: Seat,
    shared: Arc<Shared>,
    spoilt: bool,
}

/// Where the statements go.
pub(crate) enum Seat {
    /// A turn of SQLite's one writer.
    Turn(Turn),
    /// A reader of SQLite.
    View(Transaction<'static, Sqlite>),
    /// A connection to PostgreSQL that may write.
    Server(Transaction<'static, Postgres>),
    /// A connection to PostgreSQL that only reads.
    Look(Transaction<'static, Postgres>),
}

/// What a statement gives back.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub(crate) rows: Vec<Row>,
    pub(crate) affected: u64,
}

impl Tx {
    pub(crate) fn new(seat: Seat, shared: Arc<Shared>) -> Self {
        Self { seat, shared, spoilt: false }
    }

    /// Runs a statement that changes rows, and says how many.
    pub async fn run(&mut self, sql: &'static str, args: Args) -> Result<u64> {
        Ok(self.ask(sql, args).await?.affected)
    }

    /// Runs a statement that gives exactly one row.
    pub async fn one(&mut self, sql: &'static str, args: Args) -> Result<Row> {
        self.maybe_one(sql, args)
            .await?
            .ok_or_else(|| Failure::Broken(format!("no row where one must be ({sql})")))
    }

    /// Runs a statement that gives a row or none.
    pub async fn maybe_one(&mut self, sql: &'static str, args: Args) -> Result<Option<Row>> {
        let mut rows = self.all(sql, args).await?;
        if rows.len() > 1 {
            return Err(Failure::Broken(format!("{} rows where one may be ({sql})", rows.len())));
        }
        Ok(rows.pop())
    }

    /// Runs a statement that gives rows.
    pub async fn all(&mut self, sql: &'static str, args: Args) -> Result<Vec<Row>> {
        Ok(self.ask(sql, args).await?.rows)
    }

    /// Makes the changes durable; returns when they are. Abandoned while it waits, the changes may have landed.
    pub async fn commit(self) -> Result<()> {
        self.check()?;
        match self.seat {
            // The writer counts its own commits: one serves many.
            Seat::Turn(turn) => turn.commit().await,
            Seat::View(view) => view.rollback().await.map_err(|it| Failure::of(&it, "rollback")),
            Seat::Look(server) => server.rollback().await.map_err(|it| Failure::of(&it, "rollback")),
            Seat::Server(server) => {
                self.shared.commits.fetch_add(1, Relaxed);
                server.commit().await.map_err(|it| Failure::of(&it, "commit"))
            }
        }
    }

    /// Runs several statements without parameters. For migrations.
    pub(crate) async fn script(&mut self, text: &'static str) -> Result<()> {
        self.check()?;
        self.spoilt = true;
        match &mut self.seat {
            Seat::Turn(turn) => turn.script(text).await?,
            Seat::View(view) => sqlite::script(view, text).await?,
            Seat::Server(server) | Seat::Look(server) => postgres::script(server, text).await?,
        }
        self.spoilt = false;
        Ok(())
    }

    /// Runs a listing: the rows of a page, and how many there are in all. Two statements.
    pub async fn page(&mut self, listing: &Listing, page: Page) -> Result<(Vec<Row>, i64)> {
        if let Some(key) = listing.sought() {
            let rows = self.compose(listing.keys(key, page)).await?;
            // Without rows, nobody says how many there are on earlier pages.
            if let Some(total) = column(&rows, "total")?.pop() {
                let keys = column(&rows, "key")?;
                return Ok((self.compose(listing.found(key, keys, page)).await?, total));
            }
        }
        let rows = self.compose(listing.counted()).await?;
        let total = column(&rows, "total")?.pop().ok_or_else(|| Failure::Broken("no total".to_owned()))?;
        Ok((self.page_of(listing, page, total).await?, total))
    }

    /// Runs a listing of which it is known how many rows there are: the rows of a page. One statement.
    pub async fn page_of(&mut self, listing: &Listing, page: Page, total: i64) -> Result<Vec<Row>> {
        if total <= page.offset() { Ok(Vec::new()) } else { self.compose(listing.paged(page)).await }
    }

    /// Runs a listing whose rows are bounded by what is asked: what belongs to the rows of a page. One statement.
    pub async fn every(&mut self, listing: &Listing) -> Result<Vec<Row>> {
        self.compose(listing.whole()).await
    }

    async fn compose(&mut self, (text, args): (String, Args)) -> Result<Vec<Row>> {
        let text = self.shared.dialect.say_composed(&text)?;
        Ok(self.tell(text, args).await?.rows)
    }

    async fn ask(&mut self, sql: &'static str, args: Args) -> Result<Answer> {
        self.check()?;
        let text: SqlStr = self.shared.dialect.say(sql)?;
        self.tell(text, args).await
    }

    async fn tell(&mut self, text: SqlStr, args: Args) -> Result<Answer> {
        self.check()?;
        self.shared.statements.fetch_add(1, Relaxed);
        // Stays set when this future is dropped before the answer.
        self.spoilt = true;
        let answer = match &mut self.seat {
            Seat::Turn(turn) => turn.ask(text, args).await?,
            Seat::View(view) => sqlite::ask(view, text, args).await?,
            Seat::Server(server) | Seat::Look(server) => postgres::ask(server, text, args).await?,
        };
        self.spoilt = false;
        Ok(answer)
    }

    fn check(&self) -> Result<()> {
        if self.spoilt {
            return Err(Failure::Broken("a statement of this transaction has already failed".to_owned()));
        }
        Ok(())
    }
}

/// A column of a listing's own. It is there, unless the statement is wrong.
fn column<T: FromValue>(rows: &[Row], name: &str) -> Result<Vec<T>> {
    let read = |row: &Row| row.get(name).map_err(|it| Failure::Broken(format!("the column {name}: {it}")));
    rows.iter().map(read).collect()
}
