//! What is offered and where it goes: services, strategies, versions, and the routes made of them. Small beside
//! the credentials; copied as a whole when something in it changes.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use base::{PortalId, ProductId, ServiceId, StrategyId, VersionId};

use crate::route::Routes;
use crate::upstream::Upstream;

/// Where a version's traffic goes, and how.
pub(crate) struct Service {
    pub(crate) id: ServiceId,
    pub(crate) name: String,
    /// Nothing when the stored address cannot be understood: calls are then answered with 502.
    pub(crate) upstream: Option<Upstream>,
    /// Lower case; empty for any host.
    pub(crate) host: String,
    /// Without a slash at the end; empty for every path.
    pub(crate) prefix: String,
    pub(crate) strip_prefix: bool,
    pub(crate) preserve_host: bool,
    pub(crate) connect_timeout: Duration,
    pub(crate) response_timeout: Duration,
}

/// How keys are presented.
pub(crate) struct Strategy {
    pub(crate) id: StrategyId,
    /// The names of headers and query parameters; none for a strategy that does not use keys.
    pub(crate) names: Vec<String>,
    pub(crate) hide: bool,
}

/// A product version, with what its publications say together.
#[derive(Debug, PartialEq)]
pub(crate) struct Version {
    pub(crate) id: VersionId,
    pub(crate) product: ProductId,
    pub(crate) service: Option<ServiceId>,
    /// Whether any portal publishes it.
    pub(crate) published: bool,
    /// The strategies of its publications, each once.
    pub(crate) strategies: Vec<StrategyId>,
    /// The portals of its publications.
    pub(crate) portals: Vec<PortalId>,
}

impl Version {
    /// Whether anybody may call it: it is published, and no publication of it asks for a strategy.
    pub(crate) fn is_open(&self) -> bool {
        self.published && self.strategies.is_empty()
    }
}

/// All of it.
#[derive(Clone, Default)]
pub(crate) struct Catalog {
    pub(crate) services: HashMap<ServiceId, Arc<Service>>,
    pub(crate) strategies: HashMap<StrategyId, Arc<Strategy>>,
    pub(crate) versions: HashMap<VersionId, Arc<Version>>,
    pub(crate) routes: Routes,
}

impl Catalog {
    /// Makes the routes anew after a change.
    pub(crate) fn route(&mut self) {
        self.routes = Routes::of(&self.services, &self.strategies, &self.versions);
    }
}
