//! Taking mails from the outbox: how often, by whom, and until when.

use std::net::{Ipv4Addr, TcpListener};
use std::time::Duration;

use testkit::{BEGIN, TestHouse};

use crate::couriers::{Folder, courier_to};
use crate::post::{kept, post};

/// A port where nobody listens.
fn closed_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_again_for_three_days() {
    for house in TestHouse::each_database().await {
        let courier = courier_to(closed_port());
        post(&house, "ada@example.com").await;
        let mut pauses = Vec::new();
        let mut last = BEGIN;
        loop {
            assert_eq!(courier.run_once(house.app()).await.unwrap(), 1);
            assert_eq!(courier.run_once(house.app()).await.unwrap(), 0, "not before its time");
            let it = kept(&house).await.remove(0);
            assert!(it.problem.as_ref().unwrap().contains("onnection"), "{it:?}");
            if it.state == "failed" {
                assert_eq!(it.attempts, 27);
                assert!(it.text.contains("Hello Ada"), "an admin may try again");
                break;
            }
            let pause = it.due_at.seconds_since(last);
            pauses.push(pause);
            last = it.due_at;
            house.wait(pause);
        }
        assert_eq!(pauses[..4], [30, 60, 120, 240]);
        assert_eq!(pauses.iter().sum::<i64>() / 3600, 72);
    }
}

#[tokio::test]
async fn a_mail_that_can_never_be_sent_fails_at_once_and_alone() {
    for house in TestHouse::each_database().await {
        let folder = Folder::new();
        for to in ["ada@example.com\r\nBcc: eve@evil.test", "bob@example.com", "nobody"] {
            post(&house, to).await;
        }
        assert_eq!(folder.courier().run_once(house.app()).await.unwrap(), 3);
        let states: Vec<_> = kept(&house).await.into_iter().map(|it| (it.state, it.problem)).collect();
        let failed = || ("failed".to_owned(), Some("invalid_recipient".to_owned()));
        assert_eq!(states, [failed(), ("sent".to_owned(), None), failed()]);
        assert_eq!(folder.names().len(), 1);
    }
}

#[tokio::test]
async fn several_couriers_send_each_mail_once() {
    for house in TestHouse::each_database().await {
        let (folder, other) = (Folder::new(), Folder::new());
        for number in 0..40 {
            post(&house, &format!("ada{number}@example.com")).await;
        }
        let (one, two, three) = (folder.courier(), other.courier(), other.courier());
        let (one, two, three) =
            tokio::join!(one.run_once(house.app()), two.run_once(house.app()), three.run_once(house.app()));
        assert_eq!(one.unwrap() + two.unwrap() + three.unwrap(), 40);
        assert!(kept(&house).await.iter().all(|it| it.state == "sent" && it.attempts == 1));
        let mut names = folder.names();
        names.extend(other.names());
        names.sort();
        names.dedup();
        assert_eq!((names.len(), folder.names().len() + other.names().len()), (40, 40));
    }
}

#[tokio::test]
async fn what_a_courier_had_taken_when_it_died_is_sent_by_another() {
    for house in TestHouse::each_database().await {
        // A server that takes the call and says nothing.
        let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let courier = courier_to(silent.local_addr().unwrap().port());
        post(&house, "ada@example.com").await;
        let dying = tokio::time::timeout(Duration::from_millis(300), courier.run_once(house.app())).await;
        assert!(dying.is_err(), "it waits for the server's greeting");

        let folder = Folder::new();
        assert_eq!(folder.courier().run_once(house.app()).await.unwrap(), 0);
        house.wait(5 * 60);
        assert_eq!(folder.courier().run_once(house.app()).await.unwrap(), 1);
        let it = kept(&house).await.remove(0);
        assert_eq!((it.state.as_str(), it.attempts), ("sent", 2));
    }
}
