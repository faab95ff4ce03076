//! Something that a portal offers: a product with a document and two versions, and a developer who may build on it.

use base::{PortalId, ProductId, StrategyId, TeamId, VersionId};
use catalog::documents::{self, Document, NewDocument};
use catalog::products::{self, NewProduct};
use catalog::publications::{self, NewPublication};
use catalog::specifications::{self, NewSpecification};
use catalog::strategies::{self, NewStrategy};
use catalog::versions::{self, NewVersion};
use frame::Call;
use serde_json::{Value, json};
use sql::args;

use crate::desk::{Answer, Caller, Desk};

/// A specification with two operations.
pub(crate) const SPECIFICATION: &str = "openapi: 3.0.3
info: {title: Pay, version: '1'}
paths:
  /payments:
    get: {operationId: list, summary: All payments, tags: [payments], responses: {'200': {description: ok}}}
    post: {deprecated: true, responses: {'201': {description: made}}}
";

/// What is offered in one portal, and who comes.
pub(crate) struct Offer {
    pub(crate) desk: Desk,
    pub(crate) portal: PortalId,
    pub(crate) admin: Call,
    /// A developer, as the operations know her.
    pub(crate) ada_call: Call,
    /// The same developer, signed in.
    pub(crate) ada: Caller,
    /// Another developer of the portal, signed in.
    pub(crate) kim: Caller,
    /// Nobody.
    pub(crate) visitor: Caller,
    pub(crate) strategy: StrategyId,
    pub(crate) product: ProductId,
    /// `v2`, made last, with a specification.
    pub(crate) version: VersionId,
    /// `v10`, made before.
    pub(crate) older: VersionId,
}

impl Offer {
    /// One on each database.
    pub(crate) async fn each() -> Vec<Self> {
        let mut offers = Vec::new();
        for desk in Desk::each().await {
            offers.push(Self::on(desk).await);
        }
        offers
    }

    async fn on(desk: Desk) -> Self {
        let portal = desk.open("acme").await;
        let (ada_call, kim) =
            (desk.house.developer(portal, "ada").await, desk.house.developer(portal, "kim").await);
        let (ada, kim) = (desk.developer("acme", &ada_call).await, desk.developer("acme", &kim).await);
        let admin = desk.house.admin();
        let new = NewStrategy {
            name: "internal".into(),
            display_name: "Key".into(),
            ttl_value: "2".into(),
            ttl_unit: "weeks".into(),
            ..NewStrategy::default()
        };
        let strategy = strategies::create(&admin, &new).await.unwrap().id;
        let visitor = desk.visitor("acme");
        let nothing = base::Uuid::nil();
        let (product, version, older) = (nothing.into(), nothing.into(), nothing.into());
        let mut it =
            Self { desk, portal, admin, ada_call, ada, kim, visitor, strategy, product, version, older };
        it.product = it.add_product("Payments").await;
        it.older = it.add_version(it.product, "v10").await;
        it.desk.house.wait(1);
        it.version = it.add_version(it.product, "v2").await;
        it.publish(it.older, |_| {}).await;
        it.publish(it.version, |_| {}).await;
        let new = NewSpecification { name: "pay.yaml".into(), content: SPECIFICATION.into() };
        specifications::replace(&it.call(), it.version, new).await.unwrap();
        it
    }

    /// The admin, calling now.
    pub(crate) fn call(&self) -> Call {
        self.desk.house.again(&self.admin)
    }

    /// A product that the portal shows.
    pub(crate) async fn add_product(&self, name: &str) -> ProductId {
        let new =
            NewProduct { name: name.into(), description: format!("About {name}"), ..NewProduct::default() };
        let id = products::create(&self.call(), &new).await.unwrap().id;
        publications::publish_product(&self.call(), id, self.portal).await.unwrap();
        id
    }

    /// A version, not published yet.
    pub(crate) async fn add_version(&self, product: ProductId, name: &str) -> VersionId {
        let new = NewVersion { name: name.into(), ..NewVersion::default() };
        versions::create(&self.call(), product, &new).await.unwrap().id
    }

    /// Publishes a version, open to applications unless it is said otherwise.
    pub(crate) async fn publish(&self, version: VersionId, with: impl FnOnce(&mut NewPublication)) {
        let mut new = NewPublication {
            portal: self.portal.to_string(),
            registration: true,
            strategy: self.strategy.to_string(),
            ..NewPublication::default()
        };
        with(&mut new);
        publications::publish_version(&self.call(), version, &new).await.unwrap();
    }

    /// A document below another, or at the top where there is none.
    pub(crate) async fn add_document(&self, title: &str, parent: Option<&Document>, state: &str) -> Document {
        let new = NewDocument {
            title: title.into(),
            content: format!("# {title}\n\nSee [this](https://example.com)."),
            parent: parent.map(|it| it.id.to_string()).unwrap_or_default(),
            state: state.into(),
            metadata: Some(json!({ "about": title })),
            ..NewDocument::default()
        };
        documents::create(&self.call(), self.product, &new).await.unwrap()
    }

    /// Sets columns of the portal: `rbac = true`.
    pub(crate) async fn set_portal(&self, sql: &'static str) {
        self.desk.house.run(sql, args![self.portal]).await;
    }

    /// Gives ada a team with this role on a product.
    pub(crate) async fn give_role(&self, product: ProductId, role: &str) {
        let team = TeamId::from(self.desk.house.app().new_uuid().unwrap());
        let house = &self.desk.house;
        let person = self.ada_call.developer().unwrap().id;
        house
            .run(
                "insert into teams (id, portal, name, description, created_at, updated_at)
                 values ($1, $2, $1, '', 0, 0)",
                args![team, self.portal],
            )
            .await;
        house.run("insert into team_members (team, developer) values ($1, $2)", args![team, person]).await;
        house
            .run(
                "insert into team_roles (id, team, product, role) values ($1, $1, $2, $3)",
                args![team, product, role],
            )
            .await;
    }

    /// An application of the one who calls; its id.
    pub(crate) async fn application(&self, caller: &Caller, name: &str) -> String {
        let body = json!({ "name": name, "auth_strategy_id": self.strategy });
        let answer = self.post(caller, "/applications", body).await;
        assert_eq!(answer.code(), 201, "{}", answer.json);
        answer.json["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn get(&self, caller: &Caller, path: &str) -> Answer {
        self.desk.get(caller, &format!("/api/v2{path}")).await
    }

    pub(crate) async fn post(&self, caller: &Caller, path: &str, body: Value) -> Answer {
        self.desk.post(caller, &format!("/api/v2{path}"), body).await
    }

    pub(crate) async fn patch(&self, caller: &Caller, path: &str, body: Value) -> Answer {
        self.desk.patch(caller, &format!("/api/v2{path}"), body).await
    }

    pub(crate) async fn put(&self, caller: &Caller, path: &str, body: Value) -> Answer {
        self.desk.put(caller, &format!("/api/v2{path}"), body).await
    }

    pub(crate) async fn delete(&self, caller: &Caller, path: &str) -> Answer {
        self.desk.delete(caller, &format!("/api/v2{path}")).await
    }
}

/// One member of each thing in a list.
pub(crate) fn each(answer: &Answer, member: &str) -> Vec<String> {
    let word = |it: &Value| it[member].as_str().unwrap_or_default().to_owned();
    answer.json["data"].as_array().unwrap().iter().map(word).collect()
}
