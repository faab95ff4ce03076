//! The mail that tells admins of waiting requests.

use std::time::Duration;

use base::{AdminId, ApplicationId, DeveloperId, PortalId};
use console::digest::run_once;
use sql::args;
use testkit::TestHouse;

use crate::pages::houses;

const QUARTER: Duration = Duration::from_mins(15);

async fn admin(house: &TestHouse, email: &str, role: &str) {
    let id = AdminId::from(house.app().new_uuid().unwrap());
    house
        .run(
            "insert into admins (id, email, full_name, password_hash, role, created_at, updated_at)
             values ($1, $2, 'Olu', '', $3, $4, $4)",
            args![id, email, role, house.app().now()],
        )
        .await;
}

async fn ask(house: &TestHouse, portal: PortalId, name: &str) -> DeveloperId {
    let id = DeveloperId::from(house.app().new_uuid().unwrap());
    house
        .run(
            "insert into developers (id, portal, email, full_name, state, requested_at, created_at, updated_at)
             values ($1, $2, $3, $3, 'pending', $4, $4, $4)",
            args![id, portal, name, house.app().now()],
        )
        .await;
    id
}

/// A registration that waits, with all that it needs.
async fn ask_for_access(house: &TestHouse, portal: PortalId) {
    let (now, developer) = (house.app().now(), ask(house, portal, "builder").await);
    house
        .run("update developers set state = 'approved', decided_at = $2 where id = $1", args![developer, now])
        .await;
    let id = ApplicationId::from(house.app().new_uuid().unwrap());
    for sql in [
        "insert into strategies (id, name, display_name, kind, key_names, hide_key, config, created_at, updated_at)
         values ($1, 'key', 'Key', 'key_auth', 'apikey', true, '', $4, $4)",
        "insert into products (id, slug, name, description, created_at, updated_at) values ($1, 'pay', 'Pay', '', $4, $4)",
        "insert into versions (id, product, name, created_at, updated_at) values ($1, $1, 'v1', $4, $4)",
        "insert into applications (id, portal, developer, name, description, reference_id, strategy, created_at, updated_at)
         values ($1, $2, $3, 'Shop', '', 'shop', $1, $4, $4)",
        "insert into registrations (id, application, version, state, requested_at, created_at, updated_at)
         values ($1, $1, $1, 'pending', $4, $4, $4)",
    ] {
        house.run(sql, args![id, portal, developer, now]).await;
    }
}

#[tokio::test]
async fn those_who_may_decide_are_told_once_of_all_that_waits() {
    for house in houses().await {
        let (acme, zoo) = (house.portal("acme").await, house.portal("zoo").await);
        for (email, role) in [
            ("ada@example.com", "admin"),
            ("kim@example.com", "approver"),
            ("pub@example.com", "publisher"),
            ("see@example.com", "reader"),
        ] {
            admin(&house, email, role).await;
        }
        assert_eq!(run_once(house.app(), QUARTER).await.unwrap(), 0, "nothing waits");
        ask(&house, acme, "one").await;
        ask(&house, acme, "two").await;
        ask(&house, zoo, "three").await;
        ask_for_access(&house, acme).await;
        assert_eq!(run_once(house.app(), QUARTER).await.unwrap(), 0, "too fresh to be sure of");
        house.wait(30);
        assert_eq!(run_once(house.app(), QUARTER).await.unwrap(), 2);
        assert_eq!(
            house.mails().await,
            [
                "requests-waiting ada@example.com 4 requests wait for a decision",
                "requests-waiting kim@example.com 4 requests wait for a decision",
            ]
        );
        let mut tx = house.app().db.read().await.unwrap();
        let row = tx
            .one("select sender, body_text from mails where recipient = 'kim@example.com'", args![])
            .await
            .unwrap();
        let text = row.get::<String>("body_text").unwrap();
        for said in [
            "Hello Olu,",
            "- Portal acme: 2 new developers\n- Portal acme: one application that asks for access\n- Portal zoo: one new developer\n",
            "http://admin.localhost:8080/inbox\n",
        ] {
            assert!(text.contains(said), "{said} is not in\n{text}");
        }
        assert_eq!(house.events().await, ["digest.sent"]);
    }
}

#[tokio::test]
async fn nobody_is_told_twice_nor_sooner_than_the_pause() {
    for house in houses().await {
        let acme = house.portal("acme").await;
        admin(&house, "ada@example.com", "admin").await;
        ask(&house, acme, "one").await;
        house.wait(60);
        assert_eq!(run_once(house.app(), QUARTER).await.unwrap(), 1);
        house.wait(60);
        ask(&house, acme, "two").await;
        house.wait(13 * 60);
        assert_eq!(run_once(house.app(), QUARTER).await.unwrap(), 0, "the pause is not over");
        house.wait(60);
        assert_eq!(run_once(house.app(), QUARTER).await.unwrap(), 1);
        house.wait(60 * 60);
        assert_eq!(run_once(house.app(), QUARTER).await.unwrap(), 0, "nothing new waits");
        assert_eq!(house.mails().await.len(), 2);
    }
}

#[tokio::test]
async fn of_several_nodes_exactly_one_tells() {
    for house in houses().await {
        let acme = house.portal("acme").await;
        admin(&house, "ada@example.com", "admin").await;
        for round in 1..=2 {
            ask(&house, acme, &format!("developer{round}")).await;
            house.wait(60 * 60);
            let (one, two, three) = tokio::join!(
                run_once(house.app(), QUARTER),
                run_once(house.app(), QUARTER),
                run_once(house.app(), QUARTER)
            );
            assert_eq!(one.unwrap() + two.unwrap() + three.unwrap(), 1);
            assert_eq!(house.mails().await.len(), round);
        }
    }
}

#[tokio::test]
async fn requests_wait_to_be_told_of_until_there_is_an_admin() {
    for house in houses().await {
        let acme = house.portal("acme").await;
        ask(&house, acme, "one").await;
        house.wait(60);
        assert_eq!(run_once(house.app(), QUARTER).await.unwrap(), 0);
        admin(&house, "ada@example.com", "approver").await;
        assert_eq!(run_once(house.app(), QUARTER).await.unwrap(), 1);
    }
}
