//! A product's documents.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::shop::{Shop, last, text};

fn page(slug: &str) -> Value {
    json!({ "slug": slug, "title": slug.to_uppercase(), "status": "published", "content": "# Hello\n\nSome *words*." })
}

#[tokio::test]
async fn a_document_is_made_read_moved_changed_and_deleted() {
    for shop in Shop::each().await {
        let product = shop.product("Parcels").await;
        let path = format!("{product}/documents");
        let made = shop.make(&path, page("start")).await;
        assert_eq!((&made["parent_document_id"], &made["metadata"]), (&Value::Null, &json!({})));
        assert_eq!(
            (text(&made["content"]), text(&made["ast"][0]["type"])),
            ("# Hello\n\nSome *words*.", "heading")
        );
        let start = format!("{path}/{}", text(&made["id"]));
        assert_eq!(shop.read(&start).await, made);
        let below = json!({
            "slug": "keys", "title": "Keys", "status": "unpublished", "parent_document_id": made["id"],
            "content": STANDARD.encode("in base64"), "metadata": { "owner": "docs" },
        });
        let below = shop.make(&path, below).await;
        assert_eq!((text(&below["content"]), &below["metadata"]), ("in base64", &json!({ "owner": "docs" })));
        let keys = format!("{path}/{}", text(&below["id"]));
        let changed =
            shop.patch(&keys, json!({ "parent_document_id": null, "status": "published" })).await.json;
        assert_eq!((&changed["parent_document_id"], text(&changed["status"])), (&Value::Null, "published"));
        assert_eq!(
            (text(&changed["content"]), &changed["metadata"]),
            ("in base64", &json!({ "owner": "docs" }))
        );
        assert_eq!(shop.column(&path, "slug").await, ["start", "keys"]);
        let changed =
            shop.patch(&start, json!({ "parent_document_id": below["id"], "title": "Begin" })).await.json;
        assert_eq!((&changed["parent_document_id"], text(&changed["title"])), (&below["id"], "Begin"));
        assert_eq!(shop.delete(&keys).await.code(), 204);
        assert_eq!(shop.get(&start).await.code(), 404);
        assert_eq!(shop.read(&path).await["meta"]["page"]["total"], 0);
    }
}

