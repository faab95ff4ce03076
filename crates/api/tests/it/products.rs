//! Products: what is shown of them, to whom, and what may be done.

use base::Instant;
use catalog::products::{self, NewProduct};
use catalog::publications;
use serde_json::json;
use sql::args;

use crate::offer::{Offer, each};

#[tokio::test]
async fn a_product_tells_what_is_published_of_it_and_its_latest_version_by_when_it_was_made() {
    for it in Offer::each().await {
        it.add_version(it.product, "v99, not published").await;
        it.add_document("Start", None, "published").await;
        it.add_document("Draft", None, "unpublished").await;
        let sql = "update products set public_labels = '{\"env\":\"prod\",\"team\":\"pay\"}'";
        it.desk.house.run(sql, args![]).await;
        let seen = it.get(&it.visitor, &format!("/products/{}", it.product)).await;
        assert_eq!(seen.code(), 200, "{}", seen.json);
        assert_eq!(
            (&seen.json["document_count"], &seen.json["version_count"], &seen.json["description"]),
            (&json!(1), &json!(2), &json!("About Payments"))
        );
        assert_eq!(seen.json["latest_version"], json!({ "id": it.version, "name": "v2" }));
        assert_eq!(seen.json["public_labels"], json!({ "env": "prod", "team": "pay" }));
        let listed = it.get(&it.visitor, "/products").await;
        assert_eq!(listed.json["data"], json!([seen.json]));
        assert_eq!(listed.json["meta"], json!({ "page": { "number": 1, "size": 10, "total": 1 } }));
        let tag = seen.header("etag").to_owned();
        let again = it.visitor.clone().with("if-none-match", &tag);
        assert_eq!(it.get(&again, &format!("/products/{}", it.product)).await.code(), 304);
    }
}

#[tokio::test]
async fn a_product_without_anything_has_no_description_no_version_and_no_labels() {
    for it in Offer::each().await {
        let new = NewProduct { name: "Bare".into(), ..NewProduct::default() };
        let bare = products::create(&it.call(), &new).await.unwrap().id;
        publications::publish_product(&it.call(), bare, it.portal).await.unwrap();
        let seen = it.get(&it.visitor, &format!("/products/{bare}")).await.json;
        assert_eq!(
            (&seen["description"], &seen["latest_version"], &seen["public_labels"], &seen["version_count"]),
            (&json!(null), &json!(null), &json!({}), &json!(0))
        );
        let created = Instant::parse(seen["created_at"].as_str().unwrap()).unwrap();
        assert_eq!(created.rfc3339(), seen["created_at"]);
    }
}

