//! Admins: the first one, the last one, and signing in.

use base::Secret;
use frame::{Call, Door, Person};
use people::admins::{self, Admin, NewAdmin};
use people::developers::SignIn;
use people::roles::Role;
use testkit::TestHouse;

use crate::stand::{PASSWORD, password, wrong};

fn new(name: &str, role: &str) -> NewAdmin {
    NewAdmin { email: format!("{name}@example.com"), full_name: name.to_owned(), role: role.to_owned() }
}

fn operator(house: &TestHouse) -> Call {
    Call::operator(house.app(), Door::Command).unwrap()
}

fn nobody(house: &TestHouse) -> Call {
    Call::new(house.app(), Door::Console).unwrap()
}

fn by(house: &TestHouse, admin: &Admin) -> Call {
    let person =
        Person { id: admin.id, email: admin.email.clone(), name: admin.full_name.clone(), session: None };
    nobody(house).by_admin(person, admin.role.rights())
}

#[tokio::test]
async fn the_first_admin_is_set_up_once() {
    for house in TestHouse::each_database_with(people::TEXTS).await {
        let old = admins::setup_token(&operator(&house)).await.unwrap().unwrap();
        let token = admins::setup_token(&operator(&house)).await.unwrap().unwrap();
        let closed = "refused: admin.set_up";
        assert_eq!(wrong(admins::set_up_is_open(&nobody(&house), old.expose()).await), closed);
        assert_eq!(wrong(admins::set_up_is_open(&nobody(&house), "").await), closed);
        let poor =
            admins::set_up(&nobody(&house), token.expose(), &new("ada", ""), &Secret::new("short")).await;
        assert_eq!(wrong(poor), "invalid: password: min_length");
        let form = new("ada", "reader");
        let (admin, _) = admins::set_up(&nobody(&house), token.expose(), &form, &password()).await.unwrap();
        assert_eq!(admin.role, Role::Admin, "whatever the form says");
        let again = admins::set_up(&nobody(&house), token.expose(), &new("kim", ""), &password()).await;
        assert_eq!(wrong(again), closed);
        assert_eq!(admins::setup_token(&operator(&house)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn of_two_who_set_up_at_once_one_succeeds() {
    for house in TestHouse::each_database_with(people::TEXTS).await {
        let token = admins::setup_token(&operator(&house)).await.unwrap().unwrap();
        let (one, two, secret) = (nobody(&house), nobody(&house), password());
        let (ada, kim) = (new("ada", ""), new("kim", ""));
        let (first, second) = tokio::join!(
            admins::set_up(&one, token.expose(), &ada, &secret),
            admins::set_up(&two, token.expose(), &kim, &secret)
        );
        assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1);
        assert_eq!(admins::list(&operator(&house)).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn an_admin_from_the_command_line_shuts_the_set_up_link() {
    for house in TestHouse::each_database_with(people::TEXTS).await {
        let token = admins::setup_token(&operator(&house)).await.unwrap().unwrap();
        admins::create(&operator(&house), &new("ada", "admin"), &password()).await.unwrap();
        let late = admins::set_up(&nobody(&house), token.expose(), &new("kim", ""), &password()).await;
        assert_eq!(wrong(late), "refused: admin.set_up");
    }
}

#[tokio::test]
async fn what_an_admin_is_made_of_is_checked() {
    for house in TestHouse::each_database_with(people::TEXTS).await {
        let create = async |new: NewAdmin| wrong(admins::create(&operator(&house), &new, &password()).await);
        assert_eq!(create(new("ada", "admin")).await, "fine");
        assert_eq!(create(new("ada", "admin")).await, "invalid: email: taken");
        assert_eq!(create(new("kim", "owner")).await, "invalid: role: enum");
        assert_eq!(create(NewAdmin::default()).await, "invalid: email: required, role: enum");
        let unnamed = NewAdmin { full_name: String::new(), ..new("olu", "reader") };
        assert_eq!(create(unnamed).await, "fine");
        let names: Vec<_> =
            admins::list(&operator(&house)).await.unwrap().into_iter().map(|it| it.full_name).collect();
        assert_eq!(names, ["ada", "olu"]);
    }
}

#[tokio::test]
async fn the_last_mighty_admin_stays_and_nobody_deletes_themselves() {
    for house in TestHouse::each_database_with(people::TEXTS).await {
        let ada = admins::create(&operator(&house), &new("ada", "admin"), &password()).await.unwrap();
        let kim = admins::create(&operator(&house), &new("kim", "reader"), &password()).await.unwrap();
        let call = by(&house, &ada);
        assert_eq!(wrong(admins::delete(&call, &ada.id).await), "refused: admin.oneself");
        assert_eq!(wrong(admins::delete(&operator(&house), &ada.id).await), "refused: admin.last");
        assert_eq!(wrong(admins::change_role(&call, &ada.id, Role::Reader).await), "refused: admin.last");
        admins::change_role(&call, &kim.id, Role::Admin).await.unwrap();
        admins::change_role(&call, &ada.id, Role::Reader).await.unwrap();
        let mighty = admins::view(&operator(&house), &kim.id).await.unwrap();
        assert_eq!(wrong(admins::delete(&by(&house, &mighty), &ada.id).await), "fine");
        let powerless = by(&house, &kim);
        assert!(wrong(admins::list(&powerless).await).starts_with("the right ManageAdmins"));
    }
}

#[tokio::test]
async fn two_admins_who_delete_each_other_at_once_leave_one() {
    for house in TestHouse::each_database_with(people::TEXTS).await {
        let ada = admins::create(&operator(&house), &new("ada", "admin"), &password()).await.unwrap();
        let kim = admins::create(&operator(&house), &new("kim", "admin"), &password()).await.unwrap();
        let (one, two) = (by(&house, &ada), by(&house, &kim));
        let (first, second) = tokio::join!(admins::delete(&one, &kim.id), admins::delete(&two, &ada.id));
        assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1);
        assert_eq!(admins::list(&operator(&house)).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn signing_in_is_for_those_who_know_the_password() {
    for house in TestHouse::each_database_with(people::TEXTS).await {
        let ada = admins::create(&operator(&house), &new("ada", "admin"), &password()).await.unwrap();
        let sign_in = async |email: &str, secret: &str| {
            let form = SignIn { email: email.to_owned(), password: Secret::new(secret) };
            wrong(admins::sign_in(&nobody(&house), &form).await)
        };
        assert_eq!(sign_in("ADA@example.com ", PASSWORD).await, "fine");
        assert_eq!(sign_in("ada@example.com", "wrong").await, "refused: admin.wrong_password");
        assert_eq!(sign_in("nobody@example.com", PASSWORD).await, "refused: admin.wrong_password");
        assert_eq!(sign_in("", "").await, "invalid: email: required, password: required");
        for _ in 0..5 {
            sign_in("nobody@example.com", PASSWORD).await;
        }
        assert!(sign_in("nobody@example.com", PASSWORD).await.starts_with("too many attempts"));
        let change = async |current: &str, new: &str| {
            wrong(admins::change_password(&by(&house, &ada), &Secret::new(current), &Secret::new(new)).await)
        };
        assert_eq!(change("wrong", "seven quiet herons").await, "invalid: current: wrong_password");
        assert_eq!(change(PASSWORD, "ada").await, "invalid: new: min_length");
        assert_eq!(change(PASSWORD, "seven quiet herons").await, "fine");
        assert_eq!(sign_in("ada@example.com", "seven quiet herons").await, "fine");
    }
}
