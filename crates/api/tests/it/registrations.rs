//! Registrations: asked for, listed, deleted; and what the contract says no to.

use access::registrations;
use base::RegistrationId;
use catalog::strategies::{self, NewStrategy};
use serde_json::json;

use crate::desk::Answer;
use crate::offer::{Offer, each};

async fn register(it: &Offer, application: &str, version: base::VersionId) -> Answer {
    let body = json!({ "product_version_id": version });
    it.post(&it.ada, &format!("/applications/{application}/registrations"), body).await
}

#[tokio::test]
async fn a_registration_is_asked_for_once_seen_and_deleted() {
    for it in Offer::each().await {
        let shop = it.application(&it.ada, "Shop").await;
        let made = register(&it, &shop, it.version).await;
        assert_eq!(made.code(), 201, "{}", made.json);
        assert_eq!(
            (&made.json["status"], &made.json["product_name"], &made.json["product_version_name"]),
            (&json!("pending"), &json!("Payments"), &json!("v2"))
        );
        assert_eq!(made.json["application_id"], json!(shop));
        assert_eq!(register(&it, &shop, it.version).await.code(), 409);
        let path = format!("/applications/{shop}/registrations");
        let one = format!("{path}/{}", made.json["id"].as_str().unwrap());
        let seen = it.get(&it.ada, &one).await;
        assert_eq!(seen.json, made.json);
        it.desk.house.wait(5);
        let id: RegistrationId = made.json["id"].as_str().unwrap().parse().unwrap();
        registrations::approve(&it.call(), id).await.unwrap();
        let approved = it.get(&it.ada, &one).await;
        assert_eq!(approved.json["status"], "approved");
        assert_eq!(approved.json["created_at"], made.json["created_at"]);
        assert_ne!(approved.json["updated_at"], made.json["updated_at"]);
        let stale = it.ada.clone().with("if-match", seen.header("etag"));
        assert_eq!(it.delete(&stale, &one).await.code(), 412);
        assert_eq!(it.delete(&it.ada, &one).await.code(), 204);
        assert_eq!(it.get(&it.ada, &one).await.code(), 404);
        assert_eq!(register(&it, &shop, it.version).await.code(), 201);
    }
}

#[tokio::test]
async fn registrations_are_listed_and_filtered() {
    for it in Offer::each().await {
        let shop = it.application(&it.ada, "Shop").await;
        it.publish(it.older, |new| new.auto_approve = true).await;
        let pending = register(&it, &shop, it.version).await;
        it.desk.house.wait(1);
        let approved = register(&it, &shop, it.older).await;
        assert_eq!(approved.json["status"], "approved");
        let path = format!("/applications/{shop}/registrations");
        let versions = async |query: &str| {
            let answer = it.get(&it.ada, &format!("{path}?{query}")).await;
            assert_eq!(answer.code(), 200, "{query}: {}", answer.json);
            each(&answer, "product_version_name")
        };
        assert_eq!(versions("").await, ["v10", "v2"]);
        assert_eq!(versions("page[size]=1&page[number]=2").await, ["v2"]);
        assert_eq!(versions("filter[status]=approved").await, ["v10"]);
        assert_eq!(versions(&format!("filter[id]={}", pending.json["id"].as_str().unwrap())).await, ["v2"]);
        assert_eq!(versions("filter[product_name][contains]=PAY").await.len(), 2);
        assert_eq!(versions("filter[product_name]=Pay").await, [""; 0]);
        assert_eq!(versions("filter[product_version_name][eq]=v2").await, ["v2"]);
        assert_eq!(versions("filter[product_version_name][contains]=1").await, ["v10"]);
        let bad = it.get(&it.ada, &format!("{path}?filter[status]=lost&filter[id]=1")).await;
        assert_eq!(
            (bad.code(), bad.invalid()),
            (400, vec!["filter[status] enum".into(), "filter[id] is_uuid".into()])
        );
    }
}

