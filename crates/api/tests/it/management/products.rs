//! API products.

use serde_json::{Value, json};

use super::shop::{Shop, last, text};

const PATH: &str = "/v2/api-products";

#[tokio::test]
async fn a_product_is_made_read_changed_and_deleted() {
    for shop in Shop::each().await {
        let portal = shop.desk.open("acme").await.to_string();
        let body = json!({
            "name": "Parcels", "description": "Moves things", "labels": { "env": "prod" },
            "public_labels": { "team": "post" }, "portal_ids": [portal],
        });
        let made = shop.make(PATH, body).await;
        assert_eq!(made["portal_ids"], json!([portal]));
        assert_eq!(made["portals"], json!([{ "portal_id": portal, "portal_name": "Portal acme" }]));
        assert_eq!((&made["version_count"], &made["labels"]), (&json!(0), &json!({ "env": "prod" })));
        let path = format!("{PATH}/{}", text(&made["id"]));
        assert_eq!(shop.read(&path).await, made);
        shop.version(&path, "v1").await;
        assert_eq!(shop.read(&path).await["version_count"], 1);
        let change = json!({
            "name": "Parcels 2", "description": null, "labels": { "env": null, "a": "b" }, "portal_ids": [],
        });
        let changed = shop.patch(&path, change).await;
        assert_eq!(changed.code(), 200, "{}", changed.json);
        assert_eq!(changed.json["name"], "Parcels 2");
        assert_eq!(changed.json["description"], Value::Null);
        assert_eq!(changed.json["labels"], json!({ "a": "b" }));
        assert_eq!(changed.json["public_labels"], json!({ "team": "post" }));
        assert_eq!(changed.json["portals"], json!([]));
        assert_eq!(shop.patch(&path, json!({ "labels": null })).await.json["labels"], json!({}));
        assert_eq!(shop.read(&path).await["name"], "Parcels 2");
        assert_eq!(shop.delete(&path).await.code(), 204);
        assert_eq!(shop.get(&path).await.code(), 404);
        assert_eq!(shop.delete(&path).await.code(), 404);
        let events = shop.desk.house.events().await;
        assert_eq!(
            events,
            [
                "product.created",
                "product.published",
                "version.created",
                "product.changed",
                "product.unpublished",
                "product.changed",
                "product.deleted"
            ]
        );
    }
}

#[tokio::test]
async fn all_that_is_wrong_with_a_product_is_said_at_once() {
    for shop in Shop::each().await {
        let body = json!({
            "name": "", "description": 1, "portal_ids": ["x"], "labels": { "a": "-" }, "slug": "x",
        });
        let answer = shop.post(PATH, body).await;
        assert_eq!((answer.code(), answer.header("content-type")), (400, "application/problem+json"));
        let mut invalid = answer.invalid();
        invalid.sort();
        assert_eq!(
            invalid,
            [
                "description is_string",
                "labels.a matches_regex",
                "name min_length",
                "portal_ids.0 is_uuid",
                "slug unknown_property"
            ]
        );
        // What only the operation knows: reserved keys, portals that are not there.
        let nobody = base::Uuid::nil().to_string();
        let body = json!({ "name": " ", "labels": { "kong-a": "b" }, "public_labels": { "_x": "y" } });
        assert_eq!(
            shop.post(PATH, body).await.invalid(),
            ["name required", "labels.kong-a is_label", "public_labels._x is_label"]
        );
        let body = json!({ "name": "Parcels", "portal_ids": [nobody] });
        assert_eq!(shop.post(PATH, body).await.invalid(), ["portal_ids missing_reference"]);
        assert_eq!(shop.read(PATH).await["meta"]["page"]["total"], 0);
        let path = shop.product("Parcels").await;
        for (body, wrong) in [
            (json!({ "name": null }), "name is_string"),
            (json!({ "portal_ids": null }), "portal_ids is_array"),
            (json!({ "portal_ids": [nobody, nobody] }), "portal_ids invalid"),
            (json!({ "portal_ids": [nobody] }), "portal_ids missing_reference"),
            (json!({ "public_labels": null }), "public_labels is_object"),
        ] {
            let answer = shop.patch(&path, body).await;
            assert_eq!((answer.code(), answer.invalid()), (400, vec![wrong.to_owned()]));
        }
        assert_eq!(shop.post(PATH, json!({ "name": "Parcels" })).await.code(), 409);
        let form = shop.admin.clone().with("content-type", "text/plain");
        assert_eq!(shop.desk.post(&form, PATH, json!({ "name": "A" })).await.code(), 415);
    }
}

