//! What happens later: tasks that live until the process is asked to stop.

use std::future::Future;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The tasks of the process, and the word to stop.
#[derive(Clone, Default)]
pub struct Jobs {
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Jobs {
    /// No tasks yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts a task that ends by itself when asked to stop.
    #[expect(clippy::disallowed_methods, reason = "the one place that starts tasks")]
    pub fn start(&self, task: impl Future<Output = ()> + Send + 'static) {
        tokio::spawn(self.tasks.track_future(task));
    }

    /// Does something again and again, with a pause after each time, until asked to stop.
    pub fn every<F, Fut>(&self, pause: Duration, mut act: F)
    where
        F: FnMut() -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send,
    {
        let stop = self.stop.clone();
        self.start(async move {
            while stop.run_until_cancelled(tokio::time::sleep(pause)).await.is_some() {
                act().await;
            }
        });
    }

    /// Resolves when the process is asked to stop.
    pub async fn stopped(&self) {
        self.stop.cancelled().await;
    }

    /// Asks all tasks to stop, without waiting for them.
    pub fn ask_to_stop(&self) {
        self.stop.cancel();
    }

    /// Asks all tasks to stop and waits for them, at most so long.
    pub async fn stop(&self, patience: Duration) {
        self.stop.cancel();
        self.tasks.close();
        if tokio::time::timeout(patience, self.tasks.wait()).await.is_err() {
            tracing::warn!("some tasks did not end in time");
        }
    }
}
