//! What happens by itself: the shelves are filled at the start, and follow what other nodes change.

use std::time::Duration;

use frame::App;
use frame::jobs::Jobs;

use super::refresh;

/// How often the shelves are looked after. Requests bring them up to date in between.
const PAUSE: Duration = Duration::from_secs(1);

/// Starts to look after the shelves of this process.
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
    let _ = refresh(&app).await;
}
