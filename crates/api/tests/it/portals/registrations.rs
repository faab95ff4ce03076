//! The applications of a portal's developers, and what they asked for.

use access::credentials;
use serde_json::{Value, json};

use super::stage::{NOTHING, Stage};
use crate::management::shop::last;

#[tokio::test]
async fn an_application_is_read_with_all_that_it_joins() {
    for stage in Stage::each().await {
        let offer = stage.offer("Payments").await;
        let ada = stage.developer("ada").await;
        let id = stage.application(&ada, "Shop", &offer.strategy).await;
        let at = stage.registration(&ada, &id, &offer.version).await;
        let seen = stage.read(&format!("/applications/{id}")).await;
        assert_eq!((&seen["registration_count"], &seen["description"]), (&json!(1), &Value::Null));
        assert_eq!(seen["developer"]["email"], "ada@example.com");
        assert_eq!(seen["portal"]["id"], last(&stage.at));
        assert_eq!(seen["auth_strategy"]["id"], *offer.strategy);
        assert_eq!((&seen["dcr_provider"], &seen["granted_scopes"]), (&Value::Null, &Value::Null));
        assert_eq!(stage.shop.read(&format!("/v2/applications/{id}")).await, seen);
        let scopes = stage.read(&format!("{at}/granted-scopes")).await;
        assert_eq!(scopes, json!({ "data": [] }));
        let other = stage.shop.desk.open("other").await;
        for rest in [format!("/applications/{id}"), at.clone(), format!("{at}/granted-scopes")] {
            assert_eq!(stage.shop.get(&format!("/v2/portals/{other}{rest}")).await.code(), 404, "{rest}");
        }
        assert_eq!(stage.shop.delete(&format!("/v2/portals/{other}/applications/{id}")).await.code(), 404);
        assert_eq!(stage.get(&format!("/applications/{NOTHING}")).await.code(), 404);
        assert_eq!(stage.shop.get(&format!("/v2/applications/{NOTHING}")).await.code(), 404);
        assert_eq!(stage.delete(&format!("/applications/{id}")).await.code(), 204);
        assert_eq!(stage.get(&at).await.code(), 404);
    }
}

#[tokio::test]
async fn registrations_are_decided_about_as_their_states_allow_and_the_gateway_is_told() {
    for stage in Stage::each().await {
        let offer = stage.offer("Payments").await;
        let ada = stage.developer("ada").await;
        let set = async |at: &str, status: &str| {
            let answer = stage.patch(at, json!({ "status": status })).await;
            match answer.code() {
                200 => answer.json["status"].as_str().unwrap().to_owned(),
                code => code.to_string(),
            }
        };
        let mut table = Vec::new();
        for way in [&["pending"][..], &["approved"], &["rejected"], &["approved", "revoked"]] {
            let mut row = Vec::new();
            for status in ["pending", "approved", "rejected", "revoked"] {
                let name = format!("{}{status}", way.join(" "));
                let application = stage.application(&ada, &name, &offer.strategy).await;
                let at = stage.registration(&ada, &application, &offer.version).await;
                for step in way {
                    set(&at, step).await;
                }
                row.push(set(&at, status).await);
            }
            table.push(format!("{} -> {}\n", way.last().unwrap(), row.join(" ")));
        }
        assert_eq!(
            table.concat(),
            "\
pending -> pending approved rejected 409
approved -> 409 approved 409 revoked
rejected -> 409 409 rejected 409
revoked -> 409 approved 409 revoked
"
        );
        let application = stage.application(&ada, "Last", &offer.strategy).await;
        let at = stage.registration(&ada, &application, &offer.version).await;
        stage.shop.desk.house.told();
        assert_eq!(set(&at, "approved").await, "approved");
        assert_eq!(stage.shop.desk.house.told()[0].kind, "registration");
        assert_eq!(set(&at, "approved").await, "approved");
        assert_eq!(stage.shop.desk.house.told(), [], "what holds already is not done again");
        let tag = stage.get(&at).await.header("etag").to_owned();
        stage.shop.desk.house.wait(1);
        assert_eq!(set(&at, "revoked").await, "revoked");
        let stale = stage.shop.admin.clone().with("if-match", &tag);
        assert_eq!(stage.shop.desk.delete(&stale, &stage.path(&at)).await.code(), 412);
        assert_eq!(stage.delete(&at).await.code(), 204);
        assert_eq!(stage.get(&at).await.code(), 404);
    }
}

