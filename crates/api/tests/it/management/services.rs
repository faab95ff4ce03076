//! Gateway services.

use serde_json::json;

use super::shop::{Shop, text};

const PATH: &str = "/v2/gateway-services";

#[tokio::test]
async fn a_gateway_service_is_made_read_changed_and_deleted() {
    for shop in Shop::each().await {
        let body = json!({ "name": "Parcels", "upstream_url": "http://localhost:9001/" });
        let made = shop.make(PATH, body).await;
        assert_eq!(made["upstream_url"], "http://localhost:9001");
        assert_eq!((&made["path_prefix"], &made["strip_prefix"]), (&json!("/"), &json!(true)));
        let path = format!("{PATH}/{}", text(&made["id"]));
        assert_eq!(shop.read(&path).await, made);
        let change =
            json!({ "path_prefix": "/parcels", "host": "api.example.com", "connect_timeout_ms": 100 });
        let changed = shop.patch(&path, change).await.json;
        assert_eq!(
            (&changed["host"], &changed["connect_timeout_ms"]),
            (&json!("api.example.com"), &json!(100))
        );
        assert_eq!(changed["name"], "Parcels");
        assert_eq!(shop.patch(&path, json!({ "host": null })).await.json["host"], json!(null));
        let product = shop.product("Parcels").await;
        let link = json!({ "id": made["id"], "control_plane_id": made["control_plane_id"] });
        let version = json!({ "name": "v1", "gateway_service": link });
        shop.make(&format!("{product}/product-versions"), version).await;
        assert_eq!(shop.delete(&path).await.code(), 409);
        assert_eq!(shop.delete(&product).await.code(), 204);
        assert_eq!(shop.delete(&path).await.code(), 204);
        assert_eq!(shop.get(&path).await.code(), 404);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_gateway_service_is_said_by_field() {
    for shop in Shop::each().await {
        let body =
            json!({ "name": "", "upstream_url": 1, "connect_timeout_ms": 0, "response_timeout_ms": 1e12 });
        assert_eq!(
            shop.post(PATH, body).await.invalid(),
            [
                "name min_length",
                "upstream_url is_string",
                "connect_timeout_ms min",
                "response_timeout_ms max"
            ]
        );
        let body = json!({ "name": "a", "upstream_url": "ftp://x", "host": "a b", "path_prefix": "/../" });
        assert_eq!(
            shop.post(PATH, body).await.invalid(),
            ["upstream_url invalid", "host is_fqdn", "path_prefix invalid"]
        );
        shop.service("a").await;
        let twice = json!({ "name": "b", "upstream_url": "http://localhost", "path_prefix": "/a" });
        assert_eq!(shop.post(PATH, twice).await.code(), 409);
        shop.service("b").await;
        assert_eq!(shop.column(&format!("{PATH}?sort=name%20desc"), "name").await, ["b", "a"]);
        assert_eq!(shop.column(&format!("{PATH}?filter[path_prefix]=/a"), "name").await, ["a"]);
    }
}
