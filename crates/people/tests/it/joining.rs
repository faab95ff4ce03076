//! The way in: sign up, confirm, wait, sign in.

use base::Secret;
use people::developers::{self, NewDeveloper};

use crate::stand::{PASSWORD, Stand, new, password, sign_in_as, word, wrong};

#[tokio::test]
async fn known_and_unknown_addresses_get_the_same_answer() {
    for stand in Stand::each().await {
        stand.sign_up("ada").await;
        assert_eq!(stand.mails().await, ["developer-confirm 1"]);
        stand.sign_up("ada").await;
        assert_eq!(stand.mails().await, ["developer-confirm 2"], "another link for one that never confirmed");
        stand.joined("kim").await;
        developers::sign_up(&stand.visitor(), &new("kim")).await.unwrap();
        let (kind, text) = stand.last_mail().await;
        assert_eq!(kind, "developer-status");
        assert!(text.contains("waiting for approval since 1 June 2026"), "{text}");
        assert!(text.contains("http://acme.localhost:8080"), "{text}");
        assert_eq!(stand.count("select count(*) as total from developers").await, 2);
    }
}

#[tokio::test]
async fn every_state_has_a_mail_of_its_own_for_whoever_asks_again() {
    for stand in Stand::each().await {
        let ada = stand.approved("ada").await;
        developers::sign_up(&stand.visitor(), &new("ada")).await.unwrap();
        assert!(stand.last_mail().await.1.contains("http://acme.localhost:8080/sign-in"));
        developers::revoke(&stand.admin(), &ada.id).await.unwrap();
        developers::sign_up(&stand.visitor(), &new("ada")).await.unwrap();
        assert!(stand.last_mail().await.1.contains("was closed on 1 June 2026"));
        let kim = stand.joined("kim").await;
        developers::reject(&stand.admin(), &kim.id, "we know no Kim").await.unwrap();
        developers::forgot(&stand.visitor(), "kim@example.com").await.unwrap();
        let (kind, text) = stand.last_mail().await;
        assert_eq!(kind, "developer-status");
        assert!(text.contains("> we know no Kim"), "{text}");
    }
}

#[tokio::test]
async fn a_strangers_words_are_not_sent_to_anybody() {
    for stand in Stand::each().await {
        let form =
            NewDeveloper { email: "kim@example.com".into(), full_name: "Win at http://evil.test".into() };
        developers::sign_up(&stand.visitor(), &form).await.unwrap();
        assert!(!stand.last_mail().await.1.contains("evil.test"));
    }
}

#[tokio::test]
async fn a_link_works_once_and_for_a_day() {
    for stand in Stand::each().await {
        let token = stand.sign_up("ada").await;
        for _ in 0..2 {
            assert_eq!(
                wrong(developers::confirms(&stand.visitor(), &token).await),
                "fine",
                "looking uses nothing up"
            );
        }
        assert_eq!(word(developers::set_password(&stand.visitor(), &token, &password()).await), "pending");
        let again = developers::set_password(&stand.visitor(), &token, &password()).await;
        assert_eq!(word(again), "refused: link.used");

        let token = stand.sign_up("kim").await;
        stand.house.wait(24 * 3600 - 1);
        assert_eq!(wrong(developers::confirms(&stand.visitor(), &token).await), "fine");
        stand.house.wait(1);
        assert_eq!(wrong(developers::confirms(&stand.visitor(), &token).await), "refused: link.expired");
        let late = developers::set_password(&stand.visitor(), &token, &password()).await;
        assert_eq!(word(late), "refused: link.expired");
        assert_eq!(wrong(developers::confirms(&stand.visitor(), "").await), "refused: link.unknown");
    }
}

#[tokio::test]
async fn a_link_is_for_one_portal_and_one_deed() {
    for stand in Stand::each().await {
        let other = stand.house.portal("other").await;
        let token = stand.sign_up("ada").await;
        let elsewhere = developers::confirms(&stand.house.visitor(other), &token).await;
        assert_eq!(wrong(elsewhere), "refused: link.unknown");
        assert_eq!(wrong(developers::resets(&stand.visitor(), &token).await), "refused: link.unknown");
        assert_eq!(stand.count("select count(*) as total from links where hash like '%token%'").await, 0);
    }
}

#[tokio::test]
async fn one_link_used_ends_the_others() {
    for stand in Stand::each().await {
        let first = stand.sign_up("ada").await;
        let second = stand.sign_up("ada").await;
        assert_eq!(word(developers::set_password(&stand.visitor(), &first, &password()).await), "pending");
        let other =
            developers::set_password(&stand.visitor(), &second, &Secret::new("another long password")).await;
        assert_eq!(word(other), "refused: link.used");
    }
}