#[tokio::test]
async fn registrations_are_listed_for_the_portal_and_for_an_application() {
    for stage in Stage::each().await {
        let (one, two) = (stage.offer("One").await, stage.offer("Two").await);
        let (ada, bea) = (stage.developer("ada").await, stage.developer("bea").await);
        let shop = stage.application(&ada, "Shop", &one.strategy).await;
        let till = stage.application(&bea, "Till", &two.strategy).await;
        let first = stage.registration(&ada, &shop, &one.version).await;
        stage.shop.desk.house.wait(1);
        let bea = stage.shop.desk.house.again(&bea);
        stage.registration(&bea, &till, &two.version).await;
        stage.patch(&first, json!({ "status": "approved" })).await;
        let of = async |rest: &str| {
            let list = stage.read(rest).await;
            let name = |it: &Value| it["application"]["name"].as_str().unwrap().to_owned();
            list["data"].as_array().unwrap().iter().map(name).collect::<Vec<_>>().join(" ")
        };
        let all = async |query: &str| of(&format!("/application-registrations?{query}")).await;
        assert_eq!(all("").await, "Till Shop", "the newest first");
        assert_eq!(all("sort=created_at").await, "Shop Till");
        assert_eq!(all("sort=status").await, "Shop Till");
        assert_eq!(all("filter[status]=pending").await, "Till");
        assert_eq!(all("filter[developer_name][contains]=EA").await, "Till");
        assert_eq!(all("filter[application_name][oeq]=Shop,Till&sort=created_at").await, "Shop Till");
        let developer = ada.developer().unwrap().id;
        assert_eq!(all(&format!("filter[developer_id]={developer}")).await, "Shop");
        assert_eq!(all(&format!("filter[developer_id][neq]={developer}")).await, "Till");
        assert_eq!(of(&format!("/applications/{shop}/registrations")).await, "Shop");
        assert_eq!(of(&format!("/applications/{shop}/registrations?filter[status]=pending")).await, "");
        assert_eq!(stage.get(&format!("/applications/{NOTHING}/registrations")).await.code(), 404);
        let swapped = format!("/applications/{till}/registrations/{}", last(&first));
        assert_eq!(stage.get(&swapped).await.code(), 404);
        assert_eq!(stage.patch(&swapped, json!({ "status": "revoked" })).await.code(), 404);
        assert_eq!(stage.delete(&swapped).await.code(), 404);
        let names =
            async |query: &str| stage.column(&format!("/applications?{query}"), "name").await.join(" ");
        assert_eq!(names("").await, "Shop Till");
        assert_eq!(names("sort=name%20desc").await, "Till Shop");
        assert_eq!(names("filter[developer_email]=bea@example.com").await, "Till");
        assert_eq!(names("filter[developer_name][contains]=D").await, "Shop");
        assert_eq!(names(&format!("filter[developer_id]={developer}")).await, "Shop");
        assert_eq!(names("filter[name][neq]=Shop").await, "Till");
        let seen = stage.read("/application-registrations?filter[status]=approved").await["data"][0].clone();
        assert_eq!(
            (&seen["product"]["name"], &seen["product_version"]["name"]),
            (&json!("One"), &json!("v1"))
        );
        assert_eq!((&seen["developer"]["name"], &seen["granted_scopes"]), (&json!("ada"), &Value::Null));
    }
}

#[tokio::test]
async fn nothing_that_admins_are_told_holds_a_key() {
    for stage in Stage::each().await {
        let offer = stage.offer("Payments").await;
        let ada = stage.developer("ada").await;
        let id = stage.application(&ada, "Shop", &offer.strategy).await;
        let made = credentials::generate(&ada, id.parse().unwrap(), &credentials::NewCredential::default())
            .await
            .unwrap();
        let key = made.key.expose().to_owned();
        for rest in ["/applications".to_owned(), format!("/applications/{id}"), "/developers".to_owned()] {
            let answer = stage.get(&rest).await;
            assert!(!String::from_utf8_lossy(&answer.bytes).contains(&key), "{rest}");
        }
    }
}
