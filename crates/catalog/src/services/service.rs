//! What a gateway service is, and how the input that makes one is checked. Pure.

use axum::http::Uri;
use base::words::{self, Broken};
use base::{FieldErrors, Instant, Result, ServiceId};
use serde::Deserialize;

/// How long the gateway waits for a connection when nothing else is said.
pub const CONNECT_TIMEOUT_MS: i64 = 5_000;
/// How long the gateway waits for an answer to begin when nothing else is said.
pub const RESPONSE_TIMEOUT_MS: i64 = 60_000;

const LONGEST_TIMEOUT_MS: i64 = 3_600_000;

/// Where a version's traffic goes: the gateway finds it by host and path prefix, and passes the call upstream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Which one.
    pub id: ServiceId,
    /// Its name, unique.
    pub name: String,
    /// `http` or `https`, a host, maybe a port and a path; without a slash at the end.
    pub upstream_url: String,
    /// The host under which the gateway answers for it; empty for any host.
    pub host: String,
    /// `/` or `/a/b`: what the path of a call begins with. Unique together with the host.
    pub path_prefix: String,
    /// Whether the prefix is removed before the call goes upstream.
    pub strip_prefix: bool,
    /// Whether the upstream sees the host that the caller used, instead of its own.
    pub preserve_host: bool,
    /// How long the gateway waits for a connection.
    pub connect_timeout_ms: i64,
    /// How long the gateway waits for an answer to begin.
    pub response_timeout_ms: i64,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

impl Service {
    /// Its page in the console.
    pub fn path(&self) -> String {
        format!("/services/{}", self.id)
    }

    /// What callers write before the operation's path: the host where there is one, and the prefix.
    pub fn route(&self) -> String {
        format!("{}{}", self.host, self.path_prefix)
    }
}

/// What makes or changes a gateway service. Empty timeouts take the defaults, an empty prefix is `/`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewService {
    /// Its name, unique.
    pub name: String,
    /// Where calls go.
    pub upstream_url: String,
    /// A host name, or nothing for any.
    pub host: String,
    /// What the path of a call begins with.
    pub path_prefix: String,
    /// Whether the prefix is removed.
    pub strip_prefix: bool,
    /// Whether the caller's host is kept.
    pub preserve_host: bool,
    /// Milliseconds, 1 to 3,600,000.
    pub connect_timeout_ms: String,
    /// Milliseconds, 1 to 3,600,000.
    pub response_timeout_ms: String,
}

impl From<&Service> for NewService {
    fn from(it: &Service) -> Self {
        Self {
            name: it.name.clone(),
            upstream_url: it.upstream_url.clone(),
            host: it.host.clone(),
            path_prefix: it.path_prefix.clone(),
            strip_prefix: it.strip_prefix,
            preserve_host: it.preserve_host,
            connect_timeout_ms: it.connect_timeout_ms.to_string(),
            response_timeout_ms: it.response_timeout_ms.to_string(),
        }
    }
}

/// What changes a gateway service. What is not said stays.
#[derive(Debug, Clone, Default)]
pub struct ServiceChanges {
    /// Its name, unique.
    pub name: Option<String>,
    /// Where calls go.
    pub upstream_url: Option<String>,
    /// A host name, or empty for any.
    pub host: Option<String>,
    /// What the path of a call begins with.
    pub path_prefix: Option<String>,
    /// Whether the prefix is removed.
    pub strip_prefix: Option<bool>,
    /// Whether the caller's host is kept.
    pub preserve_host: Option<bool>,
    /// Milliseconds, 1 to 3,600,000.
    pub connect_timeout_ms: Option<i64>,
    /// Milliseconds, 1 to 3,600,000.
    pub response_timeout_ms: Option<i64>,
}

impl ServiceChanges {
    /// The whole input: what is said, and what there was before.
    pub fn onto(self, before: NewService) -> NewService {
        let number = |it: Option<i64>, before: String| it.map_or(before, |it| it.to_string());
        NewService {
            name: self.name.unwrap_or(before.name),
            upstream_url: self.upstream_url.unwrap_or(before.upstream_url),
            host: self.host.unwrap_or(before.host),
            path_prefix: self.path_prefix.unwrap_or(before.path_prefix),
            strip_prefix: self.strip_prefix.unwrap_or(before.strip_prefix),
            preserve_host: self.preserve_host.unwrap_or(before.preserve_host),
            connect_timeout_ms: number(self.connect_timeout_ms, before.connect_timeout_ms),
            response_timeout_ms: number(self.response_timeout_ms, before.response_timeout_ms),
        }
    }
}

impl NewService {
    /// What an empty form begins with.
    pub fn blank() -> Self {
        Self {
            strip_prefix: true,
            connect_timeout_ms: CONNECT_TIMEOUT_MS.to_string(),
            response_timeout_ms: RESPONSE_TIMEOUT_MS.to_string(),
            ..Self::default()
        }
    }

