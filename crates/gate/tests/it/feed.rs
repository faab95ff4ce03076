//! The snapshot follows the database: at once where it is told, soon where it is not, and never in favour of a caller.

use std::sync::atomic::Ordering;

use base::Instant;
use gate::{Change, Gate, Kind};
use sql::args;

use crate::house::*;

#[tokio::test]
async fn what_the_database_says_at_the_start_is_decided() {
    for house in House::each().await {
        assert_eq!(house.decide(VERSION, &key(1)), "allow");
        assert_eq!(house.decide(VERSION, &key(2)), "unknown");
        assert_eq!(house.decide(99, &key(1)), "not_registered");
        let counts = house.gate.health().counts;
        assert_eq!((counts.credentials, counts.applications, counts.registrations), (1, 1, 1));
        assert_eq!((counts.versions, counts.routes, counts.doubts), (1, 1, 0));
        house.gate.decide(id(VERSION).into(), key(1).expose().as_bytes(), |decision| {
            let gate::Decision::Allow(it) = decision else { panic!("{decision:?}") };
            assert_eq!((it.application.uuid(), it.developer.uuid()), (id(APPLICATION), id(DEVELOPER)));
            assert_eq!((it.registration.uuid(), it.credential.uuid()), (id(REGISTRATION), id(CREDENTIAL)));
            assert_eq!((it.reference_id, it.called), ("app-1", false));
        });
        house.done().await;
    }
}

#[tokio::test]
async fn every_deed_counts_before_its_own_answer() {
    for house in House::each().await {
        let revoke = "update credentials set state = 'revoked' where id = $1";
        house.deed(revoke, args![text(CREDENTIAL)], Kind::Credential, CREDENTIAL).await;
        assert_eq!(house.decide(VERSION, &key(1)), "revoked");
        let restore = "update credentials set state = 'active' where id = $1";
        house.deed(restore, args![text(CREDENTIAL)], Kind::Credential, CREDENTIAL).await;
        assert_eq!(house.decide(VERSION, &key(1)), "allow");

        for (state, wanted) in
            [("pending", "registration_pending"), ("revoked", "registration_revoked"), ("approved", "allow")]
        {
            let sql = "update registrations set state = $2, decided_at = $3 where id = $1";
            let decided = (state != "pending").then_some(1_i64);
            house
                .deed(sql, args![text(REGISTRATION), state, decided], Kind::Registration, REGISTRATION)
                .await;
            assert_eq!(house.decide(VERSION, &key(1)), wanted);
        }

        let delete = "delete from registrations where id = $1";
        house.deed(delete, args![text(REGISTRATION)], Kind::Registration, REGISTRATION).await;
        assert_eq!(house.decide(VERSION, &key(1)), "not_registered");
        let delete = "delete from credentials where id = $1";
        house.deed(delete, args![text(CREDENTIAL)], Kind::Credential, CREDENTIAL).await;
        assert_eq!(house.decide(VERSION, &key(1)), "unknown");
        assert_eq!(house.gate.health().counts.credentials, 0);
        house.done().await;
    }
}

#[tokio::test]
async fn whatever_is_deleted_takes_with_it_all_below() {
    for (table, kind, number, wanted) in [
        ("delete from applications where id = $1", Kind::Application, APPLICATION, "unknown"),
        ("delete from developers where id = $1", Kind::Developer, DEVELOPER, "unknown"),
        ("delete from portals where id = $1", Kind::Portal, PORTAL, "unknown"),
        ("delete from versions where id = $1", Kind::Version, VERSION, "not_registered"),
        ("delete from products where id = $1", Kind::Product, PRODUCT, "not_registered"),
    ] {
        for house in House::each().await {
            assert_eq!(house.decide(VERSION, &key(1)), "allow");
            house.deed(table, args![text(number)], kind, number).await;
            assert_eq!(house.decide(VERSION, &key(1)), wanted, "{table}");
            house.done().await;
        }
    }
}

