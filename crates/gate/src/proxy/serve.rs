//! Starts and stops the gateway's threads.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};
use tokio::sync::{mpsc, watch};

use super::trusted::Network;
use super::worker::{Phase, Worker};
use crate::gate::Gate;

/// How many connections may wait to be accepted.
const BACKLOG: i32 = 1024;

/// How the gateway treats its clients.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How many connections each thread serves at once; more wait to be accepted.
    pub connections: usize,
    /// How long a request's head may take.
    pub head_timeout: Duration,
    /// How long a connection may wait for its next request, or a body for its next byte.
    pub idle_timeout: Duration,
    /// Proxies in front of the gateway, whose `X-Forwarded-…` is believed and passed on.
    pub trusted: Vec<Network>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connections: 10_000,
            head_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_mins(1),
            trusted: Vec::new(),
        }
    }
}

/// Opens the gateway's port, once for each thread. Port 0 takes a free one. An address that somebody else listens on
/// is refused, as usual.
pub fn listen(address: SocketAddr, threads: usize) -> io::Result<Vec<TcpListener>> {
    // Sockets that share a port would also share it with another process: this one shares with nobody.
    let address = open(address, false)?.local_addr()?;
    (0..threads.max(1)).map(|_| open(address, true)).collect()
}

fn open(address: SocketAddr, share: bool) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    socket.set_reuse_port(share)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

/// A gateway that runs.
pub struct Serving {
    address: SocketAddr,
    phase: watch::Sender<Phase>,
    /// Closed when the last thread has ended.
    ended: mpsc::Receiver<()>,
}

/// Serves on these listeners, each on a thread of its own, until [`Serving::stop`].
pub fn serve(listeners: Vec<TcpListener>, gate: &Gate, settings: Settings) -> io::Result<Serving> {
    let first = listeners.first().ok_or_else(|| io::Error::other("no listener"))?;
    let address = first.local_addr()?;
    let settings = Arc::new(settings);
    let (phase, seen) = watch::channel(Phase::Serving);
    let (alive, ended) = mpsc::channel(1);
    for (number, listener) in listeners.into_iter().enumerate() {
        let worker = Arc::new(Worker::new(gate.clone(), Arc::clone(&settings), seen.clone()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        let alive = alive.clone();
        std::thread::Builder::new().name(format!("gateway-{number}")).spawn(move || {
            runtime.block_on(async {
                match tokio::net::TcpListener::from_std(listener) {
                    Ok(listener) => worker.run(listener).await,
                    Err(error) => tracing::error!(%error, "a thread of the gateway cannot listen"),
                }
            });
            // What is still under way when the time to stop is over ends here.
            runtime.shutdown_background();
            drop(alive);
        })?;
    }
    Ok(Serving { address, phase, ended })
}

impl Serving {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Accepts no more connections, lets calls that are under way end, and returns when all have or the time is over.
    /// Says whether all have.
    pub async fn stop(mut self, patience: Duration) -> bool {
        self.phase.send_replace(Phase::Draining);
        let all = tokio::time::timeout(patience, self.ended.recv()).await.is_ok();
        self.phase.send_replace(Phase::Over);
        all
    }
}
