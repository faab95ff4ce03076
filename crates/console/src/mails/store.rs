//! SQL and rows. Private to the folder.

use base::sieve::Order;
use base::{Error, Instant, Listed, MailId, Page, Result, Sieve};
use sql::dialect::containing;
use sql::{Column, Listing, Row, Tx, args};

use super::mail::{Bodies, Mail, State};
use super::ops::{Counts, Filter};

/// How many there are of each state.
pub(super) async fn count(tx: &mut Tx, filter: &Filter) -> Result<Counts> {
    let rows = tx
        .all(
            "select state, count(*) as number from mails
              where recipient {like} $1 escape '\\' or subject {like} $1 escape '\\' or kind {like} $1 escape '\\'
              group by state",
            args![containing(filter.text.trim())],
        )
        .await?;
    let mut counts = Counts::default();
    for row in &rows {
        let number = row.get::<i64>("number")?;
        match state(row)? {
            State::Waiting => counts.waiting = number,
            State::Sent => counts.sent = number,
            State::Failed => counts.failed = number,
        }
    }
    Ok(counts)
}

/// The newest first.
pub(super) async fn list(tx: &mut Tx, filter: &Filter, page: Page) -> Result<Vec<Mail>> {
    let rows = tx
        .all(
            "select m.id, m.portal, p.name as portal_name, m.kind, m.recipient, m.sender, m.subject, m.state,
                    m.attempts, m.due_at, m.created_at, m.settled_at, m.problem, m.body_text <> '' as is_whole
               from mails m left join portals p on p.id = m.portal
              where ($1 = '' or m.state = $1)
                and (m.recipient {like} $2 escape '\\' or m.subject {like} $2 escape '\\'
                     or m.kind {like} $2 escape '\\')
              order by m.created_at desc, m.id desc limit $3 offset $4",
            args![
                filter.state.map_or("", State::name),
                containing(filter.text.trim()),
                page.limit(),
                page.offset()
            ],
        )
        .await?;
    rows.iter().map(mail).collect()
}

/// What the fields of a list are.
const COLUMNS: &[Column] = &[
    Column::new("state", "m.state"),
    Column::new("kind", "m.kind"),
    Column::new("recipient", "m.recipient"),
    Column::new("subject", "m.subject"),
    Column::new("portal_id", "m.portal"),
    Column::new("created_at", "m.created_at"),
    Column::new("due_at", "m.due_at"),
    Column::new("settled_at", "m.settled_at"),
];

/// Mails that a sieve lets through, the newest first where nothing else is said.
pub(super) async fn list_sieved(tx: &mut Tx, sieve: &Sieve, page: Page) -> Result<Listed<Mail>> {
    let columns = "m.id, m.portal, p.name as portal_name, m.kind, m.recipient, m.sender, m.subject, m.state,
         m.attempts, m.due_at, m.created_at, m.settled_at, m.problem, m.body_text <> '' as is_whole";
    let rows = "mails m left join portals p on p.id = m.portal where true";
    let mut listing = Listing::new(columns, rows, args![]).counted_over("mails m where true");
    listing.sieve(COLUMNS, sieve)?;
    listing.order("m.created_at", Order::Descending);
    listing.order("m.id", Order::Descending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(mail).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// The mail.
pub(super) async fn find(tx: &mut Tx, id: MailId) -> Result<Mail> {
    let row = tx
        .maybe_one(
            "select m.id, m.portal, p.name as portal_name, m.kind, m.recipient, m.sender, m.subject, m.state,
                    m.attempts, m.due_at, m.created_at, m.settled_at, m.problem, m.body_text <> '' as is_whole
               from mails m left join portals p on p.id = m.portal
              where m.id = $1",
            args![id],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| mail(&row))
}

/// What the mail says.
pub(super) async fn bodies(tx: &mut Tx, id: MailId) -> Result<Bodies> {
    let row = tx.maybe_one("select body_text, body_html from mails where id = $1", args![id]).await?;
    let row = row.ok_or(Error::NotFound)?;
    Ok(Bodies { text: row.get("body_text")?, html: row.get("body_html")? })
}

/// Makes a mail that was given up due, as if it had never been tried.
pub(super) async fn again(tx: &mut Tx, id: MailId, now: Instant) -> Result<()> {
    let moved = tx
        .run(
            "update mails set state = 'waiting', attempts = 0, due_at = $2, settled_at = null, problem = null
              where id = $1 and state = 'failed'",
            args![id, now],
        )
        .await?;
    if moved == 1 { Ok(()) } else { Err(Error::Refused("mail.not_failed")) }
}

fn mail(row: &Row) -> Result<Mail> {
    Ok(Mail {
        id: row.id("id")?,
        portal: row.maybe_id("portal")?,
        portal_name: row.get("portal_name")?,
        kind: row.get("kind")?,
        to: row.get("recipient")?,
        sender: row.get("sender")?,
        subject: row.get("subject")?,
        state: state(row)?,
        attempts: row.get("attempts")?,
        due_at: row.get("due_at")?,
        created_at: row.get("created_at")?,
        settled_at: row.get("settled_at")?,
        problem: row.get("problem")?,
        is_whole: row.get("is_whole")?,
    })
}

fn state(row: &Row) -> Result<State> {
    let word = row.get::<String>("state")?;
    word.parse().map_err(|_| Error::internal(format!("a mail cannot be {word}")))
}
