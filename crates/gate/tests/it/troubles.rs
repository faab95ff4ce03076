//! Upstreams that are down, slow or wrong; clients that leave, dawdle or stay; the gateway's own end.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gate::{Kind, Settings};
use sql::args;
use tokio::io::AsyncWriteExt;

use crate::house::*;
use crate::upstream::{Reply, Upstream, ok, say};

#[tokio::test]
async fn an_upstream_that_is_down_or_slow_or_wrong_is_told_apart() {
    let upstream = Upstream::new(|it| match it.split(' ').nth(1).unwrap() {
        "/silent" => Reply::Silence,
        "/gone" => Reply::Close,
        "/half" => Reply::SayAndClose("HTTP/1.1 200 OK\r\nConte".to_owned()),
        "/nonsense" => say("nonsense\r\n\r\n"),
        "/both" => say("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
        "/bare" => say("HTTP/1.1 200 OK\nContent-Length: 0\n\n"),
        "/upgrade" => say("HTTP/1.1 101 Switching Protocols\r\n\r\n"),
        "/huge" => say(&format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "y".repeat(20_000))),
        _ => ok(""),
    })
    .await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    for (path, status, problem) in [
        ("/pay/silent", 504, "upstream-timeout"),
        ("/pay/gone", 502, "upstream-unreachable"),
        ("/pay/half", 502, "upstream-invalid"),
        ("/pay/nonsense", 502, "upstream-invalid"),
        ("/pay/both", 502, "upstream-invalid"),
        ("/pay/bare", 502, "upstream-invalid"),
        ("/pay/upgrade", 502, "upstream-invalid"),
        ("/pay/huge", 502, "upstream-invalid"),
    ] {
        let answer = client.get(path).await;
        assert_eq!((answer.status, answer.problem().as_str()), (status, problem), "{path}");
    }
    assert_eq!(client.get("/pay/well").await.status, 200);

    for url in ["http://127.0.0.1:9", "nonsense://", "https://127.0.0.1:9"] {
        let sql = "update gateway_services set upstream_url = $2 where id = $1";
        house.deed(sql, args![text(SERVICE), url], Kind::Service, SERVICE).await;
        assert_eq!(client.get("/pay/").await.problem(), "upstream-unreachable", "{url}");
    }
    house.done().await;
}

#[tokio::test]
async fn a_connection_that_died_while_it_waited_costs_nobody_a_call() {
    // Every connection answers once and is closed at the second request, unheard.
    let count = AtomicUsize::new(0);
    let upstream = Upstream::new(move |_| match count.fetch_add(1, Ordering::Relaxed) {
        1 => Reply::Close,
        _ => ok("x"),
    })
    .await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    assert_eq!(client.get("/pay/").await.status, 200);
    assert_eq!(client.get("/pay/").await.status, 200);
    assert_eq!(upstream.connections(), [0, 0, 1]);
    house.done().await;

    // What may have had an effect is not sent twice.
    let count = AtomicUsize::new(0);
    let upstream = Upstream::new(move |_| match count.fetch_add(1, Ordering::Relaxed) {
        1 => Reply::Close,
        _ => ok("x"),
    })
    .await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    let post = "POST /pay/ HTTP/1.1\r\nHost: a\r\napikey: KEY\r\nContent-Length: 1\r\n\r\nx";
    assert_eq!(client.ask(post).await.status, 200);
    assert_eq!(client.ask(post).await.problem(), "upstream-unreachable");
    assert_eq!(upstream.connections(), [0, 0]);
    house.done().await;
}

#[tokio::test]
async fn an_answer_that_breaks_off_breaks_off_at_the_client_too() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalfX\r\n0\r\n\r\n",
    ] {
        let upstream = Upstream::new(move |_| Reply::SayAndClose(answer.to_owned())).await;
        let mut house = House::sqlite(&upstream.url).await;
        let mut client = house.client().await;
        client.send("GET /pay/ HTTP/1.1\r\nHost: a\r\napikey: KEY\r\n\r\n").await;
        let rest = client.rest().await;
        assert!(rest.starts_with("HTTP/1.1 200 OK") && !rest.ends_with("0\r\n\r\n"), "{rest}");
        house.done().await;
    }
}

#[tokio::test]
async fn an_upstream_that_answers_early_is_heard() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let answer = "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nno!";
        socket.write_all(answer.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_secs(5)).await;
    });
    let mut house = House::sqlite(&url).await;
    let mut client = house.client().await;
    let head = "POST /pay/ HTTP/1.1\r\nHost: a\r\napikey: KEY\r\nContent-Length: 1000000\r\n\r\n";
    client.send(&format!("{head}beginning")).await;
    let answer = client.answer(false).await;
    assert_eq!(
        (answer.status, answer.body.as_str(), answer.field("connection")),
        (413, "no!", Some("close"))
    );
    house.done().await;
}

