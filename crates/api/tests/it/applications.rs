//! A developer's applications, and the strategies that they can be created for.

use catalog::strategies::{self, NewStrategy};
use serde_json::json;

use crate::offer::{Offer, each};

#[tokio::test]
async fn an_application_is_made_read_changed_and_deleted() {
    for it in Offer::each().await {
        let body = json!({ "name": "Shop", "auth_strategy_id": it.strategy });
        let once = it.ada.clone().with("idempotency-key", "k1");
        let made = it.post(&once, "/applications", body.clone()).await;
        assert_eq!(made.code(), 201, "{}", made.json);
        let again = it.post(&once, "/applications", body.clone()).await;
        assert_eq!((again.code(), again.header("idempotent-replayed")), (201, "true"));
        assert_eq!(again.json, made.json);
        let other = json!({ "name": "Other", "auth_strategy_id": it.strategy });
        assert_eq!(it.post(&once, "/applications", other).await.code(), 422);
        assert_eq!(it.post(&it.ada, "/applications", body).await.code(), 409);
        let path = format!("/applications/{}", made.json["id"].as_str().unwrap());
        let seen = it.get(&it.ada, &path).await;
        assert_eq!(seen.json, made.json);
        let tag = seen.header("etag").to_owned();
        assert_eq!(it.get(&it.ada.clone().with("if-none-match", &tag), &path).await.code(), 304);
        it.desk.house.wait(1);
        let change = json!({ "description": "Sells things" });
        let knowing = it.ada.clone().with("if-match", &tag);
        assert_eq!(it.patch(&knowing, &path, change.clone()).await.code(), 200);
        assert_eq!(it.patch(&knowing, &path, change).await.code(), 412);
        assert_eq!(it.delete(&it.ada, &path).await.code(), 204);
        assert_eq!(it.get(&it.ada, &path).await.code(), 404);
    }
}

#[tokio::test]
async fn an_application_tells_its_strategy_and_has_neither_redirect_nor_scopes() {
    for it in Offer::each().await {
        let shop = it.application(&it.ada, "Shop").await;
        let path = format!("/applications/{shop}");
        let seen = it.get(&it.ada, &path).await;
        assert_eq!(
            seen.json["auth_strategy"],
            json!({ "id": it.strategy, "name": "Key", "credential_type": "key_auth", "key_names": ["apikey"],
                    "ttl": { "value": 2, "unit": "weeks" } })
        );
        assert_eq!(
            (&seen.json["redirect_uri"], &seen.json["scopes"], &seen.json["description"]),
            (&json!(null), &json!([]), &json!(null))
        );
        assert_eq!(it.get(&it.ada, "/applications").await.json["data"], json!([seen.json]));
        // What is shown of the strategy changes with it, and so does the tag.
        it.desk.house.wait(1);
        let new =
            NewStrategy { name: "internal".into(), display_name: "API key".into(), ..NewStrategy::default() };
        strategies::update(&it.call(), it.strategy, &new).await.unwrap();
        let known = it.ada.clone().with("if-none-match", seen.header("etag"));
        let changed = it.get(&known, &path).await;
        assert_eq!((changed.code(), &changed.json["auth_strategy"]["name"]), (200, &json!("API key")));
        assert_eq!(changed.json["auth_strategy"]["ttl"], json!(null));
        let knowing = it.ada.clone().with("if-match", changed.header("etag"));
        assert_eq!(it.patch(&knowing, &path, json!({ "name": "Store" })).await.code(), 200);
    }
}

#[tokio::test]
async fn a_change_names_what_it_changes_and_leaves_the_rest() {
    for it in Offer::each().await {
        let body = json!({
            "name": "Shop", "description": "Sells", "reference_id": "shop-1", "auth_strategy_id": it.strategy,
        });
        let made = it.post(&it.ada, "/applications", body).await;
        let path = format!("/applications/{}", made.json["id"].as_str().unwrap());
        // The client sends the reference back, and leaves empty fields out.
        let same = json!({ "name": "Store", "reference_id": "shop-1", "scopes": [] });
        let changed = it.patch(&it.ada, &path, same).await;
        assert_eq!(
            (changed.code(), &changed.json["name"], &changed.json["description"]),
            (200, &json!("Store"), &json!("Sells"))
        );
        let changed = it.patch(&it.ada, &path, json!({ "description": "", "reference_id": "" })).await;
        assert_eq!(
            (&changed.json["description"], &changed.json["reference_id"]),
            (&json!(null), &json!("shop-1"))
        );
        let other = json!({ "name": "Other", "reference_id": "other-1", "auth_strategy_id": it.strategy });
        assert_eq!(it.post(&it.kim, "/applications", other).await.code(), 201);
        let taken = it.patch(&it.ada, &path, json!({ "reference_id": "other-1" })).await;
        assert_eq!((taken.code(), taken.invalid()), (409, vec!["reference_id invalid".to_owned()]));
        assert_eq!(it.patch(&it.ada, &path, json!({ "reference_id": "shop-2" })).await.code(), 200);
        let bad = it
            .patch(&it.ada, &path, json!({
                "name": null, "auth_strategy_id": it.strategy, "redirect_uri": "no address", "scopes": "all",
            }))
            .await;
        let mut wrong = bad.invalid();
        wrong.sort();
        assert_eq!(
            wrong,
            [
                "auth_strategy_id unknown_property",
                "name is_string",
                "redirect_uri invalid",
                "scopes is_array"
            ]
        );
        let client = json!({ "redirect_uri": "https://example.com/back", "scopes": ["all"], "name": "" });
        let bad = it.patch(&it.ada, &path, client).await;
        assert_eq!(bad.invalid(), ["redirect_uri invalid", "scopes invalid", "name required"]);
        assert_eq!(it.patch(&it.ada, &path, json!({})).await.code(), 200);
    }
}

