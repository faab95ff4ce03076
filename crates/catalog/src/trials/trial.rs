//! What a trial is, and how the input that makes one is checked. Pure.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use base::{FieldErrors, Result};
use serde::Deserialize;
use url::Url;

/// The largest body, in bytes.
pub const LARGEST_BODY: usize = 1024 * 1024;

/// How many headers a trial may carry.
const MOST_HEADERS: usize = 50;

/// How long an address may be, in bytes.
const LONGEST_URL: usize = 8 * 1024;

/// The methods that a trial may have.
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// Where a version's calls can go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The address before an operation's path, without a slash at the end.
    pub url: String,
    /// Whether it is the version's place at the gateway, which the operator named.
    pub is_gateway: bool,
}

impl Server {
    /// Whether the address is below this server's: the same origin, and the same path or one below it.
    fn holds(&self, url: &Url) -> bool {
        let Ok(own) = Url::parse(&self.url) else { return false };
        let prefix = own.path().trim_end_matches('/');
        let rest = url.path().strip_prefix(prefix);
        own.origin() == url.origin() && rest.is_some_and(|it| it.is_empty() || it.starts_with('/'))
    }
}

/// What a developer tries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewTrial {
    /// The HTTP method.
    pub method: String,
    /// The whole address, below one of the version's servers.
    pub url: String,
    /// Names and values, in their order.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

/// A checked input.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) trusted: bool,
}

impl NewTrial {
    pub(super) fn check(&self, servers: &[Server]) -> Result<Draft> {
        let mut errors = FieldErrors::new();
        let method = METHODS.contains(&self.method.as_str()).then(|| self.method.parse().ok()).flatten();
        if method.is_none() {
            errors.add("method", "enum");
        }
        let url = Url::parse(&self.url).ok().filter(|it| self.url.len() <= LONGEST_URL && is_plain(it));
        let server = url.as_ref().and_then(|url| servers.iter().find(|it| it.holds(url)));
        if server.is_none() {
            errors.add("url", if url.is_some() { "not_a_server" } else { "is_url" });
        }
        let headers = headers(&self.headers);
        if headers.is_none() {
            errors.add("headers", "invalid");
        }
        if self.body.len() > LARGEST_BODY {
            errors.add_limit("body", "max_length", i64::try_from(LARGEST_BODY).unwrap_or(i64::MAX));
        }
        match (method, url, server, headers) {
            (Some(method), Some(url), Some(server), Some(headers)) if errors.is_empty() => {
                Ok(Draft { method, url, headers, trusted: server.is_gateway })
            }
            _ => Err(base::Error::Invalid(errors)),
        }
    }
}

/// An address without a user, whose path cannot lead out of where it seems to lead.
fn is_plain(url: &Url) -> bool {
    let path = url.path().to_ascii_lowercase();
    let climbs = ["/../", "%2e%2e", "%2f", "%5c", "\\"].iter().any(|it| path.contains(it)) || path.ends_with("/..");
    matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none() && !climbs
}

/// The headers without those that belong to the connection, to the browser or to the gateway; nothing where one is none.
fn headers(pairs: &[(String, String)]) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    if pairs.len() > MOST_HEADERS {
        return None;
    }
    for (name, value) in pairs {
        let name = HeaderName::from_bytes(name.trim().as_bytes()).ok()?;
        let value = HeaderValue::from_str(value.trim()).ok()?;
        if !is_withheld(name.as_str()) {
            headers.append(name, value);
        }
    }
    Some(headers)
}

/// What is never passed on, in either direction: hop-by-hop fields (RFC 9110, 7.6.1), cookies, and what says where a
/// request came from.
pub(super) fn is_withheld(name: &str) -> bool {
    const NAMES: [&str; 15] = [
        "connection",
        "content-length",
        "cookie",
        "expect",
        "forwarded",
        "host",
        "keep-alive",
        "origin",
        "referer",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
    ];
    NAMES.contains(&name) || ["proxy-", "sec-", "x-forwarded-", "x-portico-"].iter().any(|it| name.starts_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(method: &str, url: &str, headers: &[(&str, &str)]) -> std::result::Result<Draft, String> {
        let servers = [
            Server { url: "http://localhost:8000/pay".into(), is_gateway: true },
            Server { url: "https://api.example.com".into(), is_gateway: false },
        ];
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let new = NewTrial { method: method.into(), url: url.into(), headers, body: String::new() };
        new.check(&servers).map_err(|it| it.to_string())
    }

    #[test]
    fn a_trial_goes_to_a_server_of_the_version_and_nowhere_else() {
        for (url, trusted) in [
            ("http://localhost:8000/pay/things?x=1", Ok(true)),
            ("http://localhost:8000/pay", Ok(true)),
            ("https://api.example.com/v1/x", Ok(false)),
            ("http://localhost:8000/payments", Err("invalid: url: not_a_server")),
            ("http://localhost:8000/other", Err("invalid: url: not_a_server")),
            ("http://localhost:9000/pay/x", Err("invalid: url: not_a_server")),
            ("http://api.example.com/x", Err("invalid: url: not_a_server")),
            ("https://api.example.com.evil.test/x", Err("invalid: url: not_a_server")),
            ("https://api.example.com@evil.test/x", Err("invalid: url: is_url")),
            ("http://localhost:8000/pay/..%2fother", Err("invalid: url: is_url")),
            ("http://localhost:8000/pay/%2e%2e/other", Err("invalid: url: not_a_server")),
            ("http://localhost:8000/pay/../other", Err("invalid: url: not_a_server")),
            ("ftp://api.example.com/x", Err("invalid: url: is_url")),
            ("", Err("invalid: url: is_url")),
        ] {
            let found = check("GET", url, &[]).map(|it| it.trusted);
            assert_eq!(found, trusted.map_err(str::to_owned), "{url}");
        }
        assert_eq!(check("CONNECT", "https://api.example.com/", &[]).unwrap_err(), "invalid: method: enum");
    }

    #[test]
    fn what_belongs_to_the_browser_or_the_connection_is_not_passed_on() {
        let headers = [
            ("apikey", "prt_x"),
            ("Cookie", "portalaccesstoken=x"),
            ("Host", "evil.test"),
            ("X-Forwarded-For", "1.2.3.4"),
            ("x-portico-application-id", "forged"),
            ("Transfer-Encoding", "chunked"),
        ];
        let draft = check("POST", "https://api.example.com/", &headers).unwrap();
        assert_eq!(draft.headers.len(), 1);
        assert_eq!(draft.headers["apikey"], "prt_x");
        let broken = check("GET", "https://api.example.com/", &[("a b", "c")]);
        assert_eq!(broken.unwrap_err(), "invalid: headers: invalid");
        assert!(check("GET", "https://api.example.com/", &[("a", "b\r\nc: d")]).is_err());
    }
}
