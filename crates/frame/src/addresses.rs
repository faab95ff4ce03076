//! Where everything is. Links are made from configuration, never from a request's Host header.

use std::collections::BTreeSet;

/// What a host name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The bare portal domain: lists the portals that choose to be listed.
    FrontDoor,
    /// `admin.`: the console.
    Console,
    /// `api.`: the management API.
    Api,
    /// `<slug>.`: a portal, if there is one of that slug.
    Portal(String),
}

/// The public addresses of an installation.
#[derive(Debug, Clone)]
pub struct Addresses {
    scheme: String,
    domain: String,
    port: Option<u16>,
    gateway: String,
    clients: BTreeSet<String>,
}

/// Slugs that no portal may have, because the host names mean something else.
pub const RESERVED_SLUGS: [&str; 7] = ["admin", "api", "www", "gateway", "status", "mail", "static"];

impl Addresses {
    /// `domain` is `HOST` or `HOST:PORT`; `scheme` is `http` or `https`; `gateway` is the gateway's public URL.
    pub fn new(scheme: &str, domain: &str, gateway: &str) -> Self {
        let (host, port) = split_port(domain);
        Self {
            scheme: scheme.to_owned(),
            domain: host.to_ascii_lowercase(),
            port,
            gateway: gateway.trim_end_matches('/').to_owned(),
            clients: BTreeSet::new(),
        }
    }

    /// The same, where a client of the API stands in for the pages of the portals with these slugs.
    pub fn with_clients(self, slugs: impl IntoIterator<Item = String>) -> Self {
        Self { clients: slugs.into_iter().collect(), ..self }
    }

    /// Whether a client of the API stands in for the pages of this portal.
    pub fn has_client(&self, slug: &str) -> bool {
        self.clients.contains(slug)
    }

    /// Whether pages are served over TLS, as the public sees it: cookies are `Secure` then.
    pub fn secure(&self) -> bool {
        self.scheme == "https"
    }

    /// What the host name stands for. The port is not looked at: a proxy may stand in between.
    pub fn place(&self, host: &str) -> Option<Place> {
        let (host, _) = split_port(host);
        let host = host.to_ascii_lowercase();
        if host == self.domain {
            return Some(Place::FrontDoor);
        }
        let label = host.strip_suffix(&self.domain)?.strip_suffix('.')?;
        match label {
            "admin" => Some(Place::Console),
            "api" => Some(Place::Api),
            _ if base::words::slug(label, 63).is_ok() => Some(Place::Portal(label.to_owned())),
            _ => None,
        }
    }

    /// `https://example.com`, without a slash at the end.
    pub fn front_door(&self) -> String {
        format!("{}://{}{}", self.scheme, self.domain, self.port_text())
    }

    /// The console's origin.
    pub fn console(&self) -> String {
        self.under("admin")
    }

    /// The management API's origin.
    pub fn api(&self) -> String {
        self.under("api")
    }

    /// A portal's origin.
    pub fn portal(&self, slug: &str) -> String {
        self.under(slug)
    }

    /// The origin of a portal that has a domain of its own: reached as everything else is.
    pub fn portal_at(&self, domain: &str) -> String {
        format!("{}://{domain}{}", self.scheme, self.port_text())
    }

    /// The origin of what somebody hosts elsewhere: the usual port over TLS; in clear, as on a laptop, our own.
    pub fn elsewhere(&self, domain: &str) -> String {
        if self.secure() { format!("https://{domain}") } else { self.portal_at(domain) }
    }

    /// Whether the host name is the portal domain's, or lies below it: no portal may call it its own.
    pub fn is_ours(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        host == self.domain || host.strip_suffix(&self.domain).is_some_and(|it| it.ends_with('.'))
    }

    /// The gateway's public URL, without a slash at the end.
    pub fn gateway(&self) -> &str {
        &self.gateway
    }

    /// The gateway's URL for a service that answers on a host of its own.
    pub fn gateway_on(&self, host: &str) -> String {
        let (scheme, rest) = self.gateway.split_once("://").unwrap_or(("http", &self.gateway));
        match split_port(rest.split('/').next().unwrap_or(rest)).1 {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        }
    }

    /// The portal domain, as `HOST` or `HOST:PORT`.
    pub fn portal_domain(&self) -> String {
        format!("{}{}", self.domain, self.port_text())
    }

    /// The portal domain's host alone.
    pub fn host(&self) -> &str {
        &self.domain
    }

    fn under(&self, label: &str) -> String {
        format!("{}://{label}.{}{}", self.scheme, self.domain, self.port_text())
    }

    fn port_text(&self) -> String {
        match (self.port, self.scheme.as_str()) {
            (None, _) | (Some(80), "http") | (Some(443), "https") => String::new(),
            (Some(port), _) => format!(":{port}"),
        }
    }
}

fn split_port(text: &str) -> (&str, Option<u16>) {
    match text.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|it| it.is_ascii_digit()) => {
            (host, port.parse().ok())
        }
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_name_stands_for_one_place_or_none() {
        let it = Addresses::new("http", "localhost:8080", "http://localhost:8000");
        for (host, place) in [
            ("localhost:8080", Some(Place::FrontDoor)),
            ("LOCALHOST", Some(Place::FrontDoor)),
            ("admin.localhost:8080", Some(Place::Console)),
            ("api.localhost", Some(Place::Api)),
            ("demo.localhost:8080", Some(Place::Portal("demo".into()))),
            ("a.b.localhost", None),
            ("evil.test", None),
            ("evillocalhost", None),
            ("-.localhost", None),
            ("", None),
        ] {
            assert_eq!(it.place(host), place, "{host}");
        }
        assert_eq!(it.portal("demo"), "http://demo.localhost:8080");
        assert_eq!(it.gateway_on("pay.example.com"), "http://pay.example.com:8000");
        assert_eq!(it.portal_at("dev.acme.test"), "http://dev.acme.test:8080");
        assert_eq!(
            Addresses::new("https", "p.test:8443", "x").portal_at("dev.acme.test"),
            "https://dev.acme.test:8443"
        );
        assert_eq!(
            Addresses::new("https", "p.test:8443", "x").elsewhere("ui.acme.test"),
            "https://ui.acme.test"
        );
        assert!(it.is_ours("localhost") && it.is_ours("a.b.LOCALHOST") && !it.is_ours("evillocalhost"));
        assert_eq!(
            Addresses::new("https", "p.example.com:443", "x").console(),
            "https://admin.p.example.com"
        );
    }
}
