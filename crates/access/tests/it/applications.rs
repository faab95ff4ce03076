//! Applications: whose they are, what is unique, what goes with them.

use access::applications::{self, Changed, NewApplication, create, delete, update, view};
use access::credentials::{self, NewCredential};
use base::Page;

use crate::stand::{Stand, no};

fn new(stand: &Stand, name: &str, reference_id: &str) -> NewApplication {
    NewApplication {
        name: name.into(),
        reference_id: reference_id.into(),
        strategy: stand.strategy.to_string(),
        ..NewApplication::default()
    }
}

#[tokio::test]
async fn a_reference_id_is_unique_in_the_portal_also_when_two_ask_at_once() {
    for stand in Stand::each().await {
        let (ada, kim) = (new(&stand, "a", "shop-1"), new(&stand, "b", "shop-1"));
        let (one, two) = tokio::join!(create(&stand.ada, &ada), create(&stand.kim, &kim));
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
        assert_eq!(no(if one.is_ok() { two } else { one }), "invalid: reference_id: taken");
    }
}

#[tokio::test]
async fn a_name_is_unique_among_the_developers_own() {
    for stand in Stand::each().await {
        stand.application(&stand.ada, "shop").await;
        stand.application(&stand.kim, "shop").await;
        assert_eq!(no(create(&stand.ada, &new(&stand, "shop", "")).await), "invalid: name: taken");
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_named_at_once() {
    for stand in Stand::each().await {
        let bad = NewApplication {
            name: " ".into(),
            description: "x".repeat(256),
            reference_id: "a\u{0}b".into(),
            strategy: stand.strategy.to_string(),
        };
        let said = no(create(&stand.ada, &bad).await);
        assert_eq!(
            said,
            "invalid: name: required, description: max_length, reference_id: invalid_characters"
        );
        let bad = NewApplication { strategy: "nonsense".into(), ..new(&stand, "shop", "") };
        assert_eq!(no(create(&stand.ada, &bad).await), "invalid: strategy: unknown");
    }
}

#[tokio::test]
async fn another_developer_finds_nothing() {
    for stand in Stand::each().await {
        let it = stand.application(&stand.ada, "shop").await;
        assert_eq!(no(view(&stand.kim, it.id).await), "not found");
        assert_eq!(no(delete(&stand.kim, it.id).await), "not found");
        let changed = Changed { name: "mine".into(), ..Changed::default() };
        assert_eq!(no(update(&stand.kim, it.id, &changed).await), "not found");
        let list = applications::list(&stand.kim, &Default::default(), Page::first(10)).await.unwrap();
        assert_eq!(list.total, 0);
    }
}

#[tokio::test]
async fn deleting_takes_credentials_and_registrations_along_and_says_so() {
    for stand in Stand::each().await {
        let it = stand.application(&stand.ada, "shop").await;
        let credential =
            credentials::generate(&stand.ada, it.id, &NewCredential::default()).await.unwrap().credential;
        assert_eq!(view(&stand.ada, it.id).await.unwrap().belongings.credentials, 1);
        stand.house.told();
        delete(&stand.ada, it.id).await.unwrap();
        assert_eq!(no(credentials::view(&stand.ada, credential.id).await), "not found");
        assert_eq!(stand.house.told()[0].kind, "application");
    }
}

#[tokio::test]
async fn details_change_and_the_strategy_stays() {
    for stand in Stand::each().await {
        let it = stand.application(&stand.ada, "shop").await;
        let changed =
            Changed { name: "store".into(), description: "Sells".into(), reference_id: String::new() };
        let after = update(&stand.ada, it.id, &changed).await.unwrap();
        assert_eq!((after.name.as_str(), after.strategy), ("store", it.strategy));
        assert_eq!(after.reference_id, it.reference_id);
    }
}
