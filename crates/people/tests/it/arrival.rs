//! How requests arrive, and the pages of the way in as a browser sees them.

use axum::body::Body;
use axum::http::Request;
use frame::{Call, Door};
use people::portals::{Accounts, Catalog};
use people::{admins, developers};

use crate::site::Browser;
use crate::stand::{PASSWORD, Stand, new};

fn at(stand: &Stand, host: &str) -> Browser {
    Browser::at(stand.house.app(), host)
}

fn portal(stand: &Stand) -> Browser {
    at(stand, "acme.localhost:8080")
}

#[tokio::test]
async fn a_host_that_stands_for_nothing_gets_421_and_nothing_else() {
    for stand in Stand::each().await {
        let mut said = Vec::new();
        for host in
            ["evil.test", "nowhere.localhost:8080", "a.acme.localhost", "-.localhost", "status.localhost"]
        {
            let page = at(&stand, host).get("/").await;
            said.push(format!("{} {}", page.status, page.text));
        }
        said.dedup();
        assert_eq!(said, ["421 There is no site at this host name.\n"]);
        assert_eq!(at(&stand, "ACME.localhost").get("/sign-in").await.status, 200);
        for (address, status) in [
            ("http://evil.test/sign-in", 421),
            ("http://acme/sign-in", 421),
            ("http://acme.localhost/sign-in", 200),
            ("http://acme.localhost:8080/sign-in", 200),
        ] {
            let two = Request::get(address).body(Body::empty()).unwrap();
            assert_eq!(portal(&stand).send(two).await.status, status, "{address}");
        }
    }
}

#[tokio::test]
async fn the_front_door_lists_those_who_want_it_and_leads_to_the_others() {
    for stand in Stand::each().await {
        stand.house.portal("open").await;
        stand.set(|it| it.listed = false).await;
        let mut browser = at(&stand, "localhost:8080");
        let page = browser.get("/").await;
        assert!(
            page.text.contains("http://open.localhost:8080") && !page.text.contains("acme.localhost"),
            "{}",
            page.text
        );
        let page = browser.get("/?portal=Acme").await;
        assert!(
            page.status == 200 && page.text.contains("href=\"http://acme.localhost:8080\""),
            "{}",
            page.text
        );
        let page = browser.get("/?portal=acm").await;
        assert!(page.status == 422 && !page.text.contains("acme.localhost"), "{}", page.text);
    }
}

#[tokio::test]
async fn the_whole_way_in() {
    for stand in Stand::each().await {
        let mut browser = portal(&stand);
        let page = browser.get("/account?x=1").await;
        assert_eq!(page.leads(), "303 /sign-in?to=%2Faccount%3Fx%3D1");
        let page = browser.get(&page.location).await;
        assert!(page.text.contains("/sign-up?to=%2Faccount%3Fx%3D1"), "{}", page.text);
        let fields = [("email", "ada@example.com"), ("full_name", "Ada <King>"), ("to", "/account?x=1")];
        assert_eq!(browser.post("/sign-up", &fields).await.leads(), "303 /sign-up/sent");
        assert!(browser.get("/sign-up/sent").await.text.contains("Check your mail"));

        let link = format!("/confirm?token={}", stand.token().await);
        let page = browser.get(&link).await;
        assert!(page.status == 200 && page.text.contains("Ada &#60;King&#62;"), "{}", page.text);
        let token = stand.token().await;
        let page = browser.post("/confirm", &[("token", &token), ("password", "short")]).await;
        assert!(page.status == 422 && page.text.contains("at least 10 characters"), "{}", page.text);
        let page = browser.post("/confirm", &[("token", &token), ("password", PASSWORD)]).await;
        assert!(page.status == 200 && page.text.contains("Waiting for approval"), "{}", page.text);
        let page = browser.get(&link).await;
        assert!(page.status == 410 && page.text.contains("already used"), "{}", page.text);

        let filter = developers::Filter { state: "pending".into(), ..developers::Filter::default() };
        let waiting = developers::list(&stand.admin(), &filter, base::Page::first(1)).await.unwrap();
        developers::approve(&stand.admin(), &waiting.items[0].id).await.unwrap();
        let page = browser.post("/sign-in", &[("email", "ada@example.com"), ("password", PASSWORD)]).await;
        assert_eq!(page.leads(), "303 /account?x=1", "where they were going");
        let page = browser.get("/account").await;
        assert!(page.status == 200 && page.text.contains("Ada &#60;King&#62;"), "{}", page.text);
        assert_eq!(browser.get("/sign-in").await.leads(), "303 /");
    }
}

