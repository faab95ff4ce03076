//! Trace ids: what a person quotes to ask what happened to a call.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use base::{Instant, TraceId, Uuid};

/// Makes trace ids. They are UUIDv7: the time, and 74 bits that nobody can foresee, for who knows a trace id may
/// ask about the call.
pub(crate) struct Traces {
    /// Two keyed hashes of a counter: as unforeseeable as their keys, without asking the system each time.
    keys: [RandomState; 2],
    counter: AtomicU64,
}

impl Traces {
    /// With keys of chance.
    pub(crate) fn new() -> Self {
        Self { keys: [RandomState::new(), RandomState::new()], counter: AtomicU64::new(0) }
    }

    /// The next one.
    pub(crate) fn next(&self, now: Instant) -> TraceId {
        let counter = self.counter.fetch_add(1, Ordering::Relaxed);
        let [high, low] = [&self.keys[0], &self.keys[1]].map(|it| it.hash_one(counter));
        let millis = u64::try_from(now.micros() / 1000).unwrap_or_default() & 0xFFFF_FFFF_FFFF;
        let high = millis << 16 | 0x7000 | high & 0x0FFF;
        let low = 0x8000_0000_0000_0000 | low & 0x3FFF_FFFF_FFFF_FFFF;
        Uuid::from_u64_pair(high, low).into()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn trace_ids_are_distinct_uuids_of_version_7() {
        let traces = Traces::new();
        let now = Instant::from_micros(1_764_019_531_123_456);
        let made: HashSet<TraceId> = (0..1_000).map(|_| traces.next(now)).collect();
        assert_eq!(made.len(), 1_000);
        for it in made {
            assert_eq!((it.uuid().get_version_num(), it.uuid().get_variant()), (7, uuid::Variant::RFC4122));
            let stamp = it.uuid().get_timestamp().unwrap().to_unix();
            assert_eq!(stamp, (1_764_019_531, 123_000_000));
        }
    }
}
