//! What a test stands on: a portal that offers one version, an admin, two developers.

use access::applications::{self, Application, NewApplication};
use base::{PortalId, StrategyId, VersionId};
use catalog::products::{self, NewProduct};
use catalog::publications::{self, NewPublication};
use catalog::services::{self, NewService};
use catalog::strategies::{self, NewStrategy};
use catalog::versions::{self, NewVersion};
use frame::Call;
use testkit::TestHouse;

/// A house in which something is offered.
pub(crate) struct Stand {
    pub(crate) house: TestHouse,
    pub(crate) portal: PortalId,
    pub(crate) admin: Call,
    pub(crate) ada: Call,
    pub(crate) kim: Call,
    pub(crate) strategy: StrategyId,
    pub(crate) version: VersionId,
}

impl Stand {
    /// One on each database.
    pub(crate) async fn each() -> Vec<Self> {
        let mut stands = Vec::new();
        for house in TestHouse::each_database_with(access::TEXTS).await {
            stands.push(Self::on(house).await);
        }
        stands
    }

    async fn on(house: TestHouse) -> Self {
        let portal = house.portal("acme").await;
        let (admin, ada, kim) =
            (house.admin(), house.developer(portal, "ada").await, house.developer(portal, "kim").await);
        let new = NewStrategy { name: "Keys".into(), ..NewStrategy::default() };
        let strategy = strategies::create(&admin, &new).await.unwrap().id;
        let new = NewProduct { name: "Payments".into(), slug: "payments".into(), ..NewProduct::default() };
        let product = products::create(&admin, &new).await.unwrap().id;
        let new = NewService {
            name: "payments".into(),
            upstream_url: "http://127.0.0.1:9".into(),
            path_prefix: "/payments".into(),
            ..NewService::default()
        };
        let service = services::create(&admin, &new).await.unwrap().id;
        let new = NewVersion { name: "v2".into(), service: service.to_string() };
        let version = versions::create(&admin, product, &new).await.unwrap().id;
        publications::publish_product(&admin, product, portal).await.unwrap();
        let stand = Self { house, portal, admin, ada, kim, strategy, version };
        stand.publish(false).await;
        stand.house.told();
        stand
    }

    /// Offers the version, with or without automatic approval.
    pub(crate) async fn publish(&self, auto_approve: bool) {
        let new = NewPublication {
            portal: self.portal.to_string(),
            state: "published".into(),
            registration: true,
            auto_approve,
            strategy: self.strategy.to_string(),
            ..NewPublication::default()
        };
        publications::publish_version(&self.admin, self.version, &new).await.unwrap();
    }

    /// An application of the one who calls.
    pub(crate) async fn application(&self, call: &Call, name: &str) -> Application {
        let new = NewApplication {
            name: name.into(),
            strategy: self.strategy.to_string(),
            ..NewApplication::default()
        };
        applications::create(call, &new).await.unwrap()
    }
}

/// What an operation said no with, as the log would write it.
pub(crate) fn no<T: std::fmt::Debug>(result: base::Result<T>) -> String {
    result.unwrap_err().to_string()
}