#[tokio::test]
async fn products_are_listed_by_name_in_pages_and_filtered() {
    for it in Offer::each().await {
        for name in ["accounts", "Ärger", "Zoo 50%", "zebra"] {
            it.add_product(name).await;
        }
        let names = async |query: &str| {
            let answer = it.get(&it.visitor, &format!("/products?{query}")).await;
            assert_eq!(answer.code(), 200, "{query}: {}", answer.json);
            (each(&answer, "name"), answer.json["meta"]["page"]["total"].as_i64().unwrap())
        };
        let all = names("").await.0;
        assert_eq!((&*all[0], all.len()), ("accounts", 5));
        let (first, total) = names("page%5Bsize%5D=2&page%5Bnumber%5D=1").await;
        let (second, _) = names("page[size]=2&page[number]=2").await;
        assert_eq!(([first, second].concat(), total), (all[..4].to_vec(), 5));
        assert_eq!(names("page[size]=2&page[number]=9").await, (vec![], 5));
        assert_eq!(names("filter[name]=zebra").await, (vec!["zebra".to_owned()], 1));
        assert_eq!(names("filter[name][eq]=Zebra").await, (vec![], 0));
        assert_eq!(names("filter[name][contains]=ZE").await.0, ["zebra"]);
        assert_eq!(names("filter[name][contains]=%25").await.0, ["Zoo 50%"]);
        assert_eq!(names("filter[description][contains]=about%20pay").await.0, ["Payments"]);
        assert_eq!(names("filter[description]=About+zebra").await.0, ["zebra"]);
        assert_eq!(names(&format!("filter[id]={}", it.product)).await.0, ["Payments"]);
        let both = format!("filter[id][eq]={}&filter[name]=zebra&unknown=1", it.product);
        assert_eq!(names(&both).await, (vec![], 0));
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_query_is_said_at_once() {
    for it in Offer::each().await {
        let path = "/products?page[size]=101&page[number]=0&filter[id]=x&filter[price]=1&filter[name][gt]=a";
        let answer = it.get(&it.visitor, path).await;
        assert_eq!(answer.code(), 400);
        let wrong = [
            "page[size] max",
            "page[number] min",
            "filter[id] is_uuid",
            "filter[price] unknown_property",
            "filter[name][gt] unknown_property",
        ];
        assert_eq!(answer.invalid(), wrong);
        for path in ["/products?page[size]=ten", "/products?filter[name]=%ff", "/products?filter[name]=a%00"]
        {
            assert_eq!(it.get(&it.visitor, path).await.code(), 400, "{path}");
        }
    }
}

#[tokio::test]
async fn what_is_not_published_here_is_not_there() {
    for it in Offer::each().await {
        let new = NewProduct { name: "Hidden".into(), ..NewProduct::default() };
        let hidden = products::create(&it.call(), &new).await.unwrap().id;
        let other = it.desk.open("other").await;
        publications::publish_product(&it.call(), hidden, other).await.unwrap();
        for caller in [&it.visitor, &it.ada] {
            assert_eq!(it.get(caller, &format!("/products/{hidden}")).await.code(), 404);
            assert_eq!(each(&it.get(caller, "/products").await, "name"), ["Payments"]);
            assert_eq!(it.get(caller, "/products/not-an-id").await.code(), 404);
        }
        assert_eq!(it.get(&it.desk.visitor("other"), &format!("/products/{hidden}")).await.code(), 200);
        assert_eq!(it.get(&it.ada, &format!("/products/{hidden}/actions")).await.code(), 404);
        assert_eq!(it.get(&it.visitor, &format!("/products/{}/actions", it.product)).await.code(), 401);
    }
}

#[tokio::test]
async fn a_private_portal_wants_a_session_for_everything() {
    for it in Offer::each().await {
        it.set_portal("update portals set catalog = 'private' where id = $1").await;
        let (product, version) = (it.product, it.version);
        for path in [
            "/products".to_owned(),
            format!("/products/{product}"),
            format!("/products/{product}/actions"),
            format!("/products/{product}/versions"),
            format!("/products/{product}/versions/{version}"),
            format!("/products/{product}/versions/{version}/spec"),
            format!("/products/{product}/versions/{version}/spec/operations"),
            format!("/products/{product}/versions/{version}/applications"),
            format!("/products/{product}/documents"),
            "/search/product-catalog?q=".to_owned(),
            "/applications".to_owned(),
            "/applications/auth-strategies".to_owned(),
        ] {
            assert_eq!(it.get(&it.visitor, &path).await.code(), 401, "{path}");
            assert_eq!(it.get(&it.ada, &path).await.code(), 200, "{path}");
        }
    }
}

#[tokio::test]
async fn without_accounts_everything_can_be_read_and_nothing_else_is_there() {
    for it in Offer::each().await {
        it.set_portal("update portals set accounts = 'off' where id = $1").await;
        let (product, version) = (it.product, it.version);
        for path in [
            "/products".to_owned(),
            format!("/products/{product}"),
            format!("/products/{product}/versions"),
            format!("/products/{product}/versions/{version}/spec"),
            format!("/products/{product}/documents"),
            "/search/product-catalog?q=".to_owned(),
        ] {
            assert_eq!(it.get(&it.visitor, &path).await.code(), 200, "{path}");
        }
        for caller in [&it.visitor, &it.ada] {
            for path in ["/applications", "/applications/auth-strategies"] {
                assert_eq!(it.get(caller, path).await.code(), 401, "{path}");
            }
            assert_eq!(it.get(caller, &format!("/products/{product}/actions")).await.code(), 401);
            let body = json!({ "name": "Shop", "auth_strategy_id": it.strategy });
            assert_eq!(it.post(caller, "/applications", body).await.code(), 401);
        }
    }
}

#[tokio::test]
async fn with_roles_only_what_a_team_may_see_is_there_and_actions_tell_what_it_may_do() {
    for it in Offer::each().await {
        let (secret, other) = (it.add_product("Secret").await, it.add_product("Other").await);
        it.set_portal("update portals set rbac = true where id = $1").await;
        let actions = async |product| {
            let answer = it.get(&it.ada, &format!("/products/{product}/actions")).await;
            (answer.code(), answer.json["actions"].clone())
        };
        assert_eq!(each(&it.get(&it.ada, "/products").await, "name"), [""; 0]);
        assert_eq!(actions(it.product).await.0, 404);
        it.give_role(it.product, "consumer").await;
        it.give_role(other, "viewer").await;
        for path in ["/products", "/search/product-catalog?q="] {
            let answer = it.get(&it.ada, path).await;
            assert_eq!(answer.json["meta"]["page"]["total"], 2, "{path}");
        }
        assert_eq!(each(&it.get(&it.ada, "/products").await, "name"), ["Other", "Payments"]);
        let may = |register: bool| json!({ "view": true, "register": register, "view_documentation": true });
        assert_eq!(actions(it.product).await, (200, may(true)));
        assert_eq!(actions(other).await, (200, may(false)));
        assert_eq!(actions(secret).await.0, 404);
        for caller in [&it.kim, &it.visitor] {
            let answer = it.get(caller, "/products").await;
            assert_eq!(answer.json["meta"]["page"]["total"], 0);
            assert_eq!(it.get(caller, &format!("/products/{}", it.product)).await.code(), 404);
            assert_eq!(it.get(caller, &format!("/products/{}/versions", it.product)).await.code(), 404);
            assert_eq!(it.get(caller, &format!("/products/{}/documents", it.product)).await.code(), 404);
        }
    }
}
