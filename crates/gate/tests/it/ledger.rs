//! What the gateway remembers: refusals for those who ask, first and last calls.

use sql::args;

use crate::house::*;
use crate::upstream::{Upstream, ok};

#[tokio::test]
async fn refusals_can_be_looked_up_by_their_trace_and_hold_no_key() {
    let upstream = Upstream::new(|_| ok("x")).await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    let sql = "update registrations set state = 'revoked' where id = $1";
    house.deed(sql, args![text(REGISTRATION)], gate::Kind::Registration, REGISTRATION).await;
    let answer = client.get("/pay/KEY/x?apikey=1").await;
    assert_eq!(answer.problem(), "duplicate-credential");
    let answer = client.get("/pay/KEY/x?q=KEY").await;
    let trace = answer.field("x-portico-trace").unwrap().to_owned();
    house.gate.flush().await.unwrap();
    let mut tx = house.db.read().await.unwrap();
    let row = tx.one("select * from refusals where id = $1", args![trace]).await.unwrap();
    let get = |column| row.get::<Option<String>>(column).unwrap().unwrap_or_default();
    assert_eq!((get("reason"), get("method")), ("registration_revoked".into(), "GET".into()));
    assert_eq!(get("path"), "/pay/…/x");
    assert_eq!((get("version"), get("application")), (text(VERSION), text(APPLICATION)));
    assert_eq!(get("credential"), text(CREDENTIAL));
    assert_eq!(row.get::<i64>("status").unwrap(), 403);
    assert_eq!(row.get::<i64>("at").unwrap(), BEGIN);
    assert_eq!(tx.all("select id from refusals", args![]).await.unwrap().len(), 2);
    drop(tx);
    house.done().await;
}

#[tokio::test]
async fn a_flood_of_refusals_is_bounded() {
    let upstream = Upstream::new(|_| ok("x")).await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    for _ in 0..300 {
        assert_eq!(client.ask("GET /pay/ HTTP/1.1\r\nHost: a\r\n\r\n").await.status, 401);
    }
    house.gate.flush().await.unwrap();
    let mut tx = house.db.read().await.unwrap();
    assert_eq!(tx.all("select id from refusals", args![]).await.unwrap().len(), 256);
    assert_eq!(house.gate.health().refusals_dropped, 44);
    drop(tx);
    house.done().await;
}

#[tokio::test]
async fn the_first_successful_call_and_the_last_use_are_written_down() {
    let upstream = Upstream::new(|it| {
        if it.contains("/fails") {
            crate::upstream::say("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")
        } else {
            ok("x")
        }
    })
    .await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    let times = async |house: &House| {
        let sql = "select a.first_call_at, c.last_used_at from applications a join credentials c on c.application = a.id";
        let row = house.db.read().await.unwrap().one(sql, args![]).await.unwrap();
        (row.get::<Option<i64>>("first_call_at").unwrap(), row.get::<Option<i64>>("last_used_at").unwrap())
    };
    assert_eq!(client.get("/pay/fails").await.status, 500);
    house.gate.flush().await.unwrap();
    assert_eq!(times(&house).await, (None, None));
    for (wait, wanted) in [(1, (1, 1)), (2, (1, 3))] {
        house.wait(wait);
        assert_eq!(client.get("/pay/").await.status, 200);
        house.gate.flush().await.unwrap();
        let at = |seconds: i64| Some(BEGIN + seconds * 1_000_000);
        assert_eq!(times(&house).await, (at(wanted.0), at(wanted.1)));
    }
    house.done().await;
}