#[tokio::test]
async fn products_are_filtered_sorted_and_counted_in_few_statements() {
    for shop in Shop::each().await {
        let portal = shop.desk.open("acme").await.to_string();
        for (name, env) in [("Parcels", "prod"), ("Ferries", "test"), ("Weather", "prod")] {
            let body = json!({ "name": name, "labels": { "env": env }, "portal_ids": [portal] });
            shop.make(PATH, body).await;
        }
        for (query, names) in [
            ("", "Ferries Parcels Weather"),
            ("?sort=name%20desc", "Weather Parcels Ferries"),
            ("?filter[name]=Parcels", "Parcels"),
            ("?filter[name][contains]=ER", "Ferries Weather"),
            ("?filter[name][oeq]=Parcels,Weather", "Parcels Weather"),
            ("?filter[name][neq]=Parcels", "Ferries Weather"),
            ("?labels=env:prod", "Parcels Weather"),
            ("?labels=env", "Ferries Parcels Weather"),
            ("?labels=env:prod,team", ""),
            ("?public_labels=env", ""),
            ("?page[size]=1&page[number]=2", "Parcels"),
        ] {
            let before = shop.desk.house.app().db.statements();
            let found = shop.column(&format!("{PATH}{query}"), "name").await;
            assert_eq!(found.join(" "), names, "{query}");
            let statements = shop.desk.house.app().db.statements() - before;
            assert!(statements <= 5, "{statements} statements for {query}");
        }
        let answer = shop.get(&format!("{PATH}?filter[x]=1&sort=labels&labels=a%20b")).await;
        assert_eq!(answer.invalid(), ["filter[x] unknown_property", "sort enum"]);
        assert_eq!(shop.get(&format!("{PATH}?labels=a%20b")).await.invalid(), ["labels is_label"]);
    }
}

#[tokio::test]
async fn a_product_that_was_changed_meanwhile_is_not_overwritten() {
    for shop in Shop::each().await {
        let path = shop.product("Parcels").await;
        let tag = shop.get(&path).await.header("etag").to_owned();
        let careful = shop.admin.clone().with("if-match", &tag);
        shop.desk.house.wait(1);
        assert_eq!(shop.desk.patch(&careful, &path, json!({ "name": "A" })).await.code(), 200);
        assert_eq!(shop.desk.patch(&careful, &path, json!({ "name": "B" })).await.code(), 412);
        assert_eq!(shop.desk.delete(&careful, &path).await.code(), 412);
        assert_eq!(shop.read(&path).await["name"], "A");
    }
}

#[tokio::test]
async fn who_looks_on_may_read_products_and_nothing_else() {
    for shop in Shop::each().await {
        let path = shop.product("Parcels").await;
        for (role, may) in [("reader", false), ("approver", false), ("publisher", true)] {
            let caller = shop.desk.admin(role).await;
            assert_eq!(shop.desk.get(&caller, &path).await.code(), 200);
            let made = shop.desk.post(&caller, PATH, json!({ "name": role })).await;
            assert_eq!(made.code(), if may { 201 } else { 403 }, "{role}");
        }
        let unknown = format!("{PATH}/{}", base::Uuid::nil());
        assert_eq!(shop.get(&unknown).await.code(), 404);
        assert_eq!(shop.get(&format!("{PATH}/parcels")).await.code(), 404);
        assert_eq!(last(&unknown).len(), 36);
    }
}
