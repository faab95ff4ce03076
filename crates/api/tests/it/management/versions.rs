//! Product versions.

use serde_json::{Value, json};

use super::shop::{Shop, last, text};

#[tokio::test]
async fn a_version_is_made_read_changed_and_deleted() {
    for shop in Shop::each().await {
        let product = shop.product("Parcels").await;
        let path = format!("{product}/product-versions");
        let made = shop.make(&path, json!({ "name": "v1", "labels": { "env": "prod" } })).await;
        assert_eq!(
            (&made["gateway_service"], &made["publish_status"]),
            (&Value::Null, &json!("unpublished"))
        );
        assert_eq!((&made["deprecated"], &made["portals"]), (&json!(false), &json!([])));
        let version = format!("{path}/{}", text(&made["id"]));
        assert_eq!(shop.read(&version).await, made);
        let changed = shop.patch(&version, json!({ "name": "v2", "labels": { "env": null } })).await;
        assert_eq!((changed.code(), &changed.json["name"]), (200, &json!("v2")));
        assert_eq!(changed.json["labels"], json!({}));
        assert_eq!(shop.column(&path, "name").await, ["v2"]);
        assert_eq!(shop.post(&path, json!({ "name": "v2" })).await.code(), 409);
        let other = shop.product("Ferries").await;
        let elsewhere = format!("{other}/product-versions/{}", last(&version));
        assert_eq!(shop.get(&elsewhere).await.code(), 404);
        assert_eq!(shop.patch(&elsewhere, json!({ "name": "v3" })).await.code(), 404);
        assert_eq!(shop.delete(&elsewhere).await.code(), 404);
        assert_eq!(shop.delete(&version).await.code(), 204);
        assert_eq!(shop.get(&version).await.code(), 404);
    }
}

#[tokio::test]
async fn a_version_that_is_published_for_all_portals_follows_its_product() {
    for shop in Shop::each().await {
        let acme = shop.desk.open("acme").await.to_string();
        let zeta = shop.desk.open("zeta").await.to_string();
        let keys = shop.propose(&zeta, "Keys").await;
        let body = json!({ "name": "Parcels", "portal_ids": [acme] });
        let product = format!("/v2/api-products/{}", text(&shop.make("/v2/api-products", body).await["id"]));
        let body = json!({ "name": "v1", "publish_status": "published" });
        let made = shop.make(&format!("{product}/product-versions"), body).await;
        let place = &made["portals"][0];
        assert_eq!((text(&place["portal_id"]), text(&place["publish_status"])), (&*acme, "published"));
        assert_eq!(
            (&place["auth_strategies"], &place["application_registration_enabled"]),
            (&json!([]), &json!(false))
        );
        // A portal that shows the product later shows the version too, under the strategy that it proposes.
        let both = json!({ "portal_ids": [acme, zeta] });
        assert_eq!(shop.patch(&product, both).await.code(), 200);
        let version = format!("{product}/product-versions/{}", text(&made["id"]));
        let seen = shop.read(&version).await;
        assert_eq!(seen["portals"].as_array().unwrap().len(), 2);
        assert_eq!(seen["portals"][1]["auth_strategies"], json!([{ "id": keys, "name": "Keys" }]));
        let changed = shop.patch(&version, json!({ "deprecated": true })).await.json;
        assert!(changed["portals"].as_array().unwrap().iter().all(|it| it["deprecated"] == json!(true)));
        assert_eq!(changed["deprecated"], true);
        let changed = shop.patch(&version, json!({ "publish_status": "unpublished" })).await.json;
        assert!(
            changed["portals"].as_array().unwrap().iter().all(|it| it["publish_status"] == "unpublished")
        );
        assert_eq!(changed["publish_status"], "unpublished");
        let path = format!("{product}/product-versions");
        assert_eq!(shop.column(&format!("{path}?filter[publish_status]=published"), "name").await, [""; 0]);
        assert_eq!(shop.column(&format!("{path}?filter[publish_status]=unpublished"), "name").await, ["v1"]);
    }
}

#[tokio::test]
async fn a_version_is_linked_to_a_gateway_service_of_this_installation() {
    for shop in Shop::each().await {
        let product = shop.product("Parcels").await;
        let path = format!("{product}/product-versions");
        let id = shop.service("parcels").await;
        let plane = shop.read(&format!("/v2/gateway-services/{id}")).await["control_plane_id"].clone();
        let link = json!({ "id": id, "control_plane_id": plane });
        let made = shop.make(&path, json!({ "name": "v1", "gateway_service": link })).await;
        assert_eq!(made["gateway_service"]["id"], json!(id));
        let version = format!("{path}/{}", text(&made["id"]));
        let gone = shop.patch(&version, json!({ "gateway_service": null })).await.json;
        assert_eq!(gone["gateway_service"], Value::Null);
        let legacy = json!({ "gateway_service": { "id": id, "runtime_group_id": plane } });
        assert_eq!(shop.patch(&version, legacy).await.json["gateway_service"]["control_plane_id"], plane);
        assert_eq!(shop.column(&format!("{path}?filter[gateway_service_id]={id}"), "name").await, ["v1"]);
        let nil = base::Uuid::nil().to_string();
        for (link, wrong) in [
            (json!({ "id": nil, "control_plane_id": plane }), "gateway_service.id missing_reference"),
            (
                json!({ "id": id, "control_plane_id": nil }),
                "gateway_service.control_plane_id missing_reference",
            ),
            (json!({ "id": id }), "gateway_service.control_plane_id required"),
            (json!(7), "gateway_service is_object"),
        ] {
            let answer = shop.patch(&version, json!({ "gateway_service": link })).await;
            assert_eq!((answer.code(), answer.invalid()), (400, vec![wrong.to_owned()]));
        }
    }
}

#[tokio::test]
async fn versions_are_listed_in_few_statements() {
    for shop in Shop::each().await {
        let portal = shop.desk.open("acme").await.to_string();
        let body = json!({ "name": "Parcels", "portal_ids": [portal] });
        let product = format!("/v2/api-products/{}", text(&shop.make("/v2/api-products", body).await["id"]));
        let path = format!("{product}/product-versions");
        for name in ["v1", "v2", "v3", "v4"] {
            shop.make(&path, json!({ "name": name, "publish_status": "published" })).await;
            shop.desk.house.wait(1);
        }
        shop.read(&path).await;
        let before = shop.desk.house.app().db.statements();
        assert_eq!(shop.column(&path, "name").await, ["v4", "v3", "v2", "v1"]);
        assert!(shop.desk.house.app().db.statements() - before <= 6);
        assert_eq!(shop.column(&format!("{path}?sort=name&page[size]=2"), "name").await, ["v1", "v2"]);
        assert_eq!(shop.get("/v2/api-products/x/product-versions").await.code(), 404);
        let answer = shop.post(&path, json!({ "publish_status": "x", "deprecated": 1 })).await;
        assert_eq!(answer.invalid(), ["publish_status enum", "deprecated is_boolean", "name required"]);
    }
}
