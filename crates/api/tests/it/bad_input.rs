//! What bad input gets: the status that HTTP has for it and a problem document that says all that is wrong, whatever the
//! address. Never a fault, and never a part of what was sent taken for the whole.

use axum::http::Method;
use serde_json::json;

use crate::desk::{Answer, Caller};
use crate::offer::Offer;

/// The largest body that a route takes, where it says nothing else.
const LARGEST: usize = 2 * 1024 * 1024;

/// A document that clients can show: without a title, their widgets show nothing at all.
fn assert_problem(answer: &Answer, status: u16, why: &str) {
    assert_eq!(answer.code(), status, "{why}: {}", answer.json);
    assert_eq!(answer.header("content-type"), "application/problem+json", "{why}");
    let (json, text) = (&answer.json, |name: &str| answer.json[name].as_str().unwrap_or_default().to_owned());
    assert_eq!(json["status"], status, "{why}");
    assert!(text("instance").starts_with("portico:trace:"), "{why}: {json}");
    assert!(!text("title").is_empty() && !text("detail").is_empty(), "{why}: {json}");
    assert_eq!(json["message"], json["detail"], "{why}: toasts show the message");
    let invalid = json["invalid_parameters"].as_array().cloned().unwrap_or_default();
    assert!(status != 400 || !invalid.is_empty(), "{why}: {json}");
    for it in invalid {
        let is_said = |name: &str| it[name].as_str().is_some_and(|it| !it.is_empty());
        assert!(is_said("field") && is_said("reason") && is_said("rule"), "{why}: {it}");
    }
}

#[tokio::test]
async fn every_refusal_is_a_document_with_all_that_clients_read() {
    for it in Offer::each().await {
        let shop = it.application(&it.ada, "Shop").await;
        let body = json!({ "name": "Shop", "auth_strategy_id": it.strategy });
        let stale = it.visitor.clone().with("cookie", "portalaccesstoken=gone; portalrefreshtoken=gone");
        let text = it.ada.clone().with("content-type", "text/plain");
        let elsewhere = it.ada.clone().with("origin", "http://evil.test");
        let scopes = format!("/applications/{shop}/product-versions/{}/granted-scopes", it.version);
        it.set_portal("update portals set max_credentials = 0 where id = $1").await;
        let username = json!({ "username": "nobody@example.com", "password": "x" });
        for (answer, status) in [
            (it.get(&it.visitor, "/products?page[size]=0").await, 400),
            (it.get(&it.visitor, "/products/%zz").await, 400),
            (it.get(&it.visitor, "/developer/authenticate/sso").await, 400),
            (it.get(&it.visitor, "/applications").await, 401),
            (it.get(&stale, "/applications").await, 401),
            (it.get(&stale, "/developer/me").await, 401),
            (it.post(&stale, "/developer/refresh", json!({})).await, 401),
            (it.post(&it.visitor, "/developer/authenticate", username).await, 401),
            (it.post(&elsewhere, "/applications", body.clone()).await, 403),
            (it.post(&it.ada, &format!("/applications/{shop}/credentials"), json!({})).await, 403),
            (it.get(&it.ada, "/nothing").await, 404),
            (it.get(&it.ada, &format!("/products/{}", base::Uuid::nil())).await, 404),
            (it.get(&it.ada, "/products/no-id").await, 404),
            (it.put(&it.ada, "/applications", json!({})).await, 405),
            (it.post(&it.ada, "/applications", body.clone()).await, 409),
            (it.post(&it.ada, "/applications", json!("x".repeat(LARGEST))).await, 413),
            (it.post(&text, "/applications", body).await, 415),
            (it.get(&it.ada, &scopes).await, 422),
        ] {
            assert_problem(&answer, status, &format!("{status}"));
        }
        let nowhere = Caller::default().at("api.localhost:8080");
        assert_problem(&it.desk.get(&nowhere, "/v2/portals").await, 401, "no token");
        let dead = nowhere.with("authorization", "Bearer prt_admin_gone");
        assert_problem(&it.desk.get(&dead, "/v2/portals").await, 401, "a dead token");
    }
}

