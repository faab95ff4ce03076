//! One's own account: forgotten passwords, new passwords, the name.

use base::Secret;
use people::developers;

use crate::stand::{PASSWORD, Stand, password, sign_in_as, word, wrong};

const OTHER: &str = "seven quiet herons wait";

#[tokio::test]
async fn a_forgotten_password_is_replaced_once_and_ends_all_sessions() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        developers::sign_in(&stand.visitor(), &sign_in_as("ada", PASSWORD)).await.unwrap();
        developers::forgot(&stand.visitor(), " ADA@example.com").await.unwrap();
        assert_eq!(stand.last_mail().await.0, "developer-reset");
        let token = stand.token().await;
        developers::reset(&stand.visitor(), &token, &Secret::new(OTHER)).await.unwrap();
        assert_eq!(stand.count("select count(*) as total from sessions").await, 0);
        let again = developers::reset(&stand.visitor(), &token, &password()).await;
        assert_eq!(wrong(again), "refused: link.used");
        let old = developers::sign_in(&stand.visitor(), &sign_in_as("ada", PASSWORD)).await;
        assert_eq!(word(old), "refused: developer.wrong_password");
        assert_eq!(word(developers::sign_in(&stand.visitor(), &sign_in_as("ada", OTHER)).await), "open");
    }
}

#[tokio::test]
async fn a_reset_link_holds_for_an_hour() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        developers::forgot(&stand.visitor(), "ada@example.com").await.unwrap();
        let token = stand.token().await;
        stand.house.wait(3600);
        assert_eq!(wrong(developers::resets(&stand.visitor(), &token).await), "refused: link.expired");
    }
}

#[tokio::test]
async fn forgetting_says_the_same_to_everybody() {
    for stand in Stand::each().await {
        stand.sign_up("ada").await;
        assert_eq!(wrong(developers::forgot(&stand.visitor(), "ada@example.com").await), "fine");
        assert_eq!(stand.mails().await, ["developer-confirm 2"], "unconfirmed: another link to confirm");
        assert_eq!(wrong(developers::forgot(&stand.visitor(), "nobody@example.com").await), "fine");
        assert_eq!(stand.mails().await, ["developer-confirm 2"]);
        assert_eq!(
            wrong(developers::forgot(&stand.visitor(), "no address").await),
            "invalid: email: is_email"
        );
        let events = stand.house.events().await;
        assert_eq!(events.iter().filter(|it| *it == "developer.password_forgotten").count(), 2);
    }
}

#[tokio::test]
async fn a_new_password_asks_for_the_current_one() {
    for stand in Stand::each().await {
        let ada = stand.of(&stand.approved("ada").await);
        for _ in 0..3 {
            developers::sign_in(&stand.visitor(), &sign_in_as("ada", PASSWORD)).await.unwrap();
        }
        let change = async |current: &str, new: &str| {
            wrong(developers::change_password(&ada, &Secret::new(current), &Secret::new(new)).await)
        };
        assert_eq!(change("", OTHER).await, "invalid: current: required");
        assert_eq!(change(OTHER, OTHER).await, "invalid: current: wrong_password");
        assert_eq!(change(PASSWORD, "ada example").await, "invalid: new: too_common");
        assert_eq!(stand.count("select count(*) as total from sessions").await, 3);
        developers::forgot(&stand.visitor(), "ada@example.com").await.unwrap();
        let token = stand.token().await;
        assert_eq!(change(PASSWORD, OTHER).await, "fine");
        assert_eq!(wrong(developers::resets(&stand.visitor(), &token).await), "refused: link.used");
        assert_eq!(
            stand.count("select count(*) as total from sessions").await,
            0,
            "this call has no session"
        );
        assert_eq!(change(PASSWORD, OTHER).await, "invalid: current: wrong_password");
    }
}

#[tokio::test]
async fn a_stolen_session_is_no_way_to_guess_passwords() {
    for stand in Stand::each().await {
        let ada = stand.of(&stand.approved("ada").await);
        let mut last = String::new();
        for _ in 0..8 {
            let guess = Secret::new("a wrong password");
            last = wrong(developers::change_password(&ada, &guess, &Secret::new(OTHER)).await);
        }
        assert!(last.starts_with("too many attempts"), "{last}");
    }
}

#[tokio::test]
async fn a_name_is_ones_own_to_change() {
    for stand in Stand::each().await {
        let ada = stand.of(&stand.approved("ada").await);
        let after = developers::change_name(&ada, "  Ada King ").await.unwrap();
        assert_eq!(after.full_name, "Ada King");
        assert_eq!(developers::account(&ada).await.unwrap().full_name, "Ada King");
        assert_eq!(wrong(developers::change_name(&ada, " ").await), "invalid: full_name: required");
        assert_eq!(wrong(developers::change_name(&stand.visitor(), "x").await), "not signed in");
    }
}
