//! What the gateway counts of applications' calls, and how it comes into the tables.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use base::{Bucket, Instant};
use gate::{Gate, Kind, Settings};
use sql::args;

use crate::client::Client;
use crate::house::*;
use crate::upstream::{Reply, Upstream, ok, say};

const GOOD: &str = "GET /pay/ HTTP/1.1\r\nHost: a\r\napikey: KEY\r\nConnection: close\r\n\r\n";

/// How many calls there are of each status, minute by minute; in every histogram it must be the same.
async fn counted(house: &House) -> String {
    let mut tx = house.db.read().await.unwrap();
    let sql = "select l.status, c.at, c.metric, cast(sum(c.amount) as bigint) as amount
                 from usage_cells c join usage_lines l on l.id = c.line where c.span = 60
                group by l.status, c.at, c.metric order by l.status, c.at, c.metric";
    let rows = tx.all(sql, args![]).await.unwrap();
    let number = |row: &sql::Row, column: &str| row.get::<i64>(column).unwrap();
    let mut table = String::new();
    for three in rows.chunks(3) {
        let amount = number(&three[0], "amount");
        assert!(three.len() == 3 && three.iter().all(|it| number(it, "amount") == amount));
        let minute = (number(&three[0], "at") - BEGIN) / 60_000_000;
        let _ = write!(table, "{} {minute}: {amount}|", number(&three[0], "status"));
    }
    table
}

/// The least value of each bucket of a histogram of the calls with this status.
async fn values(house: &House, status: i64, metric: &str) -> Vec<u64> {
    let mut tx = house.db.read().await.unwrap();
    let sql = "select c.bucket from usage_cells c join usage_lines l on l.id = c.line
                where l.status = $1 and c.metric = $2 and c.span = 60 order by c.bucket";
    let rows = tx.all(sql, args![status, metric]).await.unwrap();
    let low = |row: &sql::Row| Bucket::numbered(row.get("bucket").unwrap()).unwrap().bounds().0;
    rows.iter().map(low).collect()
}

/// Makes a call that ends its connection: when the end has come, the call has been counted.
async fn call(house: &mut House, request: &str) -> u16 {
    let mut client = house.client().await;
    let status = client.ask(request).await.status;
    assert_eq!(client.rest().await, "");
    status
}

#[tokio::test]
async fn calls_of_known_applications_are_counted_by_status_and_nobody_elses() {
    let upstream = Upstream::new(|it| match it.split(' ').nth(1).unwrap() {
        "/gone" => Reply::Close,
        "/no" => say("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"),
        "/denied" => say("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"),
        _ => ok("hello"),
    })
    .await;
    let mut house = House::sqlite(&upstream.url).await;
    for (path, status) in [("", 200), ("", 200), ("no", 404), ("denied", 401), ("gone", 502)] {
        assert_eq!(call(&mut house, &GOOD.replace("/pay/", &format!("/pay/{path}"))).await, status);
    }
    assert_eq!(call(&mut house, &GOOD.replace("apikey", "other")).await, 401);
    assert_eq!(call(&mut house, &GOOD.replace("/pay/", "/elsewhere")).await, 404);
    assert_eq!(call(&mut house, &GOOD.replace("Host: a", "Host: a\r\nHost: b")).await, 400);
    house.wait(60);
    let sql = "update registrations set state = 'revoked' where id = $1";
    house.deed(sql, args![text(REGISTRATION)], Kind::Registration, REGISTRATION).await;
    assert_eq!(call(&mut house, GOOD).await, 403);
    let sql = "update credentials set state = 'revoked' where id = $1";
    house.deed(sql, args![text(CREDENTIAL)], Kind::Credential, CREDENTIAL).await;
    assert_eq!(call(&mut house, GOOD).await, 401, "a dead key is nobody's");
    house.gate.flush().await.unwrap();
    assert_eq!(counted(&house).await, "200 0: 2|401 0: 1|403 1: 1|404 0: 1|502 0: 1|");
    let mut tx = house.db.read().await.unwrap();
    let row =
        tx.one("select application, version from usage_lines where status = 200", args![]).await.unwrap();
    let get = |column| row.get::<String>(column).unwrap();
    assert_eq!((get("application"), get("version")), (text(APPLICATION), text(VERSION)));
    assert_eq!(house.gate.health().calls_uncounted, 0);
    drop(tx);
    house.done().await;
}

#[tokio::test]
async fn sizes_are_those_of_head_and_body_on_the_clients_side() {
    let body = "x".repeat(100_000);
    let upstream = Upstream::new(move |_| ok(&body)).await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    let request = format!(
        "POST /pay/ HTTP/1.1\r\nHost: a\r\napikey: KEY\r\nContent-Length: 50000\r\n\r\n{}",
        "y".repeat(50_000)
    );
    let answer = client.ask(&request).await;
    assert_eq!(answer.status, 200);
    let expected = [request.len() + 29, answer.head.len() + answer.body.len()];
    drop(client);
    house.stop(Duration::from_secs(5)).await;
    house.gate.flush().await.unwrap();
    for (metric, size) in ["request_size", "response_size"].iter().zip(expected) {
        let low = Bucket::of(size as u64).bounds().0;
        assert_eq!(values(&house, 200, metric).await, [low], "{metric} of {size}");
    }
    assert_eq!(values(&house, 200, "latency").await.len(), 1);
    house.done().await;
}

