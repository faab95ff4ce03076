//! The way in, as a client of the contract goes it, and what it may rely on.

use base::Uuid;
use people::developers;
use people::portals::{self, Accounts, PortalSettings};
use serde_json::{Value, json};
use sql::args;

use crate::desk::{Answer, Caller, Desk};

const PASSWORD: &str = "the tide turned at noon";

/// The token in the last mail.
async fn mailed(desk: &Desk) -> String {
    let mut tx = desk.house.app().db.read().await.unwrap();
    let sql = "select body_text from mails order by created_at desc, id desc limit 1";
    let text = tx.one(sql, args![]).await.unwrap().get::<String>("body_text").unwrap();
    let (_, rest) = text.split_once("token=").unwrap();
    rest.split(|it: char| it.is_whitespace() || it == '&').next().unwrap().to_owned()
}

async fn register(desk: &Desk, who: &Caller, name: &str) -> Answer {
    let body = json!({ "email": format!("{name}@example.com"), "full_name": format!("{name} Example") });
    desk.post(who, "/api/v2/developer", body).await
}

async fn post(desk: &Desk, who: &Caller, deed: &str, body: Value) -> Answer {
    desk.post(who, &format!("/api/v2/developer/{deed}"), body).await
}

/// The same without a body, as clients do where there is nothing to say.
async fn post_nothing(desk: &Desk, who: &Caller, deed: &str) -> Answer {
    desk.send(who, axum::http::Method::POST, &format!("/api/v2/developer/{deed}"), None).await
}

/// Somebody registered and chose a password.
async fn joined(desk: &Desk, who: &Caller, name: &str) {
    assert_eq!(register(desk, who, name).await.code(), 201);
    let verified = post(desk, who, "verify-email", json!({ "token": mailed(desk).await })).await;
    let body = json!({ "password": PASSWORD, "token": verified.json["token"] });
    assert_eq!(post(desk, who, "reset-password", body).await.code(), 204);
}

async fn authenticate(desk: &Desk, who: &Caller, name: &str, password: &str) -> Answer {
    let body = json!({ "username": format!("{name}@example.com"), "password": password });
    post(desk, who, "authenticate", body).await
}

/// Turns one of a portal's settings.
async fn set(desk: &Desk, slug: &str, change: impl FnOnce(&mut PortalSettings)) {
    let admin = desk.house.admin();
    let all = portals::list(&admin).await.unwrap();
    let portal = all.iter().find(|it| it.slug == slug).unwrap();
    let mut settings = PortalSettings::of(portal);
    change(&mut settings);
    portals::update(&admin, &portal.id, &settings).await.unwrap();
}

/// The `Set-Cookie` of a cookie.
fn cookie(answer: &Answer, name: &str) -> String {
    let mut all = answer.headers.get_all("set-cookie").iter().map(|it| it.to_str().unwrap());
    all.rfind(|it| it.starts_with(&format!("{name}="))).unwrap_or_default().to_owned()
}

/// The caller with the two cookies that an answer set.
fn with_cookies(who: &Caller, answer: &Answer) -> Caller {
    let pair = |name| cookie(answer, name).split(';').next().unwrap().to_owned();
    who.clone().with("cookie", &format!("{}; {}", pair("portalaccesstoken"), pair("portalrefreshtoken")))
}

#[tokio::test]
async fn a_developer_comes_in_by_mail_and_password() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        set(&desk, "acme", |it| it.auto_approve_developers = true).await;
        let who = desk.visitor("acme");
        let registered = register(&desk, &who, "ada").await;
        assert_eq!((registered.code(), registered.bytes.len()), (201, 0));
        let token = mailed(&desk).await;
        let verified = post(&desk, &who, "verify-email", json!({ "token": token })).await;
        assert_eq!((verified.code(), &verified.json["email"]), (202, &json!("ada@example.com")));
        assert_ne!(verified.json["token"], json!(token), "the token for the password is a second one");
        let again = post(&desk, &who, "verify-email", json!({ "token": token })).await;
        assert_eq!(again.code(), 410, "a page that is loaded again uses it again");
        let body = json!({ "password": PASSWORD, "token": verified.json["token"] });
        let chosen = post(&desk, &who, "reset-password", body.clone()).await;
        assert_eq!((chosen.code(), chosen.headers.contains_key("set-cookie")), (204, false));
        assert_eq!(post(&desk, &who, "reset-password", body).await.code(), 410);
        let signed_in = authenticate(&desk, &who, "ada", PASSWORD).await;
        assert_eq!(signed_in.code(), 204);
        let ada = with_cookies(&who, &signed_in);
        let me = desk.get(&ada, "/api/v2/developer/me").await;
        assert_eq!((me.code(), &me.json["full_name"]), (200, &json!("ada Example")));
        assert!(!me.header("etag").is_empty());
        assert_eq!(post_nothing(&desk, &ada, "logout").await.code(), 204);
        assert_eq!(desk.get(&ada, "/api/v2/developer/me").await.code(), 401);
        assert_eq!(post_nothing(&desk, &ada, "refresh").await.code(), 401);
    }
}

