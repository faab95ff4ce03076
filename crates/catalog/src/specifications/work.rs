//! Reading documents beside the requests: a few at a time, so that a large one slows down nobody else for long.

use base::{Error, Result};
use frame::App;
use tokio::sync::Semaphore;

/// How many documents are read at once.
const AT_ONCE: usize = 2;

struct Desks(Semaphore);

impl Default for Desks {
    fn default() -> Self {
        Self(Semaphore::new(AT_ONCE))
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
