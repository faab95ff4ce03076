//! Mails as files.

use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use frame::jobs::Jobs;
use frame::mail::{Courier, Settings, nudge};
use testkit::TestHouse;

use crate::couriers::Folder;
use crate::post::{LINK, kept, post};

const DAY: i64 = 24 * 60 * 60;

#[tokio::test]
async fn a_mail_becomes_a_file_that_a_mail_program_can_read() {
    for house in TestHouse::each_database().await {
        let folder = Folder::new();
        post(&house, "ada@example.com").await;
        assert_eq!(folder.courier().run_once(house.app()).await.unwrap(), 1);

        let names = folder.names();
        let [name] = names.as_slice() else { panic!("{names:?}") };
        assert!(name.starts_with("20260601T120000000Z-") && name.strip_suffix(".eml").is_some(), "{name}");
        let path = folder.0.join(name);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::metadata(&folder.0).unwrap().permissions().mode() & 0o777, 0o700);

        let message = std::fs::read_to_string(&path).unwrap();
        let (head, body) = message.split_once("\r\n\r\n").unwrap();
        for line in [
            "From: \"Acme APIs\" <portico@localhost>",
            "To: ada@example.com",
            "Subject: =?utf-8?b?QmVzdMOkdGlndW5nIGbDvHI=?= Ada",
            "Date: Mon, 01 Jun 2026 12:00:00 +0000",
            "Auto-Submitted: auto-generated",
        ] {
            assert!(head.lines().any(|it| it == line), "{line} is not in\n{head}");
        }
        let boundary = head.split_once("boundary=\"").unwrap().1.split('"').next().unwrap();
        let parts: Vec<_> = body.split(&format!("--{boundary}")).collect();
        assert_eq!(parts.len(), 4, "before, text, HTML, after:\n{body}");
        assert!(parts[1].contains("Content-Type: text/plain; charset=utf-8") && parts[1].contains(LINK));
        assert!(
            parts[2].contains("Content-Type: text/html; charset=utf-8") && parts[2].contains("<p>Hello Ada")
        );

        let kept = kept(&house).await;
        assert_eq!((kept[0].state.as_str(), kept[0].attempts), ("sent", 1));
        assert!(kept[0].text.contains(LINK), "the console shows it");
    }
}

#[tokio::test]
async fn a_month_later_it_cannot_be_read_and_after_three_it_is_forgotten() {
    for house in TestHouse::each_database().await {
        let folder = Folder::new();
        let courier = folder.courier();
        post(&house, "ada@example.com").await;
        courier.run_once(house.app()).await.unwrap();
        std::fs::write(folder.0.join("19990101T000000000Z-mine.eml"), "not ours").unwrap();

        house.wait(29 * DAY);
        post(&house, "bob@example.com").await;
        courier.prune(house.app()).await.unwrap();
        assert!(kept(&house).await[0].text.contains(LINK));
        assert_eq!(folder.names().len(), 2);

        house.wait(2 * DAY);
        courier.prune(house.app()).await.unwrap();
        assert_eq!(kept(&house).await[0].text, "");
        assert_eq!(folder.names(), ["19990101T000000000Z-mine.eml"]);

        house.wait(60 * DAY);
        courier.prune(house.app()).await.unwrap();
        let kept = kept(&house).await;
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].to.as_str(), kept[0].state.as_str()), ("bob@example.com", "waiting"));
        assert!(kept[0].text.contains(LINK), "what still waits is not old");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_keeps_the_mail_waiting() {
    for house in TestHouse::each_database().await {
        let folder = Folder::new();
        std::fs::create_dir_all(folder.0.parent().unwrap()).unwrap();
        std::fs::write(&folder.0, "a file where the folder should be").unwrap();
        post(&house, "ada@example.com").await;
        assert_eq!(folder.courier().run_once(house.app()).await.unwrap(), 1);
        let before = kept(&house).await;
        assert_eq!(before[0].state, "waiting");
        assert!(before[0].problem.is_some());

        std::fs::remove_file(&folder.0).unwrap();
        house.wait(30);
        assert_eq!(folder.courier().run_once(house.app()).await.unwrap(), 1);
        let after = kept(&house).await;
        assert_eq!((after[0].state.as_str(), &after[0].problem), ("sent", &None));
    }
}

#[tokio::test]
async fn a_courier_that_was_started_sends_what_comes_until_it_is_asked_to_stop() {
    for house in TestHouse::each_database().await {
        let folder = Folder::new();
        let jobs = Jobs::new();
        Courier::start(&jobs, house.app(), &Settings::folder(&folder.0)).unwrap();
        for number in 1..=3 {
            post(&house, "ada@example.com").await;
            nudge(house.app());
            let arrived = async {
                while folder.names().iter().filter(|it| it.starts_with('2')).count() < number {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            };
            tokio::time::timeout(Duration::from_secs(10), arrived).await.unwrap();
        }
        jobs.stop(Duration::from_secs(10)).await;
        assert!(kept(&house).await.iter().all(|it| it.state == "sent"));
        post(&house, "bob@example.com").await;
        nudge(house.app());
        let waiting: Vec<_> = kept(&house).await.into_iter().filter(|it| it.state == "waiting").collect();
        assert_eq!((waiting.len(), waiting[0].to.as_str()), (1, "bob@example.com"));
    }
}

#[tokio::test]
async fn a_sender_that_is_no_address_is_refused_at_the_start() {
    let folder = Settings::folder("unused".as_ref());
    for from in
        ["", "Portico", "portico@", "a@example.com\r\nBcc: b@example.com", "Portico <a b@example.com>"]
    {
        let error = Courier::new(&folder, from).err().unwrap();
        assert!(error.to_string().contains("no e-mail address"), "{error}");
    }
    for from in ["portico@localhost", "Portico <portico@example.com>", "\"Acme, Inc.\" <a@example.com>"] {
        assert!(Courier::new(&folder, from).is_ok(), "{from}");
    }
}
