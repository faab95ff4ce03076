//! SQL of the outbox: taking what is due, and writing down what came of it.
//!
//! A mail that is taken has its time moved ahead, so that another node leaves it alone. Whoever took it and then died
//! has it sent once more when that time has come: at least once, and by the same `Message-ID`.

use base::{Instant, Result};
use sql::{Db, Row, args};

use super::compose::Mail;

/// For how many seconds a mail that was taken is left alone: longer than any attempt may last.
const LEASE: i64 = 5 * 60;

/// For how many days a mail can be read, where it was not sent to a server.
const READABLE_DAYS: i64 = 30;

/// For how many days it is remembered that there was a mail.
const REMEMBERED_DAYS: i64 = 90;

const DAY: i64 = 24 * 60 * 60;

/// Takes what is due, at most so many. Looks before it asks for a turn to write: mostly nothing is due.
pub(super) async fn take(db: &Db, now: Instant, most: usize) -> Result<Vec<Mail>> {
    let is_due = "select 1 as one from mails where state = 'waiting' and due_at <= $1 limit 1";
    if most == 0 || db.read().await?.maybe_one(is_due, args![now]).await?.is_none() {
        return Ok(Vec::new());
    }
    let lease = now.plus_seconds(LEASE);
    let mut tx = db.write().await?;
    let rows = tx
        .all(
            "with due as materialized (
                 select id from mails where state = 'waiting' and due_at <= $1
                  order by due_at, id limit $2 {for_update} {skip_locked}
             )
             update mails set due_at = $3, attempts = attempts + 1
              where id in (select id from due)
             returning id, kind, recipient, sender, subject, body_text, body_html, attempts, created_at, due_at",
            args![now, i64::try_from(most).unwrap_or(i64::MAX), lease],
        )
        .await?;
    let mails = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    tx.commit().await?;
    Ok(mails)
}

fn read(row: &Row) -> Result<Mail> {
    Ok(Mail {
        id: row.id("id")?,
        kind: row.get("kind")?,
        recipient: row.get("recipient")?,
        sender: row.get("sender")?,
        subject: row.get("subject")?,
        text: row.get("body_text")?,
        html: row.get("body_html")?,
        attempts: row.get("attempts")?,
        created_at: row.get("created_at")?,
        lease: row.get("due_at")?,
    })
}

/// It has left. Its links are secrets of its reader: what was given to a server is emptied here.
pub(super) async fn sent(db: &Db, mail: &Mail, now: Instant, keep: bool) -> Result<()> {
    let mut tx = db.write().await?;
    tx.run(
        "update mails set state = 'sent', settled_at = $2, problem = null,
                body_text = case when $3 then body_text else '' end,
                body_html = case when $3 then body_html else '' end
          where id = $1 and state = 'waiting'",
        args![mail.id, now, keep],
    )
    .await?;
    Ok(tx.commit().await?)
}

/// It is tried again later, unless somebody else has taken it meanwhile.
pub(super) async fn later(db: &Db, mail: &Mail, due_at: Instant, problem: &str) -> Result<()> {
    let mut tx = db.write().await?;
    tx.run(
        "update mails set due_at = $3, problem = $4 where id = $1 and state = 'waiting' and due_at = $2",
        args![mail.id, mail.lease, due_at, problem],
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Nobody tries any more, unless somebody else has taken it meanwhile. It stays whole: an admin may try again.
pub(super) async fn failed(db: &Db, mail: &Mail, now: Instant, problem: &str) -> Result<()> {
    let mut tx = db.write().await?;
    tx.run(
        "update mails set state = 'failed', settled_at = $3, problem = $4
          where id = $1 and state = 'waiting' and due_at = $2",
        args![mail.id, mail.lease, now, problem],
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Empties what has been readable long enough and forgets what was remembered long enough. Says from when on mails
/// are still whole.
pub(super) async fn prune(db: &Db, now: Instant) -> Result<Instant> {
    let readable = now.minus_seconds(READABLE_DAYS * DAY);
    let mut tx = db.write().await?;
    tx.run(
        "update mails set body_text = '', body_html = ''
          where state <> 'waiting' and settled_at < $1 and (body_text <> '' or body_html <> '')",
        args![readable],
    )
    .await?;
    tx.run(
        "delete from mails where state <> 'waiting' and settled_at < $1",
        args![now.minus_seconds(REMEMBERED_DAYS * DAY)],
    )
    .await?;
    tx.commit().await?;
    Ok(readable)
}
