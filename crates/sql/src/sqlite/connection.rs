//! Connections to the file, and statements on them.

use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use futures_util::TryStreamExt;
use sqlx::sqlite::{
    Sqlite, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteRow, SqliteSynchronous,
};
use sqlx::{Column, ConnectOptions, Either, Executor, Row as _, SqlStr, Transaction, TypeInfo, ValueRef};

use super::Writer;
use crate::tx::Answer;
use crate::{Args, Failure, Result, Row, Value};

/// Older ones can corrupt the write-ahead log.
const OLDEST: [u32; 3] = [3, 51, 3];

/// How long to wait for another process, such as a command run beside the server.
const BUSY: Duration = Duration::from_secs(5);

/// How long to wait for a reader.
const ACQUIRE: Duration = Duration::from_secs(2);

/// How many statements each connection remembers how to run.
const STATEMENTS: usize = 500;

/// Opens the file, making it when it is missing, and checks that the library is one to be trusted with it.
pub(crate) async fn open(path: &str, readers: u32, commits: Arc<AtomicU64>) -> Result<(Writer, SqlitePool)> {
    make_file(Path::new(path))
        .map_err(|it| Failure::Unavailable(format!("the database file cannot be opened: {it}")))?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("trusted_schema", "off")
        .pragma("journal_size_limit", "67108864")
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging();
    let mut first = options.connect().await.map_err(|it| Failure::of(&it, "open"))?;
    check_version(&mut first).await?;
    let pool = SqlitePoolOptions::new()
        .max_connections(readers.max(1))
        .acquire_timeout(ACQUIRE)
        .test_before_acquire(false)
        .connect_lazy_with(options.clone().pragma("query_only", "on"));
    Ok((Writer::start(options, first, commits), pool))
}

/// Begins a transaction that sees the moment of its first statement and writes nothing.
pub(crate) async fn view(pool: &SqlitePool) -> Result<Transaction<'static, Sqlite>> {
    pool.begin().await.map_err(|it| Failure::of(&it, "begin"))
}

/// Runs one statement.
pub(crate) async fn ask(connection: &mut SqliteConnection, text: SqlStr, args: Args) -> Result<Answer> {
    let mut query = sqlx::query(text.clone());
    for value in args.into_values() {
        query = match value {
            Value::Text(it) => query.bind(it),
            Value::Int(it) => query.bind(it),
            Value::Bool(it) => query.bind(it),
            Value::Bytes(it) => query.bind(it),
        };
    }
    let mut answer = Answer::default();
    let mut names: Option<Arc<[String]>> = None;
    let mut found = connection.fetch_many(query);
    while let Some(it) = found.try_next().await.map_err(|it| Failure::of(&it, text.as_str()))? {
        match it {
            Either::Left(done) => answer.affected += done.rows_affected(),
            Either::Right(row) => {
                let names = names
                    .get_or_insert_with(|| row.columns().iter().map(|it| it.name().to_owned()).collect())
                    .clone();
                let values = read(&row, &names).map_err(|it| Failure::of(&it, text.as_str()))?;
                answer.rows.push(Row::new(names, values));
            }
        }
    }
    Ok(answer)
}

/// Runs several statements without parameters.
pub(crate) async fn script(connection: &mut SqliteConnection, text: &'static str) -> Result<()> {
    connection.execute(sqlx::raw_sql(text)).await.map(drop).map_err(|it| Failure::of(&it, text))
}

/// SQLite gives its log and shared memory the file's own rights.
fn make_file(path: &Path) -> std::io::Result<()> {
    let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

async fn check_version(connection: &mut SqliteConnection) -> Result<()> {
    let asked =
        ask(connection, SqlStr::from_static("select sqlite_version() as version"), Args::default()).await?;
    let version = asked.rows.first().and_then(|row| row.get::<String>("version").ok()).unwrap_or_default();
    let found: Vec<u32> = version.split('.').map_while(|it| it.parse().ok()).collect();
    if found.as_slice() < OLDEST.as_slice() {
        return Err(Failure::Broken(format!(
            "SQLite {version} is too old: 3.51.3 is the oldest that will do"
        )));
    }
    Ok(())
}

fn read(row: &SqliteRow, names: &[String]) -> sqlx::Result<Vec<Value>> {
    (0..names.len()).map(|at| value(row, at, &names[at])).collect()
}

/// SQLite's values have types of their own, whatever the column says.
fn value(row: &SqliteRow, at: usize, name: &str) -> sqlx::Result<Value> {
    let raw = row.try_get_raw(at)?;
    if raw.is_null() {
        return Ok(Value::NULL);
    }
    let kind = raw.type_info().name().to_owned();
    match kind.as_str() {
        "TEXT" => row.try_get_unchecked(at).map(Value::Text),
        "INTEGER" => row.try_get_unchecked(at).map(Value::Int),
        "BLOB" => row.try_get_unchecked(at).map(Value::Bytes),
        _ => Err(sqlx::Error::Protocol(format!("column {name} is {kind}: cast it to text or bigint"))),
    }
}
