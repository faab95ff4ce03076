//! What a portal shows, and how it offers versions.

use serde_json::{Value, json};

use super::stage::{NOTHING, Stage, publication};
use crate::management::shop::{last, text};

#[tokio::test]
async fn products_are_published_all_together_or_not_at_all() {
    for stage in Stage::each().await {
        let one = last(&stage.shop.product("One").await).to_owned();
        let two = last(&stage.shop.product("Two").await).to_owned();
        let publish = async |map: Value| {
            let answer = stage.post("/publish", json!({ "api_products": map })).await;
            (answer.code(), answer.invalid().join(", "))
        };
        let published = json!({ "publish_status": "published" });
        let wrong = json!({ &one: published, NOTHING: published, "x": null });
        let said = format!("api_products.{NOTHING} missing_reference, api_products.x is_uuid");
        assert_eq!(publish(wrong).await, (400, said));
        assert_eq!(stage.column("/products", "name").await, Vec::<String>::new());
        assert_eq!(publish(json!({ &one: published, &two: published })).await, (204, String::new()));
        assert_eq!(stage.column("/products", "name").await, ["One", "Two"]);
        assert_eq!(stage.read("").await["published_product_count"], 2);
        assert_eq!(publish(json!({ &one: null, &two: { "publish_status": "unpublished" } })).await.0, 204);
        assert_eq!(stage.column("/products", "name").await, Vec::<String>::new());
        assert_eq!(
            publish(json!({ &one: { "publish_status": "yes" } })).await.1,
            format!("api_products.{one}.publish_status enum")
        );
        assert_eq!(stage.post("/publish", json!({})).await.invalid(), ["api_products required"]);
    }
}

