//! Credentials: shown once, stored as a digest, bounded, ended by time.

use access::credentials::{NewCredential, State, delete, generate, list, rename, view};
use keys::Key;
use sql::args;

use crate::stand::{Stand, no};

#[tokio::test]
async fn a_key_has_32_characters_and_is_nowhere_in_the_database() {
    for stand in Stand::each().await {
        let it = stand.application(&stand.ada, "shop").await;
        let made = generate(&stand.ada, it.id, &NewCredential { name: "laptop".into() }).await.unwrap();
        let key = made.key.expose();
        assert!(key.len() == 32 && key.starts_with("prt_") && Key::parse(key).is_some());
        let mut tx = stand.house.app().db.read().await.unwrap();
        let row = tx.one("select mac, hint, name from credentials", args![]).await.unwrap();
        let (mac, hint) = (row.get::<String>("mac").unwrap(), row.get::<String>("hint").unwrap());
        assert!(mac.len() == 64 && !mac.contains(key) && key.ends_with(&hint) && hint.len() == 4);
        let audit = tx.all("select detail, subject_name from audit_log", args![]).await.unwrap();
        assert!(audit.iter().all(|it| !it.get::<String>("detail").unwrap().contains(key)));
    }
}

#[tokio::test]
async fn there_are_no_more_than_the_portal_allows() {
    for stand in Stand::each().await {
        let it = stand.application(&stand.ada, "shop").await;
        stand.house.run("update portals set max_credentials = 2", args![]).await;
        for _ in 0..2 {
            generate(&stand.ada, it.id, &NewCredential::default()).await.unwrap();
        }
        let third = generate(&stand.ada, it.id, &NewCredential::default()).await.map(|it| it.credential);
        assert_eq!(no(third), "refused: credential.too_many");
    }
}

#[tokio::test]
async fn a_strategy_with_a_time_to_live_ends_its_credentials() {
    for stand in Stand::each().await {
        stand.house.run("update strategies set ttl_value = 1, ttl_unit = 'days'", args![]).await;
        let it = stand.application(&stand.ada, "shop").await;
        let made = generate(&stand.ada, it.id, &NewCredential::default()).await.unwrap().credential;
        stand.house.wait(86_399);
        let state = async || view(&stand.house.again(&stand.ada), made.id).await.unwrap().state;
        assert_eq!(state().await, State::Active);
        stand.house.wait(1);
        assert_eq!(state().await, State::Expired);
    }
}

#[tokio::test]
async fn only_the_name_changes_and_only_its_owner_can() {
    for stand in Stand::each().await {
        let it = stand.application(&stand.ada, "shop").await;
        let made = generate(&stand.ada, it.id, &NewCredential::default()).await.unwrap().credential;
        assert_eq!(made.name, "Key 1");
        let name = NewCredential { name: "production".into() };
        assert_eq!(rename(&stand.ada, made.id, &name).await.unwrap().name, "production");
        assert_eq!(no(rename(&stand.kim, made.id, &name).await), "not found");
        assert_eq!(no(delete(&stand.kim, made.id).await), "not found");
        assert_eq!(
            no(rename(&stand.ada, made.id, &NewCredential::default()).await),
            "invalid: name: required"
        );
    }
}

#[tokio::test]
async fn deleting_tells_the_gateways() {
    for stand in Stand::each().await {
        let it = stand.application(&stand.ada, "shop").await;
        let made = generate(&stand.ada, it.id, &NewCredential::default()).await.unwrap().credential;
        stand.house.told();
        delete(&stand.ada, made.id).await.unwrap();
        assert_eq!(stand.house.told()[0].kind, "credential");
        assert!(list(&stand.ada, it.id).await.unwrap().is_empty());
    }
}
