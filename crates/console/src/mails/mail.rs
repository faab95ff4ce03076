//! What a mail in the outbox is. Pure.

use std::str::FromStr;

use base::words::Broken;
use base::{Instant, MailId, PortalId};

/// A mail in the outbox, without what it says.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Which one.
    pub id: MailId,
    /// The portal whose mail it is; none for the console's.
    pub portal: Option<PortalId>,
    /// The portal's name, while there is one.
    pub portal_name: Option<String>,
    /// What kind: `developer-approved`, `requests-waiting`, …
    pub kind: String,
    /// To whom.
    pub to: String,
    /// In whose name.
    pub sender: String,
    /// One line.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next, while it waits.
    pub due_at: Instant,
    /// When it was written.
    pub created_at: Instant,
    /// When it left, or was given up.
    pub settled_at: Option<Instant>,
    /// What went wrong the last time: the server's words, or a code of ours.
    pub problem: Option<String>,
    /// Whether it still says something.
    pub is_whole: bool,
}

/// Kinds that only tell: nothing in them lets anybody in. Of all others it is taken that a link does.
const HARMLESS: [&str; 7] = [
    "developer-approved",
    "developer-rejected",
    "developer-revoked",
    "registration-approved",
    "registration-rejected",
    "registration-revoked",
    "requests-waiting",
];

impl Mail {
    /// Whether what it says may be shown to programs: no link in it confirms an account or sets a password.
    pub fn is_harmless(&self) -> bool {
        HARMLESS.contains(&self.kind.as_str())
    }

    /// Whether it can be tried once more: it was given up, and its words are still there.
    pub fn can_be_retried(&self) -> bool {
        self.state == State::Failed && self.is_whole
    }
}

/// What a mail says. Both are empty once it was handed to a server, or after thirty days.
#[derive(Debug, Clone)]
pub struct Bodies {
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
}

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It has not left yet.
    Waiting,
    /// It has left.
    Sent,
    /// Nobody tries any more.
    Failed,
}

impl State {
    /// All states, in the order in which the page shows them.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Failed, Self::Sent];

    /// The word that is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }
}

impl FromStr for State {
    type Err = Broken;

    fn from_str(word: &str) -> Result<Self, Broken> {
        Self::ALL.into_iter().find(|it| it.name() == word).ok_or(Broken::rule("enum"))
    }
}