#[tokio::test]
async fn poor_passwords_are_refused_and_the_link_stays() {
    for stand in Stand::each().await {
        let token = stand.sign_up("ada").await;
        for (poor, said) in [
            ("short", "invalid: password: min_length"),
            ("Password2026!", "invalid: password: too_common"),
            ("ada@example.com", "invalid: password: too_common"),
        ] {
            let done = developers::set_password(&stand.visitor(), &token, &Secret::new(poor)).await;
            assert_eq!(word(done), said);
        }
        assert_eq!(word(developers::set_password(&stand.visitor(), &token, &password()).await), "pending");
    }
}

#[tokio::test]
async fn where_the_portal_approves_by_itself_one_is_in_at_once() {
    for stand in Stand::each().await {
        let waiting = stand.joined("kim").await;
        stand.set(|it| it.auto_approve_developers = true).await;
        let token = stand.sign_up("ada").await;
        assert_eq!(word(developers::set_password(&stand.visitor(), &token, &password()).await), "open");
        let kim = developers::view(&stand.admin(), &waiting.id).await.unwrap();
        assert_eq!(kim.state.name(), "pending", "what is pending stays pending");
    }
}

#[tokio::test]
async fn of_two_who_sign_up_at_once_one_account_is_made() {
    for stand in Stand::each().await {
        let (one, two) = (stand.visitor(), stand.visitor());
        let form = new("ada");
        let (first, second) =
            tokio::join!(developers::sign_up(&one, &form), developers::sign_up(&two, &form));
        first.unwrap();
        second.unwrap();
        assert_eq!(stand.count("select count(*) as total from developers").await, 1);
        assert_eq!(stand.mails().await, ["developer-confirm 2"]);
    }
}

#[tokio::test]
async fn of_two_who_confirm_at_once_one_succeeds() {
    for stand in Stand::each().await {
        let token = stand.sign_up("ada").await;
        let (one, two, secret) = (stand.visitor(), stand.visitor(), password());
        let (first, second) = tokio::join!(
            developers::set_password(&one, &token, &secret),
            developers::set_password(&two, &token, &secret)
        );
        let mut words = [word(first), word(second)];
        words.sort();
        assert_eq!(words, ["pending", "refused: link.used"]);
    }
}

#[tokio::test]
async fn the_state_is_told_to_whoever_knows_the_password() {
    for stand in Stand::each().await {
        let enter = async |password: &str| {
            stand.house.wait(3600);
            word(developers::sign_in(&stand.visitor(), &sign_in_as("ada", password)).await)
        };
        let no = "refused: developer.wrong_password";
        assert_eq!(enter(PASSWORD).await, no, "unknown");
        stand.sign_up("ada").await;
        assert_eq!(enter("").await, "invalid: password: required");
        assert_eq!(enter(PASSWORD).await, no, "unconfirmed: there is no password");
        let ada = stand.joined("ada").await;
        assert_eq!((enter("wrong").await, enter(PASSWORD).await), (no.into(), "pending".into()));
        developers::approve(&stand.admin(), &ada.id).await.unwrap();
        assert_eq!((enter("wrong").await, enter(PASSWORD).await), (no.into(), "open".into()));
        developers::revoke(&stand.admin(), &ada.id).await.unwrap();
        assert_eq!((enter("wrong").await, enter(PASSWORD).await), (no.into(), "revoked".into()));
    }
}

#[tokio::test]
async fn guessing_is_slowed_down_for_known_and_unknown_accounts_alike() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        for name in ["ada", "nobody"] {
            for _ in 0..5 {
                let guess =
                    developers::sign_in(&stand.visitor(), &sign_in_as(name, "a wrong password")).await;
                assert_eq!(word(guess), "refused: developer.wrong_password");
            }
            let guess = developers::sign_in(&stand.visitor(), &sign_in_as(name, PASSWORD)).await;
            assert!(word(guess).starts_with("too many attempts"));
        }
        stand.house.wait(3600);
        assert_eq!(word(developers::sign_in(&stand.visitor(), &sign_in_as("ada", PASSWORD)).await), "open");
    }
}

#[tokio::test]
async fn mails_cannot_be_ordered_without_end() {
    for stand in Stand::each().await {
        let mut answers = Vec::new();
        for _ in 0..7 {
            answers.push(wrong(developers::sign_up(&stand.visitor(), &new("ada")).await));
            answers.push(wrong(developers::forgot(&stand.visitor(), "ada@example.com").await));
        }
        assert_eq!(answers.iter().filter(|it| *it == "fine").count(), 5);
        assert!(stand.house.mails().await.len() <= 5);
    }
}

#[tokio::test]
async fn without_accounts_there_is_no_way_in() {
    for stand in Stand::each().await {
        let token = stand.sign_up("ada").await;
        stand.set(|it| it.accounts = people::portals::Accounts::Off).await;
        let visitor = stand.visitor();
        assert_eq!(wrong(developers::sign_up(&visitor, &new("kim")).await), "not found");
        assert_eq!(wrong(developers::confirms(&visitor, &token).await), "not found");
        assert_eq!(word(developers::sign_in(&visitor, &sign_in_as("ada", PASSWORD)).await), "not found");
        assert_eq!(wrong(developers::forgot(&visitor, "ada@example.com").await), "not found");
    }
}
