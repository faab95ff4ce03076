//! Bodies both ways, connections that are used again, answers of every shape.

use tokio::io::AsyncWriteExt;

use crate::house::*;
use crate::upstream::{Reply, Upstream, ok, say};

const POST: &str = "POST /pay/ HTTP/1.1\r\nHost: a\r\napikey: KEY\r\n";

#[tokio::test]
async fn connections_are_used_again_on_both_sides() {
    let upstream = Upstream::new(|_| ok("x")).await;
    let mut house = House::sqlite(&upstream.url).await;
    let (mut one, mut two) = (house.client().await, house.client().await);
    for _ in 0..3 {
        assert_eq!(one.get("/pay/").await.status, 200);
        assert_eq!(two.get("/pay/").await.status, 200);
    }
    assert_eq!(upstream.connections(), [0; 6]);
    house.done().await;
}

#[tokio::test]
async fn requests_sent_ahead_are_answered_in_order() {
    let upstream = Upstream::new(|it| ok(it.split(' ').nth(1).unwrap())).await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    let body = format!("{}Content-Length: 5\r\n\r\nhello", POST.replace("/pay/", "/pay/post"));
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: a\r\napikey: KEY\r\n\r\n");
    client.send(&format!("{}{}{}\r\n{}", get("/pay/1"), get("/nowhere"), body, get("/pay/3"))).await;
    let mut got = Vec::new();
    for _ in 0..4 {
        let answer = client.answer(false).await;
        got.push(if answer.status == 200 { answer.body } else { answer.status.to_string() });
    }
    assert_eq!(got, ["/1", "404", "/post", "/3"]);
    assert!(upstream.seen()[1].ends_with("hello"));
    house.done().await;
}

#[tokio::test]
async fn bodies_go_on_as_they_are_framed() {
    let upstream = Upstream::new(|_| ok("")).await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    for (fields, body, wanted) in [
        ("Content-Length: 5\r\n", "hello", "hello"),
        ("Content-Length: 0\r\n", "", ""),
        ("", "", ""),
        (
            "Transfer-Encoding: chunked\r\n",
            "5\r\nhello\r\n03\r\nabc\r\n0\r\n\r\n",
            "5\r\nhello\r\n03\r\nabc\r\n0\r\n\r\n",
        ),
        ("Transfer-Encoding: chunked\r\n", "0\r\n\r\n", "0\r\n\r\n"),
        // What comes after a request's body speaks to nobody.
        (
            "Transfer-Encoding: chunked\r\n",
            "1\r\na\r\n0\r\nX-Portico-Developer-Id: forged\r\nA: b\r\n\r\n",
            "1\r\na\r\n0\r\n\r\n",
        ),
    ] {
        assert_eq!(client.ask(&format!("{POST}{fields}\r\n{body}")).await.status, 200, "{fields}{body}");
        let seen = upstream.last();
        let (head, sent) = seen.split_once("\r\n\r\n").unwrap();
        assert_eq!(sent, wanted);
        assert_eq!(head.contains("Content-Length: "), !body.contains("\r\n"), "{head}");
        assert_eq!(head.contains("Transfer-Encoding: chunked"), body.contains("\r\n"), "{head}");
    }
    assert_eq!(upstream.connections(), [0; 6]);
    house.done().await;
}

#[tokio::test]
async fn requests_may_come_in_pieces_of_any_size() {
    let upstream = Upstream::new(|_| ok("whole")).await;
    let mut house = House::sqlite(&upstream.url).await;
    let chunks = "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n";
    let request = format!("{POST}{chunks}").replace("KEY", key(1).expose());
    for size in [1, 2, 3, 7, 50, 101] {
        let mut client = house.client().await;
        for _ in 0..2 {
            for piece in request.as_bytes().chunks(size) {
                client.send(std::str::from_utf8(piece).unwrap()).await;
                tokio::task::yield_now().await;
            }
            assert_eq!(client.answer(false).await.body, "whole");
            assert!(upstream.last().ends_with("5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n"));
        }
    }
    house.done().await;
}

