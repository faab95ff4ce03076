//! What happens by itself: what can be found is read at the start, and follows what other nodes change.

use std::time::Duration;

use base::Error;
use frame::App;
use frame::jobs::Jobs;

use super::refresh;

/// How often the worker looks. Requests bring what they need up to date in between.
const PAUSE: Duration = Duration::from_secs(1);

/// Starts to look after what can be found in this process.
pub fn start(jobs: &Jobs, app: &App) {
    let first = app.clone();
    let stopping = jobs.clone();
    jobs.start(async move {
        tokio::select! { () = look_after(first) => {}, () = stopping.stopped() => {} }
    });
    let app = app.clone();
    jobs.every(PAUSE, move || look_after(app.clone()));
}

/// A database that is away is told of by the requests that need it; here it is tried again.
async fn look_after(app: App) {
    if let Err(Error::Internal(cause)) = refresh(&app).await {
        tracing::error!(%cause, "the search could not be brought up to date");
    }
}
