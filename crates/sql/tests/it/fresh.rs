//! Databases that nobody else uses.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use sql::{Db, Options, args};

/// An empty database of its own.
pub(crate) struct Fresh {
    pub(crate) db: Db,
    url: String,
    options: Options,
    directory: Option<PathBuf>,
}

impl Fresh {
    /// An empty SQLite file.
    pub(crate) async fn sqlite() -> Self {
        let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(unique());
        std::fs::create_dir_all(&directory).unwrap();
        let url = format!("sqlite:{}/test.db", directory.display());
        let options = Options::default();
        let db = Db::open(&url, options.clone()).await.unwrap();
        Self { db, url, options, directory: Some(directory) }
    }

    /// An empty schema of PostgreSQL, where there is one.
    pub(crate) async fn postgres() -> Option<Self> {
        let url = std::env::var_os("PORTICO_TEST_POSTGRES")?.into_string().unwrap();
        let options = Options { schema: Some(unique()), ..Options::default() };
        let db = Db::open(&url, options.clone()).await.unwrap();
        Some(Self { db, url, options, directory: None })
    }

    /// The same database, as another process would have it.
    pub(crate) async fn again(&self) -> Db {
        Db::open(&self.url, self.options.clone()).await.unwrap()
    }

    /// Where the files of SQLite are.
    pub(crate) fn directory(&self) -> &PathBuf {
        self.directory.as_ref().unwrap()
    }

    /// Runs one statement in a transaction of its own.
    pub(crate) async fn run(&self, sql: &'static str) {
        let mut tx = self.db.write().await.unwrap();
        tx.run(sql, args![]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The single number that a statement gives, as everybody sees it.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        self.db.read().await.unwrap().one(sql, args![]).await.unwrap().get("n").unwrap()
    }

    /// Removes all of it, closed or not.
    pub(crate) async fn done(self) {
        self.db.close().await;
        if let Some(directory) = &self.directory {
            std::fs::remove_dir_all(directory).unwrap();
            return;
        }
        let db = self.again().await;
        let mut tx = db.write().await.unwrap();
        let drop = "do $$ begin execute 'drop schema ' || current_schema() || ' cascade'; end $$";
        tx.run(drop, args![]).await.unwrap();
        tx.commit().await.unwrap();
        db.close().await;
    }
}

/// Each database that there is.
pub(crate) async fn each() -> Vec<Fresh> {
    let mut all = vec![Fresh::sqlite().await];
    all.extend(Fresh::postgres().await);
    all
}

fn unique() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("sql_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}