#[tokio::test]
async fn what_cannot_be_registered_is_refused_and_never_with_403() {
    for it in Offer::each().await {
        let shop = it.application(&it.ada, "Shop").await;
        let path = format!("/applications/{shop}/registrations");
        let new = NewStrategy { name: "Other".into(), ..NewStrategy::default() };
        let other = strategies::create(&it.call(), &new).await.unwrap().id;
        it.publish(it.version, |new| new.strategy = other.to_string()).await;
        let bad = register(&it, &shop, it.version).await;
        assert_eq!((bad.code(), bad.invalid()), (400, vec!["product_version_id invalid".to_owned()]));
        it.publish(it.version, |new| new.registration = false).await;
        assert_eq!(register(&it, &shop, it.version).await.code(), 409);
        let hidden = it.add_version(it.product, "v3").await;
        let bad = register(&it, &shop, hidden).await;
        assert_eq!(
            (bad.code(), bad.invalid()),
            (400, vec!["product_version_id missing_reference".to_owned()])
        );
        let body = json!({ "product_version_id": it.older, "scopes": ["all"] });
        let bad = it.post(&it.ada, &path, body).await;
        assert_eq!((bad.code(), bad.invalid()), (400, vec!["scopes invalid".to_owned()]));
        it.set_portal("update portals set rbac = true where id = $1").await;
        it.give_role(it.product, "viewer").await;
        assert_eq!(register(&it, &shop, it.older).await.code(), 409);
        let bad = it.post(&it.ada, &path, json!({ "product_version_id": 7, "x": null })).await;
        let mut wrong = bad.invalid();
        wrong.sort();
        assert_eq!(wrong, ["product_version_id is_string", "x unknown_property"]);
    }
}

#[tokio::test]
async fn the_registrations_of_others_are_not_there() {
    for it in Offer::each().await {
        let (shop, tool) = (it.application(&it.ada, "Shop").await, it.application(&it.ada, "Tool").await);
        let made = register(&it, &shop, it.version).await;
        let id = made.json["id"].as_str().unwrap();
        let body = json!({ "product_version_id": it.older });
        let path = format!("/applications/{shop}/registrations");
        assert_eq!(it.post(&it.kim, &path, body.clone()).await.code(), 404);
        assert_eq!(it.post(&it.visitor, &path, body).await.code(), 401);
        for (caller, at) in [(&it.kim, &shop), (&it.ada, &tool)] {
            let path = format!("/applications/{at}/registrations/{id}");
            for end in ["", "/granted-scopes"] {
                assert_eq!(it.get(caller, &format!("{path}{end}")).await.code(), 404);
            }
            assert_eq!(it.delete(caller, &path).await.code(), 404);
        }
        assert_eq!(it.get(&it.kim, &path).await.code(), 404);
        assert_eq!(it.get(&it.visitor, &path).await.code(), 401);
    }
}

#[tokio::test]
async fn scopes_that_only_an_identity_provider_grants_are_unsupported_in_the_words_of_the_contract() {
    for it in Offer::each().await {
        let shop = it.application(&it.ada, "Shop").await;
        let made = register(&it, &shop, it.version).await;
        let id = made.json["id"].as_str().unwrap();
        for path in [
            format!("/applications/{shop}/registrations/{id}/granted-scopes"),
            format!("/applications/{shop}/product-versions/{}/granted-scopes", it.version),
        ] {
            let answer = it.get(&it.ada, &path).await;
            assert_eq!((answer.code(), &answer.json["title"]), (422, &json!("Unsupported IDP")), "{path}");
            assert_eq!(answer.json["type"], "https://kongapi.info/konnect/portal/granted-scopes-unavailable");
        }
        let nowhere = base::Uuid::nil();
        for path in [
            format!("/applications/{shop}/registrations/{nowhere}/granted-scopes"),
            format!("/applications/{shop}/product-versions/{nowhere}/granted-scopes"),
            format!("/applications/{nowhere}/product-versions/{}/granted-scopes", it.version),
        ] {
            assert_eq!(it.get(&it.ada, &path).await.code(), 404, "{path}");
        }
    }
}
