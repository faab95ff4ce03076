//! The one client that calls out: it decides by the address that it connects to, not by a name that was looked at before.
//!
//! Addresses that are not public are refused at the moment of dialling, so that a name cannot lead somewhere else between
//! a check and a call; redirects are not followed, proxies of the environment are not asked, cookies are not kept. What
//! an operator trusts, such as the gateway that the settings name, is called without that guard.

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
const LONGEST: Duration = Duration::from_secs(60);

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
        let guard = Arc::new(Guard { allowed });
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
        };
        let guarded = builder().dns_resolver(Arc::clone(&guard)).build().map_err(Error::internal)?;
        Ok(Self { guarded, trusting: builder().build().map_err(Error::internal)?, guard })
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

impl Incoming {
    /// The body as it comes, cut off after so many bytes.
    pub fn body(
        self,
        most: usize,
    ) -> impl Stream<Item = std::io::Result<axum::body::Bytes>> + Send + 'static {
        let mut left = most;
        self.response.bytes_stream().map(move |piece| {
            let mut piece = piece.map_err(std::io::Error::other)?;
            piece.truncate(left);
            left -= piece.len();
            Ok(piece)
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
struct Guard {
    allowed: Networks,
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
        is_public(address) || self.allowed.hold(address)
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
        let guard = Self { allowed: self.allowed.clone() };
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let permitted: Vec<SocketAddr> = found.filter(|it| guard.permits(it.ip())).collect();
            if permitted.is_empty() {
                return Err(Forbidden.into());
            }
            Ok(Box::new(permitted.into_iter()) as Addrs)
        })
    }
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
        let guard = Guard { allowed: Networks::default() };
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
}
