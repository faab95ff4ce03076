//! The courier: takes what is due from the outbox, sends it, and writes down what came of it.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use base::Result;
use futures_util::stream::{FuturesUnordered, StreamExt};
use lettre::message::Mailbox;
use tokio::sync::Notify;

use super::backoff::pause_after;
use super::compose::{Mail, compose};
use super::folder::Folder;
use super::outbox;
use super::outcome::{Outcome, bounded};
use super::settings::{Settings, SettingsError};
use super::smtp::Relay;
use crate::App;
use crate::jobs::Jobs;

/// How many mails are under way at once, so that one that is slow does not stop the others.
const ABREAST: usize = 8;

/// How often the outbox is looked into.
const PAUSE: Duration = Duration::from_secs(1);

/// How long to wait after the database was away.
const PAUSE_WHEN_AWAY: Duration = Duration::from_secs(5);

/// How often old mails are looked for.
const PAUSE_TO_PRUNE: Duration = Duration::from_hours(1);

/// Sends the mails of the outbox. There may be any number of them on any number of nodes.
pub struct Courier {
    transport: Transport,
    from: Mailbox,
}

enum Transport {
    Folder(Folder),
    Smtp(Box<Relay>),
}

/// Wakes this node's courier before its pause is over.
#[derive(Default)]
struct Nudge(Notify);

/// Tells this node's courier that something is due.
pub fn nudge(app: &App) {
    app.kept::<Nudge>().0.notify_one();
}

impl Courier {
    /// A courier. `from` is `Name <address>` or an address; a mail's own sender goes before the name.
    pub fn new(settings: &Settings, from: &str) -> std::result::Result<Self, SettingsError> {
        let from: Mailbox = from.parse().map_err(|_| {
            SettingsError::new(format!("mails cannot come from {from:?}: it is no e-mail address"))
        })?;
        let transport = match settings {
            Settings::Folder(path) => Transport::Folder(Folder::new(path)),
            Settings::Smtp(server) => Transport::Smtp(Box::new(Relay::new(server, &from)?)),
        };
        Ok(Self { transport, from })
    }

    /// Begins to send, as long as the process lives.
    pub fn start(jobs: &Jobs, app: &App, settings: &Settings) -> std::result::Result<(), SettingsError> {
        let courier = Arc::new(Self::new(settings, &app.mail_from)?);
        let (sending, stopping, of) = (Arc::clone(&courier), jobs.clone(), app.clone());
        jobs.start(async move { sending.work(&stopping, &of).await });
        let app = app.clone();
        jobs.every(PAUSE_TO_PRUNE, move || {
            let (courier, app) = (Arc::clone(&courier), app.clone());
            async move {
                if let Err(error) = courier.prune(&app).await {
                    tracing::warn!(%error, "old mails could not be removed");
                }
            }
        });
        Ok(())
    }

    /// Sends everything that is due now, and says how many attempts that were.
    pub async fn run_once(&self, app: &App) -> Result<usize> {
        let mut under_way = FuturesUnordered::new();
        let mut attempts = 0;
        loop {
            let mails = take(app, &mut under_way).await?;
            attempts += mails.len();
            under_way.extend(mails.into_iter().map(|it| self.deliver(app, it)));
            if under_way.next().await.is_none() {
                return Ok(attempts);
            }
        }
    }

    /// Empties and forgets what is old.
    pub async fn prune(&self, app: &App) -> Result<()> {
        let whole_since = outbox::prune(&app.db, app.now()).await?;
        if let Transport::Folder(folder) = &self.transport {
            folder.prune(whole_since).await.map_err(base::Error::internal)?;
        }
        Ok(())
    }

    /// Looks into the outbox each second, and whenever a mail has been dealt with or somebody nudges. Asked to stop,
    /// it takes nothing more and brings to an end what is under way.
    async fn work(&self, jobs: &Jobs, app: &App) {
        let nudge = app.kept::<Nudge>();
        let mut under_way = FuturesUnordered::new();
        let mut is_away = false;
        loop {
            let taken = take(app, &mut under_way).await;
            match (&taken, is_away) {
                (Err(error), false) => tracing::warn!(%error, "the outbox cannot be read"),
                (Ok(_), true) => tracing::info!("the outbox can be read again"),
                _ => {}
            }
            is_away = taken.is_err();
            under_way.extend(taken.unwrap_or_default().into_iter().map(|it| self.deliver(app, it)));
            tokio::select! {
                () = jobs.stopped() => break,
                Some(()) = under_way.next(), if !is_away => {}
                () = nudge.0.notified(), if !is_away => {}
                () = tokio::time::sleep(if is_away { PAUSE_WHEN_AWAY } else { PAUSE }) => {}
            }
        }
        while under_way.next().await.is_some() {}
    }

    /// One attempt. What cannot be written down is tried again when the lease is over.
    async fn deliver(&self, app: &App, mail: Mail) {
        let outcome = self.attempt(&mail).await;
        if let Err(error) = self.settle(app, &mail, outcome).await {
            tracing::warn!(%error, mail = %mail.id, "what became of a mail could not be written down");
        }
    }

    async fn attempt(&self, mail: &Mail) -> Outcome {
        let message = match compose(mail, &self.from) {
            Ok(message) => message,
            Err(code) => return Outcome::Refused(code.to_owned()),
        };
        match &self.transport {
            Transport::Folder(folder) => match folder.put(mail.created_at, mail.id, &message.bytes).await {
                Ok(()) => Outcome::Delivered,
                Err(error) => Outcome::Unreachable(bounded(&error.to_string())),
            },
            Transport::Smtp(relay) => relay.send(&message).await,
        }
    }

    async fn settle(&self, app: &App, mail: &Mail, outcome: Outcome) -> Result<()> {
        let now = app.now();
        let (words, is_final) = match outcome {
            Outcome::Delivered => {
                tracing::info!(mail = %mail.id, kind = mail.kind, "a mail has left");
                let keep = matches!(self.transport, Transport::Folder(_));
                return outbox::sent(&app.db, mail, now, keep).await;
            }
            Outcome::Unreachable(words) => {
                tracing::warn!(mail = %mail.id, words, "mails cannot be handed over");
                (words, false)
            }
            Outcome::Later(words) => (words, false),
            Outcome::Refused(words) => (words, true),
        };
        if let Some(pause) = pause_after(mail.attempts).filter(|_| !is_final) {
            tracing::info!(mail = %mail.id, kind = mail.kind, pause, "a mail is tried again later");
            outbox::later(&app.db, mail, now.plus_seconds(pause), &words).await
        } else {
            tracing::warn!(mail = %mail.id, kind = mail.kind, "a mail has failed; the console says why");
            outbox::failed(&app.db, mail, now, &words).await
        }
    }
}

/// Takes as many as there is room for. What is under way goes on meanwhile: it may hold the turn to write that this
/// waits for.
async fn take<F: Future<Output = ()>>(app: &App, under_way: &mut FuturesUnordered<F>) -> Result<Vec<Mail>> {
    let mut taking = pin!(outbox::take(&app.db, app.now(), ABREAST - under_way.len()));
    loop {
        tokio::select! {
            taken = &mut taking => return taken,
            Some(()) = under_way.next() => {}
        }
    }
}