#[tokio::test]
async fn those_who_may_not_come_in_are_told_why() {
    for stand in Stand::each().await {
        let ada = stand.joined("ada").await;
        let mut browser = portal(&stand);
        let fields = [("email", "ada@example.com"), ("password", PASSWORD)];
        stand.house.wait(3 * 3600);
        let page = browser.post("/sign-in", &fields).await;
        assert!(page.status == 200 && page.text.contains("3 hours ago"), "{}", page.text);
        assert!(page.set_cookies.is_empty(), "{:?}", page.set_cookies);
        developers::reject(&stand.admin(), &ada.id, "We know no <Ada>").await.unwrap();
        let page = browser.post("/sign-in", &fields).await;
        assert!(page.text.contains("We know no &#60;Ada&#62;"), "{}", page.text);
        let page = browser.post("/sign-in", &[("email", "ada@example.com"), ("password", "wrong")]).await;
        assert!(page.status == 422 && !page.text.contains("We know no"), "{}", page.text);
        assert!(page.text.contains("value=\"ada@example.com\""), "what was typed is kept");
        assert!(!page.text.contains("value=\"wrong\""), "but not the password");
        assert_eq!(browser.get("/waiting").await.status, 200);
    }
}

#[tokio::test]
async fn guessing_is_told_to_wait() {
    for stand in Stand::each().await {
        let mut browser = portal(&stand);
        let fields = [("email", "ada@example.com"), ("password", "wrong")];
        for _ in 0..5 {
            assert_eq!(browser.post("/sign-in", &fields).await.status, 422);
        }
        let page = browser.post("/sign-in", &fields).await;
        assert!(page.status == 429 && page.retry_after.is_some() && page.text.contains("ada@example.com"));
    }
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        for to in ["https://evil.test", "//evil.test", "/\\evil.test", "javascript:alert(1)"] {
            let mut browser = portal(&stand);
            let fields = [("email", "ada@example.com"), ("password", PASSWORD), ("to", to)];
            assert_eq!(browser.post("/sign-in", &fields).await.leads(), "303 /", "{to}");
        }
    }
}

#[tokio::test]
async fn without_accounts_their_pages_do_not_exist() {
    for stand in Stand::each().await {
        stand.set(|it| it.accounts = Accounts::Off).await;
        let mut browser = portal(&stand);
        for path in [
            "/sign-in",
            "/sign-up",
            "/sign-up/sent",
            "/confirm?token=x",
            "/waiting",
            "/password/forgotten",
            "/password/sent",
            "/password/new?token=x",
            "/account",
        ] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 404, "{path}");
            assert!(!page.text.contains("href=\"/sign-"), "{path}");
        }
        let page = browser.post("/sign-up", &[("email", "a@b.test"), ("full_name", "A")]).await;
        assert_eq!(page.status, 404);
    }
}

#[tokio::test]
async fn a_private_portal_shows_nothing_but_the_way_in() {
    for stand in Stand::each().await {
        stand.set(|it| it.catalog = Catalog::Private).await;
        let page = portal(&stand).get("/sign-in").await;
        assert!(page.status == 200 && !page.text.contains("href=\"/products\""), "{}", page.text);
    }
}

#[tokio::test]
async fn faults_become_pages() {
    for stand in Stand::each().await {
        let mut browser = portal(&stand);
        let page = browser.get("/nothing/here").await;
        assert!(
            page.status == 404 && page.text.contains("There is nothing at this address"),
            "{}",
            page.text
        );
        let page = browser.post("/account", &[]).await;
        assert!(page.status == 405 && page.text.contains("<h1>"), "{}", page.text);
        let page = browser.post("/account/name", &[("full_name", "x")]).await;
        assert!(page.status == 401 && page.text.contains("Please sign in"), "{}", page.text);
        let mut request = Request::post("/sign-in").body(Body::from("{}")).unwrap();
        request.headers_mut().insert("content-type", "application/json".parse().unwrap());
        assert_eq!(browser.send(request).await.status, 422);
        let mut request = Request::post("/sign-in").body(Body::empty()).unwrap();
        request.headers_mut().insert("origin", "http://evil.test".parse().unwrap());
        assert_eq!(browser.send(request).await.status, 403);
        assert_eq!(browser.get("/_brand/0000000000000000.css").await.status, 404);
        assert_eq!(browser.get("/_logo/none").await.status, 404);
    }
}