#[tokio::test]
async fn answers_come_back_as_they_are_framed() {
    let answers = [
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "hi", None),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", "hi", None),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nhi\r\n0\r\nA: b\r\nSet-Cookie: c\r\n\r\n",
            "hiA: b\r\n",
            None,
        ),
        ("HTTP/1.1 204 No Content\r\n\r\n", "", None),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", "", None),
        ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "", None),
        ("HTTP/1.1 200 OK\r\n\r\nuntil the end", "until the end", Some("close")),
        ("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", "hi", None),
    ];
    for (answer, body, connection) in answers {
        let ends = answer.contains("end") || answer.contains("HTTP/1.0");
        let reply = if ends { Reply::SayAndClose(answer.to_owned()) } else { say(answer) };
        let upstream = Upstream::new(move |_| reply.clone()).await;
        let mut house = House::sqlite(&upstream.url).await;
        let mut client = house.client().await;
        for _ in 0..2 {
            let got = client.get("/pay/").await;
            // A client that would read chunk extensions is nobody's; here the sizes are read plainly.
            assert_eq!((got.body.as_str(), got.field("connection")), (body, connection), "{answer}");
            if connection.is_some() {
                client = house.client().await;
            }
        }
        assert_eq!(upstream.connections(), if ends { [0, 1] } else { [0, 0] }, "{answer}");
        house.done().await;
    }
}

#[tokio::test]
async fn head_requests_have_no_body_in_the_answer() {
    let upstream = Upstream::new(|_| say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")).await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    for _ in 0..2 {
        let answer = client.ask("HEAD /pay/ HTTP/1.1\r\nHost: a\r\napikey: KEY\r\n\r\n").await;
        assert_eq!((answer.status, answer.field("content-length")), (200, Some("5")));
        let answer = client.ask("HEAD /pay/ HTTP/1.1\r\nHost: a\r\n\r\n").await;
        assert_eq!(answer.status, 401);
    }
    assert_eq!(upstream.connections(), [0, 0]);
    house.done().await;
}

#[tokio::test]
async fn old_clients_get_what_they_understand() {
    let upstream = Upstream::new(|it| {
        if it.contains("/chunks") {
            say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n3\r\nyou\r\n0\r\nA: b\r\n\r\n")
        } else {
            ok("plain")
        }
    })
    .await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    let keep = "GET /pay/ HTTP/1.0\r\napikey: KEY\r\nConnection: keep-alive\r\n\r\n";
    for _ in 0..2 {
        let answer = client.ask(keep).await;
        assert_eq!((answer.body.as_str(), answer.field("connection")), ("plain", Some("keep-alive")));
    }
    let answer = client.ask("GET /nowhere HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").await;
    assert_eq!((answer.status, answer.field("connection")), (404, Some("keep-alive")));
    let answer =
        client.ask("GET /pay/chunks HTTP/1.0\r\napikey: KEY\r\nConnection: keep-alive\r\n\r\n").await;
    assert_eq!((answer.body.as_str(), answer.field("connection")), ("hiyou", Some("close")));
    assert_eq!(answer.field("transfer-encoding"), None);
    assert_eq!(upstream.connections(), [0; 3]);
    house.done().await;
}

