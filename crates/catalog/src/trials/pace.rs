//! How many trials somebody may make, and how many there may be at once: the portal is no way to load an upstream.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use base::{Error, Instant, Result};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many trials one person may make in a minute.
const IN_A_MINUTE: u32 = 60;

/// How many trials there may be at once on this node.
const AT_ONCE: usize = 64;

/// How many people are counted at most; then the count begins anew.
const MOST: usize = 50_000;

/// Counts trials.
pub(super) struct Pace {
    counts: Mutex<(i64, HashMap<String, u32>)>,
    seats: Arc<Semaphore>,
}

impl Default for Pace {
    fn default() -> Self {
        Self { counts: Mutex::default(), seats: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Pace {
    /// Lets one more trial begin, or says how long to wait. The permit is held while the answer comes.
    pub(super) fn take(&self, who: &str, now: Instant) -> Result<OwnedSemaphorePermit> {
        let second = now.micros() / 1_000_000;
        let minute = second / 60;
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.0 != minute || counts.1.len() >= MOST {
            *counts = (minute, HashMap::new());
        }
        let count = counts.1.entry(who.to_owned()).or_default();
        if *count >= IN_A_MINUTE {
            let wait = 60 - second.rem_euclid(60);
            return Err(Error::TooMany { retry_after_s: u32::try_from(wait).unwrap_or(60) });
        }
        *count += 1;
        let seat = Arc::clone(&self.seats).try_acquire_owned();
        seat.map_err(|_| Error::TooMany { retry_after_s: 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_slowed_down_and_the_next_minute_begins_anew() {
        let pace = Pace::default();
        let at = |second: i64| Instant::from_micros(second * 1_000_000);
        for _ in 0..IN_A_MINUTE {
            drop(pace.take("ada", at(10)).unwrap());
        }
        let wait = pace.take("ada", at(10)).unwrap_err();
        assert!(matches!(wait, Error::TooMany { retry_after_s: 50 }), "{wait}");
        assert!(pace.take("kim", at(10)).is_ok());
        assert!(pace.take("ada", at(60)).is_ok());
    }

    #[test]
    fn there_are_only_so_many_at_once() {
        let pace = Pace::default();
        let held: Vec<_> =
            (0..AT_ONCE).map(|it| pace.take(&it.to_string(), Instant::from_micros(0)).unwrap()).collect();
        assert!(pace.take("one more", Instant::from_micros(0)).is_err());
        drop(held);
        assert!(pace.take("one more", Instant::from_micros(0)).is_ok());
    }
}
