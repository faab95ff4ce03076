//! One loop that accepts connections, with the bounds that an open port needs: a slow head is cut off, too many
//! connections wait, and asked to stop it lets those that are answered finish.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use base::{Error, Result};
use frame::jobs::Jobs;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// How many connections are held at once; more wait in the kernel's queue.
const CONNECTIONS: usize = 8192;

/// How long a request's head may take.
const HEAD: Duration = Duration::from_secs(20);

/// The largest head of a request, in bytes.
const HEAD_BYTES: usize = 64 * 1024;

/// How long answers that are under way may take after the process was asked to stop.
const PATIENCE: Duration = Duration::from_secs(8);

/// Binds an address, or says in words why not.
pub async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| Error::internal(format!("{address}: {error}")))
}

/// Serves the router until the process is asked to stop.
pub async fn serve(listener: TcpListener, router: Router, jobs: Jobs) {
    let seats = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let Ok(seat) = Arc::clone(&seats).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = jobs.stopped() => break,
        };
        match accepted {
            Ok((stream, from)) => {
                let connection = graceful.watch(connection(stream, from, router.clone()));
                jobs.start(async move {
                    if let Err(error) = connection.await {
                        tracing::debug!(%error, "a connection ended early");
                    }
                    drop(seat);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    let _ = tokio::time::timeout(PATIENCE, graceful.shutdown()).await;
}

fn connection(
    stream: TcpStream,
    from: SocketAddr,
    router: Router,
) -> http1::Connection<
    TokioIo<TcpStream>,
    impl hyper::service::HttpService<
        Incoming,
        ResBody = axum::body::Body,
        Error = std::convert::Infallible,
        Future: Send,
    >,
> {
    let _ = stream.set_nodelay(true);
    let service = router.map_request(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        request
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
}
