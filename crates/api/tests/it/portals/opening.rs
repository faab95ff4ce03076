//! Portals: opened, changed, listed, deleted; and their settings.

use serde_json::{Value, json};

use super::stage::{NOTHING, Stage, id, publication};
use crate::desk::Caller;
use crate::management::shop::{Shop, last};

#[tokio::test]
async fn a_portal_is_opened_changed_and_deleted() {
    for shop in Shop::each().await {
        let made = shop.make("/v2/portals", json!({ "name": "Acme Partners" })).await;
        assert_eq!(made["default_domain"], "acme-partners.localhost");
        assert_eq!((&made["display_name"], &made["description"]), (&json!("Acme Partners"), &Value::Null));
        assert_eq!((&made["is_public"], &made["labels"]), (&json!(false), &json!({})));
        let path = format!("/v2/portals/{}", id(&made));
        let settings = shop.read(&format!("{path}/settings")).await;
        assert_eq!((&settings["catalog"], &settings["accounts"]), (&json!("private"), &json!("on")));
        let change = json!({
            "display_name": "Acme", "description": "All of it", "rbac_enabled": true,
            "auto_approve_applications": true, "auto_approve_developers": true,
            "custom_domain": "API.acme.test", "custom_client_domain": "ui.acme.test",
            "labels": { "env": "prod", "team": "pay" },
        });
        let tag = shop.get(&path).await.header("etag").to_owned();
        shop.desk.house.wait(1);
        let changed = shop.patch(&path, change).await;
        assert_eq!(changed.code(), 200, "{}", changed.json);
        assert_eq!(
            (&changed.json["name"], &changed.json["display_name"]),
            (&json!("Acme Partners"), &json!("Acme"))
        );
        assert_eq!(changed.json["custom_domain"], "api.acme.test");
        assert_eq!(changed.json["auto_approve_applications"], true);
        let stale = shop.admin.clone().with("if-match", &tag);
        assert_eq!(shop.desk.patch(&stale, &path, json!({ "name": "X" })).await.code(), 412);
        assert_eq!(shop.desk.delete(&stale, &path).await.code(), 412);
        let labels = shop.patch(&path, json!({ "labels": { "env": null, "a": "b" } })).await;
        assert_eq!(labels.json["labels"], json!({ "a": "b", "team": "pay" }));
        assert_eq!(labels.json["description"], "All of it", "what is not said stays");
        let none = json!({ "labels": null, "description": null, "custom_client_domain": null, "custom_domain": null });
        let none = shop.patch(&path, none).await;
        assert_eq!((&none.json["labels"], &none.json["description"]), (&json!({}), &Value::Null));
        assert_eq!(none.json["custom_domain"], Value::Null);
        assert_eq!(shop.delete(&path).await.code(), 204);
        assert_eq!(shop.get(&path).await.code(), 404);
        assert_eq!(shop.delete(&path).await.code(), 404);
    }
}

#[tokio::test]
async fn the_same_request_under_one_key_opens_one_portal() {
    for shop in Shop::each().await {
        let keyed = shop.admin.clone().with("idempotency-key", "k1");
        let body = json!({ "name": "Acme", "slug": "acme-1" });
        let first = shop.desk.post(&keyed, "/v2/portals", body.clone()).await;
        let again = shop.desk.post(&keyed, "/v2/portals", body).await;
        assert_eq!((first.code(), again.code(), again.header("idempotent-replayed")), (201, 201, "true"));
        assert_eq!(first.json, again.json);
        assert_eq!(shop.read("/v2/portals").await["meta"]["page"]["total"], 1);
        assert_eq!(first.json["default_domain"], "acme-1.localhost");
    }
}

#[tokio::test]
async fn public_in_the_contracts_word_is_public_without_accounts() {
    for stage in Stage::each().await {
        // Anybody may read and an account registers: the usual portal says false, and stays so when it is told false.
        assert_eq!(stage.read("").await["is_public"], false);
        let catalog = async || stage.read("/settings").await["catalog"].clone();
        let said = async |is_public: bool| {
            let answer = stage.patch("", json!({ "is_public": is_public })).await;
            assert_eq!(
                (answer.code(), &answer.json["is_public"]),
                (200, &json!(is_public)),
                "{}",
                answer.json
            );
        };
        said(false).await;
        assert_eq!(catalog().await, "public");
        said(true).await;
        assert_eq!(stage.read("/settings").await["accounts"], "off");
        said(false).await;
        assert_eq!(
            (catalog().await, stage.read("/settings").await["accounts"].clone()),
            (json!("private"), json!("on"))
        );
        let open = stage.shop.make("/v2/portals", json!({ "name": "Open", "is_public": true })).await;
        assert_eq!(open["is_public"], true);
    }
}

