//! A developer's applications.

use catalog::strategies::{self, NewStrategy};
use serde_json::json;

use crate::desk::Desk;

#[tokio::test]
async fn an_application_is_made_read_changed_and_deleted() {
    for desk in Desk::each().await {
        let portal = desk.open("acme").await;
        let ada = desk.house.developer(portal, "ada").await;
        let new = NewStrategy { name: "Keys".into(), ..NewStrategy::default() };
        let strategy = strategies::create(&desk.house.admin(), &new).await.unwrap().id;
        let ada = desk.developer("acme", &ada).await;
        let body = json!({ "name": "Shop", "auth_strategy_id": strategy });
        let made =
            desk.post(&ada.clone().with("idempotency-key", "k1"), "/api/v2/applications", body.clone()).await;
        assert_eq!(made.code(), 201, "{}", made.json);
        let again =
            desk.post(&ada.clone().with("idempotency-key", "k1"), "/api/v2/applications", body.clone()).await;
        assert_eq!((again.code(), again.header("idempotent-replayed")), (201, "true"));
        assert_eq!(again.json, made.json);
        let other = json!({ "name": "Other", "auth_strategy_id": strategy });
        let other =
            desk.post(&ada.clone().with("idempotency-key", "k1"), "/api/v2/applications", other).await;
        assert_eq!(other.code(), 422);
        assert_eq!(desk.post(&ada, "/api/v2/applications", body).await.code(), 409);
        let path = format!("/api/v2/applications/{}", made.json["id"].as_str().unwrap());
        let seen = desk.get(&ada, &path).await;
        let tag = seen.header("etag").to_owned();
        assert_eq!(desk.get(&ada.clone().with("if-none-match", &tag), &path).await.code(), 304);
        desk.house.wait(1);
        let change = json!({ "description": "Sells things" });
        assert_eq!(desk.patch(&ada.clone().with("if-match", &tag), &path, change.clone()).await.code(), 200);
        assert_eq!(desk.patch(&ada.clone().with("if-match", &tag), &path, change).await.code(), 412);
        assert_eq!(desk.delete(&ada, &path).await.code(), 204);
        assert_eq!(desk.get(&ada, &path).await.code(), 404);
    }
}

#[tokio::test]
async fn all_that_is_wrong_with_a_body_is_said_at_once() {
    for desk in Desk::each().await {
        let portal = desk.open("acme").await;
        let ada = desk.house.developer(portal, "ada").await;
        let ada = desk.developer("acme", &ada).await;
        let body = json!({ "name": "x".repeat(256), "reference_id": 7, "auth_strategy_id": "x", "extra": 1 });
        let answer = desk.post(&ada, "/api/v2/applications", body).await;
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
        let form = ada.clone().with("content-type", "application/x-www-form-urlencoded");
        assert_eq!(desk.post(&form, "/api/v2/applications", json!({})).await.code(), 415);
    }
}
