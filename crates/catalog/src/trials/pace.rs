//! How many trials somebody may make, and how many there may be at once: the portal is no way to load an upstream.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base::{Error, Instant, Result};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many trials one person may make in a minute.
const IN_A_MINUTE: u32 = 60;

/// How many trials there may be at once on this node.
const AT_ONCE: usize = 64;

/// How many of them may be one person's: nobody takes all of them with an upstream that never ends.
const OF_ONE: usize = 6;

/// How many people are counted at most; then the count begins anew.
const MOST: usize = 50_000;

/// Counts trials.
pub(super) struct Pace {
    counts: Mutex<(i64, HashMap<String, u32>)>,
    seats: Arc<Semaphore>,
    /// Who sits, and on how many seats.
    sitting: Mutex<HashMap<String, usize>>,
}

/// Held while an answer comes; free again when it is dropped.
pub struct Seat {
    pace: Arc<Pace>,
    who: String,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut sitting = lock(&self.pace.sitting);
        if let Some(seats) = sitting.get_mut(&self.who) {
            *seats -= 1;
            if *seats == 0 {
                sitting.remove(&self.who);
            }
        }
    }
}

fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Default for Pace {
    fn default() -> Self {
        Self { counts: Mutex::default(), seats: Arc::new(Semaphore::new(AT_ONCE)), sitting: Mutex::default() }
    }
}

impl Pace {
    /// Lets one more trial begin, or says how long to wait. The seat is held while the answer comes.
    pub(super) fn take(pace: &Arc<Self>, who: &str, now: Instant) -> Result<Seat> {
        pace.count(who, now)?;
        let busy = |_| Error::TooMany { retry_after_s: 1 };
        let permit = Arc::clone(&pace.seats).try_acquire_owned().map_err(busy)?;
        let mut sitting = lock(&pace.sitting);
        let seats = sitting.entry(who.to_owned()).or_default();
        if *seats >= OF_ONE {
            return Err(Error::TooMany { retry_after_s: 1 });
        }
        *seats += 1;
        Ok(Seat { pace: Arc::clone(pace), who: who.to_owned(), _permit: permit })
    }

    /// Counts a trial of this minute.
    fn count(&self, who: &str, now: Instant) -> Result<()> {
        let second = now.micros() / 1_000_000;
        let minute = second / 60;
        let mut counts = lock(&self.counts);
        if counts.0 != minute || counts.1.len() >= MOST {
            *counts = (minute, HashMap::new());
        }
        let count = counts.1.entry(who.to_owned()).or_default();
        if *count >= IN_A_MINUTE {
            let wait = 60 - second.rem_euclid(60);
            return Err(Error::TooMany { retry_after_s: u32::try_from(wait).unwrap_or(60) });
        }
        *count += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_slowed_down_and_the_next_minute_begins_anew() {
        let pace = Arc::new(Pace::default());
        let at = |second: i64| Instant::from_micros(second * 1_000_000);
        for _ in 0..IN_A_MINUTE {
            drop(Pace::take(&pace, "ada", at(10)).unwrap());
        }
        let wait = Pace::take(&pace, "ada", at(10)).err().unwrap();
        assert!(matches!(wait, Error::TooMany { retry_after_s: 50 }), "{wait}");
        assert!(Pace::take(&pace, "kim", at(10)).is_ok());
        assert!(Pace::take(&pace, "ada", at(60)).is_ok());
    }

    #[test]
    fn there_are_only_so_many_at_once() {
        let pace = Arc::new(Pace::default());
        let held: Vec<_> = (0..AT_ONCE)
            .map(|it| Pace::take(&pace, &it.to_string(), Instant::from_micros(0)).unwrap())
            .collect();
        assert!(Pace::take(&pace, "one more", Instant::from_micros(0)).is_err());
        drop(held);
        assert!(Pace::take(&pace, "one more", Instant::from_micros(0)).is_ok());
    }

    #[test]
    fn nobody_takes_the_seats_of_all_others() {
        let pace = Arc::new(Pace::default());
        let take = |who| Pace::take(&pace, who, Instant::from_micros(0));
        let mut held: Vec<_> = (0..OF_ONE).map(|_| take("ada").unwrap()).collect();
        assert!(matches!(take("ada"), Err(Error::TooMany { retry_after_s: 1 })));
        assert!(take("kim").is_ok());
        held.pop();
        assert!(take("ada").is_ok());
        drop(held);
        assert!(lock(&pace.sitting).is_empty(), "nobody is remembered who does not sit");
    }
}
