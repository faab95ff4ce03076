//! The search over the catalog.

use serde_json::{Value, json};

use crate::desk::Answer;
use crate::offer::Offer;

fn names(answer: &Answer) -> Vec<String> {
    let word = |it: &Value| it["source"]["name"].as_str().unwrap().to_owned();
    answer.json["data"].as_array().unwrap().iter().map(word).collect()
}

#[tokio::test]
async fn an_empty_search_gives_all_by_name_and_a_product_tells_its_latest_version_by_when_it_was_made() {
    for it in Offer::each().await {
        for number in 1..=13 {
            it.add_product(&format!("Extra {number:02}")).await;
        }
        for query in ["?q=&join=versions&page[size]=12&page[number]=1", "?page[size]=12"] {
            let found = it.get(&it.visitor, &format!("/search/product-catalog{query}")).await;
            assert_eq!(found.json["meta"], json!({ "page": { "number": 1, "size": 12, "total": 14 } }));
            assert_eq!(names(&found)[..2], ["Extra 01", "Extra 02"]);
            assert_eq!(found.json["data"][0]["index"], "product-catalog");
        }
        let rest = it.get(&it.visitor, "/search/product-catalog?q=&page[size]=12&page[number]=2").await;
        assert_eq!(names(&rest), ["Extra 13", "Payments"]);
        assert_eq!(
            rest.json["data"][1]["source"]["latest_version"],
            json!({ "id": it.version, "name": "v2" })
        );
        assert_eq!(rest.json["data"][0]["source"]["latest_version"], json!(null));
        let all = it.get(&it.visitor, "/search/product-catalog?q=&page[size]=100").await;
        assert_eq!(names(&all).len(), 14);
    }
}

#[tokio::test]
async fn words_are_found_in_what_belongs_to_a_product() {
    for it in Offer::each().await {
        it.add_product("Other").await;
        it.add_document("Harbour", None, "published").await;
        for q in ["harbour", "PAYMENTS", "about%20payments"] {
            let path = format!("/search/product-catalog?q={q}&join=versions.documents,versions");
            assert_eq!(names(&it.get(&it.visitor, &path).await), ["Payments"], "{q}");
        }
        assert_eq!(names(&it.get(&it.visitor, "/search/product-catalog?q=nowhere").await), [""; 0]);
        let bad = it.get(&it.visitor, "/search/everything?q=").await;
        assert_eq!((bad.code(), bad.invalid()), (400, vec!["indices enum".to_owned()]));
    }
}
