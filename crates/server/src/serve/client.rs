//! From which address a request came: that of the connection, or what a proxy that is trusted says of it.
//!
//! Each proxy adds the address that it saw at the end of `X-Forwarded-For`. So the list is read from its end, past the
//! proxies that are trusted, and the first address that is none of theirs counts. What stands before it was written by
//! whoever liked to, and is not looked at.

use std::net::IpAddr;
use std::str::FromStr;

use axum::http::HeaderMap;
use base::Networks;

const HEADER: &str = "x-forwarded-for";

/// The proxies whose word is taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies(Networks);

impl Proxies {
    /// Whether nobody's word is taken.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The client's address, for a request that came over a connection from `peer`.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let lines: Vec<&str> = headers.get_all(HEADER).iter().map(|it| it.to_str().unwrap_or("")).collect();
        for said in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            if !self.trusts(client) {
                return client;
            }
            let Some(address) = address(said) else { return client };
            client = address;
        }
        client
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.hold(address)
    }
}

impl FromStr for Proxies {
    type Err = ();

    /// Reads addresses and networks (`10.0.0.0/8`), with commas or spaces between them.
    fn from_str(text: &str) -> Result<Self, ()> {
        text.parse().map(Self)
    }
}

/// An address as proxies write it: bare, in brackets, or with a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|it| it.split_once(']')).map_or(text, |(it, _)| it);
    let parsed = bare.parse::<IpAddr>().ok();
    parsed.or_else(|| text.parse::<std::net::SocketAddr>().ok().map(|it| it.ip())).map(|it| it.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_a_trusted_proxy_says_who_the_client_is() {
        for (trusted, peer, lines, client) in [
            ("", "203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            ("10.0.0.0/8", "203.0.113.9", &["198.51.100.1"], "203.0.113.9"),
            ("10.0.0.0/8", "10.1.2.3", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.0/8", "::ffff:10.1.2.3", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.0/8", "10.1.2.3", &[], "10.1.2.3"),
            ("10.0.0.0/8", "10.1.2.3", &["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.0/8", "10.1.2.3", &["6.6.6.6", "198.51.100.1"], "198.51.100.1"),
            ("10.0.0.0/8", "10.1.2.3", &["6.6.6.6, 198.51.100.1, 10.9.9.9"], "198.51.100.1"),
            ("10.0.0.0/8", "10.1.2.3", &["10.7.7.7,10.8.8.8"], "10.7.7.7"),
            ("10.0.0.0/8", "10.1.2.3", &["198.51.100.1, nonsense"], "10.1.2.3"),
            ("10.0.0.0/8", "10.1.2.3", &["198.51.100.1, "], "10.1.2.3"),
            ("10.0.0.0/8", "10.1.2.3", &["198.51.100.1:4711"], "198.51.100.1"),
            ("::1, 127.0.0.1", "::1", &["[2001:db8::1]:443"], "2001:db8::1"),
            ("2001:db8::/32", "2001:db8::9", &["2001:db9::1"], "2001:db9::1"),
            ("0.0.0.0/0", "10.1.2.3", &["198.51.100.1"], "198.51.100.1"),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(HEADER, HeaderValue::from_static(line));
            }
            let proxies: Proxies = trusted.parse().unwrap();
            let found = proxies.client(peer.parse().unwrap(), &headers);
            assert_eq!(found.to_string(), client, "{trusted} {peer} {lines:?}");
        }
    }
}
