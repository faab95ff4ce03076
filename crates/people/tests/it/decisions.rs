//! An admin's decisions about developers.

use base::{Page, StrategyId};
use people::developers::{self, Filter, Going, Sort};
use people::roles::Role;
use sql::args;

use crate::stand::{PASSWORD, Stand, new, sign_in_as, word, wrong};

#[tokio::test]
async fn decisions_are_told_and_recorded() {
    for stand in Stand::each().await {
        let ada = stand.joined("ada").await;
        developers::approve(&stand.admin(), &ada.id).await.unwrap();
        assert_eq!(stand.last_mail().await.0, "developer-approved");
        let again = developers::approve(&stand.admin(), &ada.id).await;
        assert_eq!(wrong(again), "refused: developer.already_decided");
        developers::revoke(&stand.admin(), &ada.id).await.unwrap();
        assert_eq!(stand.last_mail().await.0, "developer-revoked");
        developers::approve(&stand.admin(), &ada.id).await.unwrap();

        let kim = stand.joined("kim").await;
        let silent = developers::reject(&stand.admin(), &kim.id, "  ").await;
        assert_eq!(wrong(silent), "invalid: reason: required");
        developers::reject(&stand.admin(), &kim.id, "we know no Kim").await.unwrap();
        let (kind, text) = stand.last_mail().await;
        assert!(kind == "developer-rejected" && text.contains("> we know no Kim"), "{kind} {text}");
        let undone = developers::approve(&stand.admin(), &kim.id).await;
        assert_eq!(wrong(undone), "refused: developer.already_decided");
        let events = stand.house.events().await;
        for event in ["developer.approved", "developer.revoked", "developer.rejected"] {
            assert!(events.iter().any(|it| it == event), "{event}");
        }
    }
}

#[tokio::test]
async fn there_is_nothing_to_decide_before_the_address_is_confirmed() {
    for stand in Stand::each().await {
        stand.sign_up("ada").await;
        let filter = Filter { state: "unverified".into(), ..Filter::default() };
        let id = developers::list(&stand.admin(), &filter, Page::first(10)).await.unwrap().items[0].id;
        let early = developers::approve(&stand.admin(), &id).await;
        assert_eq!(wrong(early), "refused: developer.unconfirmed");
        assert_eq!(developers::waiting(&stand.admin()).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn of_two_admins_deciding_at_once_exactly_one_wins() {
    for stand in Stand::each().await {
        let ada = stand.joined("ada").await;
        let (olu, kim) = (stand.admin(), stand.admin());
        let (first, second) =
            tokio::join!(developers::approve(&olu, &ada.id), developers::reject(&kim, &ada.id, "no"));
        assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1);
        let events = stand.house.events().await;
        let decided = |it: &&String| matches!(it.as_str(), "developer.approved" | "developer.rejected");
        assert_eq!(events.iter().filter(decided).count(), 1);
    }
}

#[tokio::test]
async fn revoking_ends_all_sessions_at_once() {
    for stand in Stand::each().await {
        let ada = stand.approved("ada").await;
        developers::sign_in(&stand.visitor(), &sign_in_as("ada", PASSWORD)).await.unwrap();
        developers::revoke(&stand.admin(), &ada.id).await.unwrap();
        assert_eq!(stand.count("select count(*) as total from sessions").await, 0);
    }
}

#[tokio::test]
async fn the_rejected_and_the_revoked_come_back_only_after_being_deleted() {
    for stand in Stand::each().await {
        let ada = stand.joined("ada").await;
        developers::reject(&stand.admin(), &ada.id, "no").await.unwrap();
        developers::sign_up(&stand.visitor(), &new("ada")).await.unwrap();
        assert_eq!(stand.last_mail().await.0, "developer-status");
        assert_eq!(developers::view(&stand.admin(), &ada.id).await.unwrap().state.name(), "rejected");
        developers::delete(&stand.admin(), &ada.id).await.unwrap();
        let back = stand.joined("ada").await;
        assert_eq!((back.state.name(), back.id == ada.id), ("pending", false));
    }
}

#[tokio::test]
async fn deleting_says_what_goes_and_tells_the_gateways() {
    for stand in Stand::each().await {
        let ada = stand.approved("ada").await;
        let strategy = StrategyId::from(stand.house.app().new_uuid().unwrap());
        let now = stand.house.app().now();
        stand
            .house
            .run(
                "insert into strategies (id, name, display_name, kind, key_names, hide_key, config,
                                         created_at, updated_at)
                 values ($1, 'keys', 'Keys', 'key_auth', 'apikey', true, '', $2, $2)",
                args![strategy, now],
            )
            .await;
        for name in ["one", "two"] {
            let id = stand.house.app().new_uuid().unwrap().to_string();
            stand
                .house
                .run(
                    "insert into applications (id, portal, developer, name, description, reference_id, strategy,
                                               created_at, updated_at)
                     values ($1, $2, $3, $4, '', $4, $5, $6, $6)",
                    args![id, stand.portal, ada.id, name, strategy, now],
                )
                .await;
        }
        let going = developers::going(&stand.admin(), &ada.id).await.unwrap();
        assert_eq!(going, Going { applications: 2, registrations: 0, credentials: 0 });
        stand.house.told();
        developers::delete(&stand.admin(), &ada.id).await.unwrap();
        let kinds: Vec<_> = stand.house.told().iter().map(|it| it.kind).collect();
        assert_eq!(kinds, ["application", "application", "developer"]);
        assert_eq!(stand.count("select count(*) as total from applications").await, 0);
        assert_eq!(wrong(developers::view(&stand.admin(), &ada.id).await), "not found");
        let gone = developers::sign_in(&stand.visitor(), &sign_in_as("ada", PASSWORD)).await;
        assert_eq!(word(gone), "refused: developer.wrong_password");
    }
}

