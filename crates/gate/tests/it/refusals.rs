//! Who is let in over the wire, who is not, and what they are told.

use gate::Kind;
use sql::args;

use crate::house::*;
use crate::upstream::{Upstream, ok};

async fn house() -> (House, Upstream) {
    let upstream = Upstream::new(|_| ok("hello")).await;
    (House::sqlite(&upstream.url).await, upstream)
}

#[tokio::test]
async fn a_good_key_is_let_in_and_the_upstream_is_told_whose_it_is() {
    let (mut house, upstream) = house().await;
    let mut client = house.client().await;
    let answer = client.get("/pay/items?a=1").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "hello"));
    let seen = upstream.last();
    let authority = upstream.url.strip_prefix("http://").unwrap();
    for line in [
        "GET /items?a=1 HTTP/1.1".to_owned(),
        format!("Host: {authority}"),
        format!("X-Portico-Application-Id: {}", text(APPLICATION)),
        "X-Portico-Reference-Id: app-1".to_owned(),
        format!("X-Portico-Developer-Id: {}", text(DEVELOPER)),
        format!("X-Portico-Registration-Id: {}", text(REGISTRATION)),
        format!("X-Portico-Credential-Id: {}", text(CREDENTIAL)),
        "X-Forwarded-For: 127.0.0.1".to_owned(),
        "X-Forwarded-Proto: http".to_owned(),
        "X-Forwarded-Host: a".to_owned(),
    ] {
        assert!(seen.lines().any(|it| it == line), "{line} is missing from {seen}");
    }
    assert!(!seen.contains(key(1).expose()) && !seen.to_lowercase().contains("apikey"), "{seen}");
    house.done().await;
}

#[tokio::test]
async fn every_refusal_says_what_it_is() {
    let (mut house, upstream) = house().await;
    let mut client = house.client().await;
    let other = key(2);
    let other = other.expose();
    let get = |path: &str, fields: &str| format!("GET {path} HTTP/1.1\r\nHost: a\r\n{fields}\r\n");
    for (request, status, problem) in [
        (get("/pay/", ""), 401, "missing-credential"),
        (get("/pay/", "apikey: nonsense\r\n"), 401, "invalid-credential"),
        (get("/pay/", "apikey:\r\n"), 401, "invalid-credential"),
        (get("/pay/", &format!("apikey: {other}\r\n")), 401, "invalid-credential"),
        (get("/pay/", "apikey: KEY\r\napikey: KEY\r\n"), 401, "duplicate-credential"),
        (get("/pay/?apikey=KEY", "apikey: KEY\r\n"), 401, "duplicate-credential"),
        (get("/pay/?apikey=KEY&apikey=KEY", ""), 401, "duplicate-credential"),
        (get("/other", "apikey: KEY\r\n"), 404, "no-route"),
        (get("/paying", "apikey: KEY\r\n"), 404, "no-route"),
    ] {
        let answer = client.ask(&request).await;
        assert_eq!((answer.status, answer.problem().as_str()), (status, problem), "{request}");
        let challenge = (status == 401).then_some("Key realm=\"Payments\"");
        assert_eq!(answer.field("www-authenticate"), challenge, "{request}");
        assert!(!answer.body.contains(key(1).expose()), "{request}");
    }
    let sql = "update registrations set state = 'revoked' where id = $1";
    house.deed(sql, args![text(REGISTRATION)], Kind::Registration, REGISTRATION).await;
    let answer = client.get("/pay/").await;
    assert_eq!((answer.status, answer.problem().as_str()), (403, "not-registered"));
    assert_eq!(answer.field("www-authenticate"), None);
    assert_eq!(upstream.seen().len(), 0);
    house.done().await;
}

#[tokio::test]
async fn the_next_call_after_a_revocation_is_refused_on_the_same_connection() {
    let (mut house, _upstream) = house().await;
    let mut client = house.client().await;
    assert_eq!(client.get("/pay/").await.status, 200);
    let sql = "update credentials set state = 'revoked' where id = $1";
    house.deed(sql, args![text(CREDENTIAL)], Kind::Credential, CREDENTIAL).await;
    assert_eq!(client.get("/pay/").await.status, 401);
    let sql = "update credentials set state = 'active' where id = $1";
    house.deed(sql, args![text(CREDENTIAL)], Kind::Credential, CREDENTIAL).await;
    assert_eq!(client.get("/pay/").await.status, 200);
    house.done().await;
}

