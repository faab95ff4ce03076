//! Credentials: generated, shown once, renamed, deleted; and how many there may be.

use serde_json::json;

use crate::offer::{Offer, each};

#[tokio::test]
async fn a_credential_is_shown_once_renamed_and_deleted() {
    for it in Offer::each().await {
        let shop = it.application(&it.ada, "Shop").await;
        let path = format!("/applications/{shop}/credentials");
        let made = it.post(&it.ada, &path, json!({ "display_name": "Laptop" })).await;
        assert_eq!(made.code(), 201, "{}", made.json);
        let key = made.json["credential"].as_str().unwrap().to_owned();
        assert_eq!(
            (key.len(), &made.json["type"], &made.json["status"]),
            (32, &json!("api_key"), &json!("active"))
        );
        assert!(made.json["expires_at"].as_str().unwrap().starts_with("2026-06-15T"), "{}", made.json);
        // The body may be left out.
        let bare = it.desk.send(&it.ada, axum::http::Method::POST, &format!("/api/v2{path}"), None).await;
        assert_eq!((bare.code(), &bare.json["display_name"]), (201, &json!("Key 2")));
        let listed = it.get(&it.ada, &format!("{path}?page[size]=25&page[number]=1")).await;
        assert_eq!(each(&listed, "display_name"), ["Key 2", "Laptop"]);
        assert!(!listed.json.to_string().contains(&key));
        let id = made.json["id"].as_str().unwrap();
        let renamed = it.put(&it.ada, &format!("{path}/{id}"), json!({ "display_name": "Desk" })).await;
        assert_eq!((renamed.code(), renamed.bytes.len()), (200, 0));
        assert_eq!(each(&it.get(&it.ada, &path).await, "display_name"), ["Key 2", "Desk"]);
        assert_eq!(it.delete(&it.ada, &format!("{path}/{id}")).await.code(), 204);
        assert_eq!(it.delete(&it.ada, &format!("{path}/{id}")).await.code(), 404);
        assert_eq!(it.get(&it.ada, &path).await.json["meta"]["page"]["total"], 1);
    }
}

#[tokio::test]
async fn an_answer_that_holds_a_key_is_not_kept_under_its_idempotency_key() {
    for it in Offer::each().await {
        let shop = it.application(&it.ada, "Shop").await;
        let path = format!("/applications/{shop}/credentials");
        let ada = it.ada.clone().with("idempotency-key", "k1");
        assert_eq!(it.post(&ada, &path, json!({})).await.code(), 201);
        let again = it.post(&ada, &path, json!({})).await;
        assert_eq!((again.code(), again.json["credential"].as_str()), (409, None));
        assert_eq!(it.get(&it.ada, &path).await.json["meta"]["page"]["total"], 1);
    }
}

#[tokio::test]
async fn more_credentials_than_the_portal_allows_are_refused_in_the_words_of_the_contract() {
    for it in Offer::each().await {
        it.set_portal("update portals set max_credentials = 2 where id = $1").await;
        let shop = it.application(&it.ada, "Shop").await;
        let path = format!("/applications/{shop}/credentials");
        for status in [201, 201, 403] {
            let answer = it.post(&it.ada, &path, json!({})).await;
            assert_eq!(answer.code(), status);
            if status == 403 {
                assert_eq!(answer.json["detail"], "Maximum number of Credentials exceeded. Max Allowed: 2");
                assert_eq!(answer.json["message"], answer.json["detail"]);
            }
        }
    }
}

#[tokio::test]
async fn the_credentials_of_others_are_not_there_and_bad_input_is_named() {
    for it in Offer::each().await {
        let (shop, tool) = (it.application(&it.ada, "Shop").await, it.application(&it.ada, "Tool").await);
        let other = it.application(&it.kim, "Other").await;
        let path = format!("/applications/{shop}/credentials");
        let made = it.post(&it.ada, &path, json!({})).await;
        let id = made.json["id"].as_str().unwrap();
        let name = json!({ "display_name": "Mine" });
        for at in [&tool, &other] {
            let path = format!("/applications/{at}/credentials/{id}");
            assert_eq!(it.put(&it.ada, &path, name.clone()).await.code(), 404, "{at}");
            assert_eq!(it.delete(&it.ada, &path).await.code(), 404, "{at}");
        }
        assert_eq!(it.get(&it.kim, &path).await.code(), 404);
        assert_eq!(it.post(&it.kim, &path, json!({})).await.code(), 404);
        assert_eq!(it.delete(&it.kim, &format!("{path}/{id}")).await.code(), 404);
        assert_eq!(it.put(&it.kim, &format!("{path}/{id}"), name).await.code(), 404);
        assert_eq!(
            it.put(&it.ada, &format!("{path}/nothing"), json!({ "display_name": "x" })).await.code(),
            404
        );
        assert_eq!(it.get(&it.visitor, &path).await.code(), 401);
        let long = json!({ "display_name": "x".repeat(256), "extra": 1 });
        let bad = it.post(&it.ada, &path, long).await;
        let mut wrong = bad.invalid();
        wrong.sort();
        assert_eq!(
            (bad.code(), wrong),
            (400, vec!["display_name max_length".into(), "extra unknown_property".into()])
        );
        for (body, rule) in [
            (json!({}), "required"),
            (json!({ "display_name": "" }), "required"),
            (json!({ "display_name": null }), "is_string"),
        ] {
            let bad = it.put(&it.ada, &format!("{path}/{id}"), body).await;
            assert_eq!((bad.code(), bad.invalid()), (400, vec![format!("display_name {rule}")]));
        }
    }
}