#[tokio::test]
async fn a_client_that_waits_for_100_gets_it_from_the_upstream() {
    // This upstream reads only heads; the body's first bytes would be its next request.
    let upstream = Upstream::new(|it| {
        if it.contains("Expect: 100-continue") && it.ends_with("hello") {
            say("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Made\r\nContent-Length: 0\r\n\r\n")
        } else {
            Reply::Close
        }
    })
    .await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    client.send(&format!("{POST}Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhello")).await;
    let mut got = Vec::new();
    for _ in 0..3 {
        got.push(client.answer(false).await.status);
    }
    assert_eq!(got, [100, 103, 201]);
    // Refused before the body: it must not be mistaken for the next request.
    client
        .send("POST /nowhere HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
        .await;
    let answer = client.answer(false).await;
    assert_eq!((answer.status, answer.field("connection")), (404, Some("close")));
    house.done().await;
}

#[tokio::test]
async fn large_bodies_stream_both_ways_at_once() {
    use tokio::io::AsyncReadExt;
    const SIZE: usize = 20 * 1024 * 1024;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    // An echo: answers its head at once and then every byte of the body as it comes.
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let (mut bytes, mut head) = (vec![0; 64 * 1024], Vec::new());
        let rest = loop {
            let count = socket.read(&mut bytes).await.unwrap();
            head.extend_from_slice(&bytes[..count]);
            if let Some(at) = head.windows(4).position(|it| it == b"\r\n\r\n") {
                break head.split_off(at + 4);
            }
        };
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {SIZE}\r\n\r\n");
        socket.write_all(answer.as_bytes()).await.unwrap();
        socket.write_all(&rest).await.unwrap();
        let mut left = SIZE - rest.len();
        while left > 0 {
            let count = socket.read(&mut bytes).await.unwrap();
            socket.write_all(&bytes[..count]).await.unwrap();
            left -= count;
        }
    });
    let mut house = House::sqlite(&url).await;
    let mut client = house.client().await;
    client.send(&format!("{POST}Content-Length: {SIZE}\r\n\r\n")).await;
    let (mut reader, mut writer) = client.socket.into_split();
    let sending = tokio::spawn(async move {
        let part: Vec<u8> = (0..1024 * 1024).map(|it: usize| (it % 251).to_le_bytes()[0]).collect();
        for _ in 0..SIZE / part.len() {
            writer.write_all(&part).await.unwrap();
        }
        writer
    });
    let (mut got, mut bytes) = (Vec::new(), vec![0; 64 * 1024]);
    loop {
        let count = reader.read(&mut bytes).await.unwrap();
        got.extend_from_slice(&bytes[..count]);
        let at = got.windows(4).take(1024).position(|it| it == b"\r\n\r\n");
        if count == 0 || at.is_some_and(|at| got.len() >= at + 4 + SIZE) {
            break;
        }
    }
    sending.await.unwrap();
    let at = got.windows(4).position(|it| it == b"\r\n\r\n").unwrap() + 4;
    assert_eq!(got.len() - at, SIZE);
    assert!(got[at..].iter().enumerate().all(|(at, it)| *it == (at % (1024 * 1024) % 251).to_le_bytes()[0]));
    house.done().await;
}

#[tokio::test]
async fn websockets_pass_until_the_permission_ends() {
    use gate::Kind;
    use sql::args;
    let upstream = Upstream::new(|it| {
        assert!(it.contains("Connection: Upgrade\r\nUpgrade: websocket\r\n"), "{it}");
        say("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\nfirst words")
    })
    .await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    let request = "GET /pay/ HTTP/1.1\r\nHost: a\r\napikey: KEY\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\
                   Sec-WebSocket-Key: y\r\n\r\n";
    let answer = client.ask(request).await;
    assert_eq!((answer.status, answer.field("sec-websocket-accept")), (101, Some("x")));
    assert_eq!(answer.field("connection"), Some("Upgrade"));
    assert_eq!(client.take(11).await.unwrap(), b"first words");
    let sql = "update credentials set state = 'revoked' where id = $1";
    house.deed(sql, args![text(CREDENTIAL)], Kind::Credential, CREDENTIAL).await;
    let begun = std::time::Instant::now();
    assert_eq!(client.rest().await, "");
    assert!(begun.elapsed().as_millis() < 2_000);
    house.done().await;
}

#[tokio::test]
async fn an_upgrade_that_is_no_websocket_is_an_ordinary_request() {
    let upstream = Upstream::new(|_| ok("plain")).await;
    let mut house = House::sqlite(&upstream.url).await;
    let mut client = house.client().await;
    let request = "GET /pay/ HTTP/1.1\r\nHost: a\r\napikey: KEY\r\nConnection: upgrade, HTTP2-Settings\r\n\
                   Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n";
    assert_eq!(client.ask(request).await.body, "plain");
    let seen = upstream.last().to_lowercase();
    assert!(!seen.contains("upgrade") && !seen.contains("http2-settings"), "{seen}");
    house.done().await;
}
