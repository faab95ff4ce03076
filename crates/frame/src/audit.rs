//! Who did what, when: one line in the transaction of every change. It has no foreign keys and outlives its subject.

use base::sieve::{Field, Order};
use base::{AuditId, Error, Instant, Listed, Page, PortalId, Result, Right, Sieve};
use serde_json::Value;
use sql::{Column, Listing, Row, args, dialect};

use crate::{Call, Who, Write};

/// Something that happened, `noun.verbed`, to a subject.
#[derive(Debug, Clone)]
pub struct Event {
    name: &'static str,
    portal: Option<PortalId>,
    subject_kind: &'static str,
    subject_id: String,
    subject_name: String,
    detail: Value,
}

impl Event {
    /// An event such as `registration.approved`. The subject's kind is what stands before the dot.
    pub fn new(name: &'static str, subject_id: impl std::fmt::Display, subject_name: &str) -> Self {
        Self {
            name,
            portal: None,
            subject_kind: name.split('.').next().unwrap_or(name),
            subject_id: subject_id.to_string(),
            subject_name: subject_name.to_owned(),
            detail: Value::Null,
        }
    }

    /// In which portal it happened.
    pub fn within(self, portal: PortalId) -> Self {
        Self { portal: Some(portal), ..self }
    }

    /// What else is worth keeping. Never a secret.
    pub fn detail(self, detail: Value) -> Self {
        Self { detail, ..self }
    }
}

impl Call {
    /// Writes the audit line into the transaction.
    pub async fn record(&self, tx: &mut Write, event: Event) -> Result<()> {
        let (kind, id, name) = self.actor();
        let detail = if event.detail.is_null() { String::new() } else { event.detail.to_string() };
        tx.run(
            "insert into audit_log (id, at, event, portal, actor_kind, actor_id, actor_name, door,
                                    subject_kind, subject_id, subject_name, detail, request, address)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            args![
                self.new_id::<AuditId>()?,
                self.now(),
                event.name,
                event.portal.or(self.portal),
                kind,
                id,
                name,
                self.door.word(),
                event.subject_kind,
                event.subject_id,
                event.subject_name,
                detail,
                self.trace,
                self.address.map(|it| it.to_string()).unwrap_or_default()
            ],
        )
        .await?;
        Ok(())
    }

    fn actor(&self) -> (&'static str, Option<String>, String) {
        match &self.who {
            Who::Nobody => ("nobody", None, String::new()),
            Who::Developer(person) => ("developer", Some(person.id.to_string()), person.email.clone()),
            Who::Admin(person) => ("admin", Some(person.id.to_string()), person.email.clone()),
            Who::Portal => ("portal", None, String::new()),
            Who::Operator => ("operator", None, String::new()),
        }
    }
}

/// A line of the audit log.
#[derive(Debug, Clone)]
pub struct Line {
    /// Which line.
    pub id: AuditId,
    /// When.
    pub at: Instant,
    /// What: `noun.verbed`.
    pub event: String,
    /// In which portal, if in one.
    pub portal: Option<PortalId>,
    /// Who: `nobody`, `developer`, `admin`, `portal`, `operator`.
    pub actor_kind: String,
    /// Which of them, where there are several.
    pub actor_id: Option<String>,
    /// Their e-mail address, where they have one.
    pub actor_name: String,
    /// Through which door.
    pub door: String,
    /// The noun it happened to.
    pub subject_kind: String,
    /// Which one.
    pub subject_id: String,
    /// Its name at the time.
    pub subject_name: String,
    /// What else was kept, as JSON; empty when nothing was.
    pub detail: String,
    /// The request's trace id.
    pub request: String,
    /// From which address.
    pub address: String,
}

/// Which lines are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In event, actor, subject, request or address; empty for all.
    pub text: String,
    /// Of this subject only.
    pub subject_id: Option<String>,
}

/// Reads the audit log, newest first.
pub async fn list(call: &Call, filter: &Filter, page: Page) -> Result<Listed<Line>> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    let like = dialect::containing(&filter.text.trim().to_lowercase());
    let subject = filter.subject_id.clone().unwrap_or_default();
    let total = tx
        .one(
            "select count(*) as total from audit_log
              where ($1 = '' or subject_id = $1)
                and (event {like} $2 escape '\\' or actor_name {like} $2 escape '\\'
                     or subject_name {like} $2 escape '\\' or request {like} $2 escape '\\'
                     or address {like} $2 escape '\\' or subject_id {like} $2 escape '\\')",
            args![&subject, &like],
        )
        .await?
        .get::<i64>("total")?;
    let rows = tx
        .all(
            "select id, at, event, portal, actor_kind, actor_id, actor_name, door, subject_kind, subject_id,
                    subject_name, detail, request, address
               from audit_log
              where ($1 = '' or subject_id = $1)
                and (event {like} $2 escape '\\' or actor_name {like} $2 escape '\\'
                     or subject_name {like} $2 escape '\\' or request {like} $2 escape '\\'
                     or address {like} $2 escape '\\' or subject_id {like} $2 escape '\\')
              order by at desc, id desc limit $3 offset $4",
            args![&subject, &like, page.limit(), page.offset()],
        )
        .await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// By what machines filter and sort the log.
