//! Teams: their members and their roles.

use serde_json::{Value, json};

use super::stage::{NOTHING, Stage, id};
use crate::management::shop::{last, text};

#[tokio::test]
async fn a_team_is_made_changed_listed_and_deleted() {
    for stage in Stage::each().await {
        let made = stage.make("/teams", json!({ "name": "Partners", "description": "Who resells" })).await;
        let path = format!("/teams/{}", id(&made));
        stage.make("/teams", json!({ "name": "Staff" })).await;
        assert_eq!(stage.post("/teams", json!({ "name": "Staff" })).await.code(), 409);
        let tag = stage.get(&path).await.header("etag").to_owned();
        stage.shop.desk.house.wait(1);
        let changed = stage.patch(&path, json!({ "name": "Resellers" })).await;
        assert_eq!(
            (&changed.json["name"], &changed.json["description"]),
            (&json!("Resellers"), &json!("Who resells"))
        );
        assert_eq!(stage.patch(&path, json!({ "description": "" })).await.json["description"], "");
        assert_eq!(stage.patch(&path, json!({ "name": "Staff" })).await.code(), 409);
        let stale = stage.shop.admin.clone().with("if-match", &tag);
        assert_eq!(stage.shop.desk.delete(&stale, &stage.path(&path)).await.code(), 412);
        assert_eq!(stage.column("/teams?filter[name][contains]=SELL", "name").await, ["Resellers"]);
        assert_eq!(stage.column("/teams?page[size]=1&page[number]=2", "name").await, ["Staff"]);
        assert_eq!(
            stage.get("/teams?sort=name").await.code(),
            200,
            "an order that is not offered is passed over"
        );
        let wrong = json!({ "name": "", "description": "x".repeat(251), "extra": 1 });
        let mut invalid = stage.post("/teams", wrong).await.invalid();
        invalid.sort();
        assert_eq!(invalid, ["description max_length", "extra unknown_property", "name matches_regex"]);
        assert_eq!(
            stage.post("/teams", json!({ "name": "x".repeat(251) })).await.invalid(),
            ["name max_length"]
        );
        let other = stage.shop.desk.open("other").await;
        assert_eq!(stage.shop.get(&format!("/v2/portals/{other}{path}")).await.code(), 404);
        assert_eq!(stage.shop.delete(&format!("/v2/portals/{other}{path}")).await.code(), 404);
        assert_eq!(stage.delete(&path).await.code(), 204);
        assert_eq!(stage.get(&path).await.code(), 404);
    }
}

#[tokio::test]
async fn a_developer_belongs_to_a_team_once() {
    for stage in Stage::each().await {
        let team = stage.make("/teams", json!({ "name": "Partners" })).await;
        let members = format!("/teams/{}/developers", id(&team));
        let ada = stage.person("ada", "approved").await;
        let bea = stage.person("Bea", "pending").await;
        let join = async |id: &str| stage.post(&members, json!({ "id": id })).await;
        let first = join(last(&ada)).await;
        assert_eq!((first.code(), first.bytes.len()), (201, 0));
        assert_eq!(join(last(&ada)).await.code(), 409);
        assert_eq!(join(last(&bea)).await.code(), 201);
        let missing = join(NOTHING).await;
        assert_eq!((missing.code(), missing.invalid()), (400, vec!["id missing_reference".to_owned()]));
        assert_eq!(stage.post(&members, json!({ "id": "x" })).await.invalid(), ["id is_uuid"]);
        let other = stage.shop.desk.open("other").await;
        let zoe = stage.shop.desk.house.developer(other, "zoe").await.developer().unwrap().id.to_string();
        assert_eq!(join(&zoe).await.code(), 400, "who is in another portal is nobody here");
        let names =
            async |query: &str| stage.column(&format!("{members}?{query}"), "full_name").await.join(" ");
        assert_eq!(names("").await, "ada Bea");
        assert_eq!(names("filter[active]=true").await, "ada");
        assert_eq!(names("filter[active]=false").await, "Bea");
        assert_eq!(names("filter[email][contains]=BEA").await, "Bea");
        assert_eq!(names("filter[full_name]=ada").await, "ada");
        assert_eq!(names("filter[attributes]=x").await, "");
        let teams = stage.read(&format!("{ada}/teams")).await;
        assert_eq!((&teams["meta"]["page"]["total"], &teams["data"][0]["id"]), (&json!(1), &team["id"]));
        let gone = format!("{members}/{}", last(&ada));
        assert_eq!(stage.delete(&gone).await.code(), 204);
        assert_eq!(stage.delete(&gone).await.code(), 404);
        assert_eq!(stage.delete(&format!("{members}/{NOTHING}")).await.code(), 404);
        assert_eq!(names("").await, "Bea");
    }
}

#[tokio::test]
async fn a_role_is_given_once_and_holds_everywhere() {
    for stage in Stage::each().await {
        let team = stage.make("/teams", json!({ "name": "Partners" })).await;
        let roles = format!("/teams/{}/assigned-roles", id(&team));
        let product = stage.shop.product("Payments").await;
        let role = |name: &str, entity: &str| json!({ "role_name": name, "entity_id": entity, "entity_type_name": "Services", "entity_region": "eu" });
        let viewer = stage.make(&roles, role("API Viewer", last(&product))).await;
        assert_eq!(viewer["entity_region"], "*");
        assert_eq!(stage.post(&roles, role("API Viewer", last(&product))).await.code(), 409);
        let consumer = stage.make(&roles, role("API Consumer", last(&product))).await;
        let names = async || stage.column(&roles, "role_name").await.join(", ");
        assert_eq!(names().await, "API Viewer, API Consumer");
        let missing = stage.post(&roles, role("API Viewer", NOTHING)).await;
        assert_eq!(
            (missing.code(), missing.invalid()),
            (400, vec!["entity_id missing_reference".to_owned()])
        );
        let wrong = json!({ "role_name": "Owner", "entity_id": NOTHING, "entity_type_name": "Things", "entity_region": "us" });
        assert_eq!(stage.post(&roles, wrong).await.invalid(), ["role_name enum", "entity_type_name enum"]);
        let mut incomplete = stage.post(&roles, json!({ "entity_region": "mars" })).await.invalid();
        incomplete.sort();
        assert_eq!(
            incomplete,
            ["entity_id required", "entity_region enum", "entity_type_name required", "role_name required"]
        );
        let gone = format!("{roles}/{}", text(&viewer["id"]));
        assert_eq!(stage.delete(&gone).await.code(), 204);
        assert_eq!(stage.delete(&gone).await.code(), 404);
        assert_eq!(names().await, "API Consumer");
        let other = stage.make("/teams", json!({ "name": "Other" })).await;
        let elsewhere = format!("/teams/{}/assigned-roles/{}", id(&other), id(&consumer));
        assert_eq!(stage.delete(&elsewhere).await.code(), 404);
        let there = stage.shop.read("/v2/portal-roles").await;
        assert_eq!(there["services"]["roles"]["apiviewer"]["name"], "API Viewer");
        assert_ne!(there, Value::Null);
    }
}
