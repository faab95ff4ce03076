//! One loop that accepts connections, with the bounds that an open port needs: a slow head, a slow body and an answer
//! that is not taken are cut off, too many connections wait, and asked to stop it lets those that are answered finish.

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
use tower::ServiceBuilder;
use tower_http::timeout::RequestBodyTimeoutLayer;

use super::Proxies;
use super::patience::Impatient;

/// How many connections are held at once; more wait in the kernel's queue.
const CONNECTIONS: usize = 8192;

/// How long a request's head may take.
const HEAD: Duration = Duration::from_secs(20);

/// How long a request's body may stand still.
const BODY_PAUSE: Duration = Duration::from_secs(20);

/// How long an answer may stand still because nobody takes it.
const ANSWER_PAUSE: Duration = Duration::from_secs(30);

/// The largest head of a request, in bytes.
const HEAD_BYTES: usize = 64 * 1024;

/// How long answers that are under way may take after the process was asked to stop.
const PATIENCE: Duration = Duration::from_secs(8);

/// Binds an address, or says in words why not.
pub(crate) async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| Error::internal(format!("{address}: {error}")))
}

/// Serves the router until the process is asked to stop. Requests carry the client's address, as these proxies say.
pub(crate) async fn serve(listener: TcpListener, router: Router, proxies: Proxies, jobs: Jobs) {
    let proxies = Arc::new(proxies);
    let seats = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let seated = async {
            let seat = Arc::clone(&seats).acquire_owned().await.map_err(std::io::Error::other)?;
            listener.accept().await.map(|(stream, from)| (seat, stream, from))
        };
        let accepted = tokio::select! {
            accepted = seated => accepted,
            () = jobs.stopped() => break,
        };
        match accepted {
            Ok((seat, stream, from)) => {
                let connection =
                    graceful.watch(connection(stream, from, router.clone(), Arc::clone(&proxies)));
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
    proxies: Arc<Proxies>,
) -> http1::Connection<
    TokioIo<Impatient<TcpStream>>,
    impl hyper::service::HttpService<
        Incoming,
        ResBody = axum::body::Body,
        Error = std::convert::Infallible,
        Future: Send,
    >,
> {
    let _ = stream.set_nodelay(true);
    let service = ServiceBuilder::new()
        .map_request(move |mut request: hyper::Request<Incoming>| {
            let client = proxies.client(from.ip(), request.headers());
            request.extensions_mut().insert(ConnectInfo(SocketAddr::new(client, from.port())));
            request
        })
        .layer(RequestBodyTimeoutLayer::new(BODY_PAUSE))
        .service(router);
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(
            TokioIo::new(Impatient::new(stream, ANSWER_PAUSE)),
            TowerToHyperService::new(service),
        )
}
