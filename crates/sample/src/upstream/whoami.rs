//! "Who am I": shows callers what the gateway told the upstream about them.

use serde_json::{Map, Value, json};

use super::{Answer, Ask, Reply};

/// The identity that came with the call. Every field is null when the gateway said nothing of the kind.
#[expect(clippy::unnecessary_wraps, reason = "every handler gives an Answer")]
pub(crate) fn whoami(ask: &Ask) -> Answer {
    let said = |name: &str| ask.header(&format!("x-portico-{name}")).map(str::to_owned);
    let headers: Map<String, Value> =
        ask.identity().into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect();
    Ok(Reply::Shown(json!({
        "application_id": said("application-id"),
        "reference_id": said("reference-id"),
        "developer_id": said("developer-id"),
        "registration_id": said("registration-id"),
        "credential_id": said("credential-id"),
        "credential_received": ask.header("apikey").is_some(),
        "headers": headers,
    })))
}
