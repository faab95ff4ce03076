//! Management tokens.

use base::{Right, Secret};
use frame::{Call, Door, Person};
use people::admins::tokens::{self, PREFIX};
use people::admins::{self, Admin, NewAdmin};
use people::roles::Role;
use testkit::TestHouse;

use crate::stand::{password, wrong};

fn operator(house: &TestHouse) -> Call {
    Call::operator(house.app(), Door::Command).unwrap()
}

fn by(house: &TestHouse, admin: &Admin) -> Call {
    let person =
        Person { id: admin.id, email: admin.email.clone(), name: admin.full_name.clone(), session: None };
    Call::new(house.app(), Door::Console).unwrap().by_admin(person, admin.role.rights())
}

async fn admin(house: &TestHouse, name: &str, role: &str) -> Admin {
    let new = NewAdmin { email: format!("{name}@example.com"), full_name: name.into(), role: role.into() };
    admins::create(&operator(house), &new, &password()).await.unwrap()
}

async fn admit(house: &TestHouse, secret: &Secret) -> base::Result<Call> {
    tokens::admit(Call::new(house.app(), Door::Api).unwrap(), secret).await
}

#[tokio::test]
async fn a_token_carries_its_admins_rights_of_the_moment() {
    for house in TestHouse::each_database_with(people::TEXTS).await {
        let ada = admin(&house, "ada", "admin").await;
        let kim = admin(&house, "kim", "publisher").await;
        let secret = tokens::create(&operator(&house), "Kim@example.com", "ci", None).await.unwrap();
        assert!(secret.expose().starts_with(PREFIX) && secret.expose().len() == PREFIX.len() + 43);
        let call = admit(&house, &secret).await.unwrap();
        assert!(call.rights.has(Right::ManageCatalog) && !call.rights.has(Right::DecideRequests));
        admins::change_role(&by(&house, &ada), &kim.id, Role::Approver).await.unwrap();
        let call = admit(&house, &secret).await.unwrap();
        assert!(!call.rights.has(Right::ManageCatalog) && call.rights.has(Right::DecideRequests));
        let listed = tokens::list(&by(&house, &ada), &kim.id).await.unwrap();
        assert!(listed.len() == 1 && listed[0].last_used_at.is_some());
        admins::delete(&by(&house, &ada), &kim.id).await.unwrap();
        assert_eq!(wrong(admit(&house, &secret).await), "not signed in");
    }
}

#[tokio::test]
async fn tokens_end_by_their_day_and_by_being_revoked() {
    for house in TestHouse::each_database_with(people::TEXTS).await {
        let ada = admin(&house, "ada", "admin").await;
        let until = house.app().now().plus_seconds(60);
        let short = tokens::create_own(&by(&house, &ada), "short", Some(until)).await.unwrap();
        let long = tokens::create_own(&by(&house, &ada), "long", None).await.unwrap();
        assert_eq!(wrong(admit(&house, &short).await), "fine");
        house.wait(60);
        assert_eq!(wrong(admit(&house, &short).await), "not signed in");
        let past = tokens::create_own(&by(&house, &ada), "past", Some(until)).await;
        assert_eq!(wrong(past), "invalid: expires_at: past");
        for token in tokens::list(&by(&house, &ada), &ada.id).await.unwrap() {
            tokens::revoke(&by(&house, &ada), &token.id).await.unwrap();
        }
        assert_eq!(wrong(admit(&house, &long).await), "not signed in");
        for stranger in ["", "prt_admin_", "prt_admin_x"] {
            assert_eq!(wrong(admit(&house, &Secret::new(stranger)).await), "not signed in");
        }
    }
}

#[tokio::test]
async fn the_token_itself_is_nowhere() {
    for house in TestHouse::each_database_with(people::TEXTS).await {
        admin(&house, "ada", "admin").await;
        let secret = tokens::create(&operator(&house), "ada@example.com", "ci", None).await.unwrap();
        let mut tx = house.app().db.read().await.unwrap();
        for sql in ["select hash as text from admin_tokens", "select detail as text from audit_log"] {
            for row in tx.all(sql, sql::args![]).await.unwrap() {
                assert!(!row.get::<String>("text").unwrap().contains(&secret.expose()[PREFIX.len()..]));
            }
        }
    }
}

#[tokio::test]
async fn tokens_of_others_do_not_exist() {
    for house in TestHouse::each_database_with(people::TEXTS).await {
        let (ada, kim) = (admin(&house, "ada", "admin").await, admin(&house, "kim", "reader").await);
        tokens::create_own(&by(&house, &ada), "ci", None).await.unwrap();
        assert_eq!(wrong(tokens::create_own(&by(&house, &ada), "ci", None).await), "invalid: name: taken");
        assert_eq!(wrong(tokens::create_own(&by(&house, &kim), "ci", None).await), "fine");
        let id = tokens::list(&by(&house, &ada), &ada.id).await.unwrap()[0].id;
        assert_eq!(wrong(tokens::revoke(&by(&house, &kim), &id).await), "not found");
        let unknown = tokens::create(&operator(&house), "nobody@example.com", "ci", None).await;
        assert_eq!(wrong(unknown), "invalid: admin: unknown");
    }
}
