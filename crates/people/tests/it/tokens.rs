//! Management tokens.

use base::{Right, Secret};
use frame::{Call, Door, Person};
use people::admins::tokens::{self, NewToken, PREFIX};
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

fn named(name: &str) -> NewToken {
    NewToken { name: name.into(), ..NewToken::default() }
}

async fn admit(house: &TestHouse, secret: &Secret) -> base::Result<Call> {
    tokens::admit(Call::new(house.app(), Door::Api).unwrap(), secret).await
}

#[tokio::test]
async fn a_token_carries_its_admins_rights_of_the_moment() {
    for house in TestHouse::each_database_with(people::TEXTS).await {
        let ada = admin(&house, "ada", "admin").await;
        let kim = admin(&house, "kim", "publisher").await;
        let secret = tokens::create(&operator(&house), "Kim@example.com", &named("ci")).await.unwrap().secret;
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
        let ending = |name| NewToken { expires_at: Some(until), ..named(name) };
        let short = tokens::create_own(&by(&house, &ada), &ending("short")).await.unwrap().secret;
        let long = tokens::create_own(&by(&house, &ada), &named("long")).await.unwrap().secret;
        assert_eq!(wrong(admit(&house, &short).await), "fine");
        house.wait(60);
        assert_eq!(wrong(admit(&house, &short).await), "not signed in");
        let past = tokens::create_own(&by(&house, &ada), &ending("past")).await.map(drop);
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
        let secret = tokens::create(&operator(&house), "ada@example.com", &named("ci")).await.unwrap().secret;
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
        tokens::create_own(&by(&house, &ada), &named("ci")).await.unwrap();
        assert_eq!(wrong(tokens::create_own(&by(&house, &ada), &named("ci")).await), "invalid: name: taken");
        assert_eq!(wrong(tokens::create_own(&by(&house, &kim), &named("ci")).await), "fine");
        let id = tokens::list(&by(&house, &ada), &ada.id).await.unwrap()[0].id;
        assert_eq!(wrong(tokens::revoke(&by(&house, &kim), &id).await), "not found");
        let unknown = tokens::create(&operator(&house), "nobody@example.com", &named("ci")).await;
        assert_eq!(wrong(unknown), "invalid: admin: unknown");
    }
}

#[tokio::test]
async fn a_token_with_a_role_of_its_own_does_no_more_than_both_allow() {
    for house in TestHouse::each_database_with(people::TEXTS).await {
        let ada = admin(&house, "ada", "admin").await;
        let kim = admin(&house, "kim", "publisher").await;
        let limited = |role| NewToken { role: Some(role), ..named(role.name()) };
        let wider = tokens::create_own(&by(&house, &kim), &limited(Role::Approver)).await.map(drop);
        assert_eq!(wrong(wider), "invalid: role: wider_role");
        let made = tokens::create_own(&by(&house, &ada), &limited(Role::Publisher)).await.unwrap();
        let call = admit(&house, &made.secret).await.unwrap();
        assert!(call.rights.has(Right::ManageCatalog) && !call.rights.has(Right::ManageAdmins));
        // A limited token makes and revokes no token that may do more.
        let more = tokens::create_own(&call, &named("more")).await.map(drop);
        assert_eq!(wrong(more), "the right ManageAdmins is missing");
        assert!(tokens::create_own(&call, &limited(Role::Reader)).await.is_ok());
        let mighty = tokens::create_own(&by(&house, &ada), &named("mighty")).await.unwrap();
        let revoked = tokens::revoke(&call, &mighty.token.id).await.map(drop);
        assert_eq!(wrong(revoked), "the right ManageAdmins is missing");
        // When the admin may do less, so may the token.
        let kim = admins::change_role(&by(&house, &ada), &kim.id, Role::Admin).await.unwrap();
        admins::change_role(&by(&house, &kim), &ada.id, Role::Approver).await.unwrap();
        let call = admit(&house, &made.secret).await.unwrap();
        assert!(call.rights.has(Right::ReadConsole));
        assert!(!call.rights.has(Right::ManageCatalog) && !call.rights.has(Right::DecideRequests));
    }
}
