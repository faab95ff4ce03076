//! The address of an upstream: `http://host:port/base` or `https://…`.

use std::fmt::Write;

/// Where connections go. Connections are shared by all services with the same origin.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Origin {
    pub(crate) tls: bool,
    /// Lower case; an IPv6 address is without its brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
}

/// An upstream's address, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Upstream {
    pub(crate) origin: Origin,
    /// What the upstream is called in a `Host` header.
    pub(crate) authority: String,
    /// What comes before every path, without a slash at the end.
    pub(crate) base: String,
}

impl Upstream {
    /// Understands an address. Nothing if it has a user, a query, a fragment, or is otherwise not plain.
    pub(crate) fn parse(url: &str) -> Option<Self> {
        let (tls, rest) = match url.split_once("://")? {
            (scheme, rest) if scheme.eq_ignore_ascii_case("http") => (false, rest),
            (scheme, rest) if scheme.eq_ignore_ascii_case("https") => (true, rest),
            _ => return None,
        };
        let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        if !path.bytes().all(|it| it.is_ascii_graphic() && !b"?#\\\"<>^`{|}".contains(&it)) {
            return None;
        }
        let default = if tls { 443 } else { 80 };
        let (host, port) = host_and_port(authority)?;
        let port = port.unwrap_or(default);
        let mut authority = if host.contains(':') { format!("[{host}]") } else { host.clone() };
        if port != default {
            write!(authority, ":{port}").ok()?;
        }
        let base = path.trim_end_matches('/').to_owned();
        Some(Self { origin: Origin { tls, host, port }, authority, base })
    }
}

fn host_and_port(authority: &str) -> Option<(String, Option<u16>)> {
    let (host, port) = if let Some(rest) = authority.strip_prefix('[') {
        let (host, after) = rest.split_once(']')?;
        host.parse::<std::net::Ipv6Addr>().ok()?;
        (host, if after.is_empty() { None } else { Some(after.strip_prefix(':')?) })
    } else {
        let (host, port) =
            authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
        let plain = |it: u8| it.is_ascii_alphanumeric() || b"-._".contains(&it);
        if host.is_empty() || !host.bytes().all(plain) {
            return None;
        }
        (host, port)
    };
    let port = match port {
        None => None,
        Some(port) if port.bytes().all(|it| it.is_ascii_digit()) => {
            Some(port.parse().ok().filter(|it| *it != 0)?)
        }
        Some(_) => return None,
    };
    Some((host.to_ascii_lowercase(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_addresses_are_understood() {
        for (url, tls, host, port, authority, base) in [
            ("http://a.test", false, "a.test", 80, "a.test", ""),
            ("HTTP://A.test:80/", false, "a.test", 80, "a.test", ""),
            ("https://a.test/v1/", true, "a.test", 443, "a.test", "/v1"),
            ("https://a.test:8443/v1/x", true, "a.test", 8443, "a.test:8443", "/v1/x"),
            ("http://127.0.0.1:9000", false, "127.0.0.1", 9000, "127.0.0.1:9000", ""),
            ("http://[::1]:9000/b", false, "::1", 9000, "[::1]:9000", "/b"),
            ("http://[::1]", false, "::1", 80, "[::1]", ""),
        ] {
            let it = Upstream::parse(url).unwrap();
            assert_eq!(it.origin, Origin { tls, host: host.into(), port }, "{url}");
            assert_eq!((it.authority.as_str(), it.base.as_str()), (authority, base), "{url}");
        }
    }

    #[test]
    fn anything_else_is_not() {
        for url in [
            "",
            "a.test",
            "ftp://a.test",
            "http://",
            "http:///x",
            "http://u@a.test",
            "http://u:p@a.test",
            "http://a.test:0",
            "http://a.test:99999",
            "http://a.test:+1",
            "http://a.test:",
            "http://a.test/?q",
            "http://a.test/#f",
            "http://a.test/ x",
            "http://a.test\r\n",
            "http://[::1",
            "http://[::1]x",
            "http://[zz]",
            "http://ä.test",
        ] {
            assert_eq!(Upstream::parse(url), None, "{url:?}");
        }
    }
}
