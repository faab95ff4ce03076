//! What a trial is, and how the input that makes one is checked. Pure.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use base::{FieldErrors, Result};
use base64::prelude::{BASE64_STANDARD, Engine};
use reference::model::OperationPage;
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

/// Where an operation's calls can go.
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

/// Where an operation's calls can go: the version's place at the gateway first, then what the specification names.
/// A server that is no whole address on the web is left out, as nobody knows where it is.
pub(crate) fn servers(gateway: Option<&str>, page: &OperationPage) -> Vec<Server> {
    let gateway = gateway.into_iter().map(|it| Server { url: it.to_owned(), is_gateway: true });
    let is_web = |it: &&str| Url::parse(it).is_ok_and(|it| is_plain(&it) && it.has_host());
    let published = page.servers.iter().map(|it| it.url.trim_end_matches('/')).filter(is_web);
    let mut all: Vec<Server> = Vec::new();
    for it in gateway.chain(published.map(|it| Server { url: it.to_owned(), is_gateway: false })) {
        if all.iter().all(|known| known.url != it.url) {
            all.push(it);
        }
    }
    all
}

/// What a developer tries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewTrial {
    /// The operation's name in addresses: it may have servers of its own.
    pub operation: String,
    /// The HTTP method.
    pub method: String,
    /// The whole address, below one of the operation's servers.
    pub url: String,
    /// Names and values, in their order.
    pub headers: Vec<(String, String)>,
    /// The cookies that the operation asks for, `name=value`. Those of the portal are no part of it.
    pub cookies: Vec<String>,
    /// The body.
    pub body: String,
    /// Whether the body is written in Base64, because it is not text.
    pub encoded: bool,
}

/// A checked input.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
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
        let headers = headers(&self.headers, &self.cookies);
        if headers.is_none() {
            errors.add("headers", "invalid_headers");
        }
        let body = self.body();
        match &body {
            None => errors.add("body", "invalid"),
            Some(it) if it.len() > LARGEST_BODY => errors.add("body", "try_too_large"),
            Some(_) => {}
        }
        match (method, url, server, headers, body) {
            (Some(method), Some(url), Some(server), Some(headers), Some(body)) if errors.is_empty() => {
                Ok(Draft { method, url, headers, body, trusted: server.is_gateway })
            }
            _ => Err(base::Error::Invalid(errors)),
        }
    }

    fn body(&self) -> Option<Vec<u8>> {
        if self.encoded {
            BASE64_STANDARD.decode(&self.body).ok()
        } else {
            Some(self.body.clone().into_bytes())
        }
    }
}

/// An address without a user, whose path cannot lead out of where it seems to lead, however it is unescaped.
fn is_plain(url: &Url) -> bool {
    let path = url.path().to_ascii_lowercase().replace("%2e", ".").replace("%2f", "/").replace("%5c", "/");
    let climbs = path.split(['/', '\\']).any(|it| it == "..");
    matches!(url.scheme(), "http" | "https")
        && url.username().is_empty()
        && url.password().is_none()
        && !climbs
}

/// The headers without those that belong to the connection, to the browser or to the gateway, with the cookies that
/// were named; nothing where one is none.
fn headers(pairs: &[(String, String)], cookies: &[String]) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    if pairs.len() + cookies.len() > MOST_HEADERS {
        return None;
    }
    for (name, value) in pairs {
        let name = HeaderName::from_bytes(name.trim().as_bytes()).ok()?;
        let value = HeaderValue::from_str(value.trim()).ok()?;
        if !is_withheld(name.as_str()) {
            headers.append(name, value);
        }
    }
    if cookies.iter().any(|it| !it.contains('=') || it.contains([';', ','])) {
        return None;
    }
    if !cookies.is_empty() {
        headers.append(header::COOKIE, HeaderValue::from_str(&cookies.join("; ")).ok()?);
    }
    Some(headers)
}