#[tokio::test]
async fn latency_is_the_time_until_the_last_byte() {
    let upstream = Upstream::new(|it| {
        if it.contains("/slow") {
            std::thread::sleep(Duration::from_millis(60));
        }
        ok("")
    })
    .await;
    let mut house = House::sqlite(&upstream.url).await;
    assert_eq!(call(&mut house, &GOOD.replace("/pay/", "/pay/slow")).await, 200);
    house.gate.flush().await.unwrap();
    let slow = values(&house, 200, "latency").await;
    assert!(slow.len() == 1 && (55_000..10_000_000).contains(&slow[0]), "{slow:?}");
    house.done().await;
}

#[tokio::test]
async fn who_leaves_before_the_answer_is_counted_as_having_left() {
    let upstream = Upstream::new(|_| Reply::Silence).await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    client.send(GOOD).await;
    while upstream.seen().is_empty() {
        tokio::task::yield_now().await;
    }
    drop(client);
    assert!(house.stop(Duration::from_secs(5)).await);
    house.gate.flush().await.unwrap();
    assert_eq!(counted(&house).await, "499 0: 1|");
    house.done().await;
}

#[tokio::test]
async fn an_upgrade_is_counted_once_and_when_it_is_agreed_upon() {
    let upstream = Upstream::new(|_| {
        say("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\nfirst words")
    })
    .await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    let request =
        "GET /pay/ HTTP/1.1\r\nHost: a\r\napikey: KEY\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n";
    assert_eq!(client.ask(request).await.status, 101);
    assert_eq!(client.take(11).await.unwrap(), b"first words");
    house.gate.flush().await.unwrap();
    assert_eq!(counted(&house).await, "101 0: 1|", "while it lasts");
    drop(client);
    house.stop(Duration::from_secs(5)).await;
    house.gate.flush().await.unwrap();
    assert_eq!(counted(&house).await, "101 0: 1|", "and when it is over");
    house.done().await;
}

#[tokio::test]
async fn two_nodes_add_to_the_same_cell() {
    for mut house in House::each().await {
        let time = Arc::clone(&house.time);
        let clock = Arc::new(move || Instant::from_micros(time.load(Ordering::Relaxed)));
        let other = Gate::start(house.db.clone(), secret(), clock).await.unwrap();
        let listeners = gate::listen("127.0.0.1:0".parse().unwrap(), 2).unwrap();
        let serving = gate::serve(listeners, &other, Settings::default()).unwrap();
        for round in 1..=5 {
            for _ in 0..3 {
                assert_eq!(call(&mut house, GOOD).await, 502, "nothing listens behind it");
                let mut client = Client::connect(serving.address()).await;
                assert_eq!(client.ask(GOOD).await.status, 502);
                assert_eq!(client.rest().await, "");
            }
            let (here, there) = tokio::join!(house.gate.flush(), other.flush());
            here.and(there).unwrap();
            assert_eq!(counted(&house).await, format!("502 0: {}|", round * 6));
        }
        serving.stop(Duration::from_secs(5)).await;
        house.done().await;
    }
}

#[tokio::test]
async fn what_cannot_be_written_waits() {
    for mut house in House::each().await {
        call(&mut house, GOOD).await;
        house.commit(vec![("alter table usage_cells rename to away", args![])], &[]).await;
        house.gate.flush().await.unwrap_err();
        house.wait(60);
        call(&mut house, GOOD).await;
        house.gate.flush().await.unwrap_err();
        house.commit(vec![("alter table away rename to usage_cells", args![])], &[]).await;
        house.gate.flush().await.unwrap();
        assert_eq!(counted(&house).await, "502 0: 1|502 1: 1|");
        house.done().await;
    }
}

#[tokio::test]
async fn an_application_that_is_gone_takes_nothing_else_with_it() {
    for mut house in House::each().await {
        call(&mut house, GOOD).await;
        house.gate.flush().await.unwrap();
        call(&mut house, GOOD).await;
        house.commit(vec![("delete from applications where id = $1", args![text(APPLICATION)])], &[]).await;
        house.gate.flush().await.unwrap();
        assert_eq!(counted(&house).await, "", "its line is gone");
        let mut tx = house.db.read().await.unwrap();
        let row = tx
            .one("select cast(sum(amount) as bigint) as amount from usage_cells where span = 60", args![])
            .await
            .unwrap();
        assert_eq!(row.get::<i64>("amount").unwrap(), 3, "and nothing was added to its cells");
        drop(tx);
        house.done().await;
    }
}

#[tokio::test]
async fn more_cells_than_one_statement_takes_are_all_written() {
    let upstream = Upstream::new(|_| ok("x")).await;
    let mut house = House::sqlite(&upstream.url).await;
    for _ in 0..40 {
        call(&mut house, GOOD).await;
        house.wait(60);
    }
    house.gate.flush().await.unwrap();
    let table = counted(&house).await;
    assert_eq!(table.matches(": 1|").count(), 40, "{table}");
    let mut tx = house.db.read().await.unwrap();
    let sql =
        "select span, count(distinct at) as cells, cast(sum(amount) as bigint) as calls from usage_cells
                where metric = 'latency' group by span order by span";
    let rows = tx.all(sql, args![]).await.unwrap();
    let spans: Vec<[i64; 3]> =
        rows.iter().map(|it| ["span", "cells", "calls"].map(|name| it.get(name).unwrap())).collect();
    assert_eq!(spans, [[60, 40, 40], [300, 8, 40], [3_600, 1, 40], [86_400, 1, 40]]);
    drop(tx);
    house.done().await;
}
