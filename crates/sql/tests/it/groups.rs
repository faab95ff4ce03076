//! Many writers at once: they share commits on SQLite, and nobody pays for another's mistake.

use std::time::Duration;

use sql::{Backend, Db, Failure, Result, args};
use tokio::task::{JoinSet, yield_now};
use tokio::time::timeout;

use crate::fresh::{Fresh, each};

const NOTES: &str = "create table notes (id bigint not null primary key, word text)";
const COUNT: &str = "select count(*) as n from notes";
const INSERT: &str = "insert into notes (id, word) values ($1, $2)";

async fn insert(db: Db, id: i64) -> Result<()> {
    let mut tx = db.write().await?;
    tx.run(INSERT, args![id, "word"]).await?;
    yield_now().await;
    tx.run("update notes set word = $2 where id = $1", args![id, "changed"]).await?;
    tx.commit().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_writers_land_with_fewer_commits() {
    for it in each().await {
        it.run(NOTES).await;
        let before = it.db.commits();
        let mut writers = JoinSet::new();
        for id in 0..200 {
            writers.spawn(insert(it.db.clone(), id));
        }
        for outcome in writers.join_all().await {
            outcome.unwrap();
        }
        assert_eq!(it.count("select count(*) as n from notes where word = 'changed'").await, 200);
        let commits = it.db.commits() - before;
        let most = if it.db.backend() == Backend::Sqlite { 50 } else { 200 };
        assert!(commits <= most, "{commits} commits");
        it.done().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failing_member_takes_nobody_with_it() {
    for it in each().await {
        it.run(NOTES).await;
        it.run("insert into notes (id) values (-1)").await;
        let mut writers = JoinSet::new();
        for id in 0..100 {
            let db = it.db.clone();
            writers.spawn(async move {
                let mut tx = db.write().await.unwrap();
                tx.run(INSERT, args![id, "word"]).await.unwrap();
                match id % 4 {
                    0 => assert!(tx.run(INSERT, args![-1, "taken"]).await.unwrap_err().taken_on("id")),
                    1 => drop(tx),
                    _ => tx.commit().await.unwrap(),
                }
            });
        }
        writers.join_all().await;
        assert_eq!(it.count(COUNT).await, 51);
        assert_eq!(it.count("select count(*) as n from notes where id >= 0 and id % 4 < 2").await, 0);
        it.done().await;
    }
}

/// A broken deferred reference is found by the commit only, so it stands for every reason why one can fail.
#[tokio::test]
async fn a_failed_commit_reaches_everybody_in_the_group() {
    let it = Fresh::sqlite().await;
    it.run(NOTES).await;
    it.run("create table links (note bigint not null references notes (id))").await;
    for _ in 0..100 {
        let before = it.db.commits();
        let mut culprit = it.db.write().await.unwrap();
        culprit.run("pragma defer_foreign_keys = on", args![]).await.unwrap();
        culprit.run("insert into links (note) values (7)", args![]).await.unwrap();
        let bystanders = [1, 2, 3].map(|id| tokio::spawn(insert(it.db.clone(), id)));
        yield_now().await;
        let outcome = culprit.commit().await;
        assert!(matches!(outcome, Err(Failure::Unavailable(_))), "{outcome:?}");
        let mut failed = 0;
        for bystander in bystanders {
            match bystander.await.unwrap() {
                Err(Failure::Unavailable(_)) => failed += 1,
                other => other.unwrap(),
            }
        }
        assert_eq!(it.count("select count(*) as n from links").await, 0);
        assert_eq!(it.count(COUNT).await, 3 - failed, "those who were told so are not there");
        if failed == 3 {
            assert_eq!(it.db.commits() - before, 1);
            insert(it.db.clone(), 1).await.unwrap();
            it.done().await;
            return;
        }
        it.run("delete from notes").await;
    }
    panic!("no group was ever formed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_fails_writers_until_there_is_room() {
    let it = Fresh::sqlite().await;
    it.run(NOTES).await;
    let mut tx = it.db.write().await.unwrap();
    tx.one("pragma max_page_count = 40", args![]).await.unwrap();
    tx.commit().await.unwrap();
    let mut writers = JoinSet::new();
    for id in 0..100 {
        let db = it.db.clone();
        writers.spawn(async move {
            let mut tx = db.write().await?;
            tx.run(INSERT, args![id, "long ".repeat(2000)]).await?;
            tx.commit().await
        });
    }
    let mut landed = 0;
    for outcome in writers.join_all().await {
        match outcome {
            Ok(()) => landed += 1,
            Err(Failure::Unavailable(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert!((1..100).contains(&landed), "{landed}");
    assert_eq!(it.count(COUNT).await, landed, "exactly those who were told so are there");
    let mut tx = it.db.write().await.unwrap();
    tx.one("pragma max_page_count = 100000", args![]).await.unwrap();
    tx.commit().await.unwrap();
    insert(it.db.clone(), 1000).await.unwrap();
    assert_eq!(
        it.count("select count(*) as n from pragma_integrity_check where integrity_check = 'ok'").await,
        1
    );
    it.done().await;
}

/// Each writer is cancelled at another of its awaits: in line, within a statement, at the commit.
#[tokio::test]
async fn cancelled_writers_do_not_hang_the_others() {
    for it in each().await {
        it.run(NOTES).await;
        for round in 0..40 {
            let mut cancelled = Vec::new();
            for id in 0..6 {
                cancelled.push(tokio::spawn(insert(it.db.clone(), round * 100 + id)));
            }
            let steady = tokio::spawn(insert(it.db.clone(), round * 100 + 50));
            for _ in 0..round {
                yield_now().await;
            }
            for task in &cancelled {
                task.abort();
            }
            timeout(Duration::from_secs(30), steady).await.expect("hangs").unwrap().unwrap();
            for (id, task) in (0..).zip(cancelled) {
                if let Ok(outcome) = task.await {
                    outcome.unwrap();
                    let mut tx = it.db.read().await.unwrap();
                    let find = "select word from notes where id = $1";
                    let row = tx.one(find, args![round * 100 + id]).await.unwrap();
                    assert_eq!(row.get::<String>("word").unwrap(), "changed");
                }
            }
        }
        assert_eq!(it.count("select count(*) as n from notes where id % 100 = 50").await, 40);
        assert_eq!(it.count("select count(*) as n from notes where word <> 'changed'").await, 0);
        it.done().await;
    }
}

#[tokio::test]
async fn a_writer_that_idles_loses_its_turn() {
    let it = Fresh::sqlite().await;
    it.run(NOTES).await;
    let mut idle = it.db.write().await.unwrap();
    idle.run(INSERT, args![1, "word"]).await.unwrap();
    insert(it.db.clone(), 2).await.unwrap();
    assert!(matches!(idle.commit().await, Err(Failure::Unavailable(_))));
    assert_eq!(it.count(COUNT).await, 1);
    it.done().await;
}
