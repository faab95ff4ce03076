//! What a transaction keeps, and what it leaves.

use base::Error;
use futures_util::FutureExt;
use sql::{Failure, args};

use crate::fresh::{Fresh, each};

const NOTES: &str = "create table notes (id bigint not null primary key)";
const COUNT: &str = "select count(*) as n from notes";
const INSERT: &str = "insert into notes (id) values ($1)";

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing() {
    for it in each().await {
        it.run(NOTES).await;
        let mut tx = it.db.write().await.unwrap();
        tx.run(INSERT, args![1]).await.unwrap();
        assert_eq!(tx.one(COUNT, args![]).await.unwrap().get::<i64>("n").unwrap(), 1);
        drop(tx);
        assert_eq!(it.count(COUNT).await, 0);
        it.run("insert into notes (id) values (1)").await;
        assert_eq!(it.count(COUNT).await, 1);
        it.done().await;
    }
}

#[tokio::test]
async fn after_a_failure_nothing_more_is_done_and_nothing_lands() {
    for it in each().await {
        it.run(NOTES).await;
        let mut tx = it.db.write().await.unwrap();
        tx.run(INSERT, args![1]).await.unwrap();
        assert!(tx.run(INSERT, args![1]).await.unwrap_err().taken_on("id"));
        assert!(matches!(tx.run(INSERT, args![2]).await, Err(Failure::Broken(_))));
        assert!(matches!(tx.commit().await, Err(Failure::Broken(_))));
        assert_eq!(it.count(COUNT).await, 0);
        it.done().await;
    }
}

#[tokio::test]
async fn an_abandoned_statement_spoils_its_transaction() {
    for it in each().await {
        it.run(NOTES).await;
        let mut tx = it.db.write().await.unwrap();
        // A quick server can answer before the first look.
        let mut id = 0;
        while tx.run(INSERT, args![id]).now_or_never().is_some() {
            id += 1;
        }
        assert!(matches!(tx.commit().await, Err(Failure::Broken(_))));
        assert_eq!(it.count(COUNT).await, 0);
        it.done().await;
    }
}

#[tokio::test]
async fn a_view_stays_as_it_was_and_cannot_be_written() {
    for it in each().await {
        it.run(NOTES).await;
        let mut view = it.db.read().await.unwrap();
        assert_eq!(view.one(COUNT, args![]).await.unwrap().get::<i64>("n").unwrap(), 0);
        it.run("insert into notes (id) values (1)").await;
        assert_eq!(view.one(COUNT, args![]).await.unwrap().get::<i64>("n").unwrap(), 0);
        assert_eq!(it.count(COUNT).await, 1, "a later view sees what was committed");
        assert!(view.run(INSERT, args![2]).await.is_err());
        drop(view);
        assert_eq!(it.count(COUNT).await, 1);
        it.done().await;
    }
}

#[tokio::test]
async fn a_closed_database_is_unavailable() {
    for it in each().await {
        it.db.close().await;
        let error = Error::from(it.db.write().await.err().unwrap());
        assert!(matches!(error, Error::Unavailable(_)), "{error}");
        let error = Error::from(it.db.read().await.err().unwrap());
        assert!(matches!(error, Error::Unavailable(_)), "{error}");
        let left = it.again().await;
        left.ping().await.unwrap();
        left.close().await;
        it.done().await;
    }
}

#[tokio::test]
async fn another_process_is_waited_for() {
    let it = Fresh::sqlite().await;
    it.run(NOTES).await;
    let other = it.again().await;
    let mut theirs = other.write().await.unwrap();
    theirs.run(INSERT, args![1]).await.unwrap();
    let db = it.db.clone();
    let ours = tokio::spawn(async move {
        let mut tx = db.write().await?;
        tx.run(INSERT, args![2]).await?;
        tx.commit().await
    });
    tokio::task::yield_now().await;
    theirs.commit().await.unwrap();
    ours.await.unwrap().unwrap();
    assert_eq!(it.count(COUNT).await, 2);
    other.close().await;
    it.done().await;
}

#[tokio::test]
async fn connections_that_the_server_ended_are_replaced_unnoticed() {
    let Some(it) = Fresh::postgres().await else { return };
    it.run(NOTES).await;
    let mut views = Vec::new();
    let mut processes = Vec::new();
    for _ in 0..5 {
        let mut view = it.db.read().await.unwrap();
        let row = view.one("select pg_backend_pid() as pid", args![]).await.unwrap();
        processes.push(row.get::<i64>("pid").unwrap());
        views.push(view);
    }
    for view in views {
        view.commit().await.unwrap();
    }
    let other = it.again().await;
    let mut tx = other.write().await.unwrap();
    for process in processes {
        tx.one("select pg_terminate_backend(cast($1 as integer)) as done", args![process]).await.unwrap();
    }
    tx.commit().await.unwrap();
    for id in 0..5 {
        let mut tx = it.db.write().await.unwrap();
        tx.run(INSERT, args![id]).await.unwrap();
        tx.commit().await.unwrap();
        it.db.ping().await.unwrap();
    }
    assert_eq!(it.count(COUNT).await, 5);
    other.close().await;
    it.done().await;
}

#[tokio::test]
async fn a_server_that_is_away_is_unavailable_and_can_be_opened() {
    let db = sql::Db::open("postgres://nobody@127.0.0.1:1/none", sql::Options::default()).await.unwrap();
    for _ in 0..2 {
        assert!(matches!(db.ping().await, Err(Failure::Unavailable(_))));
    }
    db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_beginning_that_is_given_up_leaves_no_transaction_behind() {
    for it in each().await {
        it.run(NOTES).await;
        for number in 0..300_i64 {
            // So many looks at it, and then it is given up.
            let mut beginning = Box::pin(it.db.read());
            for _ in 0..number % 6 {
                if (&mut beginning).now_or_never().is_some() {
                    break;
                }
                tokio::task::yield_now().await;
            }
            drop(beginning);
            let mut tx = it.db.write().await.unwrap();
            tx.run(INSERT, args![number]).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(it.count(COUNT).await, 300);
        it.done().await;
    }
}