#[tokio::test]
async fn documents_are_listed_flat_or_as_a_tree() {
    for shop in Shop::each().await {
        let path = format!("{}/documents", shop.product("Parcels").await);
        for number in 0..12 {
            let made = shop.make(&path, page(&format!("page-{number}"))).await;
            if number == 0 {
                let mut below = page("below");
                below["parent_document_id"] = made["id"].clone();
                shop.make(&path, below).await;
            }
        }
        let flat = shop.read(&path).await;
        assert_eq!(
            (flat["data"].as_array().unwrap().len(), &flat["meta"]["page"]["total"]),
            (10, &json!(13))
        );
        let gardener = shop.admin.clone().with("accept", "application/vnd.konnect.document-tree+json");
        let before = shop.desk.house.app().db.statements();
        let tree = shop.desk.get(&gardener, &path).await;
        assert!(shop.desk.house.app().db.statements() - before <= 6);
        assert_eq!(tree.header("content-type"), "application/vnd.konnect.document-tree+json");
        assert_eq!(tree.json["data"].as_array().unwrap().len(), 12);
        assert_eq!(tree.json["data"][0]["children"][0]["slug"], "below");
        let part = shop.desk.get(&gardener, &format!("{path}?page[size]=5&page[number]=3")).await;
        assert_eq!(part.json["data"].as_array().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_document_is_said_by_member() {
    for shop in Shop::each().await {
        let path = format!("{}/documents", shop.product("Parcels").await);
        let answer = shop.post(&path, json!({ "slug": "a b", "status": "draft", "metadata": [] })).await;
        let mut invalid = answer.invalid();
        invalid.sort();
        assert_eq!(invalid, ["metadata is_object", "slug matches_regex", "status enum", "title required"]);
        let mut lost = page("start");
        lost["parent_document_id"] = json!(base::Uuid::nil().to_string());
        assert_eq!(shop.post(&path, lost).await.invalid(), ["parent_document_id missing_reference"]);
        let made = shop.make(&path, page("start")).await;
        assert_eq!(shop.post(&path, page("start")).await.code(), 409);
        let one = format!("{path}/{}", text(&made["id"]));
        let own = json!({ "parent_document_id": made["id"] });
        assert_eq!(shop.patch(&one, own).await.invalid(), ["parent_document_id missing_reference"]);
        for body in [json!({ "metadata": null }), json!({ "status": null }), json!({ "title": "" })] {
            assert_eq!(shop.patch(&one, body).await.code(), 400);
        }
        let much = json!({ "content": "x".repeat(1_000_001) });
        assert_eq!(shop.patch(&one, much).await.invalid(), ["content max_length"]);
        let elsewhere = format!("{}/documents/{}", shop.product("Ferries").await, last(&one));
        assert_eq!(shop.get(&elsewhere).await.code(), 404);
        assert_eq!(shop.patch(&elsewhere, json!({ "title": "B" })).await.code(), 404);
        assert_eq!(shop.delete(&elsewhere).await.code(), 404);
        let tag = shop.get(&one).await.header("etag").to_owned();
        let careful = shop.admin.clone().with("if-match", &tag);
        shop.desk.house.wait(1);
        assert_eq!(shop.desk.patch(&careful, &one, json!({ "title": "A" })).await.code(), 200);
        assert_eq!(shop.desk.patch(&careful, &one, json!({ "title": "B" })).await.code(), 412);
        assert_eq!(shop.desk.delete(&careful, &one).await.code(), 412);
    }
}

#[tokio::test]
async fn a_folder_becomes_the_documents_and_changes_nothing_twice() {
    for shop in Shop::each().await {
        let path = format!("{}/documents", shop.product("Parcels").await);
        let file = |path: &str, text: &str| json!({ "path": path, "content": STANDARD.encode(text) });
        let folder = |files: Value| json!({ "files": files, "missing": "delete" });
        shop.make(&path, page("old")).await;
        let files = json!([
            file("start.md", "# Start\n\nHello."),
            file("guides/keys.md", "---\ntitle: Keys\nstatus: unpublished\n---\nWords"),
            file("guides/notes.txt", "no document"),
        ]);
        let mut dry = folder(files.clone());
        dry["dry_run"] = json!(true);
        let foretold = shop.put(&path, dry).await;
        assert_eq!(foretold.code(), 200, "{}", foretold.json);
        assert_eq!(shop.column(&path, "slug").await, ["old"]);
        let done = shop.put(&path, folder(files.clone())).await;
        assert_eq!(done.json, foretold.json);
        assert_eq!(
            (&done.json["changes"], &done.json["deleted"], &done.json["ignored"]),
            (&json!(true), &json!(["old"]), &json!(["guides/notes.txt"]))
        );
        assert_eq!(shop.column(&path, "slug").await, ["guides", "keys", "start"]);
        assert_eq!(shop.put(&path, folder(files)).await.json["changes"], false);
        let wrong = json!([
            file("a.md", "---\ntitle: [\n---\n"),
            { "path": "b.md", "content": "ä" },
        ]);
        assert_eq!(shop.put(&path, folder(wrong)).await.invalid(), ["files.b.md is_base64"]);
        let wrong = json!([file("a.md", "---\ntitle: [\n---\n"), file("../b.md", "")]);
        let mut invalid = shop.put(&path, folder(wrong)).await.invalid();
        invalid.sort();
        assert_eq!(invalid, ["files.../b.md invalid", "files.a.md invalid"]);
        assert_eq!(
            shop.put(&path, json!({ "files": [], "missing": "burn" })).await.invalid(),
            ["missing enum"]
        );
    }
}