#[tokio::test]
async fn the_two_cookies_have_the_scope_that_clients_need() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        set(&desk, "acme", |it| it.auto_approve_developers = true).await;
        let who = desk.visitor("acme");
        joined(&desk, &who, "ada").await;
        let signed_in = authenticate(&desk, &who, "ada", PASSWORD).await;
        let refreshed = post_nothing(&desk, &with_cookies(&who, &signed_in), "refresh").await;
        assert_eq!((signed_in.code(), refreshed.code()), (204, 204));
        for answer in [&signed_in, &refreshed] {
            let (access, refresh) =
                (cookie(answer, "portalaccesstoken"), cookie(answer, "portalrefreshtoken"));
            assert!(access.ends_with("; HttpOnly; SameSite=Lax; Path=/; Max-Age=86400"), "{access}");
            let path = "; HttpOnly; SameSite=Lax; Path=/api/v2/developer; Max-Age=7776000";
            assert!(refresh.ends_with(path), "refreshing and signing out need it: {refresh}");
        }
        assert_ne!(cookie(&signed_in, "portalaccesstoken"), cookie(&refreshed, "portalaccesstoken"));
        let out = post_nothing(&desk, &with_cookies(&who, &refreshed), "logout").await;
        assert!(cookie(&out, "portalaccesstoken").contains("Path=/; Max-Age=0"));
        assert!(cookie(&out, "portalrefreshtoken").contains("Path=/api/v2/developer; Max-Age=0"));
    }
}

#[tokio::test]
async fn cookies_are_for_tls_alone_where_the_public_scheme_is_and_a_browser_would_drop_them_elsewhere() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        set(&desk, "acme", |it| it.auto_approve_developers = true).await;
        let desk = desk.behind_tls();
        let who = desk.visitor("acme");
        joined(&desk, &who, "ada").await;
        let signed_in = authenticate(&desk, &who, "ada", PASSWORD).await;
        let refreshed = post_nothing(&desk, &with_cookies(&who, &signed_in), "refresh").await;
        let out = post_nothing(&desk, &with_cookies(&who, &refreshed), "logout").await;
        for answer in [&signed_in, &refreshed, &out] {
            assert_eq!(answer.code(), 204);
            for name in ["portalaccesstoken", "portalrefreshtoken"] {
                let cookie = cookie(answer, name);
                assert!(cookie.contains("; Secure") && !cookie.contains("Domain"), "{cookie}");
            }
        }
    }
}

#[tokio::test]
async fn parallel_refreshes_and_the_old_token_keep_working() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        set(&desk, "acme", |it| it.auto_approve_developers = true).await;
        let who = desk.visitor("acme");
        joined(&desk, &who, "ada").await;
        let ada = with_cookies(&who, &authenticate(&desk, &who, "ada", PASSWORD).await);
        let (one, two) =
            tokio::join!(post_nothing(&desk, &ada, "refresh"), post_nothing(&desk, &ada, "refresh"));
        for answer in [&one, &two] {
            assert_eq!(answer.code(), 204);
            let tab = with_cookies(&who, answer);
            assert_eq!(desk.get(&tab, "/api/v2/developer/me").await.code(), 200);
        }
        assert_eq!(desk.get(&ada, "/api/v2/developer/me").await.code(), 200);
        assert_eq!(post_nothing(&desk, &who, "refresh").await.code(), 401, "without a cookie");
        let made_up = who.clone().with("cookie", "portalrefreshtoken=nothing");
        assert_eq!(post_nothing(&desk, &made_up, "refresh").await.code(), 401);
    }
}

#[tokio::test]
async fn signing_out_is_always_possible_and_never_slowed_down() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        let who = desk.visitor("acme");
        for _ in 0..70 {
            assert_eq!(post_nothing(&desk, &who, "logout").await.code(), 204);
        }
        let stale = who.clone().with("cookie", "portalaccesstoken=gone; portalrefreshtoken=gone");
        assert_eq!(post_nothing(&desk, &stale, "logout").await.code(), 204);
        set(&desk, "acme", |it| it.accounts = Accounts::Off).await;
        assert_eq!(post_nothing(&desk, &who, "logout").await.code(), 204);
    }
}