#[tokio::test]
async fn the_products_of_a_portal_say_in_which_others_they_are() {
    for stage in Stage::each().await {
        let product = stage.shop.product("Payments").await;
        stage.shop.version(&product, "v1").await;
        let labels = json!({ "labels": { "env": "prod" }, "description": "Pays" });
        assert_eq!(stage.shop.patch(&product, labels).await.code(), 200);
        let other = stage.shop.desk.open("other").await.to_string();
        let map = json!({ "api_products": { last(&product): { "publish_status": "published" } } });
        assert_eq!(stage.post("/publish", map.clone()).await.code(), 204);
        assert_eq!(stage.shop.post(&format!("/v2/portals/{other}/publish"), map).await.code(), 204);
        let list = stage.read("/products?filter[name][contains]=PAY&sort=created_at%20desc").await;
        let it = &list["data"][0];
        assert_eq!((&it["version_count"], &it["labels"]), (&json!(1), &json!({ "env": "prod" })));
        let mut portals: Vec<&str> = it["portal_ids"].as_array().unwrap().iter().map(text).collect();
        portals.sort_unstable();
        let mut expected = vec![last(&stage.at), other.as_str()];
        expected.sort_unstable();
        assert_eq!(portals, expected);
        assert_eq!(stage.column("/products?filter[description]=Pays", "name").await, ["Payments"]);
        assert_eq!(
            stage.column(&format!("/products?filter[id][neq]={}", last(&product)), "name").await,
            Vec::<String>::new()
        );
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told from beginning to end")]
async fn a_version_is_published_once_and_named_by_its_own_id() {
    for stage in Stage::each().await {
        let version = stage.shop.version(&stage.shop.product("Payments").await, "v1").await;
        let version = last(&version);
        let strategy = stage.shop.strategy("Keys").await;
        let made = stage.make("/product-versions", publication(version, &strategy)).await;
        assert_eq!(
            (&made["product_version_id"], &made["publish_status"]),
            (&json!(version), &json!("published"))
        );
        let auth = &made["auth_strategies"][0];
        assert_eq!(
            (&auth["id"], &auth["credential_type"], &auth["key_names"]),
            (&json!(strategy), &json!("key_auth"), &json!(["apikey"]))
        );
        assert_eq!(stage.post("/product-versions", publication(version, &strategy)).await.code(), 409);
        // The publication's own id names nothing in an address.
        assert_eq!(stage.get(&format!("/product-versions/{}", text(&made["id"]))).await.code(), 404);
        let path = format!("/product-versions/{version}");
        let seen = stage.get(&path).await;
        assert_eq!((seen.code(), &seen.json), (200, &made));
        let tag = seen.header("etag").to_owned();
        stage.shop.desk.house.wait(1);
        let open = stage.patch(&path, json!({ "auth_strategy_ids": [] })).await;
        assert_eq!((open.code(), &open.json["auth_strategies"]), (200, &json!([])), "{}", open.json);
        assert_eq!(
            open.json["application_registration_enabled"], false,
            "without a strategy nobody registers"
        );
        let stale = stage.shop.admin.clone().with("if-match", &tag);
        assert_eq!(
            stage.shop.desk.patch(&stale, &stage.path(&path), json!({ "deprecated": true })).await.code(),
            412
        );
        let both = json!({ "auth_strategy_ids": [], "application_registration_enabled": true });
        assert_eq!(stage.patch(&path, both).await.invalid(), ["auth_strategy_ids invalid"]);
        let unknown = json!({ "auth_strategy_ids": [NOTHING] });
        assert_eq!(stage.patch(&path, unknown).await.invalid(), ["auth_strategy_ids missing_reference"]);
        let two = json!({ "auth_strategy_ids": [strategy, strategy] });
        assert_eq!(stage.patch(&path, two).await.invalid(), ["auth_strategy_ids max_items"]);
        assert_eq!(stage.delete(&path).await.code(), 204);
        assert_eq!(stage.get(&path).await.code(), 404);
        assert_eq!(stage.delete(&path).await.code(), 404);
        assert_eq!(stage.patch(&path, json!({})).await.code(), 404);
        let missing = stage.post("/product-versions", publication(NOTHING, &strategy)).await;
        assert_eq!(
            (missing.code(), missing.invalid()),
            (400, vec!["product_version_id missing_reference".to_owned()])
        );
        let mut wrong = stage.post("/product-versions", json!({ "publish_status": "x" })).await.invalid();
        wrong.sort();
        assert_eq!(
            wrong,
            [
                "application_registration_enabled required",
                "auth_strategy_ids required",
                "auto_approve_registration required",
                "deprecated required",
                "product_version_id required",
                "publish_status enum"
            ]
        );
    }
}

#[tokio::test]
async fn putting_a_version_into_a_portal_makes_it_there_too() {
    for stage in Stage::each().await {
        let version = stage.shop.version(&stage.shop.product("Payments").await, "v1").await;
        let path = format!("/product-versions/{}", last(&version));
        let strategy = stage.shop.strategy("Keys").await;
        let mut body = publication(last(&version), &strategy);
        body.as_object_mut().unwrap().remove("product_version_id");
        let first = stage.put(&path, body.clone()).await;
        assert_eq!(first.code(), 200, "{}", first.json);
        body["deprecated"] = json!(true);
        let second = stage.put(&path, body.clone()).await;
        assert_eq!((&second.json["id"], &second.json["deprecated"]), (&first.json["id"], &json!(true)));
        assert_eq!(stage.put(&format!("/product-versions/{NOTHING}"), body).await.code(), 404);
        assert_eq!(stage.read("/product-versions").await["meta"]["page"]["total"], 1);
    }
}

#[tokio::test]
async fn those_who_use_a_version_are_told_once_when_it_is_deprecated() {
    for stage in Stage::each().await {
        let offer = stage.offer("Payments").await;
        let path = format!("/product-versions/{}", offer.version);
        let (ada, bob) = (stage.developer("ada").await, stage.developer("bob").await);
        for name in ["Shop", "Till"] {
            let application = stage.application(&ada, name, &offer.strategy).await;
            let at = stage.registration(&ada, &application, &offer.version).await;
            assert_eq!(stage.patch(&at, json!({ "status": "approved" })).await.code(), 200);
        }
        let waiting = stage.application(&bob, "Wait", &offer.strategy).await;
        stage.registration(&bob, &waiting, &offer.version).await;
        let told = async || {
            let mails = stage.shop.desk.house.mails().await;
            mails.into_iter().filter(|it| it.starts_with("version-deprecated")).collect::<Vec<_>>()
        };
        let quiet = json!({ "deprecated": true });
        assert_eq!(stage.patch(&path, quiet).await.code(), 200);
        assert_eq!(told().await, Vec::<String>::new());
        stage.patch(&path, json!({ "deprecated": false, "notify_developers": true })).await;
        for _ in 0..2 {
            let loud = json!({ "deprecated": true, "notify_developers": true });
            assert_eq!(stage.patch(&path, loud).await.code(), 200);
        }
        assert_eq!(told().await, ["version-deprecated ada@example.com Payments v1 is deprecated"]);
        let mut tx = stage.shop.desk.house.app().db.read().await.unwrap();
        let sql = "select body_text from mails where kind = 'version-deprecated'";
        let said: String = tx.one(sql, sql::args![]).await.unwrap().get("body_text").unwrap();
        assert!(said.contains("Shop") && said.contains("Till"), "{said}");
        assert!(said.contains("http://acme.localhost:8080/products/payments"), "{said}");
    }
}

#[tokio::test]
async fn taking_a_version_out_of_a_portal_never_opens_it_elsewhere() {
    for stage in Stage::each().await {
        let offer = stage.offer("Payments").await;
        let path = format!("/product-versions/{}", offer.version);
        let ada = stage.developer("ada").await;
        let application = stage.application(&ada, "Shop", &offer.strategy).await;
        let at = stage.registration(&ada, &application, &offer.version).await;
        let other = stage.shop.desk.open("other").await;
        let open = json!({
            "publish_status": "published", "auth_strategy_ids": [], "application_registration_enabled": false,
            "auto_approve_registration": false, "deprecated": false,
        });
        let there = format!("/v2/portals/{other}{path}");
        assert_eq!(stage.shop.desk.put(&stage.shop.admin, &there, open).await.code(), 200);
        let refused = stage.delete(&path).await;
        assert_eq!(refused.code(), 409, "{}", refused.json);
        assert_eq!(stage.shop.delete(&there).await.code(), 204);
        stage.shop.desk.house.told();
        assert_eq!(stage.delete(&path).await.code(), 204);
        assert_eq!(stage.get(&at).await.code(), 404, "registrations go along");
        let told = stage.shop.desk.house.told();
        let mut told: Vec<&str> = told.iter().map(|it| it.kind).collect();
        told.sort_unstable();
        assert_eq!(told, ["product", "registration", "version"]);
    }
}

#[tokio::test]
async fn how_versions_are_offered_is_filtered_and_sorted() {
    for stage in Stage::each().await {
        let first = stage.offer("One").await;
        stage.shop.desk.house.wait(1);
        let second = stage.offer("Two").await;
        let change =
            json!({ "publish_status": "unpublished", "deprecated": true, "auto_approve_registration": true });
        stage.patch(&format!("/product-versions/{}", second.version), change).await;
        let found = async |query: &str| {
            let found = stage.column(&format!("/product-versions?{query}"), "product_version_id").await;
            let name = |it: &String| if *it == first.version { "1" } else { "2" };
            found.iter().map(name).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(found("").await, "2 1", "the newest first");
        assert_eq!(found("sort=created_at").await, "1 2");
        assert_eq!(found("sort=deprecated%20desc").await, "2 1");
        assert_eq!(found("filter[publish_status]=published").await, "1");
        assert_eq!(found("filter[publish_status][neq]=published").await, "2");
        assert_eq!(found("filter[publish_status][oeq]=published,unpublished&sort=created_at").await, "1 2");
        assert_eq!(found(&format!("filter[product_version_id]={}", second.version)).await, "2");
        assert_eq!(found(&format!("filter[auth_strategy_ids]={}", first.strategy)).await, "1");
        assert_eq!(found("filter[deprecated]=true&filter[auto_approve_registration]=true").await, "2");
        assert_eq!(found("filter[application_registration_enabled]=false").await, "");
        let at = stage.read(&format!("/product-versions/{}", first.version)).await["created_at"].clone();
        assert_eq!(found(&format!("filter[created_at]={}", text(&at))).await, "1");
        assert_eq!(found(&format!("filter[created_at][gt]={}", text(&at))).await, "2");
        assert_eq!(found(&format!("filter[updated_at][lte]={}", text(&at))).await, "1");
        for query in
            ["filter[created_at]=yesterday", "filter[publish_status]=x", "filter[deprecated][neq]=true"]
        {
            assert_eq!(stage.get(&format!("/product-versions?{query}")).await.code(), 400, "{query}");
        }
        assert_ne!(first.product, second.product);
    }
}