#[tokio::test]
async fn all_that_is_wrong_with_a_portal_is_said_at_once() {
    for stage in Stage::each().await {
        let wrong = async |body: Value| {
            let answer = stage.shop.post("/v2/portals", body).await;
            let mut invalid = answer.invalid();
            invalid.sort();
            (answer.code(), invalid.join(", "))
        };
        let body = json!({
            "name": "", "description": "x".repeat(513), "is_public": "yes", "custom_domain": "not a host",
            "default_application_auth_strategy_id": "x", "labels": { "a": "" }, "extra": 1,
        });
        assert_eq!(
            wrong(body).await,
            (
                400,
                "custom_domain is_fqdn, default_application_auth_strategy_id is_uuid, description max_length, \
                 extra unknown_property, is_public is_boolean, labels.a matches_regex, labels.a min_length, \
                 name min_length"
                    .into()
            )
        );
        let body = json!({
            "name": " ", "slug": "Not a slug", "labels": { "kong-a": "b" },
            "custom_domain": "a.localhost", "custom_client_domain": "ui",
        });
        assert_eq!(
            wrong(body).await,
            (
                400,
                "custom_client_domain is_fqdn, custom_domain invalid, labels.kong-a is_label, name required, slug invalid"
                    .into()
            )
        );
        let body = json!({ "name": "A", "default_application_auth_strategy_id": NOTHING });
        assert_eq!(wrong(body).await, (400, "default_application_auth_strategy_id missing_reference".into()));
        assert_eq!(wrong(json!({})).await, (400, "name required".into()));
        assert_eq!(wrong(json!({ "name": null })).await, (400, "name is_string".into()));
        let taken = stage.shop.post("/v2/portals", json!({ "name": "Portal acme" })).await;
        assert_eq!((taken.code(), taken.invalid()), (409, vec!["name invalid".to_owned()]));
        stage.shop.make("/v2/portals", json!({ "name": "Globex" })).await;
        assert_eq!(stage.patch("", json!({ "name": "Globex" })).await.code(), 409);
        let nul = stage.shop.post("/v2/portals", json!({ "name": "a\u{0}b" })).await;
        assert_eq!(nul.code(), 400);
    }
}

#[tokio::test]
async fn a_domain_is_one_portals_and_a_clients_domain_needs_one_beside_it() {
    for stage in Stage::each().await {
        let set = async |body: Value| {
            let answer = stage.patch("", body).await;
            (answer.code(), answer.invalid().join(", "))
        };
        let lonely = json!({ "custom_client_domain": "ui.acme.test" });
        assert_eq!(set(lonely).await, (400, "custom_client_domain invalid".into()));
        let both = json!({ "custom_domain": "api.acme.test", "custom_client_domain": "ui.acme.test" });
        assert_eq!(set(both).await, (200, String::new()));
        assert_eq!(set(json!({ "custom_domain": null })).await, (400, "custom_client_domain invalid".into()));
        for domain in ["api.acme.test", "ui.acme.test"] {
            let other = json!({ "name": domain, "custom_domain": domain });
            let other = stage.shop.post("/v2/portals", other).await;
            assert_eq!(
                (other.code(), other.invalid()),
                (409, vec!["custom_domain invalid".to_owned()]),
                "{domain}"
            );
        }
        // Nobody looks at DNS or certificates, so nothing is claimed.
        let verified = stage.post("/verify-domain", json!({})).await;
        assert_eq!(verified.json, json!({ "is_cname_verified": false, "is_ssl_issued": false }));
        assert_eq!(set(json!({ "custom_domain": null, "custom_client_domain": null })).await.0, 200);
        assert_eq!(stage.post("/verify-domain", json!({})).await.code(), 400);
    }
}

