//! The mail outbox: what was sent, what waits, what failed and why. An addition of ours, in the contracts' conventions.
//!
//! What a mail says is shown only where no link in it lets anybody in: a token that can read is not to become a way into
//! other people's accounts.

use axum::Json;
use base::{MailId, Right};
use console::mails::{self, Mail, State};
use frame::door::Need;
use schemars::JsonSchema;
use serde::Serialize;

use crate::door::{Asked, Ids, ListOf, Operation, Routes, Style};
use crate::problem::Problem;
use crate::shapes::{Id, Moment};

pub(super) fn routes(at: &mut Routes) {
    let manage = Need::Admin(Right::ManageAdmins);
    let about = |id, says| Operation::named(id, "mails", says);
    at.get(
        "/v2/mails",
        manage,
        list,
        about("list-mails", "The mails of the outbox, the newest first")
            .paged()
            .fields(Style::Deep, mails::FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.get("/v2/mails/{mailId}", manage, view, about("get-mail", "One mail").gives::<Told>(200));
    at.post(
        "/v2/mails/{mailId}/retry",
        manage,
        retry,
        about("retry-mail", "Has a mail that was given up tried again").gives::<View>(200).refuses(&[409]),
    );
}

/// A mail.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Mail")]
struct View {
    id: Id,
    /// The portal whose mail it is; null for the console's.
    portal_id: Option<Id>,
    portal_name: Option<String>,
    /// `developer-approved`, `requests-waiting`, …
    kind: String,
    recipient: String,
    /// In whose name.
    sender: String,
    subject: String,
    state: MailState,
    /// How often it was tried.
    attempts: i64,
    /// When it is tried next, while it waits.
    due_at: Moment,
    created_at: Moment,
    /// When it left, or was given up.
    settled_at: Option<Moment>,
    /// What went wrong the last time.
    problem: Option<String>,
}

/// A mail with what it says.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MailWithText")]
struct Told {
    #[serde(flatten)]
    mail: View,
    /// As plain text. Null where a link in it lets somebody in, and where its words are gone: it has left, or it is old.
    text: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum MailState {
    Waiting,
    Sent,
    Failed,
}

impl From<Mail> for View {
    fn from(it: Mail) -> Self {
        Self {
            id: it.id.into(),
            portal_id: it.portal.map(Id::from),
            portal_name: it.portal_name,
            kind: it.kind,
            recipient: it.to,
            sender: it.sender,
            subject: it.subject,
            state: match it.state {
                State::Waiting => MailState::Waiting,
                State::Sent => MailState::Sent,
                State::Failed => MailState::Failed,
            },
            attempts: it.attempts,
            due_at: it.due_at.into(),
            created_at: it.created_at.into(),
            settled_at: it.settled_at.map(Moment::from),
            problem: it.problem,
        }
    }
}

async fn list(asked: Asked) -> Result<ListOf<View>, Problem> {
    let listed = mails::list_sieved(&asked.call, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn view(asked: Asked, Ids(id): Ids<MailId>) -> Result<Json<Told>, Problem> {
    let (mail, text) = mails::told(&asked.call, id).await?;
    Ok(Json(Told { mail: mail.into(), text }))
}

async fn retry(asked: Asked, Ids(id): Ids<MailId>) -> Result<Json<View>, Problem> {
    mails::retry(&asked.call, id).await?;
    Ok(Json(mails::view(&asked.call, id).await?.into()))
}
