//! The one client that calls out: it decides by the address that it connects to, not by a name that was looked at before.
//!
//! Addresses that are not public are refused at the moment of dialling, so that a name cannot lead somewhere else between
//! a check and a call; redirects are not followed, proxies of the environment are not asked, cookies are not kept. What
//! an operator trusts, such as the gateway that the settings name, is called without that guard.

use std::future::ready;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, Method, StatusCode};
use base::{Error, Networks, Result};
use futures_util::{Stream, StreamExt};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use url::{Host, Url};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);

/// How long an answer may stand still.
const PAUSE: Duration = Duration::from_secs(15);

/// How long a call may take in all.
const LONGEST: Duration = Duration::from_mins(1);

/// What calls out. Cheap to clone.
#[derive(Clone)]
pub struct Net {
    guarded: reqwest::Client,
    trusting: reqwest::Client,
    guard: Arc<Guard>,
}

/// A call to be made.
#[derive(Debug)]
pub struct Outgoing {
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: Url,
    /// The headers, without those of the connection.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
    /// Whether the operator named the target: it may have any address.
    pub trusted: bool,
}

/// An answer whose body is still coming.
pub struct Incoming {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    response: reqwest::Response,
}

impl Net {
    /// A client that calls public addresses, and those of these networks.
    pub fn new(allowed: Networks) -> Result<Self> {
        // A second provider in the same process changes nothing: the first one stays.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let guard = Arc::new(Guard { allowed, trusts: false });
        let guarded = client(&guard)?;
        let trusting = client(&Arc::new(Guard { allowed: Networks::default(), trusts: true }))?;
        Ok(Self { guarded, trusting, guard })
    }

    /// Makes the call. An address that may not be called is refused; one that does not answer is too, with another code.
    pub async fn call(&self, outgoing: Outgoing) -> Result<Incoming> {
        if !outgoing.trusted {
            self.guard.check(&outgoing.url)?;
        }
        let client = if outgoing.trusted { &self.trusting } else { &self.guarded };
        let request =
            client.request(outgoing.method, outgoing.url).headers(outgoing.headers).body(outgoing.body);
        let response = request.send().await.map_err(|error| refused(&error))?;
        Ok(Incoming { status: response.status(), headers: response.headers().clone(), response })
    }
}

/// A client whose names lead where the guard lets them.
fn client(guard: &Arc<Guard>) -> Result<reqwest::Client> {
    let builder = || {
        reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(CONNECT)
            .read_timeout(PAUSE)
            .timeout(LONGEST)
            .pool_idle_timeout(Duration::from_secs(30))
            .pool_max_idle_per_host(2)
            .dns_resolver(Arc::clone(guard))
    };
    builder().build().or_else(|error| {
        // A machine without certificate authorities serves its portals all the same; calls over TLS then come to nothing.
        tracing::warn!(%error, "no certificate authorities were found on this machine");
        builder().tls_certs_only([]).build().map_err(Error::internal)
    })
}

impl Incoming {
    /// The body as it comes, which ends after so many bytes.
    pub fn body(
        self,
        most: usize,
    ) -> impl Stream<Item = std::io::Result<axum::body::Bytes>> + Send + 'static {
        self.response.bytes_stream().scan(most, |left, piece| {
            let has_ended = *left == 0;
            let piece = piece.map_err(std::io::Error::other).map(|mut it| {
                it.truncate(*left);
                *left -= it.len();
                it
            });
            ready((!has_ended).then_some(piece))
        })
    }
}

/// What the caller is told of a call that came to nothing: whether it was the address, the time, or the connection.
fn refused(error: &reqwest::Error) -> Error {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(it) = cause {
        if it.is::<Forbidden>() {
            return Error::Refused("call.forbidden_address");
        }
        cause = it.source();
    }
    let code = if error.is_timeout() { "call.timed_out" } else { "call.unreachable" };
    Error::Refused(code)
}

/// Which addresses may be called.
#[derive(Clone)]
struct Guard {
    allowed: Networks,
    /// Whether all of them may.
    trusts: bool,
}

/// An address that may not be called.
#[derive(Debug)]
struct Forbidden;

impl std::fmt::Display for Forbidden {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("the name leads to no address that may be called")
    }
}

impl std::error::Error for Forbidden {}

impl Guard {
    fn permits(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.trusts || is_public(address) || self.allowed.hold(address)
    }

    /// An address that stands in the URL itself is not resolved, so it is looked at here.
    fn check(&self, url: &Url) -> Result<()> {
        let permitted = match url.host() {
            Some(Host::Ipv4(it)) => self.permits(it.into()),
            Some(Host::Ipv6(it)) => self.permits(it.into()),
            Some(Host::Domain(_)) => true,
            None => false,
        };
        if permitted { Ok(()) } else { Err(Error::Refused("call.forbidden_address")) }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let found: Vec<SocketAddr> = if is_local(name.as_str()) {
                vec![(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()]
            } else {
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect()
            };
            let permitted: Vec<SocketAddr> = found.into_iter().filter(|it| guard.permits(it.ip())).collect();
            if permitted.is_empty() {
                return Err(Forbidden.into());
            }
            Ok(Box::new(permitted.into_iter()) as Addrs)
        })
    }
}

/// Whether a name means this machine, whatever anybody says of it (RFC 6761, 6.3).
fn is_local(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

/// Whether an address belongs to the public internet (the IANA special-purpose address registries).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => is_public_v4(it),
        IpAddr::V6(it) => is_public_v6(it),
    }
}

