//! Answers that take the same time whatever was done: how long one takes must not tell whether an e-mail address is known.

use std::time::Duration;

/// How long such answers take at least: writing a mail, or none, takes a few milliseconds more or less.
const EVEN: Duration = Duration::from_millis(150);

/// Answers when the time is up, whatever was to be done meanwhile.
pub async fn evenly<T>(deed: impl Future<Output = T>) -> T {
    tokio::join!(deed, tokio::time::sleep(EVEN)).0
}
