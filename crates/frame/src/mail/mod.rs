//! The outbox: a mail is a row, written in the transaction of the deed that it follows from. A courier takes it from
//! there into a folder or to an SMTP server.

mod backoff;
mod compose;
mod courier;
mod folder;
mod outbox;
mod outcome;
mod settings;
mod smtp;

pub use courier::{Courier, nudge};
pub use settings::{Server, Settings, SettingsError, Tls};

use base::{MailId, PortalId, Result};
use sql::args;

use crate::{Call, Write};

/// A mail, ready to be put into the outbox.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The portal whose mail it is; none for the console's.
    pub portal: Option<PortalId>,
    /// What kind: `developer-approved`, `reset-password`, …
    pub kind: &'static str,
    /// To whom.
    pub to: String,
    /// In whose name: the portal's.
    pub from_name: String,
    /// One line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

impl Letter {
    /// The letter that the components have made.
    pub fn of(
        portal: Option<PortalId>,
        kind: &'static str,
        to: &str,
        from_name: &str,
        letter: &ui::Letter,
    ) -> Self {
        Self {
            portal,
            kind,
            to: to.to_owned(),
            from_name: from_name.to_owned(),
            subject: letter.subject().to_owned(),
            text: letter.text(),
            html: letter.html(),
        }
    }
}

impl Call {
    /// Puts a mail into the outbox, in the transaction.
    pub async fn post(&self, tx: &mut Write, letter: Letter) -> Result<MailId> {
        let id = self.new_id::<MailId>()?;
        tx.run(
            "insert into mails (id, portal, kind, recipient, sender, subject, body_text, body_html,
                                state, attempts, due_at, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, $9, $9)",
            args![
                id,
                letter.portal,
                letter.kind,
                letter.to,
                letter.from_name,
                letter.subject,
                letter.text,
                letter.html,
                self.now()
            ],
        )
        .await?;
        Ok(id)
    }
}