#[tokio::test]
async fn a_portal_in_use_is_deleted_only_by_force_which_is_a_word() {
    for stage in Stage::each().await {
        stage.person("eve", "unverified").await;
        assert_eq!(stage.read("").await["developer_count"], 0);
        let offer = stage.offer("Payments").await;
        let refused = stage.delete("").await;
        assert_eq!((refused.code(), refused.invalid()), (400, vec!["force invalid".to_owned()]));
        let hidden = json!({ "application_registration_enabled": false });
        assert_eq!(stage.patch(&format!("/product-versions/{}", offer.version), hidden).await.code(), 200);
        stage.person("ada", "pending").await;
        assert_eq!(stage.delete("?force=false").await.code(), 400);
        assert_eq!(stage.delete("?force=yes").await.invalid(), ["force enum"]);
        assert_eq!(stage.read("").await["developer_count"], 1);
        assert_eq!(stage.delete("?force=true").await.code(), 204);
        assert_eq!(stage.get("").await.code(), 404);
        let empty = stage.shop.make("/v2/portals", json!({ "name": "Empty" })).await;
        assert_eq!(stage.shop.delete(&format!("/v2/portals/{}", id(&empty))).await.code(), 204);
    }
}

#[tokio::test]
async fn what_else_a_portal_is_set_to_is_read_and_changed() {
    for stage in Stage::each().await {
        let change = json!({
            "catalog": "private", "listed": false, "key_prefix": "abc", "max_applications": 7,
            "max_credentials": 3, "support_email": "Help@acme.test", "welcome_title": "Hello",
        });
        let changed = stage.patch("/settings", change).await;
        assert_eq!(changed.code(), 200, "{}", changed.json);
        let json = stage.read("/settings").await;
        assert_eq!((&json["slug"], &json["address"]), (&json!("acme"), &json!("http://acme.localhost:8080")));
        assert_eq!((&json["key_prefix"], &json["support_email"]), (&json!("abc_"), &json!("help@acme.test")));
        assert_eq!((&json["max_applications"], &json["welcome_title"]), (&json!(7), &json!("Hello")));
        assert_eq!((&json["listed"], &json["catalog"]), (&json!(false), &json!("private")));
        let appearance = stage.read("/appearance").await;
        assert_eq!(appearance["text"]["catalog"]["primary_header"], "Hello", "both tell of the same words");
        let closed = stage.patch("/settings", json!({ "accounts": "off" })).await;
        assert_eq!((closed.code(), closed.invalid()), (400, vec!["accounts invalid".to_owned()]));
        let wrong = json!({ "max_applications": 0, "max_credentials": 1001, "key_prefix": "ABC", "x": 1 });
        let mut invalid = stage.patch("/settings", wrong).await.invalid();
        invalid.sort();
        assert_eq!(invalid, ["max_applications min", "max_credentials max", "x unknown_property"]);
        assert_eq!(
            stage.patch("/settings", json!({ "key_prefix": "ABC" })).await.invalid(),
            ["key_prefix invalid"]
        );
        let none = stage.patch("/settings", json!({ "support_email": null, "welcome_title": null })).await;
        assert_eq!((&none.json["support_email"], &none.json["welcome_title"]), (&Value::Null, &Value::Null));
        assert_eq!(none.json["max_applications"], 7);
    }
}

