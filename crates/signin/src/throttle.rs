//! What slows down guessing: attempts counted by account and by address, in memory.
//!
//! A few attempts are free; then each must wait twice as long as the one before, up to a quarter of
//! an hour. Counts fade with time. An attempt counts as failed from the moment it begins until it is
//! said to have succeeded: a thousand attempts at once are not a thousand free ones.
//!
//! A stranger who guesses at an account must not lock its owner out. So an address that has signed in
//! to an account before is counted apart from all others that try that account.
//!
//! Success clears the account's count, never the address's: otherwise an account of one's own would
//! buy any number of guesses at others. Nothing is kept over a restart; memory is bounded.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base::{Error, Instant, Result};
use sha2::{Digest, Sha256};

/// How many entries are kept at most. Each takes less than a hundred bytes.
const MAX_ENTRIES: usize = 100_000;

/// The longest wait, in seconds.
const MAX_WAIT_S: i64 = 15 * 60;

/// How one kind of key is counted.
struct Rule {
    /// How many attempts are free of any wait.
    free: u32,
    /// After how many seconds one attempt is forgotten.
    fades_s: i64,
}

/// An account: five mistypings, then four guesses an hour.
const BY_ACCOUNT: Rule = Rule { free: 5, fades_s: MAX_WAIT_S };

/// An address: an office behind one address fits; a guesser comes down to a hundred an hour.
const BY_ADDRESS: Rule = Rule { free: 50, fades_s: 36 };

/// What an attempt is counted under.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    account: Digest128,
    address: Digest128,
    pair: Digest128,
}

/// Half of a SHA-256: keys of one size, however long the text that a stranger sent.
type Digest128 = [u8; 16];

impl Keys {
    /// The keys of an attempt at this account of this realm (a portal, the console) from this address.
    /// Whether the account exists does not matter. An IPv6 address counts as its /64.
    pub fn new(realm: &str, account: &str, address: IpAddr) -> Self {
        let account = account.trim().to_lowercase();
        let address = base::subscriber(address).octets();
        Self {
            account: digest("account", &[realm.as_bytes(), account.as_bytes()]),
            address: digest("address", &[&address]),
            pair: digest("pair", &[realm.as_bytes(), account.as_bytes(), &address]),
        }
    }
}

/// What slows down guessing. Share one per process.
pub struct Throttle(Mutex<Counts>);

impl Throttle {
    /// A throttle that has seen nothing.
    pub fn new() -> Self {
        Self::with_max_entries(MAX_ENTRIES)
    }

    /// A throttle that keeps at most so many entries, at least two; the oldest go first.
    pub fn with_max_entries(max: usize) -> Self {
        Self(Mutex::new(Counts { young: HashMap::new(), old: HashMap::new(), half: (max / 2).max(1) }))
    }

    /// Begins an attempt, or says how long to wait. An attempt that has to wait is not counted.
    pub fn check(&self, keys: &Keys, now: Instant) -> Result<()> {
        let mut counts = self.counts();
        let limits = counts.limits(keys);
        let wait_s = limits.iter().map(|(key, rule)| counts.wait_s(key, rule, now)).max().unwrap_or(0);
        if wait_s > 0 {
            return Err(Error::TooMany { retry_after_s: u32::try_from(wait_s).unwrap_or(u32::MAX) });
        }
        for (key, rule) in limits {
            counts.add(key, rule, now);
        }
        Ok(())
    }

    /// Ends an attempt that succeeded: the account has no failures, and knows the address.
    pub fn succeeded(&self, keys: &Keys, now: Instant) {
        let mut counts = self.counts();
        if counts.get(&keys.pair).is_none() {
            counts.remove(&keys.account);
        }
        counts.put(keys.pair, Count { attempts: 0, since: now, last: now });
        counts.take_back(&keys.address);
    }

    /// Ends an attempt that was not judged, because something else was away: it was none.
    pub fn withdrawn(&self, keys: &Keys) {
        let mut counts = self.counts();
        for (key, _) in counts.limits(keys) {
            counts.take_back(&key);
        }
    }

    /// A panic elsewhere leaves whole entries, so a poisoned lock is taken all the same.
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Throttle {
    fn default() -> Self {
        Self::new()
    }
}

/// The attempts under one key.
#[derive(Clone, Copy)]
struct Count {
    attempts: u32,
    /// Until when fading is reckoned with.
    since: Instant,
    /// The last attempt.
    last: Instant,
}

impl Count {
    /// The count as it has faded until now.
    fn faded(self, rule: &Rule, now: Instant) -> Self {
        let steps = (now.seconds_since(self.since) / rule.fades_s).max(0);
        let attempts = self.attempts.saturating_sub(u32::try_from(steps).unwrap_or(u32::MAX));
        Self { attempts, since: self.since.plus_seconds(steps * rule.fades_s), last: self.last }
    }
}

/// Two generations of entries: what is touched is young; when the young are many, the old are dropped
/// and the young grow old. So the oldest go first, and no entry needs a place in a queue.
struct Counts {
    young: HashMap<Digest128, Count>,
    old: HashMap<Digest128, Count>,
    half: usize,
}

impl Counts {
    /// What limits an attempt: its address, and the account as strangers or as this known address see it.
    fn limits(&mut self, keys: &Keys) -> [(Digest128, &'static Rule); 2] {
        let account = if self.get(&keys.pair).is_some() { keys.pair } else { keys.account };
        [(account, &BY_ACCOUNT), (keys.address, &BY_ADDRESS)]
    }

    fn wait_s(&mut self, key: &Digest128, rule: &Rule, now: Instant) -> i64 {
        let Some(count) = self.get(key) else { return 0 };
        let Some(over) = count.faded(rule, now).attempts.checked_sub(rule.free) else { return 0 };
        let delay_s = (1_i64 << over.min(16)).min(MAX_WAIT_S);
        let left_micros = count.last.plus_seconds(delay_s).micros() - now.micros();
        (left_micros.max(0) + 999_999) / 1_000_000
    }

    fn add(&mut self, key: Digest128, rule: &Rule, now: Instant) {
        let count =
            self.get(&key).map_or(Count { attempts: 0, since: now, last: now }, |it| it.faded(rule, now));
        self.put(key, Count { attempts: count.attempts.saturating_add(1), last: now, ..count });
    }

    fn take_back(&mut self, key: &Digest128) {
        if let Some(count) = self.get(key) {
            self.put(*key, Count { attempts: count.attempts.saturating_sub(1), ..count });
        }
    }

    fn get(&self, key: &Digest128) -> Option<Count> {
        self.young.get(key).or_else(|| self.old.get(key)).copied()
    }

    fn put(&mut self, key: Digest128, count: Count) {
        self.old.remove(&key);
        self.young.insert(key, count);
        if self.young.len() >= self.half {
            self.old = std::mem::take(&mut self.young);
        }
    }

    fn remove(&mut self, key: &Digest128) {
        self.young.remove(key);
        self.old.remove(key);
    }
}

/// Lengths are hashed too, so that no two lists of parts run into the same bytes.
fn digest(kind: &str, parts: &[&[u8]]) -> Digest128 {
    let mut hash = Sha256::new_with_prefix(kind);
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    hash.finalize().first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests;
