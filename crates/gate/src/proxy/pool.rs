//! Connections to upstreams that wait for their next request. Each worker has its own.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::stream::Stream;
use crate::upstream::Origin;

/// How many wait for one origin at most.
const MOST: usize = 256;
/// How long one waits at most.
const AGE: Duration = Duration::from_secs(55);

/// Connections that wait, the one used last on top.
#[derive(Default)]
pub(crate) struct Pool(Mutex<HashMap<Origin, Vec<Idle>>>);

struct Idle {
    stream: Stream,
    since: Instant,
}

impl Pool {
    /// A connection that still seems alive.
    pub(crate) fn take(&self, origin: &Origin) -> Option<Stream> {
        let mut pool = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = pool.get_mut(origin)?;
        while let Some(it) = idle.pop() {
            if it.stream.is_quiet() {
                return Some(it.stream);
            }
        }
        None
    }

    /// Keeps a connection for the next request.
    pub(crate) fn keep(&self, origin: &Origin, stream: Stream) {
        let mut pool = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let since = Instant::now();
        if let Some(idle) = pool.get_mut(origin) {
            if idle.len() < MOST {
                idle.push(Idle { stream, since });
            }
        } else {
            pool.insert(origin.clone(), vec![Idle { stream, since }]);
        }
    }

    /// Closes what has waited too long or was closed by the other side.
    pub(crate) fn tidy(&self) {
        let mut pool = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pool.retain(|_, idle| {
            idle.retain(|it| it.since.elapsed() < AGE && it.stream.is_quiet());
            !idle.is_empty()
        });
    }
}