fn is_public_v4(it: Ipv4Addr) -> bool {
    let [a, b, c, _] = it.octets();
    let is_special = it.is_private()
        || it.is_loopback()
        || it.is_link_local()
        || it.is_documentation()
        || it.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19));
    !is_special
}

/// Only global unicast, and of it neither tunnels that hide an IPv4 address nor documentation.
fn is_public_v6(it: Ipv6Addr) -> bool {
    let [a, b, ..] = it.segments();
    let is_global = a & 0xe000 == 0x2000;
    let is_special =
        (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
    is_global && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_public() {
        for (address, public) in [
            ("93.184.216.34", true),
            ("8.8.8.8", true),
            ("127.0.0.1", false),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("172.32.0.1", true),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("0.0.0.0", false),
            ("192.0.0.170", false),
            ("198.18.0.1", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("2606:4700::1111", true),
            ("::1", false),
            ("::", false),
            ("fe80::1", false),
            ("fd00::1", false),
            ("ff02::1", false),
            ("64:ff9b::7f00:1", false),
            ("2002:7f00:1::", false),
            ("2001:db8::1", false),
            ("2001:0:7f00:1::", false),
        ] {
            assert_eq!(is_public(address.parse().unwrap()), public, "{address}");
        }
        let guard = Guard { allowed: Networks::default(), trusts: false };
        assert!(
            !guard.permits("::ffff:127.0.0.1".parse().unwrap()),
            "an IPv4 address in the clothes of IPv6"
        );
    }

    #[tokio::test]
    async fn a_name_or_an_address_that_leads_inside_is_refused() {
        let net = Net::new(Networks::default()).unwrap();
        for url in [
            "http://127.0.0.1:9/",
            "http://[::1]:9/",
            "http://localhost:9/",
            "http://0x7f.1:9/",
            "http://2130706433:9/",
            "http://pay.localhost:9/",
            "http://[::ffff:10.0.0.1]:9/",
        ] {
            let outgoing = Outgoing {
                method: Method::GET,
                url: url.parse().unwrap(),
                headers: HeaderMap::new(),
                body: Vec::new(),
                trusted: false,
            };
            let error = net.call(outgoing).await.err().unwrap();
            assert!(matches!(error, Error::Refused("call.forbidden_address")), "{url}: {error}");
        }
    }

    #[tokio::test]
    async fn what_the_operator_names_may_be_inside() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url: Url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
        drop(listener);
        let outgoing = |trusted| Outgoing {
            method: Method::GET,
            url: url.clone(),
            headers: HeaderMap::new(),
            body: Vec::new(),
            trusted,
        };
        let guarded = Net::new(Networks::default()).unwrap().call(outgoing(true)).await.err().unwrap();
        assert!(matches!(guarded, Error::Refused("call.unreachable")), "{guarded}");
        let allowed =
            Net::new("127.0.0.0/8".parse().unwrap()).unwrap().call(outgoing(false)).await.err().unwrap();
        assert!(matches!(allowed, Error::Refused("call.unreachable")), "{allowed}");
    }

    /// A server on loopback that answers each connection with this text, and hands over what it was asked.
    async fn server(answer: String) -> (Url, tokio::sync::mpsc::UnboundedReceiver<String>) {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
        let (asked, heard) = tokio::sync::mpsc::unbounded_channel();
        #[expect(clippy::disallowed_methods, reason = "a server of this test alone")]
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = vec![0; 4096];
                let read = stream.read(&mut request).await.unwrap();
                let _ = asked.send(String::from_utf8_lossy(&request[..read]).into_owned());
                let _ = stream.write_all(answer.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        });
        (url, heard)
    }

    fn get(url: &Url, trusted: bool) -> Outgoing {
        Outgoing {
            method: Method::GET,
            url: url.clone(),
            headers: HeaderMap::new(),
            body: Vec::new(),
            trusted,
        }
    }

    #[tokio::test]
    async fn a_redirect_is_an_answer_and_cookies_are_not_kept() {
        let moved = "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nSet-Cookie: a=b\r\n\
                     Content-Length: 0\r\nConnection: close\r\n\r\n";
        let (url, mut heard) = server(moved.to_owned()).await;
        let net = Net::new(Networks::default()).unwrap();
        for _ in 0..2 {
            let incoming = net.call(get(&url, true)).await.unwrap();
            assert_eq!(incoming.status, 302);
            assert_eq!(incoming.headers["location"], "http://169.254.169.254/");
            assert!(!heard.recv().await.unwrap().to_lowercase().contains("cookie"));
        }
        assert!(heard.try_recv().is_err(), "nothing but the two calls was asked for");
    }

    #[tokio::test]
    async fn an_answer_ends_after_so_many_bytes() {
        let text = "x".repeat(100_000);
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{text}", text.len());
        let (url, _heard) = server(answer).await;
        let net = Net::new("127.0.0.0/8".parse().unwrap()).unwrap();
        let incoming = net.call(get(&url, false)).await.unwrap();
        let pieces: Vec<_> = incoming.body(70_000).collect().await;
        let came: usize = pieces.into_iter().map(|it| it.unwrap().len()).sum();
        assert_eq!(came, 70_000);
    }

    #[tokio::test]
    async fn names_that_end_in_localhost_mean_this_machine() {
        let (mut url, _heard) = server("HTTP/1.1 204 No Content\r\n\r\n".to_owned()).await;
        url.set_host(Some("pay.localhost")).unwrap();
        let net = Net::new(Networks::default()).unwrap();
        assert_eq!(net.call(get(&url, true)).await.unwrap().status, 204);
        let error = net.call(get(&url, false)).await.err().unwrap();
        assert!(matches!(error, Error::Refused("call.forbidden_address")), "{error}");
    }
}
