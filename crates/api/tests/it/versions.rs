//! Versions: how one registers to them, what they can do, and where one's applications stand.

use catalog::specifications;
use serde_json::json;

use crate::offer::{Offer, SPECIFICATION, each};

#[tokio::test]
async fn a_version_tells_how_one_registers_to_it() {
    for it in Offer::each().await {
        let path = format!("/products/{}/versions/{}", it.product, it.version);
        let seen = it.get(&it.visitor, &path).await;
        assert_eq!(
            seen.json["registration_configs"],
            json!([{
                "id": it.strategy, "name": "Key", "credential_type": "key_auth", "auth_methods": [],
                "available_scopes": [], "registration_enabled": true, "registration_auto_approve": false,
            }])
        );
        assert_eq!((&seen.json["name"], &seen.json["deprecated"]), (&json!("v2"), &json!(false)));
        let tag = seen.header("etag").to_owned();
        let known = it.visitor.clone().with("if-none-match", &tag);
        assert_eq!(it.get(&known, &path).await.code(), 304);
        it.desk.house.wait(1);
        it.set_portal("update portals set auto_approve_registrations = true, updated_at = updated_at + 2000000 where id = $1").await;
        let seen = it.get(&known, &path).await;
        assert_eq!(seen.json["registration_configs"][0]["registration_auto_approve"], true);
        it.publish(it.version, |new| {
            (new.strategy, new.registration, new.deprecated) = (String::new(), false, true);
        })
        .await;
        let seen = it.get(&it.visitor, &path).await;
        assert_eq!(
            (&seen.json["registration_configs"], &seen.json["deprecated"]),
            (&json!([]), &json!(true))
        );
    }
}

#[tokio::test]
async fn versions_are_listed_the_latest_first_and_those_of_others_are_not_there() {
    for it in Offer::each().await {
        let hidden = it.add_version(it.product, "v3").await;
        let path = format!("/products/{}/versions", it.product);
        let listed = it.get(&it.visitor, &format!("{path}?page[size]=100&page[number]=1")).await;
        assert_eq!(each(&listed, "name"), ["v2", "v10"]);
        assert_eq!(each(&it.get(&it.visitor, &format!("{path}?filter[name]=v10")).await, "name"), ["v10"]);
        let some = it.get(&it.visitor, &format!("{path}?filter[name][contains]=V1")).await;
        assert_eq!(each(&some, "name"), ["v10"]);
        assert_eq!(it.get(&it.visitor, &format!("{path}/{hidden}")).await.code(), 404);
        let other = it.add_product("Other").await;
        for end in ["", "/spec", "/spec/operations"] {
            let path = format!("/products/{other}/versions/{}{end}", it.version);
            assert_eq!(it.get(&it.visitor, &path).await.code(), 404, "{path}");
        }
        let path = format!("/products/{other}/versions/{}/applications", it.version);
        assert_eq!(it.get(&it.ada, &path).await.code(), 404);
        assert_eq!(each(&it.get(&it.visitor, &format!("/products/{other}/versions")).await, "name"), [""; 0]);
        let nowhere = base::Uuid::nil();
        assert_eq!(it.get(&it.visitor, &format!("/products/{nowhere}/versions")).await.code(), 404);
    }
}

#[tokio::test]
async fn a_specification_is_given_as_it_was_uploaded_and_a_version_without_one_has_no_content() {
    for it in Offer::each().await {
        let path = format!("/products/{}/versions/{}/spec", it.product, it.version);
        let spec = it.get(&it.visitor, &path).await;
        assert_eq!(spec.json, json!({ "api_type": "openapi", "content": SPECIFICATION }));
        let known = it.visitor.clone().with("if-none-match", spec.header("etag"));
        assert_eq!(it.get(&known, &path).await.code(), 304);
        let operations = it.get(&it.visitor, &format!("{path}/operations")).await;
        assert_eq!(
            operations.json,
            json!({ "api_type": "openapi", "operations": [
                { "path": "/payments", "method": "get", "operation_id": "list", "tags": ["payments"],
                  "summary": "All payments", "deprecated": false },
                { "path": "/payments", "method": "post", "operation_id": null, "tags": [],
                  "summary": null, "deprecated": true },
            ] })
        );
        specifications::delete(&it.call(), it.version).await.unwrap();
        for path in [path.clone(), format!("{path}/operations")] {
            let none = it.get(&it.visitor, &path).await;
            assert_eq!((none.code(), none.bytes.len()), (204, 0), "{path}");
        }
    }
}

#[tokio::test]
async fn the_applications_of_a_version_are_ones_own_with_their_registrations() {
    for it in Offer::each().await {
        let (shop, tool) = (it.application(&it.ada, "Shop").await, it.application(&it.ada, "Tool").await);
        it.application(&it.kim, "Other").await;
        let body = json!({ "product_version_id": it.version });
        let made = it.post(&it.ada, &format!("/applications/{shop}/registrations"), body).await;
        let path = format!("/products/{}/versions/{}/applications", it.product, it.version);
        let all = it.get(&it.ada, &path).await;
        assert_eq!(each(&all, "name"), ["Shop", "Tool"]);
        let first = &all.json["data"][0];
        assert_eq!(
            (&first["registration_id"], &first["registration_status"]),
            (&made.json["id"], &json!("pending"))
        );
        assert_eq!(first["auth_strategy"]["ttl"], json!({ "value": 2, "unit": "weeks" }));
        assert_eq!(all.json["data"][1]["registration_id"], json!(null));
        let ids = async |query: &str| each(&it.get(&it.ada, &format!("{path}?{query}")).await, "id");
        let by_strategy = format!("unregistered=true&filter[auth_strategy_id]={}", it.strategy);
        assert_eq!(ids(&format!("{by_strategy}&page[size]=5&page[number]=1")).await, [&*tool]);
        assert_eq!(ids("unregistered=false").await, [&*shop, &*tool]);
        for (query, wanted) in
            [("unregistered=true", 1), ("unregistered=false", 2), ("filter[status]=pending", 1)]
        {
            let total =
                it.get(&it.ada, &format!("{path}?{query}")).await.json["meta"]["page"]["total"].clone();
            assert_eq!(total, wanted, "{query}");
        }
        assert_eq!(ids("filter[status]=pending").await, [&*shop]);
        assert_eq!(ids("filter[status][eq]=approved").await, [""; 0]);
        assert_eq!(ids("filter[name][contains]=OO").await, [&*tool]);
        assert_eq!(ids(&format!("filter[auth_strategy_id]={}", base::Uuid::nil())).await, [""; 0]);
        let bad = it.get(&it.ada, &format!("{path}?unregistered=maybe&filter[status]=lost")).await;
        assert_eq!(
            (bad.code(), bad.invalid()),
            (400, vec!["unregistered enum".into(), "filter[status] enum".into()])
        );
        assert_eq!(it.get(&it.visitor, &path).await.code(), 401);
        assert_eq!(each(&it.get(&it.kim, &path).await, "name"), ["Other"]);
    }
}
