//! What the published single-page client relies on without saying so: where it would leave its page, turn in a circle, or
//! show nothing. Each test is a trap into which a server of the same contract can fall.

use api::Api;
use axum::http::Method;
use base::Uuid;
use serde_json::{Value, json};

use crate::desk::{Answer, Caller};
use crate::offer::{Offer, each};

/// What stands for the parameters of a path.
type Names = [(&'static str, String)];

fn filled(path: &str, names: &Names) -> String {
    let whole =
        names.iter().fold(path.to_owned(), |path, (name, it)| path.replace(&format!("{{{name}}}"), it));
    let is_open = |part: &str| part.starts_with('{');
    let nil = Uuid::nil().to_string();
    whole.split('/').map(|it| if is_open(it) { nil.as_str() } else { it }).collect::<Vec<_>>().join("/")
}

/// An application of ada's with all that belongs to one, as the parameters of paths.
async fn belongings(it: &Offer) -> Vec<(&'static str, String)> {
    let id = |answer: &Answer| answer.json["id"].as_str().unwrap().to_owned();
    let shop = it.application(&it.ada, "Shop").await;
    let path = format!("/applications/{shop}");
    let body = json!({ "product_version_id": it.version, "scopes": [] });
    let registration = it.post(&it.ada, &format!("{path}/registrations"), body).await;
    assert_eq!(registration.code(), 201, "the client may send no scopes as none");
    let credential = it.post(&it.ada, &format!("{path}/credentials"), json!({})).await;
    vec![
        ("productId", it.product.to_string()),
        ("productVersionId", it.version.to_string()),
        ("documentId", "start".to_owned()),
        ("indices", "product-catalog".to_owned()),
        ("applicationId", shop),
        ("registrationId", id(&registration)),
        ("credentialId", id(&credential)),
    ]
}

#[tokio::test]
async fn a_client_is_never_sent_to_its_page_for_what_is_forbidden() {
    for it in Offer::each().await {
        let there = belongings(&it).await;
        it.add_document("Start", None, "published").await;
        let stale = it.visitor.clone().with("cookie", "portalaccesstoken=gone");
        let mut asked = 0;
        for portal in [
            "update portals set rbac = false where id = $1",
            "update portals set rbac = true where id = $1",
            "update portals set rbac = false, catalog = 'private' where id = $1",
            "update portals set accounts = 'off' where id = $1",
        ] {
            it.set_portal(portal).await;
            for (caller, who) in
                [(&it.visitor, "nobody"), (&stale, "stale"), (&it.kim, "kim"), (&it.ada, "ada")]
            {
                for route in api::register().iter().filter(|it| it.api == Api::Portal) {
                    // What ada has is needed until the end, and so are the sessions.
                    let is_kept = who == "ada" && route.method != Method::GET;
                    if is_kept || route.path.ends_with("/logout") {
                        continue;
                    }
                    for names in [&there[..], &[]] {
                        let path = filled(route.path, names);
                        let body = (route.method != Method::GET).then(|| "{}".to_owned());
                        let answer = it.desk.send(caller, route.method.clone(), &path, body).await;
                        let said = format!("{} {path} by {who}: {}", route.method, answer.json);
                        assert!(answer.code() != 403 && answer.code() < 500, "{said}");
                        asked += 1;
                    }
                }
            }
        }
        assert!(asked > 600, "{asked} requests");
    }
}

#[tokio::test]
async fn a_list_tells_how_long_it_is_in_one_place_or_the_client_asks_for_ever() {
    for it in Offer::each().await {
        let there = belongings(&it).await;
        it.add_document("Start", None, "published").await;
        let mut lists = 0;
        for route in api::register().iter().filter(|it| it.api == Api::Portal && it.method == Method::GET) {
            let answer = it.desk.get(&it.ada, &filled(route.path, &there)).await;
            if !answer.json["data"].is_array() {
                continue;
            }
            lists += 1;
            let members = |it: &Value| it.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
            assert_eq!(members(&answer.json["meta"]), ["page"], "{}", route.path);
            assert_eq!(members(&answer.json["meta"]["page"]), ["number", "size", "total"], "{}", route.path);
        }
        assert_eq!(lists, 9);
    }
}

#[tokio::test]
async fn a_page_that_asks_for_everything_several_times_is_not_slowed_down() {
    for it in Offer::each().await {
        let product = format!("/products/{}", it.product);
        for _ in 0..25 {
            for path in [
                "/portal".to_owned(),
                "/search/product-catalog?q=&join=versions&page[size]=12&page[number]=1".to_owned(),
                format!("{product}/actions"),
                format!("{product}/versions/{}/spec", it.version),
            ] {
                let answer = it.get(&it.ada, &path).await;
                assert_eq!((answer.code(), answer.header("retry-after")), (200, ""), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn a_private_portal_shows_what_its_pages_begin_with_to_anybody() {
    for it in Offer::each().await {
        it.set_portal("update portals set catalog = 'private' where id = $1").await;
        let stale = it.visitor.clone().with("cookie", "portalaccesstoken=gone; portalrefreshtoken=gone");
        for caller in [&it.visitor, &stale] {
            for end in [
                "",
                "/appearance",
                "/logo",
                "/catalog-cover",
                "/favicon.ico",
                "/stylesheet.css",
                "/stylesheet/font.css",
            ] {
                assert_eq!(it.get(caller, &format!("/portal{end}")).await.code(), 200, "{end}");
            }
            let out = it.desk.send(caller, Method::POST, "/api/v2/developer/logout", None).await;
            assert_eq!(out.code(), 204, "the client signs out before it shows the way in");
        }
    }
}

#[tokio::test]
async fn a_card_of_the_catalog_tells_the_same_as_the_product() {
    for it in Offer::each().await {
        it.add_document("Start", None, "published").await;
        it.desk.house.run("update products set public_labels = '{\"env\":\"prod\"}'", sql::args![]).await;
        let product = it.get(&it.visitor, &format!("/products/{}", it.product)).await.json;
        let found = it.get(&it.visitor, "/search/product-catalog?q=&join=versions").await.json;
        assert_eq!(found["data"][0]["source"], product);
        assert_eq!((&product["document_count"], &product["version_count"]), (&json!(1), &json!(2)));
    }
}

#[tokio::test]
async fn a_document_below_others_is_found_by_the_end_of_its_address_alone() {
    for it in Offer::each().await {
        let (start, more) = (
            it.add_document("Start", None, "published").await,
            it.add_document("More", None, "published").await,
        );
        let one = it.add_document("Limits", Some(&start), "published").await;
        let other = it.add_document("Limits", Some(&more), "published").await;
        assert_ne!(one.slug, other.slug, "a slug is one of a kind in its product, whatever it is below");
        let path = format!("/products/{}/documents", it.product);
        for document in [&one, &other] {
            let seen = it.get(&it.visitor, &format!("{path}/{}", document.slug)).await;
            assert_eq!((seen.code(), &seen.json["id"]), (200, &json!(document.id)));
        }
        let tree = it.visitor.clone().with("accept", "application/vnd.konnect.document-tree+json");
        let tree = it.get(&tree, &path).await.json;
        assert_eq!(tree["data"][1]["children"][0]["slug"], json!(other.slug));
        assert_eq!(tree["data"][1]["children"][0]["children"], json!([]));
    }
}

#[tokio::test]
async fn where_there_is_no_strategy_the_client_finds_an_empty_list_and_hides_its_button() {
    for it in Offer::each().await {
        it.publish(it.version, |new| (new.strategy, new.registration) = (String::new(), false)).await;
        it.publish(it.older, |new| (new.strategy, new.registration) = (String::new(), false)).await;
        let none = it.get(&it.ada, "/applications/auth-strategies").await;
        assert_eq!(
            (none.code(), each(&none, "id"), &none.json["meta"]["page"]["total"]),
            (200, vec![], &json!(0))
        );
        let versions = it.get(&it.ada, &format!("/products/{}/versions", it.product)).await.json;
        for version in versions["data"].as_array().unwrap() {
            assert_eq!(version["registration_configs"], json!([]), "null would end the page");
        }
    }
}

#[tokio::test]
async fn a_deed_without_a_body_is_refused_where_another_site_made_the_browser_do_it() {
    for it in Offer::each().await {
        let shop = it.application(&it.ada, "Shop").await;
        let deeds = [
            ("/api/v2/developer/refresh".to_owned(), 401),
            (format!("/api/v2/applications/{shop}/refresh-token"), 400),
            ("/api/v2/developer/logout".to_owned(), 204),
        ];
        let from = |name: &str, value: &str| it.ada.clone().with(name, value);
        for (path, status) in deeds {
            for caller in [
                from("origin", "http://evil.test"),
                from("origin", "null"),
                from("origin", "http://other.localhost:8080"),
                from("sec-fetch-site", "cross-site"),
                from("sec-fetch-site", "same-site"),
            ] {
                assert_eq!(it.desk.send(&caller, Method::POST, &path, None).await.code(), 403, "{path}");
            }
            assert_eq!(it.get(&it.ada, "/developer/me").await.code(), 200);
            let own = from("origin", "http://acme.localhost:8080").with("sec-fetch-site", "same-origin");
            assert_eq!(it.desk.send(&own, Method::POST, &path, None).await.code(), status, "{path}");
        }
        let program: &Caller = &it.kim;
        assert_eq!(it.desk.send(program, Method::POST, "/api/v2/developer/logout", None).await.code(), 204);
    }
}