pub const FIELDS: &[Field] = &[
    Field::text("event"),
    Field::word("actor_kind", &["nobody", "developer", "admin", "portal", "operator"]),
    Field::text("actor_id").only_filters(),
    Field::text("actor_email"),
    Field::text("subject_kind"),
    Field::text("subject_id").only_filters(),
    Field::text("subject_name"),
    Field::id("portal_id"),
    Field::word("door", &["portal", "console", "api", "command", "worker"]),
    Field::text("request_id").only_filters(),
    Field::text("address").only_filters(),
    Field::moment("at"),
];

/// What the fields are.
const COLUMNS: &[Column] = &[
    Column::new("event", "event"),
    Column::new("actor_kind", "actor_kind"),
    Column::new("actor_id", "actor_id"),
    Column::new("actor_email", "actor_name"),
    Column::new("subject_kind", "subject_kind"),
    Column::new("subject_id", "subject_id"),
    Column::new("subject_name", "subject_name"),
    Column::new("portal_id", "portal"),
    Column::new("door", "door"),
    Column::new("request_id", "request"),
    Column::new("address", "address"),
    Column::new("at", "at"),
];

/// Lines that a sieve lets through, newest first where nothing else is said.
pub async fn list_sieved(call: &Call, sieve: &Sieve, page: Page) -> Result<Listed<Line>> {
    call.require(Right::ReadConsole)?;
    let columns = "id, at, event, portal, actor_kind, actor_id, actor_name, door, subject_kind, subject_id,
         subject_name, detail, request, address";
    let mut listing = Listing::new(columns, "audit_log where true", args![]);
    listing.sieve(COLUMNS, sieve)?;
    listing.order("at", Order::Descending);
    listing.order("id", Order::Descending);
    let (rows, total) = call.read().await?.page(&listing, page).await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// One line.
pub async fn view(call: &Call, id: AuditId) -> Result<Line> {
    call.require(Right::ReadConsole)?;
    let row = call
        .read()
        .await?
        .maybe_one(
            "select id, at, event, portal, actor_kind, actor_id, actor_name, door, subject_kind, subject_id,
                    subject_name, detail, request, address
               from audit_log where id = $1",
            args![id],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// Reads on, newest first, from behind a line: for exports, which are longer than a page.
pub async fn onward(call: &Call, filter: &Filter, behind: Option<&Line>, most: u32) -> Result<Vec<Line>> {
    call.require(Right::ReadConsole)?;
    let like = dialect::containing(&filter.text.trim().to_lowercase());
    let subject = filter.subject_id.clone().unwrap_or_default();
    let rows = call
        .read()
        .await?
        .all(
            "select id, at, event, portal, actor_kind, actor_id, actor_name, door, subject_kind, subject_id,
                    subject_name, detail, request, address
               from audit_log
              where ($1 = '' or subject_id = $1)
                and (event {like} $2 escape '\\' or actor_name {like} $2 escape '\\'
                     or subject_name {like} $2 escape '\\' or request {like} $2 escape '\\'
                     or address {like} $2 escape '\\' or subject_id {like} $2 escape '\\')
                and ($3 or at < $4 or (at = $4 and id < $5))
              order by at desc, id desc limit $6",
            args![
                &subject,
                &like,
                behind.is_none(),
                behind.map_or(i64::MAX, |it| it.at.micros()),
                behind.map(|it| it.id.to_string()).unwrap_or_default(),
                most
            ],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Line> {
    Ok(Line {
        id: row.id("id")?,
        at: row.get("at")?,
        event: row.get("event")?,
        portal: row.maybe_id("portal")?,
        actor_kind: row.get("actor_kind")?,
        actor_id: row.get("actor_id")?,
        actor_name: row.get("actor_name")?,
        door: row.get("door")?,
        subject_kind: row.get("subject_kind")?,
        subject_id: row.get("subject_id")?,
        subject_name: row.get("subject_name")?,
        detail: row.get("detail")?,
        request: row.get("request")?,
        address: row.get("address")?,
    })
}