#[tokio::test]
async fn many_are_decided_at_once_and_counted() {
    for stand in Stand::each().await {
        let mut ids = Vec::new();
        for name in ["ada", "kim", "olu"] {
            ids.push(stand.joined(name).await.id);
        }
        assert_eq!(developers::waiting(&stand.admin()).await.unwrap(), 3);
        developers::approve(&stand.admin(), &ids[0]).await.unwrap();
        assert_eq!(developers::approve_all(&stand.admin(), &ids[..2]).await.unwrap(), 1);
        assert_eq!(developers::reject_all(&stand.admin(), &ids, "not now").await.unwrap(), 1);
        assert_eq!(developers::waiting(&stand.admin()).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn only_who_has_the_right_decides() {
    for stand in Stand::each().await {
        let ada = stand.joined("ada").await;
        for (role, may) in [(Role::Approver, true), (Role::Publisher, false), (Role::Reader, false)] {
            let mut call = stand.admin();
            call.rights = role.rights();
            let said = wrong(developers::reject(&call, &ada.id, "no").await);
            assert_eq!(said == "fine", may, "{role:?}: {said}");
            if may {
                developers::delete(&stand.admin(), &ada.id).await.unwrap();
            }
        }
        assert_eq!(wrong(developers::approve(&stand.visitor(), &ada.id).await), "not signed in");
    }
}

#[tokio::test]
async fn a_developer_cannot_tell_that_another_exists() {
    for stand in Stand::each().await {
        let (ada, kim) = (stand.approved("ada").await, stand.approved("kim").await);
        assert_eq!(wrong(developers::view(&stand.of(&ada), &kim.id).await), "not found");
        assert_eq!(wrong(developers::view(&stand.of(&ada), &ada.id).await), "fine");
        assert_eq!(wrong(developers::view(&stand.visitor(), &ada.id).await), "not found");
        let list = developers::list(&stand.of(&ada), &Filter::default(), Page::first(10)).await;
        assert!(wrong(list).starts_with("the right ReadConsole"));
    }
}

#[tokio::test]
async fn lists_are_filtered_searched_and_sorted() {
    for stand in Stand::each().await {
        let other = stand.house.portal("other").await;
        stand.house.developer(other, "zoe").await;
        for name in ["kim", "ada", "olu_x"] {
            stand.joined(name).await;
            stand.house.wait(60);
        }
        let names = async |filter: Filter| {
            let found = developers::list(&stand.admin(), &filter, Page::first(10)).await.unwrap();
            let names: Vec<_> = found.items.iter().map(|it| it.email.split('@').next().unwrap()).collect();
            format!("{} {}", found.total, names.join(" "))
        };
        let here = || Filter { portal: Some(stand.portal), ..Filter::default() };
        assert_eq!(names(here()).await, "3 olu_x ada kim");
        assert_eq!(names(Filter { sort: Sort::Oldest, ..here() }).await, "3 kim ada olu_x");
        assert_eq!(names(Filter { sort: Sort::Name, ..here() }).await, "3 ada kim olu_x");
        assert_eq!(names(Filter { sort: Sort::Email, ..Filter::default() }).await, "4 ada kim olu_x zoe");
        assert_eq!(names(Filter { text: "ADA".into(), ..here() }).await, "1 ada");
        assert_eq!(names(Filter { text: "_".into(), ..here() }).await, "1 olu_x");
        assert_eq!(names(Filter { text: "%".into(), ..here() }).await, "0 ");
        assert_eq!(names(Filter { state: "approved".into(), ..Filter::default() }).await, "1 zoe");
    }
}