    /// The service that this makes, or what is wrong with it.
    pub(super) fn check(&self, id: ServiceId, now: Instant) -> Result<Service> {
        let mut errors = FieldErrors::new();
        let service = Service {
            id,
            name: errors.take("name", words::line(&self.name, 100)).unwrap_or_default(),
            upstream_url: errors.take("upstream_url", upstream_url(&self.upstream_url)).unwrap_or_default(),
            host: errors.take("host", host(&self.host)).unwrap_or_default(),
            path_prefix: errors.take("path_prefix", path_prefix(&self.path_prefix)).unwrap_or_default(),
            strip_prefix: self.strip_prefix,
            preserve_host: self.preserve_host,
            connect_timeout_ms: errors
                .take("connect_timeout_ms", milliseconds(&self.connect_timeout_ms, CONNECT_TIMEOUT_MS))
                .unwrap_or_default(),
            response_timeout_ms: errors
                .take("response_timeout_ms", milliseconds(&self.response_timeout_ms, RESPONSE_TIMEOUT_MS))
                .unwrap_or_default(),
            created_at: now,
            updated_at: now,
        };
        errors.into_result().map(|()| service)
    }
}

/// `http://` or `https://`, a host name or an address, maybe a port and a path. No user, no query, no fragment.
fn upstream_url(text: &str) -> std::result::Result<String, Broken> {
    let text = words::line(text, 1024)?;
    let broken = Err(Broken::rule("is_url"));
    if text.contains(['#', '?', '@', '\\', ' ']) {
        return broken;
    }
    let Ok(uri) = text.parse::<Uri>() else { return broken };
    let (Some("http" | "https"), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return broken;
    };
    let host = authority.host();
    let literal = host.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let known =
        words::is_host_name(host) || literal.is_some_and(|it| it.parse::<std::net::Ipv6Addr>().is_ok());
    let port_is_sound =
        authority.as_str().len() == host.len() || authority.port_u16().is_some_and(|it| it > 0);
    if !known || !port_is_sound || uri.path().split('/').any(|it| it == "." || it == "..") {
        return broken;
    }
    Ok(text.trim_end_matches('/').to_owned())
}

fn host(text: &str) -> std::result::Result<String, Broken> {
    let text = words::optional_line(text, 253)?.to_ascii_lowercase();
    if text.is_empty() || words::is_host_name(&text) { Ok(text) } else { Err(Broken::rule("is_fqdn")) }
}

/// `/a/b`: segments of letters, digits and `-._~`, none of them `.` or `..`, no slash at the end. Nothing in it is
/// ever spelled in two ways, so the gateway compares it byte by byte.
fn path_prefix(text: &str) -> std::result::Result<String, Broken> {
    let text = words::optional_line(text, 255)?;
    let segments = text.split('/').filter(|it| !it.is_empty()).collect::<Vec<_>>();
    let plain = |it: &&str| {
        !matches!(*it, "." | "..") && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._~".contains(&it))
    };
    if text.contains("//") || !segments.iter().all(plain) {
        return Err(Broken::rule("invalid"));
    }
    Ok(format!("/{}", segments.join("/")))
}

fn milliseconds(text: &str, otherwise: i64) -> std::result::Result<i64, Broken> {
    if text.trim().is_empty() {
        return Ok(otherwise);
    }
    match text.trim().parse::<i64>() {
        Err(_) => Err(Broken::rule("is_number")),
        Ok(it) if it < 1 => Err(Broken::limit("min", 1)),
        Ok(it) if it > LONGEST_TIMEOUT_MS => Err(Broken::limit("max", LONGEST_TIMEOUT_MS)),
        Ok(it) => Ok(it),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upstream_is_http_with_a_host_and_nothing_hidden() {
        for (text, kept) in [
            ("http://localhost:9001", Some("http://localhost:9001")),
            (" https://api.example.com/v1/ ", Some("https://api.example.com/v1")),
            ("http://[::1]:8080/x", Some("http://[::1]:8080/x")),
            ("HTTP://10.0.0.1", Some("HTTP://10.0.0.1")),
            ("ftp://x.test", None),
            ("http://", None),
            ("http:///x", None),
            ("//x.test", None),
            ("http://user:pw@x.test", None),
            ("http://x.test/?a=1", None),
            ("http://x.test/#a", None),
            ("http://x.test/a/../b", None),
            ("http://x.test:0", None),
            ("http://x.test:99999", None),
            ("http://x_y.test", None),
            ("http://[::g]", None),
            ("javascript:alert(1)", None),
        ] {
            assert_eq!(upstream_url(text).ok().as_deref(), kept, "{text:?}");
        }
    }

    #[test]
    fn a_path_prefix_has_one_spelling() {
        for (text, kept) in [
            ("", Some("/")),
            ("/", Some("/")),
            ("a/b/", Some("/a/b")),
            ("/payments/v1", Some("/payments/v1")),
            ("/a//b", None),
            ("/a/../b", None),
            ("/a/./b", None),
            ("/a%2fb", None),
            ("/a b", None),
            ("/a?b", None),
            ("/ä", None),
        ] {
            assert_eq!(path_prefix(text).ok().as_deref(), kept, "{text:?}");
        }
    }

    #[test]
    fn a_host_is_lower_cased_and_a_timeout_has_bounds() {
        assert_eq!(host(" Pay.Example.com "), Ok("pay.example.com".into()));
        assert_eq!(host(""), Ok(String::new()));
        assert!(host("a:80").is_err() && host("*.x.test").is_err());
        assert_eq!(milliseconds("", 7), Ok(7));
        assert_eq!(milliseconds("0", 7), Err(Broken::limit("min", 1)));
        assert_eq!(milliseconds("1e3", 7), Err(Broken::rule("is_number")));
    }
}
