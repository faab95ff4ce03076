//! Every field by which a list says that it can be filtered or sorted: the database understands it.

use std::collections::BTreeMap;

use api::Api;
use base::Uuid;
use serde_json::{Value, json};

use crate::offer::Offer;

/// What the description of a list says that can be asked, each as a query.
fn questions(list: &Value) -> Vec<String> {
    let mut all = Vec::new();
    for it in list["parameters"].as_array().into_iter().flatten() {
        match it["name"].as_str().unwrap() {
            "sort" => {
                // Lists of what does not exist yet take any word and name no field.
                let says = it["description"].as_str().unwrap();
                let Some((_, fields)) = says.trim_end_matches('.').rsplit_once(": ") else { continue };
                all.extend(
                    fields
                        .split(", ")
                        .flat_map(|field| ["", "%20desc"].map(|order| format!("sort={field}{order}"))),
                );
            }
            "filter" => {
                for (field, says) in it["schema"]["properties"].as_object().unwrap() {
                    let own = says["anyOf"].get(0).unwrap_or(says);
                    all.push(format!("filter[{field}]={}", value_of(own)));
                    let tests = says["anyOf"][1]["properties"].as_object();
                    for test in tests.into_iter().flat_map(serde_json::Map::keys) {
                        all.push(format!("filter[{field}][{test}]={}", value_of(own)));
                    }
                }
            }
            name if name.starts_with("filter[") => {
                all.push(format!("{name}={}", value_of(&it["schema"])));
            }
            _ => {}
        }
    }
    all
}

fn value_of(schema: &Value) -> String {
    let first = schema["enum"].get(0).and_then(Value::as_str);
    match (first, schema["format"].as_str(), schema["type"].as_str()) {
        (Some(word), ..) => word.to_owned(),
        (_, Some("uuid"), _) => Uuid::nil().to_string(),
        (_, Some("date-time"), _) => "2026-01-01T00:00:00Z".to_owned(),
        (.., Some("boolean")) => "true".to_owned(),
        _ => "a".to_owned(),
    }
}

#[tokio::test]
async fn whatever_a_list_can_be_asked_is_answered() {
    for it in Offer::each().await {
        let application = it.application(&it.ada, "Shop").await;
        let wanted = json!({ "product_version_id": it.version });
        it.post(&it.ada, &format!("/applications/{application}/registrations"), wanted).await;
        let admin = it.desk.admin("admin").await;
        let developer = it.ada_call.developer().unwrap().id.to_string();
        let known = BTreeMap::from([
            ("portalId", it.portal.to_string()),
            ("productId", it.product.to_string()),
            ("apiProductId", it.product.to_string()),
            ("productVersionId", it.version.to_string()),
            ("apiProductVersionId", it.version.to_string()),
            ("applicationId", application.clone()),
            ("developerId", developer),
        ]);
        let (mut lists, mut asked) = (0, 0);
        for (caller, description) in [(&admin, Api::Management), (&it.ada, Api::Portal)] {
            let description = api::description(description, "");
            for (path, ways) in description["paths"].as_object().unwrap() {
                let place = known
                    .iter()
                    .fold(path.clone(), |path, (name, id)| path.replace(&format!("{{{name}}}"), id));
                let all = questions(&ways["get"]);
                if place.contains('{') || all.is_empty() {
                    continue;
                }
                lists += 1;
                for question in all {
                    let answer = it.desk.get(caller, &format!("{place}?{question}")).await;
                    assert_eq!(answer.code(), 200, "{place}?{question}: {}", answer.json);
                    asked += 1;
                }
            }
        }
        println!("{lists} lists, {asked} questions");
        assert!(lists > 20 && asked > 200, "{lists} lists, {asked} questions");
    }
}
