//! What a client asks of the portal before anybody has signed in, and from where.

use axum::http::Method;
use base::Uuid;
use people::portals::{
    self, Accounts, Change, Greeting, LookChanges, Picture, PictureChanges, PortalSettings, Upload,
};
use serde_json::json;

use crate::desk::{Caller, Desk};

/// Turns one of the settings of the portal `acme`.
async fn set(desk: &Desk, change: impl FnOnce(&mut PortalSettings)) {
    let admin = desk.house.admin();
    let portal = portals::list(&admin).await.unwrap().into_iter().find(|it| it.slug == "acme").unwrap();
    let mut settings = PortalSettings::of(&portal);
    change(&mut settings);
    portals::update(&admin, &portal.id, &settings).await.unwrap();
}

#[tokio::test]
async fn the_portal_says_what_it_is_to_anybody_whatever_cookie_they_have() {
    for desk in Desk::each().await {
        let portal = desk.open("acme").await;
        desk.open("other").await;
        let who = desk.visitor("acme");
        let stale = who.clone().with("cookie", "portalaccesstoken=gone");
        let broken = who.clone().with("cookie", "portalaccesstoken=\"; portalaccesstoken==;;");
        let answer = desk.get(&who, "/api/v2/portal").await;
        for other in [&stale, &broken] {
            let other = desk.get(other, "/api/v2/portal").await;
            assert_eq!((other.code(), &other.json), (200, &answer.json));
        }
        let org_id = answer.json["org_id"].as_str().unwrap().to_owned();
        assert!(Uuid::parse_str(&org_id).is_ok());
        assert_eq!(
            answer.json,
            json!({
                "portal_id": portal.uuid().to_string(), "org_id": org_id,
                "featureset_id": "portico", "feature_set": "portico",
                "basic_auth_enabled": true, "oidc_auth_enabled": false, "saml_auth_enabled": false,
                "is_public": false, "rbac_enabled": false, "dcr_provider_ids": [], "allowed_time_period": "90d",
                "name": "Portal acme", "canonical_domain": "acme.localhost:8080",
            })
        );
        let other = desk.get(&desk.visitor("other"), "/api/v2/portal").await;
        assert_eq!(other.json["org_id"], json!(org_id), "there is one installation");
    }
}

#[tokio::test]
async fn a_portal_is_public_where_there_are_no_accounts() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        set(&desk, |it| {
            it.accounts = Accounts::Off;
            it.rbac = true;
            it.display_name = "Acme for Developers".into();
            it.custom_domain = "developer.acme.test".into();
        })
        .await;
        let answer = desk.get(&desk.visitor("acme"), "/api/v2/portal").await;
        for (name, value) in [
            ("is_public", json!(true)),
            ("basic_auth_enabled", json!(false)),
            ("rbac_enabled", json!(true)),
            ("name", json!("Acme for Developers")),
            ("canonical_domain", json!("developer.acme.test:8080")),
        ] {
            assert_eq!(answer.json[name], value, "{name}");
        }
    }
}

#[tokio::test]
async fn a_client_always_gets_its_pictures_and_stylesheets() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        let who = desk.visitor("acme");
        for (path, media) in [
            ("logo", "image/png"),
            ("catalog-cover", "image/png"),
            ("favicon.ico", "image/png"),
            ("stylesheet.css", "text/css; charset=utf-8"),
            ("stylesheet/font.css", "text/css; charset=utf-8"),
        ] {
            let path = format!("/api/v2/portal/{path}");
            let answer = desk.get(&who, &path).await;
            assert_eq!((answer.code(), answer.header("content-type")), (200, media), "{path}");
            assert!(answer.bytes.len() > 40, "{path}");
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-site", "{path}");
            let again = desk.get(&who.clone().with("if-none-match", answer.header("etag")), &path).await;
            assert_eq!(again.code(), 304, "{path}");
            assert_eq!(again.header("cross-origin-resource-policy"), "same-site", "{path}");
            assert_eq!(again.header("cache-control"), "public, no-cache", "{path}");
            assert!(again.bytes.is_empty() && again.header("content-type").is_empty(), "{path}");
        }
        let css = desk.get(&who, "/api/v2/portal/stylesheet.css").await;
        let css = String::from_utf8(css.bytes).unwrap();
        assert!(css.contains("--button_colors-primary-fill:#7a2358;"), "{css}");
    }
}

#[tokio::test]
async fn a_client_shows_what_the_portals_admins_set() {
    for desk in Desk::each().await {
        let portal = desk.open("acme").await;
        let who = desk.visitor("acme");
        let plain = desk.get(&who, "/api/v2/portal/appearance").await;
        let catalog = &plain.json["variables"]["catalog"];
        assert_eq!(catalog["welcome_message"]["text"], "");
        assert!(catalog.get("cover").is_none(), "a client draws the cover where one is named");
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(20, 10).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        let upload = || Change::Set(Upload { bytes: bytes.get_ref().clone(), filename: None });
        let greeting = Greeting { title: "Build here".into(), text: "Hello".into() };
        let changes = LookChanges { greeting: Change::Set(greeting), ..LookChanges::default() };
        let pictures = PictureChanges { logo: upload(), favicon: upload(), cover: upload() };
        portals::restyle(&desk.house.admin(), &portal, changes, pictures).await.unwrap();
        let answer = desk.get(&who, "/api/v2/portal/appearance").await;
        assert_eq!(
            answer.json["variables"]["catalog"],
            json!({
                "logo": { "url": "http://acme.localhost:8080/api/v2/portal/logo" },
                "cover": { "url": "http://acme.localhost:8080/api/v2/portal/catalog-cover" },
                "primary_header": { "text": "Build here" },
                "welcome_message": { "text": "Hello" },
            })
        );
        let data = &answer.json["stylesheets"]["global"]["main"]["data"];
        assert!(data["section_colors"]["hero"]["value"].is_string(), "{data}");
        assert!(data["button_colors"]["primary-text"]["value"].is_string(), "{data}");
        for (path, drawn) in
            [("logo", Picture::Logo), ("catalog-cover", Picture::Cover), ("favicon.ico", Picture::Favicon)]
        {
            let answer = desk.get(&who, &format!("/api/v2/portal/{path}")).await;
            assert_eq!(answer.code(), 200);
            assert_ne!(answer.bytes, portals::drawn(drawn).bytes, "{path}");
        }
    }
}

