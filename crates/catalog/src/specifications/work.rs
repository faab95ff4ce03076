//! Reading documents beside the requests: a few at a time, so that a large one slows down nobody else for long.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base::{Error, Result};
use frame::App;
use frame::jobs::Jobs;
use tokio::sync::Semaphore;

use super::specification::{NewSpecification, Sound};

/// How many documents are read at once.
const AT_ONCE: usize = 2;

/// How often what was checked and not uploaded is looked for. What is found twice is let go.
const PAUSE: Duration = Duration::from_secs(30);

struct Desks(Semaphore);

impl Default for Desks {
    fn default() -> Self {
        Self(Semaphore::new(AT_ONCE))
    }
}

/// The document that was checked last: who checks one usually uploads it next.
#[derive(Default)]
struct Checked(Mutex<Option<Held>>);

struct Held {
    digest: String,
    sound: Sound,
    is_old: bool,
}

impl Checked {
    fn hold<T>(&self, act: impl FnOnce(&mut Option<Held>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Lets go of documents that were checked and never uploaded.
pub fn start(jobs: &Jobs, app: &App) {
    let checked = app.kept::<Checked>();
    jobs.every(PAUSE, move || {
        checked.hold(|held| {
            held.take_if(|it| std::mem::replace(&mut it.is_old, true));
        });
        std::future::ready(())
    });
}

/// Reads a document, keeps what was read for a moment, and gives what `told` makes of it.
pub(super) async fn check<T>(app: &App, new: NewSpecification, told: impl FnOnce(&Sound) -> T) -> Result<T> {
    let digest = new.digest();
    let sound = aside(app, || new.read()).await?;
    let told = told(&sound);
    app.kept::<Checked>().hold(|held| *held = Some(Held { digest, sound, is_old: false }));
    Ok(told)
}

/// Reads a document, unless it is the one that was checked last.
pub(super) async fn read(app: &App, digest: &str, new: NewSpecification) -> Result<Sound> {
    let is_it = |it: &mut Held| it.digest == digest && new.is_named(&it.sound.name);
    match app.kept::<Checked>().hold(|held| held.take_if(is_it)) {
        Some(held) => Ok(held.sound),
        None => aside(app, || new.read()).await,
    }
}

/// Does the work where blocking is allowed, when there is room for it.
pub(crate) async fn aside<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let desks = app.kept::<Desks>();
    let _desk = desks.0.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
