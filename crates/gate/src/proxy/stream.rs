//! A connection to an upstream: plain, or under TLS.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

use crate::upstream::Origin;

/// A connection to an upstream.
pub(crate) enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

/// Why there is no connection.
#[derive(Debug)]
pub(crate) enum Unreached {
    /// It took too long.
    Late,
    /// It was refused, the name is unknown, or the certificate is not the upstream's.
    Refused(io::Error),
}

impl Stream {
    /// Connects.
    pub(crate) async fn dial(origin: &Origin, patience: Duration) -> Result<Self, Unreached> {
        tokio::time::timeout(patience, dial(origin))
            .await
            .map_err(|_| Unreached::Late)?
            .map_err(Unreached::Refused)
    }

    /// Whether nothing has happened on the connection since it was last used: not closed, nothing said.
    pub(crate) fn is_quiet(&self) -> bool {
        let tcp = match self {
            Self::Plain(tcp) => tcp,
            Self::Tls(tls) => tls.get_ref().0,
        };
        let mut room = [0; 1];
        let mut cx = Context::from_waker(Waker::noop());
        match tcp.poll_peek(&mut cx, &mut ReadBuf::new(&mut room)) {
            Poll::Pending => true,
            // Under TLS a server may say something on its own account, such as a ticket.
            Poll::Ready(Ok(count)) => count > 0 && matches!(self, Self::Tls(_)),
            Poll::Ready(Err(_)) => false,
        }
    }
}

async fn dial(origin: &Origin) -> io::Result<Stream> {
    let tcp = TcpStream::connect((origin.host.as_str(), origin.port)).await?;
    tcp.set_nodelay(true)?;
    if !origin.tls {
        return Ok(Stream::Plain(tcp));
    }
    let name = ServerName::try_from(origin.host.clone()).map_err(io::Error::other)?;
    let connector = TlsConnector::from(trust()?);
    Ok(Stream::Tls(Box::new(connector.connect(name, tcp).await?)))
}

/// What makes an upstream's certificate good: the system's list of authorities.
fn trust() -> io::Result<Arc<ClientConfig>> {
    static TRUST: LazyLock<Option<Arc<ClientConfig>>> = LazyLock::new(|| {
        let mut roots = RootCertStore::empty();
        let found = rustls_native_certs::load_native_certs();
        let (_, ignored) = roots.add_parsable_certificates(found.certs);
        if roots.is_empty() || !found.errors.is_empty() {
            tracing::warn!(errors = ?found.errors, ignored, "the system's certificate authorities are incomplete");
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .inspect_err(|error| tracing::error!(%error, "TLS to upstreams is not possible"))
            .ok()?;
        let mut config = config.with_root_certificates(roots).with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Some(Arc::new(config))
    });
    TRUST.clone().ok_or_else(|| io::Error::other("TLS to upstreams is not possible"))
}

impl AsyncRead for Stream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(it) => Pin::new(it).poll_read(cx, into),
            Self::Tls(it) => Pin::new(it).poll_read(cx, into),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(it) => Pin::new(it).poll_write(cx, bytes),
            Self::Tls(it) => Pin::new(it).poll_write(cx, bytes),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(it) => Pin::new(it).poll_write_vectored(cx, parts),
            Self::Tls(it) => Pin::new(it).poll_write_vectored(cx, parts),
        }
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(it) => Pin::new(it).poll_flush(cx),
            Self::Tls(it) => Pin::new(it).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(it) => Pin::new(it).poll_shutdown(cx),
            Self::Tls(it) => Pin::new(it).poll_shutdown(cx),
        }
    }
}
