//! Every operation of every description, called as it describes itself.

use serde_json::Value;

use crate::description::{self, Description, Operation, resolve};
use crate::shape;
use crate::upstream::{Answer, get, send};

/// What is wrong with an answer, by the description.
fn faults(operation: &Operation<'_>, uri: &str, answer: &Answer) -> Vec<String> {
    let status = answer.status.as_u16();
    let call = format!("{} {uri}: {status}", operation.method);
    let Some(described) = operation.response(status) else { return vec![format!("{call} is not described")] };
    let Some(media) = described["content"].get(answer.media_type()) else {
        return match (described["content"].is_null(), answer.text.is_empty()) {
            (true, true) => Vec::new(),
            _ => vec![format!("{call}: {:?} is not described", answer.media_type())],
        };
    };
    let value =
        if answer.media_type().ends_with("json") { answer.json() } else { Value::from(answer.text.as_str()) };
    let mut faults = shape::faults(operation.root(), &media["schema"], &value);
    if status == 201 && !answer.headers.contains_key("location") {
        faults.push("no Location".to_owned());
    }
    faults.into_iter().map(|it| format!("{call}: {it}")).collect()
}

async fn call(operation: &Operation<'_>, uri: &str, body: Option<&Value>) -> Answer {
    let body = body.map(Value::to_string).unwrap_or_default();
    let headers: &[_] = if body.is_empty() { &[] } else { &[("content-type", "application/json")] };
    send(&sample::upstream(), &operation.method, uri, headers, &body).await
}

/// Fails with all complaints at once.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[tokio::test]
async fn every_sample_call_is_answered_as_described() {
    let mut count = 0;
    let (descriptions, mut faults) = (description::all(), Vec::new());
    for operation in descriptions.iter().flat_map(Description::operations) {
        count += 1;
        for uri in [operation.uri(|it| it["required"] == true), operation.uri(|_| true)] {
            let answer = call(&operation, &uri, operation.body()).await;
            if !answer.status.is_success() {
                faults.push(format!("{} {uri}: {} {}", operation.method, answer.status, answer.text));
            }
            faults.extend(self::faults(&operation, &uri, &answer));
        }
    }
    none(&faults);
    assert!(count > 100, "only {count} operations");
}

#[tokio::test]
async fn every_list_answers_without_parameters() {
    let (descriptions, mut faults) = (description::all(), Vec::new());
    for operation in descriptions.iter().flat_map(Description::operations) {
        if operation.method == "GET" && !operation.path.contains('{') {
            let uri = format!("{}{}", operation.prefix, operation.path);
            let status = get(&sample::upstream(), &uri).await.status;
            if status != 200 {
                faults.push(format!("GET {uri}: {status}"));
            }
        }
    }
    none(&faults);
}

#[tokio::test]
async fn what_is_not_there_is_a_described_404() {
    let (descriptions, mut faults) = (description::all(), Vec::new());
    for operation in descriptions.iter().flat_map(Description::operations) {
        if let Some(uri) = operation.uri_of_nothing() {
            let answer = call(&operation, &uri, operation.body()).await;
            if answer.status != 404 {
                faults.push(format!("{} {uri}: {}", operation.method, answer.status));
            }
            faults.extend(self::faults(&operation, &uri, &answer));
        }
    }
    none(&faults);
}

#[tokio::test]
async fn an_empty_object_is_a_described_422() {
    let (descriptions, mut faults) = (description::all(), Vec::new());
    for operation in descriptions.iter().flat_map(Description::operations) {
        if operation.body().is_some() {
            let uri = operation.uri(|it| it["required"] == true);
            let answer = call(&operation, &uri, Some(&serde_json::json!({}))).await;
            if answer.status != 422 {
                faults.push(format!("{} {uri}: {}", operation.method, answer.status));
            }
            faults.extend(self::faults(&operation, &uri, &answer));
        }
    }
    none(&faults);
}

#[tokio::test]
async fn a_parameter_that_makes_no_sense_is_a_described_400() {
    let (descriptions, mut faults) = (description::all(), Vec::new());
    for operation in descriptions.iter().flat_map(Description::operations) {
        let strict = |it: &&&Value| {
            let schema = resolve(operation.root(), &it["schema"]);
            schema["enum"].is_array() || schema["type"] == "integer" || schema["format"] == "date"
        };
        for it in operation.queries().filter(strict) {
            let required = operation.uri(|it| it["required"] == true);
            let uri =
                format!("{}?{}=nonsense", required.split('?').next().unwrap(), it["name"].as_str().unwrap());
            let answer = call(&operation, &uri, operation.body()).await;
            if answer.status != 400 {
                faults.push(format!("{} {uri}: {}", operation.method, answer.status));
            }
            faults.extend(self::faults(&operation, &uri, &answer));
        }
    }
    none(&faults);
}

