//! What the connections of one thread share: the gate, the upstream connections, the buffers, and the word to stop.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use base::Instant;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::Settings;
use super::buffer::Buffers;
use super::connection::Connection;
use super::judge::{Call, Passage};
use super::pool::Pool;
use crate::gate::Gate;
use crate::ledger::Caller;
use crate::upstream::Origin;
use crate::usage::{Line, Measured, Part};

/// How often connections that wait in vain are closed.
const TIDY: Duration = Duration::from_secs(5);
/// How long to wait when the system gives no more connections.
const BREATH: Duration = Duration::from_millis(100);

/// What a worker is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Accept and serve.
    Serving,
    /// Accept no more; let calls that are under way end.
    Draining,
    /// End, whatever is under way.
    Over,
}

/// What the connections of one thread share.
pub(crate) struct Worker {
    pub(crate) gate: Gate,
    pub(crate) settings: Arc<Settings>,
    pub(crate) pool: Pool,
    pub(crate) buffers: Buffers,
    usage: Arc<Part>,
    phase: watch::Receiver<Phase>,
    warned_at: AtomicI64,
}

impl Worker {
    pub(crate) fn new(gate: Gate, settings: Arc<Settings>, phase: watch::Receiver<Phase>) -> Self {
        let (pool, buffers) = (Pool::default(), Buffers::default());
        let usage = gate.usage().part();
        Self { gate, settings, pool, buffers, usage, phase, warned_at: AtomicI64::new(0) }
    }

    /// Accepts connections until told to stop, then waits until the last has ended.
    pub(crate) async fn run(self: Arc<Self>, listener: TcpListener) {
        let most = self.settings.connections.clamp(1, Semaphore::MAX_PERMITS);
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        let room = Arc::new(Semaphore::new(most as usize));
        let mut phase = self.phase.clone();
        let mut tidy = tokio::time::interval(TIDY);
        loop {
            let accepted = tokio::select! {
                biased;
                _ = phase.wait_for(|it| *it != Phase::Serving) => break,
                _ = tidy.tick() => {
                    self.pool.tidy();
                    continue;
                }
                accepted = accept(&listener, &room) => accepted,
            };
            match accepted {
                Ok((socket, peer, permit)) => {
                    let connection = Connection::new(Arc::clone(&self), socket, peer);
                    spawn(connection, permit);
                }
                Err(error) => {
                    tracing::warn!(%error, "the gateway cannot accept a connection");
                    tokio::time::sleep(BREATH).await;
                }
            }
        }
        drop(listener);
        // All places free again means that all connections have ended.
        tokio::select! {
            _ = room.acquire_many(most) => {}
            _ = phase.wait_for(|it| *it == Phase::Over) => {}
        }
    }

    /// Whether this worker is about to stop.
    pub(crate) fn is_draining(&self) -> bool {
        *self.phase.borrow() != Phase::Serving
    }

    /// Returns when this worker is about to stop.
    pub(crate) fn draining(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut phase = self.phase.clone();
        async move {
            let _ = phase.wait_for(|it| *it != Phase::Serving).await;
        }
    }

    /// Notes a successful call.
    pub(crate) fn served(&self, caller: &Caller) {
        self.gate.ledger().served(caller, self.gate.now());
    }

    /// Counts a call that was answered, if it is known whose it was: what came after its head, and what went back.
    pub(crate) fn count(&self, call: &Call, status: u16, body: u64, response: u64) {
        let (Some(application), Some(version)) = (call.application, call.version) else { return };
        let line = Line { application, version, status };
        let request = body + call.head as u64;
        self.usage.count(line, call.at, &Measured { latency: call.began.elapsed(), request, response });
    }

    /// Says that an upstream cannot be reached, at most once a second.
    pub(crate) fn warn(&self, origin: &Origin, cause: &str) {
        if self.may_warn() {
            tracing::warn!(host = origin.host, port = origin.port, cause, "an upstream cannot be reached");
        }
    }

    /// Says that an upstream's answer cannot be passed on, at most once a second.
    pub(crate) fn warn_answer(&self, passage: &Passage) {
        if self.may_warn() {
            let service = passage.target.service.name.as_str();
            tracing::warn!(service, "an upstream's answer is not well-formed HTTP");
        }
    }

    fn may_warn(&self) -> bool {
        let now = self.gate.now();
        let before = self.warned_at.load(Ordering::Relaxed);
        let may = now.seconds_since(Instant::from_micros(before)) >= 1;
        if may {
            self.warned_at.store(now.micros(), Ordering::Relaxed);
        }
        may
    }
}

#[expect(clippy::disallowed_methods, reason = "a worker counts its connections itself, and waits for them")]
fn spawn(connection: Connection, permit: OwnedSemaphorePermit) {
    tokio::spawn(async move {
        connection.run().await;
        drop(permit);
    });
}

async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> std::io::Result<(TcpStream, IpAddr, OwnedSemaphorePermit)> {
    let permit = Arc::clone(room).acquire_owned().await.map_err(std::io::Error::other)?;
    let (socket, peer) = listener.accept().await?;
    socket.set_nodelay(true)?;
    Ok((socket, peer.ip(), permit))
}