#[tokio::test]
async fn portals_are_filtered_and_sorted() {
    for shop in Shop::each().await {
        for (name, is_public, domain) in
            [("Acme", true, None), ("beta", false, Some("api.beta.test")), ("Gamma 100%", false, None)]
        {
            let body = json!({
                "name": name, "is_public": is_public, "custom_domain": domain, "description": format!("About {name}"),
            });
            shop.make("/v2/portals", body).await;
        }
        let names = async |query: &str| shop.column(&format!("/v2/portals?{query}"), "name").await.join(", ");
        assert_eq!(names("").await, "Acme, beta, Gamma 100%");
        assert_eq!(names("sort=name%20desc").await, "Gamma 100%, beta, Acme");
        assert_eq!(names("sort=is_public%20desc,name%20desc").await, "Acme, Gamma 100%, beta");
        assert_eq!(names("filter[is_public]=true").await, "Acme");
        assert_eq!(names("filter[name]=beta").await, "beta");
        assert_eq!(names("filter[name][neq]=beta").await, "Acme, Gamma 100%");
        assert_eq!(names("filter[name][contains]=A%25").await, "");
        assert_eq!(names("filter[name][contains]=100%25").await, "Gamma 100%");
        assert_eq!(names("filter[name][oeq]=Acme,beta").await, "Acme, beta");
        assert_eq!(names("filter[description][ocontains]=about%20a,ABOUT%20B").await, "Acme, beta");
        assert_eq!(names("filter[default_domain]=acme.localhost").await, "Acme");
        assert_eq!(
            names("filter[default_domain][contains]=localhost&sort=default_domain").await,
            "Acme, beta, Gamma 100%"
        );
        assert_eq!(names("filter[custom_domain]=api.beta.test").await, "beta");
        assert_eq!(names("filter[rbac_enabled]=true").await, "");
        assert_eq!(names("page[size]=1&page[number]=2").await, "beta");
        let one = shop.read("/v2/portals?page[size]=1&page[number]=2").await;
        assert_eq!(one["meta"], json!({ "page": { "number": 2, "size": 1, "total": 3 } }));
        for (query, wrong) in [
            ("filter[slug]=a", "filter[slug] unknown_property"),
            ("filter[id]=a", "filter[id] is_uuid"),
            ("filter[is_public]=yes", "filter[is_public] is_boolean"),
            ("sort=slug", "sort enum"),
            ("page[size]=101", "page[size] max"),
        ] {
            let answer = shop.get(&format!("/v2/portals?{query}")).await;
            assert_eq!((answer.code(), answer.invalid()), (400, vec![wrong.to_owned()]), "{query}");
        }
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told from beginning to end")]
async fn who_may_not_is_told_so_and_what_is_not_there_is_not_found() {
    for stage in Stage::each().await {
        let offer = stage.offer("Payments").await;
        let person = stage.person("ada", "pending").await;
        let deeds = [
            ("POST", "/v2/portals".to_owned(), json!({ "name": "X" }), "admin"),
            ("PATCH", stage.path(""), json!({}), "admin"),
            ("DELETE", stage.path(""), Value::Null, "admin"),
            ("PATCH", stage.path("/settings"), json!({}), "admin"),
            ("PATCH", stage.path("/appearance"), json!({}), "admin"),
            ("POST", stage.path("/teams"), json!({ "name": "X" }), "admin"),
            ("POST", stage.path("/publish"), json!({ "api_products": {} }), "admin publisher"),
            (
                "PATCH",
                stage.path(&format!("/product-versions/{}", offer.version)),
                json!({}),
                "admin publisher",
            ),
            ("PATCH", stage.path(&person), json!({}), "admin approver"),
        ];
        for role in ["admin", "approver", "publisher", "reader"] {
            let caller = stage.as_a(role).await;
            for (method, path, body, may) in &deeds {
                if may.contains(role) {
                    continue;
                }
                let method = method.parse().unwrap();
                let body = (!body.is_null()).then(|| body.to_string());
                let answer = stage.shop.desk.send(&caller, method, path, body).await;
                assert_eq!(answer.code(), 403, "{role} {path}");
            }
            for path in
                ["", "/settings", "/appearance", "/developers", "/applications", "/teams", "/products"]
            {
                assert_eq!(
                    stage.shop.desk.get(&caller, &stage.path(path)).await.code(),
                    200,
                    "{role} {path}"
                );
            }
        }
        let nobody = Caller::default().at("api.localhost");
        assert_eq!(stage.shop.desk.get(&nobody, &stage.path("")).await.code(), 401);
        for path in [
            "",
            "/settings",
            "/appearance",
            "/developers",
            "/applications",
            "/application-registrations",
            "/teams",
            "/products",
            "/product-versions",
            "/authentication-settings",
            "/identity-providers",
            "/identity-provider/team-group-mappings",
            "/audit-log-webhook",
            "/audit-log-webhook/status",
            "/audit-log-replay-job",
            "/appearance/logo",
        ] {
            for portal in [NOTHING, "acme"] {
                let answer = stage.shop.get(&format!("/v2/portals/{portal}{path}")).await;
                assert_eq!(answer.code(), 404, "{portal}{path}");
            }
        }
        let body = publication(&offer.version, &offer.strategy);
        let answer = stage.shop.post(&format!("/v2/portals/{NOTHING}/product-versions"), body).await;
        assert_eq!(answer.code(), 404);
        assert_eq!(last(&stage.at).len(), 36);
    }
}
