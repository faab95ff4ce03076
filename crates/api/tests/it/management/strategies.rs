//! Auth strategies, and the providers that are not there yet.

use serde_json::{Value, json};

use super::shop::{Shop, text};

const PATH: &str = "/v2/application-auth-strategies";

fn keys() -> Value {
    json!({
        "name": "Keys", "display_name": "API keys", "strategy_type": "key_auth",
        "configs": { "key-auth": { "key_names": ["x-key"], "ttl": { "value": 30, "unit": "days" } } },
        "labels": { "env": "prod" },
    })
}

#[tokio::test]
async fn a_strategy_of_keys_is_made_read_changed_replaced_and_deleted() {
    for shop in Shop::each().await {
        let made = shop.make(PATH, keys()).await;
        assert_eq!(made["configs"], keys()["configs"]);
        assert_eq!((&made["active"], &made["dcr_provider"]), (&json!(false), &Value::Null));
        let path = format!("{PATH}/{}", text(&made["id"]));
        assert_eq!(shop.read(&path).await, made);
        let change = json!({ "configs": { "key-auth": { "ttl": null } }, "labels": { "env": null } });
        let changed = shop.patch(&path, change).await.json;
        assert_eq!(changed["configs"], json!({ "key-auth": { "key_names": ["x-key"] } }));
        assert_eq!((&changed["labels"], &changed["name"]), (&json!({}), &json!("Keys")));
        let replaced = shop.desk.put(&shop.admin, &path, keys()).await;
        assert_eq!((replaced.code(), &replaced.json["configs"]), (201, &keys()["configs"]));
        assert_eq!(replaced.json["created_at"], made["created_at"]);
        let other = format!("{PATH}/{}", base::Uuid::nil());
        assert_eq!(shop.desk.put(&shop.admin, &other, keys()).await.code(), 409);
        let new = json!({
            "name": "More", "display_name": "", "strategy_type": "key_auth", "configs": { "key-auth": {} },
        });
        let placed = shop.desk.put(&shop.admin, &other, new).await;
        assert_eq!((placed.code(), &placed.json["display_name"]), (201, &json!("More")));
        assert_eq!(
            shop.column(&format!("{PATH}?filter[strategy_type]=key_auth&sort=name%20desc"), "name").await,
            ["More", "Keys"]
        );
        assert_eq!(shop.column(&format!("{PATH}?filter[dcr_provider_name]=x"), "name").await, [""; 0]);
        assert_eq!(shop.delete(&other).await.code(), 204);
        let portal = shop.desk.open("acme").await.to_string();
        let used = shop.propose(&portal, "Used").await;
        let used = format!("{PATH}/{used}");
        assert_eq!(shop.read(&used).await["active"], true);
        assert_eq!(shop.delete(&used).await.code(), 409);
        assert_eq!(shop.delete(&path).await.code(), 204);
        assert_eq!(shop.get(&path).await.code(), 404);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_strategy_is_said_by_member() {
    for shop in Shop::each().await {
        let mut body = keys();
        body["name"] = json!("");
        body["configs"]["key-auth"]["ttl"] = json!({ "value": 0, "unit": "moons" });
        body["configs"]["key-auth"]["key_names"] = json!([]);
        let mut invalid = shop.post(PATH, body).await.invalid();
        invalid.sort();
        assert_eq!(
            invalid,
            [
                "configs.key-auth.key_names min_items",
                "configs.key-auth.ttl.unit enum",
                "configs.key-auth.ttl.value min",
                "name min_length"
            ]
        );
        let mut body = keys();
        body["configs"]["key-auth"]["key_names"] = json!(["a b"]);
        body["configs"]["key-auth"]["ttl"]["value"] = json!(1001);
        assert_eq!(
            shop.post(PATH, body).await.invalid(),
            ["configs.key-auth.key_names invalid", "configs.key-auth.ttl.value max"]
        );
        let mut body = keys();
        body["principals"] = json!({ "enabled": true });
        assert_eq!(shop.post(PATH, body).await.invalid(), ["principals.enabled invalid"]);
        let made = shop.make(PATH, keys()).await;
        assert_eq!(shop.post(PATH, keys()).await.code(), 409);
        let path = format!("{PATH}/{}", text(&made["id"]));
        for (body, wrong) in [
            (json!({ "strategy_type": "openid_connect" }), "strategy_type unknown_property"),
            (
                json!({ "dcr_provider_id": base::Uuid::nil().to_string() }),
                "dcr_provider_id missing_reference",
            ),
            (json!({ "configs": { "openid-connect": {} } }), "configs.openid-connect invalid"),
            (json!({ "name": null }), "name is_string"),
        ] {
            let answer = shop.patch(&path, body).await;
            assert_eq!((answer.code(), answer.invalid()), (400, vec![wrong.to_owned()]));
        }
    }
}

#[tokio::test]
async fn openid_connect_and_providers_are_refused_with_a_reason() {
    for shop in Shop::each().await {
        let body = json!({
            "name": "SSO", "display_name": "SSO", "strategy_type": "openid_connect",
            "configs": { "openid-connect": {
                "issuer": "https://idp.example.com", "credential_claim": ["sub"], "scopes": ["openid"],
                "auth_methods": ["bearer"], "leeway": 3,
            } },
        });
        let answer = shop.post(PATH, body).await;
        assert_eq!((answer.code(), answer.invalid()), (400, vec!["strategy_type invalid".to_owned()]));
        assert!(text(&answer.json["invalid_parameters"][0]["reason"]).contains("OpenID Connect"));
        let list = shop.read("/v2/dcr-providers?filter[name]=a&filter[provider_type]=okta&sort=name").await;
        assert_eq!(list, json!({ "meta": { "page": { "number": 1, "size": 10, "total": 0 } }, "data": [] }));
        let okta = json!({
            "name": "Okta", "provider_type": "okta", "issuer": "https://x.okta.com/default",
            "dcr_config": { "dcr_token": "secret" },
        });
        let answer = shop.post("/v2/dcr-providers", okta).await;
        assert_eq!((answer.code(), answer.invalid()), (400, vec!["provider_type invalid".to_owned()]));
        let broken = json!({ "name": "Http", "provider_type": "http", "issuer": "x", "dcr_config": { "api_key": "-" } });
        assert_eq!(shop.post("/v2/dcr-providers", broken).await.code(), 400);
        let one = format!("/v2/dcr-providers/{}", base::Uuid::nil());
        assert_eq!(shop.get(&one).await.code(), 404);
        assert_eq!(shop.patch(&one, json!({ "name": "x" })).await.code(), 404);
        assert_eq!(shop.delete(&one).await.code(), 404);
        assert_eq!(shop.post(&format!("{one}/verify"), json!({})).await.code(), 404);
    }
}
