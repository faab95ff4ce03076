//! Documents: as a list, as a tree, and each in three media types.

use serde_json::{Value, json};

use crate::offer::{Offer, each};

const TREE: &str = "application/vnd.konnect.document-tree+json";
const NODES: &str = "application/vnd.konnect.document-nodes+json";

/// Titles with those below them in brackets.
fn drawn(branches: &Value) -> String {
    let one = |it: &Value| {
        let below = drawn(&it["children"]);
        let title = it["title"].as_str().unwrap();
        if below.is_empty() { title.to_owned() } else { format!("{title}({below})") }
    };
    branches.as_array().unwrap().iter().map(one).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn documents_are_a_list_or_a_tree_as_the_client_takes_it() {
    for it in Offer::each().await {
        let start = it.add_document("Start", None, "published").await;
        let hidden = it.add_document("Hidden", Some(&start), "unpublished").await;
        let below = it.add_document("Below", Some(&hidden), "published").await;
        it.add_document("Limits", Some(&start), "published").await;
        for number in 1..=10 {
            it.add_document(&format!("Extra {number}"), None, "published").await;
        }
        let path = format!("/products/{}/documents", it.product);
        let flat = it.get(&it.visitor, &path).await;
        assert_eq!(flat.json["meta"]["page"], json!({ "number": 1, "size": 10, "total": 13 }));
        assert_eq!(each(&flat, "title")[..3], ["Start", "Limits", "Below"]);
        assert_eq!(flat.json["data"][0]["metadata"], json!({ "about": "Start" }));
        assert_eq!(flat.json["data"][1]["parent_document_id"], json!(start.id));
        let last = it.get(&it.visitor, &format!("{path}?page[number]=2")).await;
        assert_eq!(last.json["data"].as_array().unwrap().len(), 3);

        // The whole tree where no page is asked for: the client's side column asks for none.
        let tree = it.get(&it.visitor.clone().with("accept", TREE), &path).await;
        assert_eq!((tree.header("content-type"), tree.header("vary").contains("origin")), (TREE, false));
        assert!(tree.headers.get_all("vary").iter().any(|it| it == "accept"));
        assert_eq!(drawn(&tree.json["data"])[..29], *"Start(Limits) Below Extra 1 E");
        assert_eq!(tree.json["meta"]["page"], json!({ "number": 1, "size": 12, "total": 12 }));
        let cut = it.get(&it.visitor.clone().with("accept", TREE), &format!("{path}?page[size]=1")).await;
        assert_eq!(drawn(&cut.json["data"]), "Start(Limits)");

        // The parent of the second root may not be seen, so it is not told of.
        assert_eq!(tree.json["data"][1]["parent_document_id"], json!(null));
        let orphan = it.get(&it.visitor, &format!("{path}/{}", below.id)).await;
        assert_eq!((orphan.code(), &orphan.json["parent_document_id"]), (200, &json!(null)));
        assert_eq!(it.get(&it.visitor, &format!("{path}/hidden")).await.code(), 404);
        assert_eq!(it.get(&it.visitor, &format!("{path}/{}", hidden.id)).await.code(), 404);
    }
}

#[tokio::test]
async fn a_document_is_named_by_id_or_slug_and_comes_as_json_nodes_or_markdown() {
    for it in Offer::each().await {
        let start = it.add_document("Start", None, "published").await;
        let path = format!("/products/{}/documents", it.product);
        for name in [start.id.to_string(), "start".to_owned()] {
            let raw = it.get(&it.visitor, &format!("{path}/{name}")).await;
            assert_eq!(raw.header("content-type"), "application/json");
            assert_eq!(
                raw.json,
                json!({ "id": start.id, "parent_document_id": null, "slug": "start", "title": "Start",
                        "content": start.content })
            );
            let nodes = it.get(&it.visitor.clone().with("accept", NODES), &format!("{path}/{name}")).await;
            assert_eq!(nodes.header("content-type"), NODES);
            let content = &nodes.json["content"];
            assert_eq!(
                (&content["type"], &content["children"][0]["type"]),
                (&json!("document"), &json!("heading"))
            );
            let link = &content["children"][1]["children"][1];
            assert_eq!((&link["type"], &link["href"]), (&json!("link"), &json!("https://example.com")));
            let text = it.visitor.clone().with("accept", "text/markdown");
            let text = it.get(&text, &format!("{path}/{name}")).await;
            assert_eq!(text.header("content-type"), "text/markdown; charset=utf-8");
            assert_eq!(String::from_utf8(text.bytes).unwrap(), start.content);
        }
        let known = it.get(&it.visitor, &format!("{path}/start")).await.header("etag").to_owned();
        let known = it.visitor.clone().with("if-none-match", &known);
        assert_eq!(it.get(&known, &format!("{path}/start")).await.code(), 304);
        for name in ["nothing", "%20", "..%2f.."] {
            assert_eq!(it.get(&it.visitor, &format!("{path}/{name}")).await.code(), 404, "{name}");
        }
        for name in ["a%00b", "%zz", "%ff"] {
            assert_eq!(it.get(&it.visitor, &format!("{path}/{name}")).await.code(), 400, "{name}");
        }
    }
}

#[tokio::test]
async fn a_link_that_could_run_is_not_among_the_nodes() {
    for it in Offer::each().await {
        let new = catalog::documents::NewDocument {
            title: "Bad".into(),
            content: "[a](javascript:alert(1)) ![b](data:image/svg+xml;base64,x) [c](other.md)".into(),
            state: "published".into(),
            ..Default::default()
        };
        catalog::documents::create(&it.call(), it.product, &new).await.unwrap();
        let path = format!("/products/{}/documents/bad", it.product);
        let nodes = it.get(&it.visitor.clone().with("accept", NODES), &path).await.json.to_string();
        assert!(!nodes.contains("javascript") && !nodes.contains("data:"), "{nodes}");
        assert!(nodes.contains(&format!("/docs/{}/other", it.product)), "{nodes}");
    }
}
