//! Which service a request is for: by host, then by the longest path prefix that ends where a segment ends.
//!
//! A service that several versions share serves them all: a credential that is registered to any of them is let
//! in, and it is open only if all of them are, for a path alone cannot tell which version was meant.

use std::collections::HashMap;
use std::sync::Arc;

use base::{ServiceId, StrategyId, VersionId};

use crate::snapshot::catalog::{Service, Strategy, Version};

/// The name under which a key is presented when no strategy says otherwise.
pub(crate) const DEFAULT_NAME: &str = "apikey";

/// Where a request goes, and what it must show.
pub(crate) struct Target {
    pub(crate) service: Arc<Service>,
    /// The versions that are linked to the service; at least one.
    pub(crate) versions: Vec<VersionId>,
    /// Under which names a key is looked for; none when everything behind the service is open.
    pub(crate) names: Vec<KeyName>,
    /// The value of `WWW-Authenticate`.
    pub(crate) challenge: String,
}

/// A name of a header or query parameter that carries keys.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct KeyName {
    /// As the strategy spells it.
    pub(crate) name: String,
    /// Whether it is taken out before the request goes on.
    pub(crate) hide: bool,
}

/// All routes.
#[derive(Clone, Default)]
pub(crate) struct Routes {
    hosts: Arc<HashMap<String, Prefixes>>,
    any_host: Arc<Prefixes>,
}

#[derive(Default)]
struct Prefixes {
    targets: HashMap<String, Arc<Target>>,
    longest: usize,
}

impl Routes {
    /// The routes to all services that a version is linked to.
    pub(crate) fn of(
        services: &HashMap<ServiceId, Arc<Service>>,
        strategies: &HashMap<StrategyId, Arc<Strategy>>,
        versions: &HashMap<VersionId, Arc<Version>>,
    ) -> Self {
        let mut linked: HashMap<ServiceId, Vec<&Version>> = HashMap::new();
        for version in versions.values() {
            if let Some(service) = version.service {
                linked.entry(service).or_default().push(version);
            }
        }
        let (mut hosts, mut any_host) = (HashMap::<String, Prefixes>::new(), Prefixes::default());
        for (id, mut versions) in linked {
            let Some(service) = services.get(&id) else { continue };
            versions.sort_by_key(|it| it.id);
            let target = Target::new(Arc::clone(service), &versions, strategies);
            let prefixes = if service.host.is_empty() {
                &mut any_host
            } else {
                hosts.entry(service.host.clone()).or_default()
            };
            prefixes.add(target);
        }
        Self { hosts: Arc::new(hosts), any_host: Arc::new(any_host) }
    }

    /// The target of a request for this path on this host (lower case, without port).
    pub(crate) fn find(&self, host: &str, path: &str) -> Option<&Arc<Target>> {
        let own = if self.hosts.is_empty() { None } else { self.hosts.get(host) };
        own.and_then(|it| it.find(path)).or_else(|| self.any_host.find(path))
    }

    /// Whether any route asks for a host.
    pub(crate) fn has_hosts(&self) -> bool {
        !self.hosts.is_empty()
    }

    /// How many routes there are.
    pub(crate) fn len(&self) -> usize {
        self.any_host.targets.len() + self.hosts.values().map(|it| it.targets.len()).sum::<usize>()
    }
}

impl Prefixes {
    fn add(&mut self, target: Target) {
        self.longest = self.longest.max(target.service.prefix.len());
        self.targets.insert(target.service.prefix.clone(), Arc::new(target));
    }

    fn find(&self, path: &str) -> Option<&Arc<Target>> {
        let mut end = path.len();
        loop {
            if end <= self.longest
                && let Some(found) = self.targets.get(&path[..end])
            {
                return Some(found);
            }
            end = path[..end].rfind('/')?;
        }
    }
}

impl Target {
    fn new(
        service: Arc<Service>,
        versions: &[&Version],
        strategies: &HashMap<StrategyId, Arc<Strategy>>,
    ) -> Self {
        let mut names: Vec<KeyName> = Vec::new();
        for version in versions.iter().filter(|it| !it.is_open()) {
            if version.strategies.is_empty() {
                add(&mut names, DEFAULT_NAME, true);
            }
            for strategy in version.strategies.iter().filter_map(|it| strategies.get(it)) {
                strategy.names.iter().for_each(|it| add(&mut names, it, strategy.hide));
            }
        }
        let versions = versions.iter().map(|it| it.id).collect();
        let challenge = challenge(&service.name);
        Self { service, versions, names, challenge }
    }
}

