//! The published contracts, as tests hold answers to them. They are OpenAPI 3.0, reduced to structure; here their schemas
//! become JSON Schema, where `nullable` is a type.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use axum::http::Method;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// A contract: where its paths stand, its document.
pub(crate) struct Contract {
    pub(crate) below: &'static str,
    pub(crate) document: Value,
}

/// All four.
pub(crate) static CONTRACTS: LazyLock<Vec<Contract>> = LazyLock::new(|| {
    [
        ("", include_str!("../contracts/portal-api-v2.yaml")),
        ("/v2", include_str!("../contracts/portal-management-v2.yaml")),
        ("/v2", include_str!("../contracts/api-products-v2.yaml")),
        ("/v2", include_str!("../contracts/application-auth-strategies-v2.yaml")),
    ]
    .map(|(below, text)| {
        let options = serde_saphyr::options! { budget: None };
        let document = serde_saphyr::from_str_with_options::<Value>(text, options).unwrap();
        Contract { below, document }
    })
    .into_iter()
    .collect()
});

/// Members that our answers have beside those of a contract that allows no others. `docs/API.md` says why.
const EXTRA: [(&str, &str); 1] = [("GET /api/v2/portal", "saml_auth_enabled")];

/// Places in our answers that hold what another operation of the same contract lets in. `docs/API.md` says why.
const WIDER: [(&str, &str); 1] = [("GET /api/v2/developer/me", "/full_name")];

impl Contract {
    /// The operations: method, whole path as ours has it, the operation.
    pub(crate) fn operations(&self) -> Vec<(Method, String, &Value)> {
        let mut list = Vec::new();
        for (path, item) in self.document["paths"].as_object().unwrap() {
            for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                if let Some(operation) = item.get(method.as_str().to_ascii_lowercase()) {
                    list.push((method, format!("{}{path}", self.below), operation));
                }
            }
        }
        list
    }

    /// The parameters of an operation, those of its path among them.
    pub(crate) fn parameters(&self, path: &str, operation: &Value) -> Vec<Value> {
        let item = &self.document["paths"][path.strip_prefix(self.below).unwrap()];
        let own = [&item["parameters"], &operation["parameters"]];
        let all = own.iter().flat_map(|it| it.as_array().cloned().unwrap_or_default());
        all.map(|it| self.resolved(&it).clone()).collect()
    }

    /// What a reference leads to, or the thing itself.
    pub(crate) fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(to) => self.resolved(self.document.pointer(to.trim_start_matches('#')).unwrap()),
            None => value,
        }
    }

    /// What tells whether an answer of this status is as the contract has it; nothing where it has no JSON.
    fn validator(&self, operation: &Value, status: u16, kind: &str) -> Option<Result<Validator, String>> {
        let response = operation["responses"].get(status.to_string());
        let Some(response) = response else { return Some(Err(format!("the contract knows no {status}"))) };
        let content = self.resolved(response)["content"].as_object()?;
        let media = content.iter().find(|(media, _)| media.as_str() == kind && media.contains("json"))?;
        let schema = media.1.get("schema")?;
        let mut whole = schema.clone();
        whole["components"] = self.document["components"].clone();
        let whole = modern(&whole);
        Some(jsonschema::options().should_validate_formats(true).build(&whole).map_err(|it| it.to_string()))
    }
}

/// What the contracts say against an answer; nothing when they have nothing to say.
pub(crate) fn objections(
    method: &Method,
    path: &str,
    status: u16,
    kind: &str,
    body: &Value,
) -> Option<String> {
    type Known = HashMap<String, Option<Arc<Result<Validator, String>>>>;
    static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
    let path = path.split('?').next().unwrap();
    for contract in CONTRACTS.iter() {
        let operations = contract.operations();
        // A written-out segment is nearer than a parameter.
        let mut fitting: Vec<_> =
            operations.iter().filter(|(m, template, _)| m == method && fits(template, path)).collect();
        fitting.sort_by_key(|(_, template, _)| template.matches('{').count());
        let Some((_, template, operation)) = fitting.first() else { continue };
        let name = format!("{method} {template}");
        let kind = kind.split(';').next().unwrap();
        let key = format!("{name} {status} {kind}");
        let mut known = KNOWN.lock().unwrap();
        let validator = known
            .entry(key.clone())
            .or_insert_with(|| contract.validator(operation, status, kind).map(Arc::new))
            .clone();
        drop(known);
        let validator = validator?;
        let validator = match &*validator {
            Ok(validator) => validator,
            // Statuses that HTTP itself and our additions bring; the walk lists them.
            Err(_) if [304, 400, 401, 403, 404, 405, 409, 412, 413, 415, 421, 422, 429].contains(&status) => {
                return None;
            }
            Err(said) => return Some(format!("{key}: {said}")),
        };
        let mut body = body.clone();
        for (_, member) in EXTRA.iter().filter(|(operation, _)| *operation == name) {
            if let Some(body) = body.as_object_mut() {
                body.remove(*member);
            }
        }
        let is_wider = |at: &str| WIDER.contains(&(name.as_str(), at));
        let errors = validator.iter_errors(&body).filter(|it| !is_wider(it.instance_path().as_str()));
        let said: Vec<String> = errors.map(|it| format!("{}: {it}", it.instance_path())).collect();
        return (!said.is_empty()).then(|| format!("{key}: {}\n{body:#}", said.join("\n")));
    }
    None
}

/// Whether the path is one of the template's.
pub(crate) fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template.iter().zip(&path).all(|(place, part)| place.starts_with('{') || place == part)
}

/// A schema of OpenAPI 3.0 as JSON Schema.
pub(crate) fn modern(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(modern).collect(),
        Value::Object(members) => {
            let mut members: Map<String, Value> =
                members.iter().map(|(name, it)| (name.clone(), modern(it))).collect();
            let nullable = members.remove("nullable") == Some(json!(true));
            for noise in ["discriminator", "readOnly", "writeOnly", "example", "default"] {
                if members.get(noise).is_some_and(|it| !it.is_object() || noise == "discriminator") {
                    members.remove(noise);
                }
            }
            if !nullable {
                return Value::Object(members);
            }
            if let Some(words) = members.get_mut("enum").and_then(Value::as_array_mut) {
                words.push(Value::Null);
            }
            json!({ "anyOf": [{ "type": "null" }, members] })
        }
        other => other.clone(),
    }
}