#[tokio::test]
async fn both_addresses_of_a_portal_answer() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        set(&desk, |it| it.custom_domain = "developer.acme.test".into()).await;
        for host in ["acme.localhost:8080", "developer.acme.test", "DEVELOPER.acme.test:8080"] {
            let answer = desk.get(&Caller::default().at(host), "/api/v2/portal").await;
            assert_eq!((answer.code(), &answer.json["name"]), (200, &json!("Portal acme")), "{host}");
        }
        let nowhere = desk.get(&Caller::default().at("ui.acme.test"), "/api/v2/portal").await;
        assert_eq!(nowhere.code(), 421);
    }
}

#[tokio::test]
async fn only_the_portals_own_client_may_call_from_another_origin() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        desk.open("other").await;
        set(&desk, |it| {
            it.custom_domain = "developer.acme.test".into();
            it.custom_client_domain = "ui.acme.test".into();
        })
        .await;
        let at = |host: &str, origin: &str| Caller::default().at(host).with("origin", origin);
        let client = at("developer.acme.test:8080", "http://ui.acme.test:3000");
        let answer = desk.get(&client, "/api/v2/portal").await;
        assert_eq!(answer.code(), 200);
        assert_eq!(answer.header("access-control-allow-origin"), "http://ui.acme.test:3000");
        assert_eq!(answer.header("access-control-allow-credentials"), "true");
        assert!(answer.header("vary").contains("origin"));
        let asks = client.clone().with("access-control-request-method", "POST");
        let asks = asks.with("access-control-request-headers", "content-type");
        let preflight = desk.send(&asks, Method::OPTIONS, "/api/v2/developer/authenticate", None).await;
        assert_eq!(preflight.code(), 204);
        assert_eq!(preflight.header("access-control-allow-origin"), "http://ui.acme.test:3000");
        assert!(preflight.header("access-control-allow-headers").contains("content-type"));
        assert!(preflight.header("access-control-allow-methods").contains("PATCH"));
        let same_site = client.clone().with("sec-fetch-site", "same-site");
        let logout = desk.send(&same_site, Method::POST, "/api/v2/developer/logout", None).await;
        assert_eq!(logout.code(), 204, "a client elsewhere may change things");
        let body = json!({ "username": "ada@example.com", "password": "x" });
        let refused = desk.post(&same_site, "/api/v2/developer/authenticate", body).await;
        assert_eq!(refused.code(), 401);
        assert_eq!(
            refused.header("access-control-allow-origin"),
            "http://ui.acme.test:3000",
            "and read why not"
        );
        for (host, origin) in [
            ("developer.acme.test", "http://evil.test"),
            ("developer.acme.test", "null"),
            ("developer.acme.test", "http://ui.acme.test.evil.test"),
            ("other.localhost:8080", "http://ui.acme.test"),
            ("acme.localhost:8080", "http://other.localhost:8080"),
            ("acme.localhost:8080", "http://admin.localhost:8080"),
        ] {
            let stranger = at(host, origin);
            let seen = desk.get(&stranger, "/api/v2/portal").await;
            assert_eq!(
                (seen.code(), seen.header("access-control-allow-origin")),
                (200, ""),
                "{host} {origin}"
            );
            let deed = desk.send(&stranger, Method::POST, "/api/v2/developer/logout", None).await;
            assert_eq!(deed.code(), 403, "{host} {origin}");
            let asks = stranger.with("access-control-request-method", "DELETE");
            let preflight = desk.send(&asks, Method::OPTIONS, "/api/v2/applications", None).await;
            assert_eq!(preflight.header("access-control-allow-origin"), "", "{host} {origin}");
        }
    }
}

#[tokio::test]
async fn over_tls_a_client_that_came_in_clear_is_a_stranger() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        set(&desk, |it| {
            it.custom_domain = "developer.acme.test".into();
            it.custom_client_domain = "ui.acme.test".into();
        })
        .await;
        let desk = desk.behind_tls();
        for (origin, allowed) in [
            ("https://ui.acme.test", true),
            ("https://UI.acme.test", true),
            ("http://ui.acme.test", false),
            ("https://ui.acme.test:8443", false),
            ("https://ui.acme.test.", false),
        ] {
            let client = Caller::default().at("developer.acme.test").with("origin", origin);
            let seen = desk.get(&client, "/api/v2/portal").await;
            let expected = if allowed { origin } else { "" };
            assert_eq!(
                (seen.code(), seen.header("access-control-allow-origin")),
                (200, expected),
                "{origin}"
            );
            let deed = desk.send(&client, Method::POST, "/api/v2/developer/logout", None).await;
            assert_eq!(deed.code(), if allowed { 204 } else { 403 }, "{origin}");
        }
        for (origin, status) in [("https://developer.acme.test", 204), ("http://developer.acme.test", 403)] {
            let own = Caller::default().at("developer.acme.test").with("origin", origin);
            let deed = desk.send(&own, Method::POST, "/api/v2/developer/logout", None).await;
            assert_eq!(deed.code(), status, "{origin}");
        }
    }
}
