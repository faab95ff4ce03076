//! What the tests of the outbox have in common.

use base::Instant;
use frame::mail::Letter;
use frame::{Call, Door};
use sql::args;
use testkit::TestHouse;

/// A link that nobody but the reader of a mail may learn.
pub(crate) const LINK: &str = "http://acme.localhost:8080/confirm?token=s3cret";

/// A mail in the outbox.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) to: String,
    pub(crate) state: String,
    pub(crate) attempts: i64,
    pub(crate) due_at: Instant,
    pub(crate) problem: Option<String>,
    pub(crate) text: String,
}

/// Puts a mail into the outbox, in a transaction of its own.
pub(crate) async fn post(house: &TestHouse, to: &str) {
    let call = Call::operator(house.app(), Door::Worker).unwrap();
    let letter = Letter {
        portal: None,
        kind: "test",
        to: to.to_owned(),
        from_name: "Acme APIs".to_owned(),
        subject: "Bestätigung für Ada".to_owned(),
        text: format!("Hello Ada,\n\nopen {LINK}\n"),
        html: format!("<p>Hello Ada,</p><p><a href=\"{LINK}\">open</a></p>"),
    };
    let mut tx = call.write().await.unwrap();
    call.post(&mut tx, letter).await.unwrap();
    tx.commit().await.unwrap();
}

/// The outbox, by recipient.
pub(crate) async fn kept(house: &TestHouse) -> Vec<Kept> {
    let mut tx = house.app().db.read().await.unwrap();
    let rows = tx
        .all(
            "select recipient, state, attempts, due_at, problem, body_text from mails order by recipient",
            args![],
        )
        .await
        .unwrap();
    rows.iter()
        .map(|row| Kept {
            to: row.get("recipient").unwrap(),
            state: row.get("state").unwrap(),
            attempts: row.get("attempts").unwrap(),
            due_at: row.get("due_at").unwrap(),
            problem: row.get("problem").unwrap(),
            text: row.get("body_text").unwrap(),
        })
        .collect()
}
