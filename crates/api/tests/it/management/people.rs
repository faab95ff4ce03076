//! Admins, tokens, mails and the audit log.

use serde_json::{Value, json};
use sql::args;

use super::shop::{Shop, text};
use crate::desk::Caller;

fn bearer(token: &Value) -> Caller {
    let caller = Caller::default().at("api.localhost:8080");
    caller.with("authorization", &format!("Bearer {}", text(token)))
}

#[tokio::test]
async fn an_admin_is_made_given_another_role_and_deleted() {
    for shop in Shop::each().await {
        let body = json!({ "email": "Kim@example.com", "role": "publisher", "password": "a long way to the quarry" });
        let made = shop.make("/v2/admins", body.clone()).await;
        assert_eq!((text(&made["email"]), text(&made["full_name"])), ("kim@example.com", "kim"));
        assert_eq!(shop.post("/v2/admins", body).await.code(), 409);
        let path = format!("/v2/admins/{}", text(&made["id"]));
        assert_eq!(shop.read(&path).await, made);
        assert_eq!(shop.patch(&path, json!({ "role": "approver" })).await.json["role"], "approver");
        assert_eq!(shop.column("/v2/admins?filter[role]=approver", "email").await, ["kim@example.com"]);
        assert_eq!(shop.column("/v2/admins?filter[email][contains]=kim", "role").await, ["approver"]);
        let answer =
            shop.post("/v2/admins", json!({ "email": "x", "role": "owner", "password": "short" })).await;
        assert_eq!(answer.invalid(), ["email invalid", "role enum"]);
        let weak = json!({ "email": "a@example.com", "role": "reader", "password": "short" });
        assert_eq!(shop.post("/v2/admins", weak).await.invalid(), ["password min_length"]);
        assert_eq!(shop.delete(&path).await.code(), 204);
        assert_eq!(shop.get(&path).await.code(), 404);
        let me = shop.read("/v2/me").await["id"].clone();
        let me = format!("/v2/admins/{}", text(&me));
        assert_eq!(shop.patch(&me, json!({ "role": "reader" })).await.code(), 409);
        assert_eq!(shop.delete(&me).await.code(), 409);
        let publisher = shop.desk.admin("publisher").await;
        assert_eq!(shop.desk.get(&publisher, "/v2/admins").await.code(), 403);
    }
}

#[tokio::test]
async fn a_token_is_shown_once_and_does_what_its_role_allows() {
    for shop in Shop::each().await {
        let made = shop.make("/v2/tokens", json!({ "name": "ci", "role": "publisher" })).await;
        let token = made["token"].clone();
        assert!(text(&token).starts_with("prt_admin_"));
        let path = format!("/v2/tokens/{}", text(&made["id"]));
        let seen = shop.read(&path).await;
        assert_eq!(
            (&seen["token"], &seen["role"], &seen["status"]),
            (&Value::Null, &json!("publisher"), &json!("active"))
        );
        let publisher = bearer(&token);
        assert_eq!(shop.desk.post(&publisher, "/v2/api-products", json!({ "name": "A" })).await.code(), 201);
        assert_eq!(shop.desk.get(&publisher, "/v2/admins").await.code(), 403);
        assert_eq!(shop.desk.post(&publisher, "/v2/tokens", json!({ "name": "more" })).await.code(), 403);
        let less =
            shop.desk.post(&publisher, "/v2/tokens", json!({ "name": "less", "role": "reader" })).await;
        assert_eq!(less.code(), 201);
        assert_eq!(
            shop.desk
                .post(&bearer(&less.json["token"]), "/v2/api-products", json!({ "name": "B" }))
                .await
                .code(),
            403
        );
        assert!(shop.column("/v2/tokens?sort=name", "name").await.contains(&"ci".to_owned()));
        assert_ne!(shop.read(&path).await["last_used_at"], Value::Null);
        assert_eq!(shop.delete(&path).await.code(), 204);
        assert_eq!(shop.desk.get(&publisher, "/v2/me").await.code(), 401);
        assert_eq!(shop.get(&path).await.code(), 404);
    }
}

#[tokio::test]
async fn the_answer_with_a_tokens_secret_is_kept_nowhere() {
    for shop in Shop::each().await {
        let once = shop.admin.clone().with("idempotency-key", "k");
        let made = shop.desk.post(&once, "/v2/tokens", json!({ "name": "ci" })).await;
        assert_eq!(made.code(), 201);
        let again = shop.desk.post(&once, "/v2/tokens", json!({ "name": "ci" })).await;
        assert_eq!(again.code(), 409);
        let mut tx = shop.desk.house.app().db.read().await.unwrap();
        for row in tx.all("select coalesce(answer, '') as answer from idempotency", args![]).await.unwrap() {
            assert_eq!(row.get::<String>("answer").unwrap(), "");
        }
    }
}