/// What is never passed on: hop-by-hop fields (RFC 9110, 7.6.1), cookies that were not named as such, and what says
/// where a request came from. Answers come as they are written, so nobody may ask for packed ones.
fn is_withheld(name: &str) -> bool {
    const NAMES: [&str; 15] = [
        "accept-encoding",
        "content-length",
        "cookie",
        "expect",
        "forwarded",
        "host",
        "origin",
        "referer",
        "connection",
        "keep-alive",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
    ];
    NAMES.contains(&name)
        || ["proxy-", "sec-", "x-forwarded-", "x-portico-"].iter().any(|it| name.starts_with(it))
}

/// What of an answer's head is not shown: what belonged to the connection, and cookies, which nobody keeps.
pub(super) fn is_hidden(name: &str) -> bool {
    ["connection", "keep-alive", "set-cookie", "trailer", "transfer-encoding", "upgrade"].contains(&name)
        || name.starts_with("proxy-")
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
        let new = NewTrial { method: method.into(), url: url.into(), headers, ..NewTrial::default() };
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
            ("http://localhost:8000/pay/a%2Fb", Ok(true)),
            ("http://localhost:8000/pay/..%5cother", Err("invalid: url: is_url")),
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
        assert_eq!(broken.unwrap_err(), "invalid: headers: invalid_headers");
        assert!(check("GET", "https://api.example.com/", &[("a", "b\r\nc: d")]).is_err());
    }

    #[test]
    fn only_cookies_that_are_named_as_such_are_passed_on() {
        let servers = [Server { url: "https://api.example.com".into(), is_gateway: false }];
        let with = |cookies: &[&str]| NewTrial {
            method: "GET".into(),
            url: "https://api.example.com/x".into(),
            headers: vec![("cookie".into(), "portico_session=secret".into())],
            cookies: cookies.iter().map(|it| (*it).to_owned()).collect(),
            ..NewTrial::default()
        };
        assert!(!with(&[]).check(&servers).unwrap().headers.contains_key("cookie"));
        assert_eq!(with(&["a=1", "b=2"]).check(&servers).unwrap().headers["cookie"], "a=1; b=2");
        assert!(with(&["a=1; b=2"]).check(&servers).is_err());
        assert!(with(&["a"]).check(&servers).is_err());
    }

    #[test]
    fn a_body_may_be_bytes_and_has_an_end() {
        let servers = [Server { url: "https://api.example.com".into(), is_gateway: false }];
        let with = |body: String, encoded| {
            let url = "https://api.example.com/x".to_owned();
            let new = NewTrial { method: "POST".into(), url, body, encoded, ..NewTrial::default() };
            new.check(&servers).map(|it| it.body.len()).map_err(|it| it.to_string())
        };
        assert_eq!(with("AAECAw==".into(), true), Ok(4));
        assert_eq!(with("not base64".into(), true), Err("invalid: body: invalid".into()));
        assert_eq!(with("x".repeat(LARGEST_BODY), false), Ok(LARGEST_BODY));
        assert_eq!(with("x".repeat(LARGEST_BODY + 1), false), Err("invalid: body: try_too_large".into()));
    }

    #[test]
    fn the_gateway_comes_first_and_what_is_no_address_on_the_web_is_left_out() {
        let named = [
            "https://api.example.com/v1/",
            "/v1",
            "ftp://files.example.com",
            "https://u:p@x.test",
            "http://gate/pay",
        ];
        let servers_of =
            named.iter().map(|it| reference::model::Server { url: (*it).into(), ..Default::default() });
        let page = OperationPage { servers: servers_of.collect(), ..OperationPage::default() };
        let found = servers(Some("http://gate/pay"), &page);
        let found: Vec<_> = found.iter().map(|it| (it.url.as_str(), it.is_gateway)).collect();
        assert_eq!(found, [("http://gate/pay", true), ("https://api.example.com/v1", false)]);
        assert!(servers(None, &OperationPage::default()).is_empty());
    }
}
