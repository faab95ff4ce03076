//! What was counted of the calls of one's applications, as the contract's client asks for it.

use base::{ApplicationId, Bucket, Instant};
use serde_json::{Value, json};
use sql::args;
use testkit::BEGIN;

use crate::offer::Offer;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Notes calls as the gateway does: so many seconds ago, with this status and these latencies in microseconds.
async fn note(it: &Offer, application: &str, status: i64, ago: i64, latencies: &[u64]) {
    let application: ApplicationId = application.parse().unwrap();
    let text = format!("{application}{status}");
    let line = text.bytes().fold(0_i64, |id, byte| (id * 31 + i64::from(byte)) % 1_000_000_007);
    it.desk
        .house
        .run(
            "insert into usage_lines (id, application, version, status) values ($1, $2, $3, $4)
             on conflict do nothing",
            args![line, application, it.version, status],
        )
        .await;
    for latency in latencies {
        for (metric, value) in [("latency", *latency), ("request_size", 100), ("response_size", 300)] {
            for span in [60, 300, 3600, 86_400] {
                let at = BEGIN.minus_seconds(ago).micros();
                let at = Instant::from_micros(at - at.rem_euclid(span * 1_000_000));
                it.desk
                    .house
                    .run(
                        "insert into usage_cells (line, metric, span, at, bucket, amount) values ($1, $2, $3, $4, $5, 1)
                         on conflict (line, metric, span, at, bucket) do update set amount = usage_cells.amount + 1",
                        args![line, metric, span, at, i64::from(Bucket::of(value).number())],
                    )
                    .await;
            }
        }
    }
}

/// An application that is registered to the version.
async fn registered(it: &Offer, caller: &crate::desk::Caller, name: &str) -> String {
    let application = it.application(caller, name).await;
    let body = json!({ "product_version_id": it.version });
    let made = it.post(caller, &format!("/applications/{application}/registrations"), body).await;
    assert_eq!(made.code(), 201);
    application
}

fn end_ms() -> i64 {
    BEGIN.micros() / 1000
}

#[tokio::test]
async fn a_metric_card_finds_its_two_periods_where_it_looks_for_them() {
    for it in Offer::each().await {
        let shop = registered(&it, &it.ada, "Shop").await;
        note(&it, &shop, 200, 40 * 3600, &[5_000, 5_000]).await;
        note(&it, &shop, 404, 30 * 3600, &[5_000]).await;
        note(&it, &shop, 200, 3600, &[5_000; 3]).await;
        let start = end_ms() - 2 * DAY_MS;
        let body = json!({
            "start_ms": start, "end_ms": end_ms(), "metrics": ["REQUEST_COUNT"],
            "dimensions": ["STATUS_CODE_GROUPED", "TIME"], "granularity_ms": DAY_MS,
        });
        let told = it.post(&it.ada, "/stats", body).await;
        assert_eq!(told.code(), 200, "{}", told.json);
        let meta = &told.json["meta"];
        assert_eq!(meta["metric_names"], json!(["REQUEST_COUNT"]));
        assert_eq!(meta["metric_units"], json!({ "REQUEST_COUNT": "count" }));
        assert_eq!(meta["dimensions"], json!({ "STATUS_CODE_GROUPED": ["2XX", "4XX"] }));
        assert_eq!((&meta["granularity"], &meta["truncated"]), (&json!(DAY_MS), &json!(false)));
        let at = |ms: i64| Instant::from_micros(ms * 1000).rfc3339();
        let record = |group: &str, count: i64, ms: i64| json!({ "event": { "STATUS_CODE_GROUPED": group, "REQUEST_COUNT": count }, "timestamp": at(ms) });
        assert_eq!(
            told.json["records"],
            json!([record("2XX", 2, start), record("4XX", 1, start), record("2XX", 3, start + DAY_MS)])
        );
    }
}