#[tokio::test]
async fn what_waits_for_approval_is_told_by_a_title_that_clients_look_for() {
    for desk in Desk::each().await {
        let portal = desk.open("acme").await;
        let who = desk.visitor("acme");
        joined(&desk, &who, "ada").await;
        let titles = async |password: &str| {
            desk.house.wait(3600);
            let answer = authenticate(&desk, &who, "ada", password).await;
            assert!(!answer.headers.contains_key("set-cookie"));
            (answer.code(), answer.json["title"].as_str().unwrap().to_owned())
        };
        let (disabled, invalid) =
            ((401, "Developer is disabled".to_owned()), (401, "Invalid Credentials".to_owned()));
        assert_eq!((titles(PASSWORD).await, titles("wrong").await), (disabled.clone(), invalid.clone()));
        let admin = desk.house.admin();
        let mut tx = admin.read().await.unwrap();
        let ada = developers::find_by_email(&mut tx, portal, "ada@example.com").await.unwrap().unwrap();
        drop(tx);
        developers::reject(&admin, &ada.id, "we know no Ada").await.unwrap();
        assert_eq!((titles(PASSWORD).await, titles("wrong").await), (disabled, invalid.clone()));
        let unknown = authenticate(&desk, &who, "nobody", PASSWORD).await;
        assert_eq!((unknown.code(), unknown.json["title"].as_str().unwrap().to_owned()), invalid);
    }
}

#[tokio::test]
async fn guessing_is_answered_with_when_to_try_again() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        let who = desk.visitor("acme");
        let mut last = authenticate(&desk, &who, "ada", "a wrong one").await;
        for _ in 0..5 {
            assert_eq!(last.code(), 401);
            last = authenticate(&desk, &who, "ada", "a wrong one").await;
        }
        assert_eq!(last.code(), 429);
        for name in ["retry-after", "ratelimit", "ratelimit-policy"] {
            assert!(!last.header(name).is_empty(), "{name}");
        }
        assert_eq!(last.json["status"], 429, "the document says what the line says");
    }
}

#[tokio::test]
async fn registering_again_looks_the_same_and_sends_another_mail() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        let who = desk.visitor("acme");
        joined(&desk, &who, "ada").await;
        let again = register(&desk, &who, "ada").await;
        assert_eq!((again.code(), again.bytes.len()), (201, 0));
        assert!(desk.house.mails().await.last().unwrap().starts_with("developer-status ada@example.com"));
        for email in ["ada@example.com", "nobody@example.com"] {
            let forgot = post(&desk, &who, "forgot-password", json!({ "email": email })).await;
            assert_eq!((forgot.code(), forgot.bytes.len()), (200, 0));
        }
    }
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_a_name_may_be_long() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        set(&desk, "acme", |it| it.auto_approve_developers = true).await;
        let who = desk.visitor("acme");
        let name = "n".repeat(256);
        let body = json!({ "email": "Ada@Example.com", "full_name": name });
        assert_eq!(desk.post(&who, "/api/v2/developer", body).await.code(), 201);
        let body = json!({ "password": PASSWORD, "token": mailed(&desk).await.to_uppercase() });
        assert_eq!(post(&desk, &who, "reset-password", body).await.code(), 204, "the first link does too");
        post(&desk, &who, "forgot-password", json!({ "email": "ada@example.com" })).await;
        let body = json!({ "password": "quite another password", "token": mailed(&desk).await });
        assert_eq!(post(&desk, &who, "reset-password", body).await.code(), 204);
        assert_eq!(authenticate(&desk, &who, "ada", PASSWORD).await.code(), 401);
        let ada = with_cookies(&who, &authenticate(&desk, &who, "ada", "quite another password").await);
        assert_eq!(desk.get(&ada, "/api/v2/developer/me").await.json["full_name"], json!(name));
    }
}

#[tokio::test]
async fn tokens_that_do_not_work_say_why() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        desk.open("other").await;
        let who = desk.visitor("acme");
        register(&desk, &who, "ada").await;
        let token = mailed(&desk).await;
        let both = async |who: &Caller, token: &str| {
            let password = json!({ "password": PASSWORD, "token": token });
            let (verify, reset) = (
                post(&desk, who, "verify-email", json!({ "token": token })).await,
                post(&desk, who, "reset-password", password).await,
            );
            (verify.code(), reset.code())
        };
        assert_eq!(both(&who, "not a uuid").await, (400, 400));
        assert_eq!(both(&who, &Uuid::nil().to_string()).await, (404, 404));
        assert_eq!(
            both(&desk.visitor("other"), &token).await,
            (404, 404),
            "another portal's token is none here"
        );
        desk.house.wait(24 * 3600);
        assert_eq!(both(&who, &token).await, (410, 410));
    }
}

