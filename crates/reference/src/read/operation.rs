//! One operation, in full.

use serde_json::{Map, Value};

use super::found::{Found, of_item};
use super::purse::Purse;
use super::{Reader, bodies, overview, parameters, responses, security, text};
use crate::model::{Callback, OperationPage};

/// The most callbacks that are shown.
const MAX_CALLBACKS: usize = 20;

/// The page of an operation or a webhook.
pub(super) fn read(reader: &Reader<'_>, found: &Found<'_>) -> OperationPage {
    let mut purse = Purse::of_operation();
    let mut page = page(reader, found.operation, found.item, &mut purse);
    page.slug.clone_from(&found.slug);
    page.is_webhook = found.is_webhook;
    found.method.clone_into(&mut page.method);
    page.path = text::line(found.path);
    page.callbacks = callbacks(reader, found.operation, &mut purse);
    page
}

fn page<'d>(
    reader: &Reader<'d>,
    operation: &'d Map<String, Value>,
    item: &'d Map<String, Value>,
    purse: &mut Purse,
) -> OperationPage {
    let root = reader.root.as_object();
    let said = |field: &str| match text::of(operation, field) {
        "" => text::of(item, field),
        own => own,
    };
    let near = [Some(operation), Some(item), root].into_iter().flatten();
    let servers = near.map(|it| overview::servers(reader, it)).find(|it| !it.is_empty());
    let security = security::needs(operation).or_else(|| security::needs(root?));
    let summary = text::line(said("summary"));
    let description = purse.description(said("description"));
    let parameters = parameters::read(reader, operation, item, purse);
    let body = bodies::read(reader, operation, item, purse);
    OperationPage {
        operation_id: text::line(text::of(operation, "operationId")),
        summary,
        description,
        deprecated: text::is(operation, "deprecated"),
        docs: text::docs(operation),
        servers: servers.unwrap_or_default(),
        security: security.unwrap_or_default(),
        parameters,
        body,
        responses: responses::read(reader, operation, purse),
        ..OperationPage::default()
    }
}

fn callbacks<'d>(reader: &Reader<'d>, operation: &'d Map<String, Value>, purse: &mut Purse) -> Vec<Callback> {
    let mut all = Vec::new();
    let named = operation.get("callbacks").and_then(Value::as_object).into_iter().flatten();
    for (name, callback) in named {
        for (expression, item) in reader.object(callback).into_iter().flatten() {
            if expression.starts_with("x-") {
                continue;
            }
            for (method, operation, item) in of_item(reader, item) {
                if all.len() == MAX_CALLBACKS {
                    return all;
                }
                let mut operation = page(reader, operation, item, purse);
                (operation.servers, operation.security) = (Vec::new(), Vec::new());
                method.clone_into(&mut operation.method);
                operation.path = text::line(expression);
                all.push(Callback { name: text::line(name), operation });
            }
        }
    }
    all
}
