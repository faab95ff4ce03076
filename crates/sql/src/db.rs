//! The database: where transactions come from.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use sqlx::{PgPool, SqlitePool};

use crate::dialect::Dialect;
use crate::sqlite::Writer;
use crate::tx::Seat;
use crate::{Failure, Result, Tx, args, migrate, postgres, schema, sqlite};

/// How long `close` waits for those who still read.
const FAREWELL: Duration = Duration::from_secs(5);

/// Which database it is. Only the start-up messages and this crate need to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// One file, embedded.
    Sqlite,
    /// A server.
    Postgres,
}

/// How to open a database.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many may read at once. PostgreSQL's pool holds twice as many connections, for those who write.
    pub readers: u32,
    /// PostgreSQL only: the schema to work in, made when it is missing.
    pub schema: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { readers: 8, schema: None }
    }
}

/// The database. Clones are cheap and share everything. It lives on the runtime that opened it.
#[derive(Clone)]
pub struct Db {
    store: Store,
    shared: Arc<Shared>,
}

#[derive(Clone)]
enum Store {
    Sqlite { writer: Writer, readers: SqlitePool },
    Postgres(PgPool),
}

/// What a database and its transactions share.
pub(crate) struct Shared {
    pub(crate) dialect: Dialect,
    pub(crate) statements: AtomicU64,
    pub(crate) commits: Arc<AtomicU64>,
}

impl Db {
    /// Opens `sqlite:/path/to/file` or `postgres://…`. A SQLite file is made when it is missing, readable by its
    /// owner only; its directory is not. PostgreSQL is reached when it is first needed, so that a node can start
    /// while its database is away, unless `options` names a schema.
    pub async fn open(url: &str, options: Options) -> Result<Self> {
        let commits = Arc::new(AtomicU64::new(0));
        let (store, backend) = if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            let (writer, readers) = sqlite::open(path, options.readers, Arc::clone(&commits)).await?;
            (Store::Sqlite { writer, readers }, Backend::Sqlite)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            (Store::Postgres(postgres::open(url, &options).await?), Backend::Postgres)
        } else {
            let said = "the database's address begins with neither sqlite: nor postgres://";
            return Err(Failure::Broken(said.to_owned()));
        };
        let shared = Shared { dialect: Dialect::new(backend), statements: AtomicU64::new(0), commits };
        Ok(Self { store, shared: Arc::new(shared) })
    }

    /// A view that does not change while it is read, and cannot be written: a deferred transaction of SQLite,
    /// a read-only, repeatable-read one of PostgreSQL. Keep it short, and drop it when done.
    pub async fn read(&self) -> Result<Tx> {
        let seat = match &self.store {
            Store::Sqlite { readers, .. } => Seat::View(sqlite::view(readers).await?),
            Store::Postgres(pool) => Seat::Look(postgres::view(pool).await?),
        };
        Ok(Tx::new(seat, Arc::clone(&self.shared)))
    }

    /// A transaction that can write. SQLite has one writer, who takes turns: do nothing slow between two
    /// statements. PostgreSQL reads what is committed: lock with `{for_update}` what is decided upon.
    pub async fn write(&self) -> Result<Tx> {
        let seat = match &self.store {
            Store::Sqlite { writer, .. } => Seat::Turn(writer.turn().await?),
            Store::Postgres(pool) => Seat::Server(postgres::begin(pool).await?),
        };
        Ok(Tx::new(seat, Arc::clone(&self.shared)))
    }

    /// Which database it is.
    pub fn backend(&self) -> Backend {
        match self.store {
            Store::Sqlite { .. } => Backend::Sqlite,
            Store::Postgres(_) => Backend::Postgres,
        }
    }

    /// How many statements were sent so far, not counting the beginnings and ends of transactions.
    pub fn statements(&self) -> u64 {
        self.shared.statements.load(Relaxed)
    }

    /// How often the database was told to make changes durable. On SQLite one time may serve many transactions.
    pub fn commits(&self) -> u64 {
        self.shared.commits.load(Relaxed)
    }

    /// Brings the tables up to date, forward only. Any number of nodes may do it at once. Refuses a database
    /// that is newer than this program, or whose past differs from it.
    pub async fn migrate(&self) -> Result<()> {
        migrate::migrate(self).await
    }

    /// All tables, columns, indexes and foreign keys as text, the same from both databases.
    pub async fn schema(&self) -> Result<String> {
        schema::print(self).await
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        self.read().await?.one("select 1 as one", args![]).await.map(drop)
    }

    /// Ends all connections, once those in use are done with or five seconds have passed. Nothing can be read or
    /// written after.
    pub async fn close(&self) {
        let all = async {
            match &self.store {
                Store::Sqlite { writer, readers } => {
                    readers.close().await;
                    // The last to leave folds the log into the file.
                    writer.close().await;
                }
                Store::Postgres(pool) => pool.close().await,
            }
        };
        if tokio::time::timeout(FAREWELL, all).await.is_err() {
            tracing::warn!("closed the database while it was still in use");
        }
    }
}
