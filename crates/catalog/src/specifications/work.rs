//! Reading documents beside the requests: a few at a time, so that a large one slows down nobody else for long.

use std::sync::{Mutex, MutexGuard, PoisonError};
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
    fn held(&self) -> MutexGuard<'_, Option<Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, digest: String, sound: Sound) {
        *self.held() = Some(Held { digest, sound, is_old: false });
    }

    /// What was read of this file, which is then kept no longer.
    fn take(&self, digest: &str, new: &NewSpecification) -> Option<Sound> {
        let is_it = |it: &mut Held| it.digest == digest && new.is_named(&it.sound.name);
        self.held().take_if(is_it).map(|it| it.sound)
    }

    /// Lets go of what has been here since it was looked for last.
    fn age(&self) {
        drop(self.held().take_if(|it| std::mem::replace(&mut it.is_old, true)));
    }
}

/// Lets go of documents that were checked and never uploaded.
pub fn start(jobs: &Jobs, app: &App) {
    let checked = app.kept::<Checked>();
    jobs.every(PAUSE, move || {
        checked.age();
        std::future::ready(())
    });
}

/// Reads a document, keeps what was read for a moment, and gives what `told` makes of it.
pub(super) async fn check<T>(app: &App, new: NewSpecification, told: impl FnOnce(&Sound) -> T) -> Result<T> {
    let digest = new.digest();
    let sound = aside(app, || new.read()).await?;
    let told = told(&sound);
    app.kept::<Checked>().keep(digest, sound);
    Ok(told)
}

/// Reads a document, unless it is the one that was checked last.
pub(super) async fn read(app: &App, digest: &str, new: NewSpecification) -> Result<Sound> {
    match app.kept::<Checked>().take(digest, &new) {
        Some(sound) => Ok(sound),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_checked_is_taken_once_by_its_own_upload_or_let_go() {
        let new = |name: &str| NewSpecification {
            name: name.into(),
            content: b"openapi: 3.0.3\ninfo: {title: Pay, version: '1'}\npaths: {}\n".into(),
        };
        let checked = Checked::default();
        let keep = || checked.keep("digest".into(), new("a.yaml").read().unwrap());
        keep();
        assert!(checked.take("another", &new("a.yaml")).is_none());
        assert!(checked.take("digest", &new("b.yaml")).is_none());
        assert_eq!(checked.take("digest", &new("a.yaml")).map(|it| it.title).as_deref(), Some("Pay"));
        assert!(checked.take("digest", &new("a.yaml")).is_none());
        keep();
        checked.age();
        assert!(checked.held().is_some(), "an upload may still come");
        checked.age();
        assert!(checked.held().is_none());
    }
}
