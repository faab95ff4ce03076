//! What tests of the management API stand on: things made through it, by an admin.

use serde_json::{Value, json};

use crate::desk::{Answer, Caller, Desk};

/// An admin with every right, and a house to work in.
pub(crate) struct Shop {
    pub(crate) desk: Desk,
    pub(crate) admin: Caller,
}

impl Shop {
    /// One on each database.
    pub(crate) async fn each() -> Vec<Self> {
        let mut shops = Vec::new();
        for desk in Desk::each().await {
            let admin = desk.admin("admin").await;
            shops.push(Self { desk, admin });
        }
        shops
    }

    /// Makes something, and gives what is answered; anything but 201 ends the test.
    pub(crate) async fn make(&self, path: &str, body: Value) -> Value {
        let made = self.desk.post(&self.admin, path, body).await;
        assert_eq!(made.code(), 201, "{path}: {}", made.json);
        made.json
    }

    /// What stands at this address; anything but 200 ends the test.
    pub(crate) async fn read(&self, path: &str) -> Value {
        let answer = self.desk.get(&self.admin, path).await;
        assert_eq!(answer.code(), 200, "{path}: {}", answer.json);
        answer.json
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.desk.get(&self.admin, path).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.desk.post(&self.admin, path, body).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.desk.patch(&self.admin, path, body).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        self.desk.put(&self.admin, path, body).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.desk.delete(&self.admin, path).await
    }

    /// The address of a new product.
    pub(crate) async fn product(&self, name: &str) -> String {
        let made = self.make("/v2/api-products", json!({ "name": name })).await;
        format!("/v2/api-products/{}", text(&made["id"]))
    }

    /// The address of a new version of the product at this address.
    pub(crate) async fn version(&self, product: &str, name: &str) -> String {
        let path = format!("{product}/product-versions");
        let made = self.make(&path, json!({ "name": name })).await;
        format!("{path}/{}", text(&made["id"]))
    }

    /// The id of a gateway service with a route of its own.
    pub(crate) async fn service(&self, name: &str) -> String {
        let body = json!({ "name": name, "upstream_url": "http://localhost:9001", "path_prefix": format!("/{name}") });
        text(&self.make("/v2/gateway-services", body).await["id"]).to_owned()
    }

    /// The id of a strategy of keys.
    pub(crate) async fn strategy(&self, name: &str) -> String {
        let body = json!({
            "name": name, "display_name": name, "strategy_type": "key_auth", "configs": { "key-auth": {} },
        });
        text(&self.make("/v2/application-auth-strategies", body).await["id"]).to_owned()
    }

    /// The id of a new strategy that the portal proposes from now on.
    pub(crate) async fn propose(&self, portal: &str, name: &str) -> String {
        let strategy = self.strategy(name).await;
        let sql = "update portals set default_strategy = $2 where id = $1";
        self.desk.house.run(sql, sql::args![portal, &strategy]).await;
        strategy
    }

    /// The values of one member of the rows of a list.
    pub(crate) async fn column(&self, path: &str, member: &str) -> Vec<String> {
        let answer = self.read(path).await;
        let rows = answer["data"].as_array().unwrap().clone();
        rows.iter().map(|it| text(&it[member]).to_owned()).collect()
    }
}

/// The text that a value is.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// The last part of an address: an id.
pub(crate) fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}
