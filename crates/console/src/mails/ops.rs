//! What can be done with mails. The only caller of the store.

use base::sieve::Field;
use base::{Error, Listed, MailId, Page, Result, Right, Sieve};
use frame::{Call, Event};

use super::mail::{Bodies, Mail, State};
use super::store;

/// By what machines filter and sort mails.
pub const FIELDS: &[Field] = &[
    Field::word("state", &["waiting", "sent", "failed"]),
    Field::text("kind"),
    Field::text("recipient"),
    Field::text("subject"),
    Field::id("portal_id"),
    Field::moment("created_at"),
    Field::moment("due_at"),
    Field::moment("settled_at"),
];

/// Which mails are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In this state.
    pub state: Option<State>,
    /// In recipient, subject or kind; empty for all.
    pub text: String,
}

/// How many mails there are of each state, whatever state is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// That have not left yet.
    pub waiting: i64,
    /// That have left.
    pub sent: i64,
    /// That were given up.
    pub failed: i64,
}

impl Counts {
    /// How many are in this state, or in any.
    pub fn of(&self, state: Option<State>) -> i64 {
        match state {
            None => self.waiting + self.sent + self.failed,
            Some(State::Waiting) => self.waiting,
            Some(State::Sent) => self.sent,
            Some(State::Failed) => self.failed,
        }
    }
}

/// Mails, the newest first.
pub async fn list(call: &Call, filter: &Filter, page: Page) -> Result<(Listed<Mail>, Counts)> {
    call.require(Right::ManageAdmins)?;
    let mut tx = call.read().await?;
    let counts = store::count(&mut tx, filter).await?;
    let items = store::list(&mut tx, filter, page).await?;
    Ok((Listed { items, total: counts.of(filter.state), page }, counts))
}

/// One mail.
pub async fn view(call: &Call, id: MailId) -> Result<Mail> {
    call.require(Right::ManageAdmins)?;
    store::find(&mut call.read().await?, id).await
}

/// Mails that a sieve lets through, the newest first where nothing else is said.
pub async fn list_sieved(call: &Call, sieve: &Sieve, page: Page) -> Result<Listed<Mail>> {
    call.require(Right::ManageAdmins)?;
    store::list_sieved(&mut call.read().await?, sieve, page).await
}

/// One mail with what it says as plain text, unless a link in it lets somebody in or its words are gone.
pub async fn told(call: &Call, id: MailId) -> Result<(Mail, Option<String>)> {
    call.require(Right::ManageAdmins)?;
    let mut tx = call.read().await?;
    let mail = store::find(&mut tx, id).await?;
    if !mail.is_harmless() || !mail.is_whole {
        return Ok((mail, None));
    }
    let text = store::bodies(&mut tx, id).await?.text;
    Ok((mail, Some(text)))
}

/// What a mail says. Its links work: whoever reads them could use them.
pub async fn read(call: &Call, id: MailId) -> Result<Bodies> {
    call.require(Right::ManageAdmins)?;
    store::bodies(&mut call.read().await?, id).await
}

/// Has a mail that was given up tried again, from the beginning.
pub async fn retry(call: &Call, id: MailId) -> Result<Mail> {
    call.require(Right::ManageAdmins)?;
    let mut tx = call.write().await?;
    let mail = store::find(&mut tx, id).await?;
    if !mail.is_whole {
        return Err(Error::Refused("mail.emptied"));
    }
    store::again(&mut tx, id, call.now()).await?;
    let event = Event::new("mail.retried", id, &mail.to);
    let event = if let Some(portal) = mail.portal { event.within(portal) } else { event };
    call.record(&mut tx, event).await?;
    tx.commit().await?;
    // A hint, so that the next page may show how it went: the courier looks by itself each second.
    frame::mail::nudge(&call.app);
    Ok(mail)
}