#[tokio::test]
async fn a_client_that_leaves_takes_its_call_with_it() {
    let upstream = Upstream::new(|it| if it.contains("/silent") { Reply::Silence } else { ok("x") }).await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    client.send("GET /pay/silent HTTP/1.1\r\nHost: a\r\napikey: KEY\r\n\r\n").await;
    while upstream.seen().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(client);
    // Nothing is left that the gateway would have to wait for.
    assert!(house.stop(Duration::from_millis(900)).await);
    house.done().await;
}

#[tokio::test]
async fn slow_heads_and_idle_connections_end() {
    let upstream = Upstream::new(|_| ok("x")).await;
    let mut house = House::sqlite(&upstream.url).await;
    let settings = Settings {
        head_timeout: Duration::from_millis(200),
        idle_timeout: Duration::from_millis(300),
        ..Settings::default()
    };
    let mut client = house.client_with(settings).await;
    client.send("GET /pay/ HTTP/1.1\r\n").await;
    assert_eq!(client.answer(false).await.problem(), "head-too-slow");
    let mut client = house.client().await;
    assert_eq!(client.get("/pay/").await.status, 200);
    assert_eq!(client.rest().await, "");
    let mut silent = house.client().await;
    assert_eq!(silent.rest().await, "");
    house.done().await;
}

#[tokio::test]
async fn more_connections_than_there_is_room_for_wait() {
    let upstream = Upstream::new(|_| ok("x")).await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut first = house.client_with(Settings { connections: 1, ..Settings::default() }).await;
    assert_eq!(first.get("/pay/").await.status, 200);
    let mut second = house.client().await;
    second.send("GET /pay/ HTTP/1.1\r\nHost: a\r\napikey: KEY\r\n\r\n").await;
    let early = tokio::time::timeout(Duration::from_millis(200), second.answer(false)).await;
    assert!(early.is_err());
    drop(first);
    assert_eq!(second.answer(false).await.status, 200);
    house.done().await;
}

#[tokio::test]
async fn the_gateway_stops_when_its_calls_have_ended() {
    let upstream = Upstream::new(|it| if it.contains("/silent") { Reply::Silence } else { ok("x") }).await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut idle = house.client().await;
    assert_eq!(idle.get("/pay/").await.status, 200);
    let mut busy = house.client().await;
    let address = busy.address();
    busy.send("GET /pay/silent HTTP/1.1\r\nHost: a\r\napikey: KEY\r\n\r\n").await;
    while upstream.seen().len() < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let begun = std::time::Instant::now();
    let (ended, answer, rest) =
        tokio::join!(house.stop(Duration::from_secs(5)), busy.answer(false), idle.rest());
    // The call under way gets its answer (the upstream never gives one), the idle connection is closed at once.
    assert_eq!((ended, answer.status, rest.as_str()), (true, 504, ""));
    assert_eq!(answer.field("connection"), Some("close"));
    assert!(begun.elapsed() < Duration::from_secs(4));
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
    house.done().await;
}

#[tokio::test]
async fn a_port_that_is_taken_is_not_shared() {
    let first = gate::listen("127.0.0.1:0".parse().unwrap(), 2).unwrap();
    let address = first[0].local_addr().unwrap();
    assert_eq!(first.len(), 2);
    assert_eq!(first[1].local_addr().unwrap(), address);
    assert_eq!(gate::listen(address, 2).unwrap_err().kind(), std::io::ErrorKind::AddrInUse);
}

#[tokio::test]
async fn only_a_trusted_proxy_is_believed() {
    let upstream = Upstream::new(|_| ok("x")).await;
    let mut house = House::sqlite(&upstream.url).await;
    let settings = Settings { trusted: vec!["127.0.0.0/8".parse().unwrap()], ..Settings::default() };
    let mut client = house.client_with(settings).await;
    let request = "GET /pay/ HTTP/1.1\r\nHost: a\r\napikey: KEY\r\nX-Forwarded-For: 1.2.3.4\r\n\
                   X-Forwarded-Proto: https\r\nX-Forwarded-Host: b\r\nX-Forwarded-Prefix: /x\r\n\r\n";
    assert_eq!(client.ask(request).await.status, 200);
    let seen = upstream.last();
    for line in ["X-Forwarded-For: 1.2.3.4, 127.0.0.1", "X-Forwarded-Proto: https", "X-Forwarded-Host: b"] {
        assert!(seen.lines().any(|it| it == line), "{seen}");
    }
    assert!(!seen.contains("Prefix"), "{seen}");
    house.done().await;
}
