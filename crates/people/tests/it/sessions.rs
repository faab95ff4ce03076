//! Sessions, as a browser has them.

use people::developers;
use people::sessions;

use crate::site::Browser;
use crate::stand::{PASSWORD, Stand, wrong};

const DAY_S: i64 = 86_400;

/// Ada, signed in on the portal.
async fn signed_in(stand: &Stand) -> Browser {
    let mut browser = Browser::at(stand.house.app(), "acme.localhost:8080");
    let page = browser.post("/sign-in", &[("email", "ada@example.com"), ("password", PASSWORD)]).await;
    assert_eq!(page.leads(), "303 /");
    browser
}

async fn account(browser: &mut Browser) -> String {
    browser.get("/account").await.leads()
}

#[tokio::test]
async fn a_cookie_is_for_one_host_and_no_script() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        let mut browser = Browser::at(stand.house.app(), "acme.localhost:8080");
        let page = browser.post("/sign-in", &[("email", "ada@example.com"), ("password", PASSWORD)]).await;
        let cookie = page.set_cookies.iter().find(|it| it.starts_with("portalaccesstoken=")).unwrap();
        for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
        let token = &browser.cookies["portalaccesstoken"];
        assert_eq!(token.len(), 43);
        let mut tx = stand.house.app().db.read().await.unwrap();
        let hash =
            tx.one("select hash from sessions", sql::args![]).await.unwrap().get::<String>("hash").unwrap();
        assert!(!hash.contains(token.as_str()));
    }
}

#[tokio::test]
async fn a_session_is_bound_to_its_portal() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        stand.house.portal("other").await;
        let browser = signed_in(&stand).await;
        let mut elsewhere = Browser::at(stand.house.app(), "other.localhost:8080");
        elsewhere.cookies = browser.cookies.clone();
        assert_eq!(account(&mut elsewhere).await, "303 /sign-in?to=%2Faccount");
        let mut console = Browser::at(stand.house.app(), "admin.localhost:8080");
        console.cookies.insert("portico_admin".into(), browser.cookies["portalaccesstoken"].clone());
        assert_eq!(account(&mut console).await, "303 /sign-in?to=%2Faccount");
    }
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_in_any_case() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        let mut idle = signed_in(&stand).await;
        stand.house.wait(14 * DAY_S);
        assert!(account(&mut idle).await.starts_with("303 /sign-in"));
        assert!(
            !idle.cookies.contains_key("portalaccesstoken"),
            "a cookie that is worth nothing is taken back"
        );
        let mut used = signed_in(&stand).await;
        for day in 1..90 {
            stand.house.wait(DAY_S);
            assert_eq!(account(&mut used).await, "200", "day {day}");
        }
        stand.house.wait(DAY_S);
        assert!(account(&mut used).await.starts_with("303 /sign-in"));
    }
}

#[tokio::test]
async fn use_is_noted_at_most_every_ten_minutes() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        let mut browser = signed_in(&stand).await;
        let seen = async || {
            let mut tx = stand.house.app().db.read().await.unwrap();
            let row = tx.one("select last_seen_at from sessions", sql::args![]).await.unwrap();
            row.get::<base::Instant>("last_seen_at").unwrap().seconds_since(testkit::BEGIN)
        };
        let mut noted = Vec::new();
        for _ in 0..4 {
            stand.house.wait(300);
            account(&mut browser).await;
            noted.push(seen().await);
        }
        assert_eq!(noted, [0, 600, 600, 1200]);
    }
}

#[tokio::test]
async fn losing_approval_ends_what_is_open() {
    for stand in Stand::each().await {
        let ada = stand.approved("ada").await;
        let mut browser = signed_in(&stand).await;
        assert_eq!(account(&mut browser).await, "200");
        developers::revoke(&stand.admin(), &ada.id).await.unwrap();
        assert!(account(&mut browser).await.starts_with("303 /sign-in"));
        // Even a session that a race left behind is worth nothing.
        developers::approve(&stand.admin(), &ada.id).await.unwrap();
        let mut browser = signed_in(&stand).await;
        let sql = "update developers set state = 'revoked'";
        stand.house.run(sql, sql::args![]).await;
        assert!(account(&mut browser).await.starts_with("303 /sign-in"));
    }
}

#[tokio::test]
async fn signing_out_and_a_new_password_end_sessions() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        let (mut laptop, mut phone) = (signed_in(&stand).await, signed_in(&stand).await);
        let fields = [("current", PASSWORD), ("new", "seven quiet herons wait")];
        assert_eq!(laptop.post("/account/password", &fields).await.leads(), "303 /account");
        assert_eq!(account(&mut laptop).await, "200", "the one that changed it stays");
        assert!(account(&mut phone).await.starts_with("303 /sign-in"));
        let kept = laptop.cookies.clone();
        assert_eq!(laptop.post("/sign-out", &[]).await.leads(), "303 /");
        laptop.cookies = kept;
        assert!(account(&mut laptop).await.starts_with("303 /sign-in"), "the token itself is over");
    }
}

#[tokio::test]
async fn sessions_are_seen_and_ended() {
    for stand in Stand::each().await {
        let ada = stand.approved("ada").await;
        let mut laptop = signed_in(&stand).await;
        stand.house.wait(60);
        let mut phone = signed_in(&stand).await;
        let page = laptop.get("/account").await.text;
        assert!(page.contains("Firefox on Linux") && page.contains("This browser"), "{page}");
        let others = sessions::list(&stand.of(&ada)).await.unwrap();
        assert_eq!(others.len(), 2);
        let (newest, first) = (others[0].id, others[1].id);
        let path = format!("/account/sessions/{newest}/end");
        assert_eq!(laptop.post(&path, &[]).await.leads(), "303 /account");
        assert!(account(&mut phone).await.starts_with("303 /sign-in"));
        assert_eq!(laptop.post(&path, &[]).await.status, 404);
        assert_eq!(laptop.post("/account/sessions/none/end", &[]).await.status, 404);

        let kim = stand.approved("kim").await;
        assert_eq!(wrong(sessions::end(&stand.of(&kim), first).await), "not found", "others' do not exist");
        signed_in(&stand).await;
        signed_in(&stand).await;
        assert_eq!(laptop.post("/account/sessions/end-others", &[]).await.leads(), "303 /account");
        assert_eq!(sessions::list(&stand.of(&ada)).await.unwrap().len(), 1);
        assert_eq!(account(&mut laptop).await, "200");
    }
}

#[tokio::test]
async fn what_has_ended_is_tidied_away() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        signed_in(&stand).await;
        people::tidy(&stand.admin()).await.unwrap();
        assert_eq!(stand.count("select count(*) as total from sessions").await, 1);
        assert_eq!(stand.count("select count(*) as total from links").await, 1);
        stand.house.wait(40 * DAY_S);
        people::tidy(&stand.admin()).await.unwrap();
        assert_eq!(stand.count("select count(*) as total from sessions").await, 0);
        assert_eq!(stand.count("select count(*) as total from links").await, 0);
    }
}
