//! PostgreSQL: a pool of connections with time limits.

use std::sync::Arc;
use std::time::Duration;

use futures_util::TryStreamExt;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions, PgRow, Postgres};
use sqlx::{
    AssertSqlSafe, Column, ConnectOptions, Either, Executor, Row as _, SqlStr, Transaction, TypeInfo,
    ValueRef,
};

use crate::tx::Answer;
use crate::{Args, Failure, Options, Result, Row, Value};

/// How long to wait for a connection.
const ACQUIRE: Duration = Duration::from_secs(2);

/// What every connection is told when it is made. A statement may take ten seconds, waiting for a lock five, and
/// a transaction may idle for fifteen, so that a stuck node does not stop the others.
const LIMITS: &str = "set statement_timeout = '10s'; set lock_timeout = '5s'; \
                      set idle_in_transaction_session_timeout = '15s'";

/// How many statements each connection remembers how to run.
const STATEMENTS: usize = 500;

pub(crate) async fn open(url: &str, options: &Options) -> Result<PgPool> {
    let connect: PgConnectOptions = url.parse().map_err(|it| Failure::of(&it, "the database's address"))?;
    let connect =
        connect.application_name("portico").statement_cache_capacity(STATEMENTS).disable_statement_logging();
    let greeting = match &options.schema {
        Some(schema) => format!("{LIMITS}; set search_path to {}", quoted(schema)?),
        None => LIMITS.to_owned(),
    };
    let pool = PgPoolOptions::new()
        .max_connections(options.readers.saturating_mul(2).max(2))
        .acquire_timeout(ACQUIRE)
        // Beginning the transaction is the test: see `begin_as`.
        .test_before_acquire(false)
        .after_connect(move |connection, _| {
            let greeting = greeting.clone();
            Box::pin(
                async move { connection.execute(sqlx::raw_sql(AssertSqlSafe(greeting))).await.map(drop) },
            )
        })
        .connect_lazy_with(connect);
    if let Some(schema) = &options.schema {
        make_schema(&pool, schema).await?;
    }
    Ok(pool)
}

/// Begins a transaction that reads and writes what is committed.
pub(crate) async fn begin(pool: &PgPool) -> Result<Transaction<'static, Postgres>> {
    begin_as(pool, "begin").await
}

/// Begins a transaction that sees one moment and writes nothing.
pub(crate) async fn view(pool: &PgPool) -> Result<Transaction<'static, Postgres>> {
    begin_as(pool, "begin isolation level repeatable read, read only").await
}

/// Runs one statement.
pub(crate) async fn ask(connection: &mut PgConnection, text: SqlStr, args: Args) -> Result<Answer> {
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
pub(crate) async fn script(connection: &mut PgConnection, text: &'static str) -> Result<()> {
    connection.execute(sqlx::raw_sql(text)).await.map(drop).map_err(|it| Failure::of(&it, text))
}

/// A connection that the server has ended since it was last used fails here, before anything was done with it:
/// so the next one is tried, at most as many as the pool can hold.
///
/// It goes on when whoever waits for it gives up, as a request does whose client has left: the driver counts a
/// transaction only when the server has answered, so one that is given up before would stay open on a connection that
/// goes back to the pool, and the next to use it would be within it, maybe without the right to write.
async fn begin_as(pool: &PgPool, how: &'static str) -> Result<Transaction<'static, Postgres>> {
    #[expect(clippy::disallowed_methods, reason = "part of the connection, like a driver's own threads")]
    let begun = tokio::spawn(begun(pool.clone(), how));
    begun.await.map_err(|it| Failure::Broken(format!("begin: {it}")))?
}

async fn begun(pool: PgPool, how: &'static str) -> Result<Transaction<'static, Postgres>> {
    let mut tries = pool.options().get_max_connections();
    loop {
        match pool.begin_with(how).await {
            Ok(begun) => return Ok(begun),
            Err(error) if tries > 0 && is_lost(&error) => tries -= 1,
            Err(error) => return Err(Failure::of(&error, how)),
        }
    }
}

fn is_lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::BeginFailed => true,
        sqlx::Error::Database(it) => it.code().is_some_and(|it| it.starts_with("57P") || it == "25P03"),
        _ => false,
    }
}

async fn make_schema(pool: &PgPool, schema: &str) -> Result<()> {
    let text = format!("create schema if not exists {}", quoted(schema)?);
    match pool
        .execute(sqlx::raw_sql(AssertSqlSafe(text)))
        .await
        .map_err(|it| Failure::of(&it, "create schema"))
    {
        // Somebody else made it at the same moment.
        Ok(_) | Err(Failure::Taken { .. }) => Ok(()),
        Err(failure) => Err(failure),
    }
}

fn quoted(schema: &str) -> Result<String> {
    let plain = schema.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_');
    if schema.is_empty() || schema.len() > 63 || !plain {
        return Err(Failure::Broken("a schema's name is 1 to 63 of a-z, 0-9 and _".to_owned()));
    }
    Ok(format!("\"{schema}\""))
}

fn read(row: &PgRow, names: &[String]) -> sqlx::Result<Vec<Value>> {
    (0..names.len()).map(|at| value(row, at, &names[at])).collect()
}

fn value(row: &PgRow, at: usize, name: &str) -> sqlx::Result<Value> {
    let raw = row.try_get_raw(at)?;
    if raw.is_null() {
        return Ok(Value::NULL);
    }
    let kind = raw.type_info().name().to_owned();
    match kind.as_str() {
        "TEXT" | "VARCHAR" | "NAME" | "CHAR" | "\"CHAR\"" => row.try_get_unchecked(at).map(Value::Text),
        "INT8" | "INT4" | "INT2" => row.try_get_unchecked(at).map(Value::Int),
        "BOOL" => row.try_get_unchecked(at).map(Value::Bool),
        "BYTEA" => row.try_get_unchecked(at).map(Value::Bytes),
        _ => Err(sqlx::Error::Protocol(format!("column {name} is {kind}: cast it to text or bigint"))),
    }
}