#[tokio::test]
async fn what_is_new_is_let_in_at_once() {
    for house in House::each().await {
        let mac = keys::mac(&secret(), &key(2)).hex();
        house
            .deed(
                "insert into credentials (id, application, name, mac, hint, state, created_at, expires_at)
                 values ($1, $2, 'two', $3, 'xxxx', 'active', 1, $4)",
                args![text(20), text(APPLICATION), mac, BEGIN + 1_000_000],
                Kind::Credential,
                20,
            )
            .await;
        assert_eq!(house.decide(VERSION, &key(2)), "allow");
        house.time.store(BEGIN + 999_999, Ordering::Relaxed);
        assert_eq!(house.decide(VERSION, &key(2)), "allow");
        house.time.store(BEGIN + 1_000_000, Ordering::Relaxed);
        assert_eq!(house.decide(VERSION, &key(2)), "expired");
        house.done().await;
    }
}

#[tokio::test]
async fn a_version_is_open_only_if_it_is_published_and_nobody_asks_for_a_strategy() {
    for house in House::each().await {
        let unpublish =
            "update publications set strategy = null, registration = false, state = $2 where id = $1";
        for (state, wanted) in [("published", "open"), ("unpublished", "allow")] {
            house.deed(unpublish, args![text(PUBLICATION), state], Kind::Version, VERSION).await;
            assert_eq!(house.decide(VERSION, &key(1)), wanted);
        }
        assert_eq!(house.decide(VERSION, &key(2)), "unknown");
        let gone = "delete from publications where id = $1";
        house.deed(gone, args![text(PUBLICATION)], Kind::Version, VERSION).await;
        assert_eq!(house.decide(VERSION, &key(2)), "unknown");
        house.done().await;
    }
}