#[tokio::test]
async fn every_card_and_chart_of_the_client_is_answered_from_the_millisecond_that_it_names() {
    for it in Offer::each().await {
        let shop = registered(&it, &it.ada, "Shop").await;
        note(&it, &shop, 200, 40 * 86_400, &[5_000; 2]).await;
        note(&it, &shop, 200, 3_600, &[5_000; 3]).await;
        let month = 30 * DAY_MS;
        // No period begins where an hour or a day does.
        let end = end_ms() + 12_345;
        let start = end - 2 * month;
        let ask = async |metric: &str, dimensions: Value, (start, granularity): (i64, i64)| {
            let body = json!({
                "start_ms": start, "end_ms": end, "metrics": [metric], "dimensions": dimensions,
                "granularity_ms": granularity,
                "filter": [{ "dimension": "APPLICATION", "type": "IN", "values": [shop] }],
            });
            let told = it.post(&it.ada, "/stats", body).await;
            assert_eq!(told.code(), 200, "{metric} {dimensions}: {}", told.json);
            assert_eq!(told.json["meta"]["metric_names"], json!([metric]));
            assert!(told.json["meta"]["dimensions"].get("TIME").is_none(), "{}", told.json["meta"]);
            told.json
        };
        let card = json!(["STATUS_CODE_GROUPED", "TIME"]);
        let told = ask("REQUEST_COUNT", card.clone(), (start, month)).await;
        let at = |ms: i64| json!(Instant::from_micros(ms * 1000).rfc3339());
        let found: Vec<_> = told["records"].as_array().unwrap().iter().collect();
        let counts: Vec<_> =
            found.iter().map(|it| (&it["timestamp"], &it["event"]["REQUEST_COUNT"])).collect();
        let (before, now) = (at(start), at(start + month));
        assert_eq!(counts, [(&before, &json!(2)), (&now, &json!(3))]);
        let sizes = ["RESPONSE_LATENCY", "RESPONSE_SIZE", "REQUEST_SIZE"];
        let shares = sizes.iter().flat_map(|it| ["P99", "P95", "P50"].map(|share| format!("{it}_{share}")));
        for metric in ["REQUEST_COUNT", "REQUEST_PER_MINUTE"].map(str::to_owned).into_iter().chain(shares) {
            for dimensions in
                [json!([]), json!(["TIME"]), json!(["API_PRODUCT_VERSION", "TIME"]), card.clone()]
            {
                for period in [(start, month), (end - 2 * DAY_MS, DAY_MS), (end - DAY_MS, 3_600_000)] {
                    let told = ask(&metric, dimensions.clone(), period).await;
                    for record in told["records"].as_array().unwrap() {
                        let at =
                            Instant::parse(record["timestamp"].as_str().unwrap()).unwrap().micros() / 1000;
                        assert_eq!((at - period.0) % period.1, 0, "{metric} {dimensions}");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn figures_are_told_by_names_and_are_ones_own() {
    for it in Offer::each().await {
        let shop = registered(&it, &it.ada, "Shop").await;
        let other = registered(&it, &it.kim, "Other").await;
        note(&it, &shop, 200, 60, &[20_000; 10]).await;
        note(&it, &other, 200, 60, &[20_000; 90]).await;
        let ask = async |change: Value| {
            let mut body = json!({
                "start_ms": end_ms() - DAY_MS, "end_ms": end_ms(), "metrics": ["REQUEST_COUNT"],
                "dimensions": ["APPLICATION", "API_PRODUCT_VERSION"],
            });
            for (name, value) in change.as_object().unwrap() {
                body[name] = value.clone();
            }
            let told = it.post(&it.ada, "/stats", body).await;
            assert_eq!(told.code(), 200, "{}", told.json);
            told.json
        };
        let told = ask(json!({})).await;
        assert_eq!(
            told["records"][0]["event"],
            json!({ "APPLICATION": "Shop", "API_PRODUCT_VERSION": "Payments v2", "REQUEST_COUNT": 10 })
        );
        assert_eq!(told["records"].as_array().unwrap().len(), 1);
        assert_eq!(told["meta"]["dimensions"]["APPLICATION"], json!(["Shop"]));
        let only = |dimension: &str, kind: &str, values: Value| json!({ "filter": [{ "dimension": dimension, "type": kind, "values": values }] });
        for filter in [
            only("APPLICATION", "IN", json!([other])),
            only("APPLICATION", "NOT_IN", json!([shop])),
            only("STATUS_CODE", "IN", json!([404])),
            only("STATUS_CODE_GROUPED", "NOT_IN", json!(["2XX"])),
            only("API_PRODUCT_VERSION", "NOT_IN", json!([it.version])),
        ] {
            assert_eq!(ask(filter.clone()).await["records"], json!([]), "{filter}");
        }
        let told = ask(only("API_PRODUCT_VERSION", "IN", json!([it.version]))).await;
        assert_eq!(told["records"].as_array().unwrap().len(), 1);
        let told = ask(json!({ "metrics": ["RESPONSE_LATENCY_P95"], "dimensions": [] })).await;
        let latency = told["records"][0]["event"]["RESPONSE_LATENCY_P95"].as_f64().unwrap();
        assert!((17.0..=23.0).contains(&latency), "{latency} ms");
        let told = ask(json!({ "metrics": ["RESPONSE_SIZE_P50"], "dimensions": ["STATUS_CODE"] })).await;
        assert_eq!(told["records"][0]["event"]["STATUS_CODE"], "200");
        assert_eq!(told["meta"]["metric_units"], json!({ "RESPONSE_SIZE_P50": "bytes" }));
        let told = ask(
            json!({ "metrics": ["REQUEST_PER_MINUTE"], "dimensions": ["TIME"], "granularity_ms": 3_600_000 }),
        )
        .await;
        assert!(told["records"][0]["event"]["REQUEST_PER_MINUTE"].is_number());
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_question_is_said_at_once() {
    for it in Offer::each().await {
        let bad = json!({
            "start_ms": "yesterday", "metrics": [], "dimensions": ["TIME", "APPLICATION", "STATUS_CODE"], "more": 1,
            "filter": [{ "dimension": "APPLICATION", "type": "IN", "values": ["x"] }],
        });
        let answer = it.post(&it.ada, "/stats", bad).await;
        let mut wrong = answer.invalid();
        wrong.sort();
        assert_eq!(
            (answer.code(), wrong.iter().map(String::as_str).collect::<Vec<_>>()),
            (
                400,
                vec![
                    "dimensions max_items",
                    "end_ms required",
                    "filter.0.values.0 is_uuid",
                    "filter.0.values.0 matches_regex",
                    "metrics min_items",
                    "more unknown_property",
                    "start_ms is_integer",
                ]
            )
        );
        let question = |metric: &str, more: Value| {
            let mut body = json!({ "start_ms": end_ms() - DAY_MS, "end_ms": end_ms(), "metrics": [metric] });
            for (name, value) in more.as_object().unwrap() {
                body[name] = value.clone();
            }
            body
        };
        let filter = |it: Value| json!({ "filter": [it] });
        for body in [
            question("REQUESTS", json!({})),
            question("REQUEST_COUNT", json!({ "end_ms": 0 })),
            question("REQUEST_COUNT", json!({ "start_ms": 1e300 })),
            question("REQUEST_COUNT", json!({ "dimensions": ["TIME"], "granularity_ms": 1 })),
            question("REQUEST_COUNT", json!({ "dimensions": ["TIME"], "granularity_ms": -1 })),
            question("REQUEST_COUNT", filter(json!({ "dimension": "TIME", "type": "IN", "values": [] }))),
            question(
                "REQUEST_COUNT",
                filter(json!({ "dimension": "STATUS_CODE", "type": "IN", "values": [99] })),
            ),
            question("REQUEST_COUNT", filter(json!({ "dimension": "STATUS_CODE", "values": [200] }))),
            question(
                "REQUEST_COUNT",
                filter(json!({ "dimension": "STATUS_CODE_GROUPED", "type": "IN", "values": ["2xx"] })),
            ),
            question(
                "REQUEST_COUNT",
                filter(json!({ "dimension": "STATUS_CODE", "type": "IN", "values": [200], "more": 1 })),
            ),
            json!({}),
            json!(null),
            json!([]),
        ] {
            let answer = it.post(&it.ada, "/stats", body.clone()).await;
            assert_eq!(answer.code(), 400, "{body}: {}", answer.json);
            assert!(!answer.invalid().is_empty(), "{body}");
        }
    }
}

#[tokio::test]
async fn what_is_counted_is_told_to_developers_only() {
    for it in Offer::each().await {
        let told = it.get(&it.ada, "/stats/config").await;
        assert_eq!(told.json, json!({ "analytics": { "percentiles": true, "retention_ms": 90 * DAY_MS } }));
        assert_eq!(it.get(&it.visitor, "/stats/config").await.code(), 401);
        assert_eq!(it.post(&it.visitor, "/stats", json!({})).await.code(), 401);
    }
}