#[tokio::test]
async fn all_that_is_wrong_with_a_body_is_said_at_once() {
    for it in Offer::each().await {
        let body = json!({ "name": "x".repeat(256), "reference_id": 7, "auth_strategy_id": "x", "extra": 1 });
        let answer = it.post(&it.ada, "/applications", body).await;
        assert_eq!(answer.code(), 400);
        let mut invalid = answer.invalid();
        invalid.sort();
        assert_eq!(
            invalid,
            [
                "auth_strategy_id is_uuid",
                "extra unknown_property",
                "name max_length",
                "reference_id is_string"
            ]
        );
        let form = it.ada.clone().with("content-type", "application/x-www-form-urlencoded");
        assert_eq!(it.post(&form, "/applications", json!({})).await.code(), 415);
        for (body, wrong) in [
            (
                json!({ "name": "A", "auth_strategy_id": base::Uuid::nil().to_string() }),
                "auth_strategy_id missing_reference",
            ),
            (json!({ "name": "A" }), "auth_strategy_id required"),
            (json!({ "name": "A", "auth_strategy_id": null }), "auth_strategy_id required"),
        ] {
            let answer = it.post(&it.ada, "/applications", body).await;
            assert_eq!((answer.code(), answer.invalid()), (400, vec![wrong.to_owned()]));
        }
        it.desk.house.run("update portals set default_strategy = $1", sql::args![it.strategy]).await;
        assert_eq!(
            it.post(&it.ada, "/applications", json!({ "name": "A", "auth_strategy_id": null })).await.code(),
            201
        );
        it.set_portal("update portals set max_applications = 1 where id = $1").await;
        assert_eq!(it.post(&it.ada, "/applications", json!({ "name": "B" })).await.code(), 403);
    }
}

#[tokio::test]
async fn applications_are_listed_by_name_and_filtered_and_those_of_others_are_not_there() {
    for it in Offer::each().await {
        let shop = it.application(&it.ada, "Shop").await;
        it.application(&it.ada, "almanac").await;
        it.application(&it.kim, "Other").await;
        let names =
            async |query: &str| each(&it.get(&it.ada, &format!("/applications?{query}")).await, "name");
        assert_eq!(names("page[size]=25&page[number]=1").await, ["almanac", "Shop"]);
        assert_eq!(names("filter[name][contains]=SHO").await, ["Shop"]);
        assert_eq!(names("filter[name]=shop").await, [""; 0]);
        assert_eq!(names(&format!("filter[auth_strategy_id][eq]={}", it.strategy)).await.len(), 2);
        assert_eq!(names(&format!("filter[auth_strategy_id]={}", base::Uuid::nil())).await, [""; 0]);
        let path = format!("/applications/{shop}");
        assert_eq!(it.get(&it.kim, &path).await.code(), 404);
        assert_eq!(it.patch(&it.kim, &path, json!({ "name": "Mine" })).await.code(), 404);
        assert_eq!(it.delete(&it.kim, &path).await.code(), 404);
        assert_eq!(it.post(&it.kim, &format!("{path}/refresh-token"), json!({})).await.code(), 404);
        assert_eq!(it.get(&it.visitor, "/applications").await.code(), 401);
        assert_eq!(it.get(&it.ada, "/applications/nonsense").await.code(), 404);
    }
}

#[tokio::test]
async fn an_application_with_keys_has_no_client_secret_to_refresh() {
    for it in Offer::each().await {
        let shop = it.application(&it.ada, "Shop").await;
        let path = format!("/api/v2/applications/{shop}/refresh-token");
        let answer = it.desk.send(&it.ada, axum::http::Method::POST, &path, None).await;
        assert_eq!((answer.code(), answer.invalid()), (400, vec!["applicationId invalid".to_owned()]));
    }
}

#[tokio::test]
async fn the_strategies_are_those_that_the_portal_offers() {
    for it in Offer::each().await {
        let path = "/applications/auth-strategies";
        let unused = NewStrategy { name: "Unused".into(), ..NewStrategy::default() };
        let unused = strategies::create(&it.call(), &unused).await.unwrap().id;
        let listed = it.get(&it.ada, path).await;
        assert_eq!(
            listed.json["data"],
            json!([{ "id": it.strategy, "name": "Key", "credential_type": "key_auth", "key_names": ["apikey"],
                     "ttl": { "value": 2, "unit": "weeks" } }])
        );
        it.desk.house.run("update portals set default_strategy = $1", sql::args![unused]).await;
        let names = async |query: &str| each(&it.get(&it.ada, &format!("{path}?{query}")).await, "name");
        assert_eq!(names("page[size]=100&page[number]=1").await, ["Unused", "Key"]);
        assert_eq!(names("filter[name][contains]=USE").await, ["Unused"]);
        assert_eq!(names("filter[name][eq]=Key").await, ["Key"]);
        assert_eq!(names("filter[credential_type][eq]=key_auth").await.len(), 2);
        assert_eq!(names("filter[credential_type][eq]=client_credentials").await, [""; 0]);
        assert_eq!(it.get(&it.ada, &format!("{path}?filter[credential_type][eq]=x")).await.code(), 400);
        assert_eq!(it.get(&it.visitor, path).await.code(), 401);
    }
}