#[tokio::test]
async fn what_others_commit_is_taken_in_by_following() {
    for house in House::each().await {
        let revoke = "update credentials set state = 'revoked' where id = $1";
        house.commit(vec![(revoke, args![text(CREDENTIAL)])], &[(Kind::Credential, CREDENTIAL)]).await;
        assert_eq!(house.decide(VERSION, &key(1)), "allow");
        let gate = house.gate.clone();
        let following = tokio::spawn(async move { gate.follow().await });
        let begun = std::time::Instant::now();
        while house.decide(VERSION, &key(1)) != "revoked" {
            assert!(begun.elapsed().as_secs() < 5);
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        following.abort();
        house.done().await;
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_read_again_makes_the_gate_refuse() {
    let house = House::sqlite("http://127.0.0.1:9").await;
    let named = |kind, number| [Change::new(kind, id(number))];
    let things = [
        (Kind::Credential, CREDENTIAL),
        (Kind::Application, APPLICATION),
        (Kind::Registration, REGISTRATION),
        (Kind::Developer, DEVELOPER),
        (Kind::Portal, PORTAL),
        (Kind::Version, VERSION),
        (Kind::Product, PRODUCT),
        (Kind::Strategy, STRATEGY),
        (Kind::Service, SERVICE),
    ];
    // The feed cannot be read while its table is away; everything else can.
    let away = "alter table feed rename to feed_away";
    let back = "alter table feed_away rename to feed";
    for (kind, number) in things {
        house.commit(vec![(away, args![])], &[]).await;
        house.gate.catch_up(&named(kind, number)).await;
        assert_eq!(house.decide(VERSION, &key(1)), "unsure", "{kind:?}");
        assert_eq!(house.gate.health().counts.doubts, 1);
        house.commit(vec![(back, args![])], &[]).await;
        house.gate.catch_up(&[]).await;
        assert_eq!(house.decide(VERSION, &key(1)), "allow", "{kind:?}");
    }
    // What is not named keeps being decided.
    house.commit(vec![(away, args![])], &[]).await;
    house.gate.catch_up(&named(Kind::Credential, 99)).await;
    assert_eq!(house.decide(VERSION, &key(1)), "allow");
    house.commit(vec![(back, args![])], &[]).await;
    house.done().await;
}

#[tokio::test]
async fn decisions_go_on_without_the_database_and_say_how_old_they_are() {
    let house = House::sqlite("http://127.0.0.1:9").await;
    house.gate.catch_up(&[]).await;
    assert_eq!(house.gate.health().stale_s, 0);
    house.db.close().await;
    house.wait(90);
    house.gate.catch_up(&[]).await;
    assert_eq!(house.decide(VERSION, &key(1)), "allow");
    assert_eq!(house.gate.health().stale_s, 90);
    house.gate.catch_up(&[Change::new(Kind::Application, id(APPLICATION))]).await;
    assert_eq!(house.decide(VERSION, &key(1)), "unsure");
    house.done().await;
}

#[tokio::test]
async fn a_feed_with_gaps_or_unknown_words_or_from_the_past_is_read_as_a_whole() {
    for house in House::each().await {
        let revoke = "update credentials set state = $2 where id = $1";
        // A change that is not in the list.
        let skip = "update feed set seq = seq + 5";
        house.commit(vec![(revoke, args![text(CREDENTIAL), "revoked"]), (skip, args![])], &[]).await;
        house.gate.catch_up(&[]).await;
        assert_eq!(house.decide(VERSION, &key(1)), "revoked");
        // A kind of a later program.
        let strange = "insert into changes (seq, at, kind, id) values (6, 1, 'spaceship', 'x')";
        let next = "update feed set seq = 6";
        let restore = (revoke, args![text(CREDENTIAL), "active"]);
        house.commit(vec![restore, (strange, args![]), (next, args![])], &[]).await;
        house.gate.catch_up(&[]).await;
        assert_eq!(house.decide(VERSION, &key(1)), "allow");
        // A database that was put back.
        let past = "update feed set seq = 2";
        house.commit(vec![(revoke, args![text(CREDENTIAL), "revoked"]), (past, args![])], &[]).await;
        house.gate.catch_up(&[]).await;
        assert_eq!((house.decide(VERSION, &key(1)).as_str(), house.gate.health().seq), ("revoked", 2));
        house.done().await;
    }
}

#[tokio::test]
async fn of_many_writers_at_once_each_sees_his_own_deed_done() {
    let house = House::sqlite("http://127.0.0.1:9").await;
    let house = std::sync::Arc::new(house);
    let mut all = tokio::task::JoinSet::new();
    for number in 0..50_u8 {
        let house = std::sync::Arc::clone(&house);
        all.spawn(async move {
            let key = key(3 + number);
            let (id, mac) = (1_000 + u64::from(number), keys::mac(&secret(), &key).hex());
            let sql = "insert into credentials (id, application, name, mac, hint, state, created_at)
                       values ($1, $2, 'many', $3, 'xxxx', 'active', 1)";
            house.deed(sql, args![text(id), text(APPLICATION), mac], Kind::Credential, id).await;
            assert_eq!(house.decide(VERSION, &key), "allow");
            let sql = "update credentials set state = 'revoked' where id = $1";
            house.deed(sql, args![text(id)], Kind::Credential, id).await;
            assert_eq!(house.decide(VERSION, &key), "revoked");
        });
    }
    while let Some(done) = all.join_next().await {
        done.unwrap();
    }
    assert_eq!(house.gate.health().counts.credentials, 51);
}

#[tokio::test]
async fn a_gate_that_starts_later_says_the_same() {
    for house in House::each().await {
        let sql = "update registrations set state = 'revoked' where id = $1";
        house.deed(sql, args![text(REGISTRATION)], Kind::Registration, REGISTRATION).await;
        let clock = std::sync::Arc::new(|| Instant::from_micros(BEGIN));
        let other = Gate::start(house.db.clone(), secret(), clock).await.unwrap();
        assert_eq!(other.health(), house.gate.health());
        house.done().await;
    }
}