#[tokio::test]
async fn what_is_no_json_or_holds_what_no_text_can_is_refused_as_a_whole() {
    for it in Offer::each().await {
        let shop = it.application(&it.ada, "Shop").await;
        let admin = it.desk.admin("admin").await;
        let addresses = [
            (&it.visitor, Method::POST, "/api/v2/developer".to_owned()),
            (&it.ada, Method::POST, "/api/v2/applications".to_owned()),
            (&it.ada, Method::PATCH, format!("/api/v2/applications/{shop}")),
            (&it.ada, Method::POST, format!("/api/v2/applications/{shop}/credentials")),
            (&it.ada, Method::POST, "/api/v2/stats".to_owned()),
            (&admin, Method::POST, "/v2/api-products".to_owned()),
            (&admin, Method::POST, "/v2/portals".to_owned()),
        ];
        let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        let bodies: Vec<Vec<u8>> = vec![
            deep("[", "]").into(),
            deep("{\"name\":", "}").into(),
            "[".repeat(1_000_000).into(),
            format!(r#"{{"name":{}1{}}}"#, "[".repeat(200), "]".repeat(200)).into(),
            br#"{"name":"\ud800"}"#.to_vec(),
            br#"{"name":"\udc00\ud800"}"#.to_vec(),
            br#"{"\ud800":1}"#.to_vec(),
            br#"{"name":"a\u0000b"}"#.to_vec(),
            br#"{"name\u0000":"a"}"#.to_vec(),
            b"{\"name\":\"a\0b\"}".to_vec(),
            b"{\"name\":\"\xff\"}".to_vec(),
            b"{\"name\":\"\xed\xa0\x80\"}".to_vec(),
            br#"{"name":1e999}"#.to_vec(),
            format!(r#"{{"name":{}}}"#, "9".repeat(100_000)).into(),
            br#"{"name":NaN}"#.to_vec(),
            br#"{"name":"a"} {}"#.to_vec(),
            br#"{"name":"a""#.to_vec(),
            b"name=a".to_vec(),
            b"\xef\xbb\xbf{}".to_vec(),
            b"null".to_vec(),
            b"[]".to_vec(),
            b"7".to_vec(),
        ];
        for (caller, method, path) in addresses {
            for body in &bodies {
                let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
                let answer = it.desk.send_bytes(caller, method.clone(), &path, Some(body.clone())).await;
                assert_problem(&answer, 400, &format!("{method} {path} {shown}"));
            }
        }
        assert_eq!(it.get(&it.ada, "/applications").await.json["meta"]["page"]["total"], 1);
        assert_eq!(it.get(&it.ada, &format!("/applications/{shop}")).await.json["name"], "Shop");
    }
}

#[tokio::test]
async fn a_nul_does_not_hide_what_else_is_wrong() {
    for it in Offer::each().await {
        let body = json!({ "name": "a\0", "auth_strategy_id": "x", "extra": [{ "b\0": 1 }], "c\0": "\0" });
        let bad = it.post(&it.ada, "/applications", body).await;
        let mut wrong = bad.invalid();
        wrong.sort();
        assert_eq!(bad.code(), 400);
        assert_eq!(
            wrong,
            [
                "auth_strategy_id is_uuid",
                "body invalid",
                "c\0 invalid",
                "c\0 unknown_property",
                "extra unknown_property",
                "extra.0 invalid",
                "name invalid",
            ]
        );
        let many = vec!["\0"; 10_000];
        let bad = it.post(&it.ada, "/applications", json!({ "name": "a", "scopes": many })).await;
        assert_eq!((bad.code(), bad.invalid().len() <= 200), (400, true), "there is an end to it");
    }
}

#[tokio::test]
async fn an_address_that_is_misspelled_or_says_something_twice_is_refused() {
    for it in Offer::each().await {
        let admin = it.desk.admin("reader").await;
        let product = it.product;
        let mut addresses: Vec<(&Caller, String)> = Vec::new();
        for bad in ["%", "%z", "%zz", "%00", "%ff", "%c3", "%ed%a0%80", "%f4%90%80%80", "a%00b"] {
            addresses.push((&it.visitor, format!("/api/v2/products/{bad}")));
            addresses.push((&it.visitor, format!("/api/v2/products/{product}/documents/{bad}")));
            addresses.push((&it.visitor, format!("/api/v2/{bad}")));
            addresses.push((&it.visitor, format!("/api/v2/products?filter[name]={bad}")));
            addresses.push((&it.visitor, format!("/api/v2/products?{bad}=1")));
            addresses.push((&it.visitor, format!("/api/v2/search/product-catalog?q={bad}")));
            addresses.push((&admin, format!("/v2/api-products/{bad}")));
            addresses.push((&admin, format!("/v2/api-products?filter[name][eq]={bad}")));
        }
        for twice in [
            "page[size]=1&page[size]=1",
            "page[number]=1&page%5Bnumber%5D=2",
            "filter[name]=a&filter[name]=a",
            "filter[name]=a&filter[name][eq]=b",
            "filter[name][contains]=a&filter[name][contains]=b",
        ] {
            addresses.push((&it.visitor, format!("/api/v2/products?{twice}")));
            addresses.push((&it.ada, format!("/api/v2/applications?{twice}")));
            addresses.push((&admin, format!("/v2/api-products?{twice}")));
        }
        addresses.push((&it.visitor, "/api/v2/search/product-catalog?q=a&q=b".to_owned()));
        addresses.push((&admin, "/v2/api-products?sort=name&sort=name".to_owned()));
        for (caller, address) in addresses {
            assert_problem(&it.desk.get(caller, &address).await, 400, &address);
        }
        let twice = it.ada.clone().with("idempotency-key", "a").with("idempotency-key", "b");
        let body = json!({ "name": "Shop", "auth_strategy_id": it.strategy });
        assert_problem(&it.post(&twice, "/applications", body).await, 400, "two keys");
    }
}

#[tokio::test]
async fn numbers_without_end_are_refused_or_taken_for_what_they_are() {
    for it in Offer::each().await {
        let huge = "9".repeat(400);
        let sizes = ["0", "-1", "%2b1", "1e2", "0x10", "1.0", "%201", "", "%d9%a3", "4294967297", &huge];
        for size in sizes {
            for name in ["page[size]", "page[number]"] {
                let path = format!("/products?{name}={size}");
                assert_problem(&it.get(&it.visitor, &path).await, 400, &path);
            }
        }
        let last = it.get(&it.visitor, "/products?page[size]=100&page[number]=1000000").await;
        assert_eq!((last.code(), &last.json["data"]), (200, &json!([])));
        for (start, end) in [
            ("-9223372036854775808", "9223372036854775807"),
            ("0", "9223372036854775807"),
            ("9223372036854775806", "9223372036854775807"),
            ("9223372036854775808", "18446744073709551615"),
            ("-1", "1"),
            ("1e300", "1e301"),
            ("0.5", "1.5"),
        ] {
            let body = format!(
                r#"{{"start_ms":{start},"end_ms":{end},"metrics":["REQUEST_COUNT"],"dimensions":["TIME"]}}"#
            );
            let answer = it.desk.send(&it.ada, Method::POST, "/api/v2/stats", Some(body)).await;
            assert_problem(&answer, 400, &format!("{start} to {end}"));
        }
    }
}

#[tokio::test]
async fn only_json_is_taken_and_no_more_of_it_than_fits() {
    for it in Offer::each().await {
        let body = json!({ "name": "Shop", "auth_strategy_id": it.strategy });
        let send = async |kind: &str, path: &str| {
            it.post(&it.ada.clone().with("content-type", kind), path, body.clone()).await
        };
        for kind in [
            "",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/json",
        ] {
            assert_problem(&send(kind, "/applications").await, 415, kind);
        }
        assert_eq!(send("Application/JSON; charset=utf-8", "/applications").await.code(), 201);
        let bare = it.desk.send(&it.ada, Method::POST, "/api/v2/applications", None).await;
        assert_problem(&bare, 415, "no body, and no word of what it is");
        let admin = it.desk.admin("admin").await.with("content-type", "text/plain");
        assert_problem(&it.desk.post(&admin, "/v2/api-products", json!({ "name": "A" })).await, 415, "v2");

        let fits = json!({ "email": "ada@example.org", "full_name": "x".repeat(LARGEST - 100) });
        let answer = it.post(&it.visitor, "/developer", fits).await;
        assert_eq!((answer.code(), answer.invalid()), (400, vec!["full_name max_length".to_owned()]));
        let large = json!({ "email": "ada@example.org", "full_name": "x".repeat(LARGEST) });
        assert_problem(&it.post(&it.visitor, "/developer", large.clone()).await, 413, "too large");
        let keyed = it.ada.clone().with("idempotency-key", "k");
        assert_problem(&it.post(&keyed, "/applications", large).await, 413, "too large, under a key");
    }
}
