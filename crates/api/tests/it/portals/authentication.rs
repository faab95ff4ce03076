//! What exists of authentication, and the clear refusal of what does not: single sign-on, audit-log webhooks.

use serde_json::json;

use super::stage::{NOTHING, Stage};

#[tokio::test]
async fn accounts_are_turned_on_and_off_and_single_sign_on_is_refused() {
    for stage in Stage::each().await {
        let path = "/authentication-settings";
        let plain = stage.read(path).await;
        assert_eq!(
            plain,
            json!({
                "basic_auth_enabled": true, "oidc_auth_enabled": false, "saml_auth_enabled": false,
                "oidc_team_mapping_enabled": false, "idp_mapping_enabled": false, "konnect_mapping_enabled": false,
            })
        );
        assert_eq!(stage.patch(path, plain.clone()).await.json, plain, "what is read can be written back");
        let off = stage.patch(path, json!({ "basic_auth_enabled": false })).await;
        assert_eq!((off.code(), &off.json["basic_auth_enabled"]), (200, &json!(false)));
        assert_eq!(stage.read("").await["is_public"], true);
        stage.patch(path, json!({ "basic_auth_enabled": true })).await;
        stage.patch("/settings", json!({ "catalog": "private" })).await;
        let closed = stage.patch(path, json!({ "basic_auth_enabled": false })).await;
        assert_eq!((closed.code(), closed.invalid()), (400, vec!["basic_auth_enabled invalid".to_owned()]));
        let sign_on = json!({
            "oidc_auth_enabled": true, "oidc_issuer": "https://id.test", "oidc_claim_mappings": { "name": "n" },
        });
        let refused = stage.patch(path, sign_on).await;
        assert_eq!(
            refused.invalid(),
            ["oidc_auth_enabled invalid", "oidc_issuer invalid", "oidc_claim_mappings invalid"]
        );
        let reason = refused.json["invalid_parameters"][0]["reason"].as_str().unwrap();
        assert!(reason.contains("does not do this yet"), "{reason}");
        assert_eq!(stage.patch(path, json!({ "oidc_claim_mappings": { "x": "y" } })).await.code(), 400);
    }
}

#[tokio::test]
async fn there_are_no_identity_providers_and_none_is_taken() {
    for stage in Stage::each().await {
        assert_eq!(stage.read("/identity-providers").await, json!([]), "a bare list, as the contract has it");
        assert_eq!(stage.read("/identity-providers?filter[type]=oidc").await, json!([]));
        let new = json!({ "type": "oidc", "enabled": true, "config": { "issuer_url": "https://id.test", "client_id": "a" } });
        let refused = stage.post("/identity-providers", new).await;
        assert_eq!((refused.code(), refused.invalid()), (400, vec!["type invalid".to_owned()]));
        let broken = json!({ "type": "oidc", "config": { "issuer_url": "https://id.test" } });
        assert_eq!(stage.post("/identity-providers", broken).await.code(), 400);
        let one = format!("/identity-providers/{NOTHING}");
        assert_eq!(stage.get(&one).await.code(), 404);
        assert_eq!(stage.patch(&one, json!({ "enabled": false })).await.code(), 404);
        assert_eq!(stage.delete(&one).await.code(), 404);
        let mappings = "/identity-provider/team-group-mappings";
        let none = stage.read(mappings).await;
        assert_eq!(none, json!({ "meta": { "page": { "number": 1, "size": 10, "total": 0 } }, "data": [] }));
        let map = stage.patch(mappings, json!({ "data": [{ "team_id": NOTHING, "groups": ["a"] }] })).await;
        assert_eq!((map.code(), map.invalid()), (400, vec!["data invalid".to_owned()]));
    }
}

#[tokio::test]
async fn the_audit_log_goes_to_no_webhook() {
    for stage in Stage::each().await {
        let path = "/audit-log-webhook";
        assert_eq!(stage.read(path).await, json!({ "enabled": false }));
        assert_eq!(stage.patch(path, json!({ "enabled": false })).await.json, json!({ "enabled": false }));
        let on = json!({ "enabled": true, "audit_log_destination_id": NOTHING });
        assert_eq!(
            stage.patch(path, on).await.invalid(),
            ["enabled invalid", "audit_log_destination_id invalid"]
        );
        assert_eq!(stage.delete(path).await.code(), 204);
        let status = stage.read("/audit-log-webhook/status").await;
        assert_eq!(status, json!({ "webhook_enabled": false, "webhook_status": "inactive" }));
        let job = "/audit-log-replay-job";
        assert_eq!(stage.read(job).await, json!({ "status": "unconfigured" }));
        let span = json!({ "start_at": "2026-06-01T00:00:00Z", "end_at": "2026-06-02T00:00:00Z" });
        assert_eq!(stage.put(job, span).await.code(), 409);
        assert_eq!(stage.put(job, json!({ "start_at": "now" })).await.invalid().len(), 2);
    }
}
