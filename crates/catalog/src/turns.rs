//! Work that takes a processor for long waits for its turn, so that no text and no picture is slow for anybody else.

use base::{Error, Result};
use frame::App;
use tokio::sync::Semaphore;

/// How many may be at it at once.
const AT_ONCE: usize = 2;

struct Turns(Semaphore);

impl Default for Turns {
    fn default() -> Self {
        Self(Semaphore::new(AT_ONCE))
    }
}

/// Does the work on a thread of its own, when it is its turn.
pub(crate) async fn in_turn<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let turns = app.kept::<Turns>();
    let turn = turns.0.acquire().await.map_err(Error::internal)?;
    let done = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?;
    drop(turn);
    Ok(done)
}
