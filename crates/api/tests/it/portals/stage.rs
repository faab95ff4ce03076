//! A portal with a product in it, to which developers register applications.

use access::applications::{self, NewApplication};
use access::registrations::{self, NewRegistration};
use base::{DeveloperId, PortalId};
use frame::Call;
use serde_json::{Value, json};
use sql::args;

use crate::desk::{Answer, Caller};
use crate::management::shop::{Shop, last, text};

/// A portal, and an admin's programs.
pub(super) struct Stage {
    pub(super) shop: Shop,
    pub(super) portal: PortalId,
    /// Where the portal is.
    pub(super) at: String,
}

/// What an admin published: a version's id, its product's, and the strategy's.
pub(super) struct Offer {
    pub(super) product: String,
    pub(super) version: String,
    pub(super) strategy: String,
}

impl Stage {
    /// One on each database: the portal `acme`.
    pub(super) async fn each() -> Vec<Self> {
        let mut stages = Vec::new();
        for shop in Shop::each().await {
            let portal = shop.desk.open("acme").await;
            stages.push(Self { at: format!("/v2/portals/{portal}"), shop, portal });
        }
        stages
    }

    /// Somebody with another role.
    pub(super) async fn as_a(&self, role: &str) -> Caller {
        self.shop.desk.admin(role).await
    }

    /// The address of something in the portal.
    pub(super) fn path(&self, rest: &str) -> String {
        format!("{}{rest}", self.at)
    }

    pub(super) async fn read(&self, rest: &str) -> Value {
        self.shop.read(&self.path(rest)).await
    }

    pub(super) async fn get(&self, rest: &str) -> Answer {
        self.shop.get(&self.path(rest)).await
    }

    pub(super) async fn make(&self, rest: &str, body: Value) -> Value {
        self.shop.make(&self.path(rest), body).await
    }

    pub(super) async fn post(&self, rest: &str, body: Value) -> Answer {
        self.shop.post(&self.path(rest), body).await
    }

    pub(super) async fn put(&self, rest: &str, body: Value) -> Answer {
        self.shop.desk.put(&self.shop.admin, &self.path(rest), body).await
    }

    pub(super) async fn patch(&self, rest: &str, body: Value) -> Answer {
        self.shop.patch(&self.path(rest), body).await
    }

    pub(super) async fn delete(&self, rest: &str) -> Answer {
        self.shop.delete(&self.path(rest)).await
    }

    /// The values of one member of the rows of a list in the portal.
    pub(super) async fn column(&self, rest: &str, member: &str) -> Vec<String> {
        self.shop.column(&self.path(rest), member).await
    }

    /// A product with a version that takes registrations in the portal.
    pub(super) async fn offer(&self, name: &str) -> Offer {
        let product = self.shop.product(name).await;
        let version = self.shop.version(&product, "v1").await;
        let strategy = self.shop.strategy(&format!("Keys of {name}")).await;
        let (product, version) = (last(&product).to_owned(), last(&version).to_owned());
        let products = json!({ "api_products": { &product: { "publish_status": "published" } } });
        assert_eq!(self.post("/publish", products).await.code(), 204);
        self.make("/product-versions", publication(&version, &strategy)).await;
        Offer { product, version, strategy }
    }

    /// An approved developer.
    pub(super) async fn developer(&self, name: &str) -> Call {
        self.shop.desk.house.developer(self.portal, name).await
    }

    /// A developer in this state, and where they are.
    pub(super) async fn person(&self, name: &str, state: &str) -> String {
        let app = self.shop.desk.house.app();
        let id = DeveloperId::from(app.new_uuid().unwrap());
        let decided = (state != "pending" && state != "unverified").then(|| app.now());
        self.shop
            .desk
            .house
            .run(
                "insert into developers (id, portal, email, full_name, state, requested_at, decided_at, decided_by,
                                         reason, created_at, updated_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $6, $6)",
                args![
                    id,
                    self.portal,
                    format!("{name}@example.com"),
                    name,
                    state,
                    app.now(),
                    decided,
                    decided.map(|_| "olu@example.com"),
                    (state == "rejected").then_some("no")
                ],
            )
            .await;
        format!("/developers/{id}")
    }

    /// An application of this developer.
    pub(super) async fn application(&self, developer: &Call, name: &str, strategy: &str) -> String {
        let new =
            NewApplication { name: name.into(), strategy: strategy.into(), ..NewApplication::default() };
        applications::create(developer, &new).await.unwrap().id.to_string()
    }

    /// Where the registration is that this developer asks for.
    pub(super) async fn registration(&self, developer: &Call, application: &str, version: &str) -> String {
        let new = NewRegistration { application: application.into(), version: version.into() };
        let it = registrations::request(developer, &new).await.unwrap();
        format!("/applications/{application}/registrations/{}", it.id)
    }
}

/// How a version is published that takes registrations.
pub(super) fn publication(version: &str, strategy: &str) -> Value {
    json!({
        "product_version_id": version, "publish_status": "published", "auth_strategy_ids": [strategy],
        "application_registration_enabled": true, "auto_approve_registration": false, "deprecated": false,
    })
}

/// The id of what was made.
pub(super) fn id(made: &Value) -> &str {
    text(&made["id"])
}

/// An id of nothing.
pub(super) const NOTHING: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