#[tokio::test]
async fn all_that_is_wrong_is_said_member_by_member() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        let who = desk.visitor("acme");
        let invalid = |answer: &Answer| {
            assert_eq!(answer.code(), 400, "{}", answer.json);
            let mut list = answer.invalid();
            list.sort();
            list
        };
        let answer =
            desk.post(&who, "/api/v2/developer", json!({ "email": "ada", "full_name": "", "x": 1 })).await;
        assert_eq!(invalid(&answer), ["email invalid", "full_name min_length", "x unknown_property"]);
        let answer = desk
            .post(&who, "/api/v2/developer", json!({ "email": "a@b.c", "full_name": "n".repeat(257) }))
            .await;
        assert_eq!(invalid(&answer), ["full_name max_length"]);
        let answer = post(&desk, &who, "authenticate", json!({})).await;
        assert_eq!(invalid(&answer), ["password required", "username required"]);
        let answer = post(&desk, &who, "authenticate", json!({ "username": "a@b.c", "password": "" })).await;
        assert_eq!(invalid(&answer), ["password required"]);
        let answer = post(&desk, &who, "forgot-password", json!({ "email": 7 })).await;
        assert_eq!(invalid(&answer), ["email is_string"]);
        register(&desk, &who, "ada").await;
        let token = mailed(&desk).await;
        let answer =
            post(&desk, &who, "reset-password", json!({ "password": "short", "token": token })).await;
        assert_eq!(invalid(&answer), ["password min_length"]);
        assert_eq!(answer.json["invalid_parameters"][0]["minimum"], 10);
        let answer =
            post(&desk, &who, "reset-password", json!({ "password": "Password2026!", "token": token })).await;
        assert_eq!(invalid(&answer), ["password invalid"]);
        let form = who.clone().with("content-type", "application/x-www-form-urlencoded");
        assert_eq!(post(&desk, &form, "authenticate", json!({})).await.code(), 415);
    }
}

#[tokio::test]
async fn single_sign_on_that_is_not_set_up_leads_nowhere() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        let who = desk.visitor("acme");
        for path in [
            "authenticate/sso",
            "authenticate/sso?returnTo=https://evil.test/login",
            "authenticate/oidc-callback?code=a&state=b",
        ] {
            let answer = desk.get(&who, &format!("/api/v2/developer/{path}")).await;
            assert_eq!((answer.code(), answer.header("location")), (400, ""), "{path}");
            assert_eq!(answer.json["invalid_parameters"].as_array().unwrap().len(), 1);
        }
        assert_eq!(post_nothing(&desk, &who, "authenticate/saml/acs").await.code(), 400);
        assert_eq!(desk.get(&who, "/api/v2/developer/authenticate/saml/metadata").await.code(), 404);
    }
}

#[tokio::test]
async fn a_session_of_the_pages_is_one_of_the_api_and_belongs_to_one_portal() {
    for desk in Desk::each().await {
        let portal = desk.open("acme").await;
        desk.open("other").await;
        let call = desk.house.developer(portal, "ada").await;
        let ada = desk.developer("acme", &call).await;
        let me = desk.get(&ada, "/api/v2/developer/me").await;
        assert_eq!((me.code(), &me.json["email"]), (200, &json!("ada@example.com")));
        let tag = me.header("etag").to_owned();
        assert_eq!(
            desk.get(&ada.clone().with("if-none-match", &tag), "/api/v2/developer/me").await.code(),
            304
        );
        assert_eq!(
            desk.get(&ada.clone().at("other.localhost:8080"), "/api/v2/developer/me").await.code(),
            401
        );
        developers::revoke(&desk.house.admin(), &call.developer().unwrap().id).await.unwrap();
        assert_eq!(desk.get(&ada, "/api/v2/developer/me").await.code(), 401);
    }
}

#[tokio::test]
async fn without_accounts_there_is_no_way_in() {
    for desk in Desk::each().await {
        desk.open("acme").await;
        set(&desk, "acme", |it| it.accounts = Accounts::Off).await;
        let who = desk.visitor("acme");
        assert_eq!(register(&desk, &who, "ada").await.code(), 404);
        assert_eq!(authenticate(&desk, &who, "ada", PASSWORD).await.code(), 404);
        assert_eq!(
            post(&desk, &who, "forgot-password", json!({ "email": "ada@example.com" })).await.code(),
            404
        );
        assert_eq!(post_nothing(&desk, &who, "refresh").await.code(), 401);
        assert_eq!(desk.get(&who, "/api/v2/developer/me").await.code(), 401);
        assert!(desk.house.mails().await.is_empty());
    }
}