fn add(names: &mut Vec<KeyName>, name: &str, hide: bool) {
    match names.iter_mut().find(|it| it.name == name) {
        Some(it) => it.hide |= hide,
        None => names.push(KeyName { name: name.to_owned(), hide }),
    }
}

/// `Key realm="…"` (RFC 9110, 11.6.1). The realm is the service's name, in what a quoted string may hold.
fn challenge(name: &str) -> String {
    let mut out = String::from("Key realm=\"");
    for it in name.chars() {
        match it {
            '"' | '\\' => out.extend(['\\', it]),
            ' '..='~' => out.push(it),
            _ => out.push('?'),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{service, strategy, version};

    fn routes(services: &[(&str, &str)]) -> Routes {
        let services: Vec<_> = services
            .iter()
            .zip(1..)
            .map(|((host, prefix), id)| Service {
                host: (*host).to_owned(),
                prefix: (*prefix).to_owned(),
                ..service(id)
            })
            .collect();
        let versions =
            services.iter().zip(1..).map(|(it, id)| Version { service: Some(it.id), ..version(id) });
        let versions = versions.map(|it| (it.id, Arc::new(it))).collect();
        Routes::of(
            &services.into_iter().map(|it| (it.id, Arc::new(it))).collect(),
            &HashMap::new(),
            &versions,
        )
    }

    #[test]
    fn the_longest_prefix_that_ends_with_a_segment_wins() {
        let routes = routes(&[("", "/pay"), ("", "/pay/cards"), ("api.test", "/pay"), ("b.test", "")]);
        for (host, path, wanted) in [
            ("", "/pay", Some(("", "/pay"))),
            ("", "/pay/", Some(("", "/pay"))),
            ("x.test", "/pay/card", Some(("", "/pay"))),
            ("", "/pay/cards", Some(("", "/pay/cards"))),
            ("", "/pay/cards/1", Some(("", "/pay/cards"))),
            ("", "/payments", None),
            ("", "/PAY", None),
            ("", "/", None),
            ("api.test", "/pay/cards/1", Some(("api.test", "/pay"))),
            ("api.test", "/other", None),
            ("b.test", "/", Some(("b.test", ""))),
            ("b.test", "/pay/x", Some(("b.test", ""))),
        ] {
            let found = routes.find(host, path);
            let found = found.map(|it| (it.service.host.as_str(), it.service.prefix.as_str()));
            assert_eq!(found, wanted, "{host} {path}");
        }
        assert_eq!((routes.len(), routes.has_hosts()), (4, true));
    }

    #[test]
    fn a_service_without_a_version_is_no_route() {
        let services = HashMap::from([(service(1).id, Arc::new(service(1)))]);
        assert_eq!(Routes::of(&services, &HashMap::new(), &HashMap::new()).len(), 0);
    }

    #[test]
    fn keys_are_looked_for_under_the_names_of_all_strategies() {
        let strategies = [
            Strategy { names: vec!["apikey".into(), "x-key".into()], hide: false, ..strategy(1) },
            Strategy { names: vec!["apikey".into()], hide: true, ..strategy(2) },
        ];
        let versions = [
            Version { strategies: strategies.iter().map(|it| it.id).collect(), ..version(1) },
            Version { published: true, ..version(2) },
        ];
        let strategies = strategies.into_iter().map(|it| (it.id, Arc::new(it))).collect();
        let target = Target::new(Arc::new(service(1)), &versions.iter().collect::<Vec<_>>(), &strategies);
        let names: Vec<_> = target.names.iter().map(|it| (it.name.as_str(), it.hide)).collect();
        assert_eq!(names, [("apikey", true), ("x-key", false)]);

        let open = Target::new(Arc::new(service(1)), &[&versions[1]], &strategies);
        assert!(open.names.is_empty());
        let closed = Target::new(Arc::new(service(1)), &[&version(3)], &strategies);
        assert_eq!(closed.names, [KeyName { name: "apikey".into(), hide: true }]);
    }

    #[test]
    fn a_realm_cannot_leave_its_quotes() {
        assert_eq!(challenge("Pay \"v1\"\r\nX: \\ é"), r#"Key realm="Pay \"v1\"??X: \\ ?""#);
    }
}