#[tokio::test]
async fn what_was_done_is_said_once() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        let mut browser = portal(&stand);
        browser.post("/sign-in", &[("email", "ada@example.com"), ("password", PASSWORD)]).await;
        assert_eq!(browser.post("/account/name", &[("full_name", "Ada King")]).await.leads(), "303 /account");
        assert!(browser.get("/account").await.text.contains("Your name was changed."));
        assert!(!browser.get("/account").await.text.contains("Your name was changed."));
        let page = browser.post("/account/name", &[("full_name", "")]).await;
        assert!(page.status == 422 && page.text.contains("This is needed."), "{}", page.text);
    }
}

#[tokio::test]
async fn the_console_has_a_door_of_its_own() {
    for stand in Stand::each().await {
        let mut browser = at(&stand, "admin.localhost:8080");
        let operator = Call::operator(stand.house.app(), Door::Command).unwrap();
        let token = admins::setup_token(&operator).await.unwrap().unwrap();
        assert_eq!(browser.get("/setup?token=wrong").await.status, 409);
        let link = format!("/setup?token={}", token.expose());
        assert_eq!(browser.get(&link).await.status, 200);
        let fields = [("token", token.expose()), ("email", "olu@example.com"), ("password", "short")];
        let page = browser.post("/setup", &fields).await;
        assert!(page.status == 422 && page.text.contains("olu@example.com"), "{}", page.text);
        let fields = [("token", token.expose()), ("email", "olu@example.com"), ("password", PASSWORD)];
        assert_eq!(browser.post("/setup", &fields).await.leads(), "303 /");
        assert!(browser.cookies.contains_key("portico_admin"));
        let page = browser.get("/account").await;
        assert!(page.status == 200 && page.text.contains("href=\"/admins\""), "{}", page.text);
        assert_eq!(browser.get(&link).await.status, 409);

        let kept = browser.cookies.clone();
        assert_eq!(browser.post("/sign-out", &[]).await.leads(), "303 /sign-in");
        browser.cookies = kept;
        assert_eq!(browser.get("/account").await.leads(), "303 /sign-in?to=%2Faccount");
        let fields = [("email", "olu@example.com"), ("password", PASSWORD), ("to", "/account")];
        assert_eq!(browser.post("/sign-in", &fields).await.leads(), "303 /account");
        developers::sign_up(&stand.visitor(), &new("ada")).await.unwrap();
        stand.house.wait(12 * 3600);
        assert!(
            browser.get("/account").await.leads().starts_with("303 /sign-in"),
            "an admin's session is short"
        );
    }
}

#[tokio::test]
async fn where_one_was_going_cannot_become_a_cookies_attribute() {
    for stand in Stand::each().await {
        for (to, kept) in [("/products?q=a", true), ("/x;Domain=localhost", false), ("/x,y", false)] {
            let fields = [("email", "ada@example.com"), ("full_name", "Ada"), ("to", to)];
            let page = portal(&stand).post("/sign-up", &fields).await;
            assert_eq!(page.leads(), "303 /sign-up/sent");
            assert_eq!(page.set_cookies.iter().any(|it| it.starts_with("portico_way=/")), kept, "{to}");
        }
    }
}

#[tokio::test]
async fn how_long_the_answer_takes_does_not_tell_whether_an_address_is_known() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        for email in ["ada@example.com", "nobody@example.com"] {
            for (path, leads) in
                [("/password/forgotten", "303 /password/sent"), ("/sign-up", "303 /sign-up/sent")]
            {
                let began = std::time::Instant::now();
                let page = portal(&stand).post(path, &[("email", email), ("full_name", "Ada")]).await;
                assert_eq!(page.leads(), leads);
                assert!(began.elapsed().as_millis() >= 150, "{path} {email}");
            }
        }
    }
}