#[tokio::test]
async fn keys_are_taken_from_every_name_and_hidden_only_where_the_strategy_says_so() {
    let (mut house, upstream) = house().await;
    let mut client = house.client().await;
    for (request, line) in [
        ("GET /pay/?b=1&apikey=KEY&c HTTP/1.1\r\nHost: a\r\n\r\n", "GET /?b=1&c HTTP/1.1"),
        ("GET /pay/?apikey=KEY HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1"),
        ("GET /pay/?X-Api-Key=KEY HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1"),
        ("GET /pay/?q HTTP/1.1\r\nHost: a\r\nx-api-key: KEY\r\n\r\n", "GET /?q HTTP/1.1"),
        ("GET /pay HTTP/1.1\r\nHost: a\r\nAPIKEY: KEY\r\nx_api_key: KEY\r\n\r\n", "GET / HTTP/1.1"),
    ] {
        // The name is spelled before KEY is replaced.
        let request = request.replace("APIKEY", "ApiKey");
        assert_eq!(client.ask(&request).await.status, 200, "{request}");
        let seen = upstream.last();
        assert!(seen.starts_with(line), "{seen}");
        assert!(!seen.contains(key(1).expose()), "{seen}");
    }
    let sql = "update strategies set hide_key = false, key_names = '[\"k\"]' where id = $1";
    house.deed(sql, args![text(STRATEGY)], Kind::Strategy, STRATEGY).await;
    assert_eq!(client.get("/pay/").await.problem(), "missing-credential");
    assert_eq!(client.ask("GET /pay/?k=KEY HTTP/1.1\r\nHost: a\r\n\r\n").await.status, 200);
    assert!(upstream.last().starts_with(&format!("GET /?k={} HTTP/1.1", key(1).expose())));
    house.done().await;
}

#[tokio::test]
async fn an_open_version_asks_for_nothing_and_tells_the_upstream_nobody() {
    let (mut house, upstream) = house().await;
    let sql = "update publications set strategy = null, registration = false where id = $1";
    house.deed(sql, args![text(PUBLICATION)], Kind::Version, VERSION).await;
    let mut client = house.client().await;
    let request = "GET /pay/ HTTP/1.1\r\nHost: a\r\nX-Portico-Application-Id: me\r\n\r\n";
    assert_eq!(client.ask(request).await.status, 200);
    assert!(!upstream.last().contains("X-Portico-Application-Id"), "{}", upstream.last());
    house.done().await;
}

#[tokio::test]
async fn a_service_that_versions_share_lets_in_who_is_registered_to_any() {
    let (mut house, _upstream) = house().await;
    let mut client = house.client().await;
    let sql = "insert into versions (id, product, name, service, created_at, updated_at)
               values ($1, $2, 'v0', $3, 1, 1)";
    house.deed(sql, args![text(60), text(PRODUCT), text(SERVICE)], Kind::Version, 60).await;
    assert_eq!(client.get("/pay/").await.status, 200);
    let sql = "update registrations set version = $2 where id = $1";
    house.deed(sql, args![text(REGISTRATION), text(60)], Kind::Registration, REGISTRATION).await;
    assert_eq!(client.get("/pay/").await.status, 200);
    let sql = "update versions set service = null where id = $1";
    house.deed(sql, args![text(60)], Kind::Version, 60).await;
    let answer = client.get("/pay/").await;
    assert!(answer.body.contains("another version"), "{}", answer.body);
    // An open one beside a guarded one opens nothing.
    let sql = "insert into publications (id, version, portal, state, deprecated, registration, auto_approve,
                                         created_at, updated_at)
               values ($1, $2, $3, 'published', false, false, false, 1, 1)";
    house.deed(sql, args![text(61), text(60), text(PORTAL)], Kind::Version, 60).await;
    let sql = "update versions set service = $2 where id = $1";
    house.deed(sql, args![text(60), text(SERVICE)], Kind::Version, 60).await;
    let answer = client.ask("GET /pay/ HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert_eq!(answer.problem(), "missing-credential");
    house.done().await;
}

#[tokio::test]
async fn routes_follow_the_services() {
    let (mut house, upstream) = house().await;
    let mut client = house.client().await;
    let sql = "update gateway_services set host = 'api.test', path_prefix = '/', strip_prefix = true,
                      preserve_host = true, upstream_url = $2 where id = $1";
    let url = format!("{}/base/", upstream.url);
    house.deed(sql, args![text(SERVICE), url], Kind::Service, SERVICE).await;
    assert_eq!(client.get("/pay/").await.problem(), "no-route");
    for (host, path, line) in [
        ("api.test", "/x", "GET /base/x HTTP/1.1"),
        ("API.test:8000", "/", "GET /base/ HTTP/1.1"),
        ("api.test.", "/x/?y", "GET /base/x/?y HTTP/1.1"),
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\napikey: KEY\r\n\r\n");
        assert_eq!(client.ask(&request).await.status, 200, "{host}");
        let seen = upstream.last();
        assert!(seen.starts_with(line) && seen.contains(&format!("Host: {host}\r\n")), "{seen}");
    }
    house.done().await;
}