#[tokio::test]
async fn every_example_of_a_request_and_of_an_answer_has_the_described_shape() {
    let (descriptions, mut faults) = (description::all(), Vec::new());
    for operation in descriptions.iter().flat_map(Description::operations) {
        if let Some(body) = operation.body() {
            let found = shape::faults(operation.root(), operation.body_schema(), body);
            faults.extend(found.into_iter().map(|it| format!("{} request: {it}", operation.name())));
        }
        for (status, response) in operation.value["responses"].as_object().unwrap() {
            let content = resolve(operation.root(), response)["content"].as_object();
            for media in content.into_iter().flat_map(|it| it.values()).filter(|it| !it["example"].is_null())
            {
                let found = shape::faults(operation.root(), &media["schema"], &media["example"]);
                faults.extend(found.into_iter().map(|it| format!("{} {status}: {it}", operation.name())));
            }
        }
    }
    none(&faults);
}

/// Whether the example is the answer itself, or the beginning of it where it is a list.
fn begins(example: &Value, answer: &Value) -> bool {
    match (example, answer) {
        (Value::Object(example), Value::Object(answer)) => {
            example.len() == answer.len()
                && example.iter().all(|(name, it)| answer.get(name).is_some_and(|answer| begins(it, answer)))
        }
        (Value::Array(example), Value::Array(answer)) => {
            let whole = example.len() == answer.len() || (example.len() == 2 && answer.len() > 2);
            whole && example.iter().zip(answer).all(|(example, answer)| begins(example, answer))
        }
        _ => example == answer,
    }
}

#[tokio::test]
async fn every_example_of_an_answer_is_what_the_upstream_says() {
    let (descriptions, mut faults) = (description::all(), Vec::new());
    for operation in descriptions.iter().flat_map(Description::operations).filter(|it| it.method == "GET") {
        let Some(media) = operation.response(200).map(|it| &it["content"]["application/json"]) else {
            continue;
        };
        let example = &media["example"];
        let headers: Vec<(&str, &str)> = example["headers"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
            .collect();
        let uri = operation.uri(|it| it["required"] == true);
        let answer = send(&sample::upstream(), "GET", &uri, &headers, "").await;
        let is_text = answer.media_type() == "text/plain";
        if !is_text && !begins(example, &answer.json()) {
            faults.push(format!("GET {uri}: {} is not the example", answer.text));
        }
    }
    none(&faults);
}

#[test]
fn every_operation_says_what_it_is() {
    let (descriptions, mut faults) = (description::all(), Vec::new());
    for operation in descriptions.iter().flat_map(Description::operations) {
        for word in ["operationId", "summary", "description"] {
            if operation.value[word].as_str().is_none_or(str::is_empty) {
                faults.push(format!("{}: no {word}", operation.name()));
            }
        }
        if operation.value["tags"].as_array().is_none_or(|it| it.len() != 1) {
            faults.push(format!("{}: not one tag", operation.name()));
        }
    }
    none(&faults);
}

#[test]
fn every_description_names_its_server_and_its_key() {
    for version in sample::products().iter().flat_map(|it| &it.versions) {
        let root: Value = serde_saphyr::from_str(version.specification).unwrap();
        let server = format!("{}{}", sample::GATEWAY, version.path_prefix);
        assert_eq!(root["servers"][0]["url"], server.as_str());
        assert_eq!(
            root["info"]["version"].as_str().unwrap().split('.').next(),
            version.name.strip_prefix('v')
        );
        let scheme = &root["components"]["securitySchemes"]["apikey"];
        assert_eq!(
            scheme["name"] == "apikey" && scheme["in"] == "header",
            version.auth,
            "{}",
            version.path_prefix
        );
        assert_eq!(root["security"].is_array(), version.auth, "{}", version.path_prefix);
        let operations = root["paths"].as_object().unwrap().values();
        let count: usize = operations
            .map(|it| it.as_object().unwrap().keys().filter(|it| *it != "parameters").count())
            .sum();
        assert!((6..=15).contains(&count), "{} has {count} operations", version.path_prefix);
        let ids = operation_ids(&root);
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(ids.len(), unique.len(), "{}: operation ids repeat", version.path_prefix);
    }
}

fn operation_ids(root: &Value) -> Vec<String> {
    let items = root["paths"].as_object().unwrap().values();
    let operations = items.flat_map(|it| it.as_object().unwrap().values());
    operations.filter_map(|it| it["operationId"].as_str().map(str::to_owned)).collect()
}