#[tokio::test]
async fn tokens_of_other_admins_are_for_those_who_manage_admins() {
    for shop in Shop::each().await {
        let body = json!({ "email": "kim@example.com", "role": "publisher", "password": "a long way to the quarry" });
        let kim = shop.make("/v2/admins", body).await["id"].clone();
        let path = format!("/v2/admins/{}/tokens", text(&kim));
        let until = "2030-01-01T00:00:00.000Z";
        let made = shop.make(&path, json!({ "name": "ci", "expires_at": until })).await;
        assert_eq!((&made["expires_at"], text(&made["admin_email"])), (&json!(until), "kim@example.com"));
        assert_eq!(shop.column(&path, "name").await, ["ci"]);
        let one = format!("{path}/{}", text(&made["id"]));
        assert_eq!(shop.read(&one).await["name"], "ci");
        assert_eq!(shop.get(&format!("/v2/tokens/{}", text(&made["id"]))).await.code(), 404);
        for (body, wrong) in [
            (json!({ "name": "a", "role": "approver" }), "role invalid"),
            (json!({ "name": "a", "expires_at": "2001-01-01T00:00:00.000Z" }), "expires_at invalid"),
            (json!({ "name": "a", "expires_at": "soon" }), "expires_at is_date_time"),
            (json!({}), "name required"),
        ] {
            assert_eq!(shop.post(&path, body).await.invalid(), [wrong]);
        }
        assert_eq!(shop.post(&path, json!({ "name": "ci" })).await.code(), 409);
        let kim = bearer(&made["token"]);
        assert_eq!(shop.desk.get(&kim, &path).await.code(), 403);
        assert_eq!(shop.desk.get(&kim, "/v2/tokens").await.code(), 200);
        assert_eq!(shop.delete(&one).await.code(), 204);
        assert_eq!(shop.desk.get(&kim, "/v2/tokens").await.code(), 401);
    }
}

#[tokio::test]
async fn a_mail_with_a_link_that_lets_somebody_in_is_not_read_out() {
    for shop in Shop::each().await {
        let now = shop.desk.now();
        for (kind, state) in [("developer-confirm", "waiting"), ("developer-approved", "failed")] {
            let id = shop.desk.house.app().new_uuid().unwrap().to_string();
            shop.desk
                .house
                .run(
                    "insert into mails (id, kind, recipient, sender, subject, body_text, body_html, state, attempts,
                                        due_at, created_at)
                     values ($1, $2, 'ada@example.com', 'Acme', 'Hello', 'words and links', '', $3, 1, $4, $4)",
                    args![id, kind, state, now],
                )
                .await;
        }
        let one = |list: &[String]| format!("/v2/mails/{}", list[0]);
        let secret = one(&shop.column("/v2/mails?filter[kind]=developer-confirm", "id").await);
        let harmless = one(&shop.column("/v2/mails?filter[state]=failed", "id").await);
        assert_eq!(shop.read(&secret).await["text"], Value::Null);
        assert_eq!(shop.read(&harmless).await["text"], "words and links");
        assert_eq!(shop.post(&format!("{secret}/retry"), json!({})).await.code(), 409);
        let again = shop.post(&format!("{harmless}/retry"), json!({})).await;
        assert_eq!((again.code(), &again.json["state"]), (200, &json!("waiting")));
        for role in ["reader", "approver", "publisher"] {
            let caller = shop.desk.admin(role).await;
            assert_eq!(shop.desk.get(&caller, "/v2/mails").await.code(), 403);
        }
    }
}

#[tokio::test]
async fn the_audit_log_says_who_did_what_through_which_door() {
    for shop in Shop::each().await {
        let product = shop.product("Parcels").await;
        shop.desk.house.wait(60);
        shop.version(&product, "v1").await;
        assert_eq!(shop.column("/v2/audit-log", "event").await, ["version.created", "product.created"]);
        assert_eq!(
            shop.column("/v2/audit-log?sort=at", "event").await,
            ["product.created", "version.created"]
        );
        let found = shop.read("/v2/audit-log?filter[event]=product.created&filter[door]=api").await["data"]
            [0]
        .clone();
        assert_eq!((text(&found["actor"]["kind"]), text(&found["subject"]["name"])), ("admin", "Parcels"));
        assert_eq!(shop.read(&format!("/v2/audit-log/{}", text(&found["id"]))).await, found);
        let at = text(&found["at"]).to_owned();
        for (query, count) in [
            (format!("filter[at][gt]={at}"), 1),
            (format!("filter[at][lte]={at}"), 1),
            (format!("filter[at]={at}"), 1),
            (format!("filter[actor_id]={}", text(&found["actor"]["id"])), 2),
            ("filter[actor_email][contains]=EXAMPLE".to_owned(), 2),
            (format!("filter[subject_id]={}", text(&found["subject"]["id"])), 1),
            ("filter[subject_kind]=version".to_owned(), 1),
        ] {
            let found = shop.read(&format!("/v2/audit-log?{query}")).await;
            assert_eq!(found["meta"]["page"]["total"], count, "{query}");
        }
        let reader = shop.desk.admin("reader").await;
        assert_eq!(shop.desk.get(&reader, "/v2/audit-log").await.code(), 200);
    }
}
