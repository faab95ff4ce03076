//! The wiring: one place where every crate meets every other.

use std::sync::Arc;
use std::time::Duration;

use base::{Error, Result, Right};
use frame::jobs::Jobs;
use frame::{App, Call, Clock, Door, Follower, Hooks, Parts};
use gate::{Change, Gate, Kind};
use signin::{Passwords, Throttle};
use sql::{Db, Options};
use ui::Texts;

use crate::config::Settings;
use crate::secret;

/// All sentences of all crates.
pub const TEXTS: &[&[&str]] = &[people::TEXTS, catalog::TEXTS, access::TEXTS, console::TEXTS, api::TEXTS];

/// How often what has ended by itself is removed.
const HOUR: Duration = Duration::from_hours(1);

/// Everything that runs, wired together.
pub struct House {
    /// What the pages call by.
    pub app: App,
    /// What decides at the gateway.
    pub gate: Gate,
    /// What runs until the end.
    pub jobs: Jobs,
    /// What is in force.
    pub settings: Settings,
}

impl House {
    /// Opens the database, brings its tables up to date, and puts everything together. Nothing runs yet.
    pub async fn open(settings: Settings) -> Result<Self> {
        secret::make_folder(&settings.data_dir)?;
        let key_secret = secret::read_or_make(&settings.secret_file())?;
        let db = Db::open(settings.database_url.expose(), Options::default()).await?;
        db.migrate().await?;
        secret::check(&db, &key_secret).await?;
        let clock = Clock::System;
        let reading = clock.clone();
        let gate = Gate::start(db.clone(), key_secret.clone(), Arc::new(move || reading.now())).await?;
        let app = App::new(Parts {
            db,
            texts: texts(),
            addresses: settings.addresses.clone(),
            passwords: Passwords::new(),
            throttle: Throttle::new(),
            key_secret,
            clock,
            followers: vec![follower(&gate)],
            hooks: hooks(),
            net: frame::net::Net::new(settings.try_networks.clone())?,
            mail_from: settings.mail_from.clone(),
            mail_is_local: settings.mail.is_folder(),
        });
        Ok(Self { app, gate, jobs: Jobs::new(), settings })
    }

    /// Starts what runs beside the requests: the feed, the mail, the digest.
    pub fn start_jobs(&self) -> Result<()> {
        let gate = self.gate.clone();
        let jobs = self.jobs.clone();
        self.jobs.start(async move {
            tokio::select! { () = gate.follow() => {}, () = jobs.stopped() => {} }
        });
        let app = self.app.clone();
        self.jobs.every(HOUR, move || tidy(app.clone()));
        catalog::search::start(&self.jobs, &self.app);
        catalog::specifications::start(&self.jobs, &self.app);
        if self.settings.digest_minutes > 0 {
            let pause = Duration::from_mins(u64::from(self.settings.digest_minutes));
            console::digest::start(&self.jobs, &self.app, pause);
        }
        frame::mail::Courier::start(&self.jobs, &self.app, &self.settings.mail).map_err(Error::internal)
    }

    /// Ends everything in order: tasks, what the gate remembers, the database.
    pub async fn close(&self) {
        self.jobs.stop(Duration::from_secs(10)).await;
        if let Err(error) = self.gate.flush().await {
            tracing::warn!(%error, "what the gateway remembered could not be written down");
        }
        self.app.db.close().await;
    }
}

async fn tidy(app: App) {
    let done = match Call::operator(&app, Door::Worker) {
        Ok(call) => forget(&call).await,
        Err(error) => Err(error),
    };
    if let Err(error) = done {
        tracing::warn!(%error, "what has ended could not be removed");
    }
}

async fn forget(call: &Call) -> Result<()> {
    people::tidy(call).await?;
    access::usage::tidy(call).await?;
    let mut tx = call.write().await?;
    frame::once::purge(&mut tx, call.now()).await?;
    tx.commit().await
}

fn texts() -> Arc<Texts> {
    Texts::new(&TEXTS.concat())
}

/// Tells this node's gate of what was committed, before the deed's answer returns.
fn follower(gate: &Gate) -> Follower {
    let gate = gate.clone();
    Arc::new(move |changes: Vec<frame::Change>| {
        let gate = gate.clone();
        Box::pin(async move { gate.catch_up(&changes.iter().filter_map(change).collect::<Vec<_>>()).await })
    })
}

fn change(change: &frame::Change) -> Option<Change> {
    Some(Change { kind: Kind::parse(change.kind)?, id: change.id.parse().ok()? })
}

fn hooks() -> Hooks {
    Hooks {
        steps: Arc::new(|call: Call| Box::pin(async move { access::steps::of(&call).await })),
        waiting: Arc::new(|call: Call| Box::pin(async move { waiting(&call).await })),
    }
}

/// How many requests wait: of developers and of registrations.
async fn waiting(call: &Call) -> Result<i64> {
    if call.rights.has(Right::ReadConsole) { console::inbox::waiting(call).await } else { Ok(0) }
}
