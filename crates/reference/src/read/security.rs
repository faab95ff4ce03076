//! How calls prove who makes them.

use serde_json::{Map, Value};

use super::{Reader, text};
use crate::Dialect;
use crate::model::{Flow, FlowKind, Need, Scheme, SchemeKind};

/// The most schemes, alternatives and scopes that are read.
const MAX_SCHEMES: usize = 50;
const MAX_SCOPES: usize = 300;

/// The ways of OAuth 2, as 3.x and 2.0 name them.
const FLOWS: [(&str, &str, FlowKind); 4] = [
    ("authorizationCode", "accessCode", FlowKind::AuthorizationCode),
    ("implicit", "implicit", FlowKind::Implicit),
    ("password", "password", FlowKind::Password),
    ("clientCredentials", "application", FlowKind::ClientCredentials),
];

/// All schemes of the document.
pub(super) fn schemes<'d>(reader: &Reader<'d>) -> Vec<Scheme> {
    let field = match reader.dialect {
        Dialect::Swagger20 => "securityDefinitions",
        Dialect::OpenApi30 | Dialect::OpenApi31 => "securitySchemes",
    };
    let components = reader.components(field).into_iter().flatten();
    let read = |(name, value): (&'d String, &'d Value)| {
        let map = reader.object(value)?;
        let description = text::cleaned(text::of(map, "description"), 4_000);
        Some(Scheme { name: text::line(name), description, kind: kind(reader.dialect, map) })
    };
    components.filter_map(read).take(MAX_SCHEMES).collect()
}

fn kind(dialect: Dialect, map: &Map<String, Value>) -> SchemeKind {
    let word = |field: &str| text::line(text::of(map, field));
    match text::of(map, "type") {
        "apiKey" => SchemeKind::Key { place: word("in"), name: word("name") },
        "basic" => SchemeKind::Basic,
        "http" => match text::of(map, "scheme").to_ascii_lowercase().as_str() {
            "basic" => SchemeKind::Basic,
            "bearer" => SchemeKind::Bearer { format: word("bearerFormat") },
            _ => SchemeKind::Http { scheme: word("scheme") },
        },
        "oauth2" if dialect == Dialect::Swagger20 => {
            let named = FLOWS.iter().find(|(_, old, _)| *old == text::of(map, "flow"));
            SchemeKind::OAuth2 { flows: named.map(|(_, _, kind)| flow(*kind, map)).into_iter().collect() }
        }
        "oauth2" => {
            let flows = map.get("flows").and_then(Value::as_object);
            let read =
                |(name, _, kind): &(&str, &str, FlowKind)| Some(flow(*kind, flows?.get(*name)?.as_object()?));
            SchemeKind::OAuth2 { flows: FLOWS.iter().filter_map(read).collect() }
        }
        "openIdConnect" => {
            SchemeKind::OpenIdConnect { url: text::address(text::of(map, "openIdConnectUrl")) }
        }
        "mutualTLS" => SchemeKind::MutualTls,
        _ => SchemeKind::Unknown,
    }
}

fn flow(kind: FlowKind, map: &Map<String, Value>) -> Flow {
    let scopes = map.get("scopes").and_then(Value::as_object).into_iter().flatten();
    Flow {
        kind,
        authorization_url: text::address(text::of(map, "authorizationUrl")),
        token_url: text::address(text::of(map, "tokenUrl")),
        refresh_url: text::address(text::of(map, "refreshUrl")),
        scopes: scopes
            .take(MAX_SCOPES)
            .map(|(name, it)| (text::line(name), text::line(it.as_str().unwrap_or_default())))
            .collect(),
    }
}

/// What is needed, as the document or an operation says it.
pub(super) fn needs(map: &Map<String, Value>) -> Option<Vec<Vec<Need>>> {
    let alternatives = map.get("security")?.as_array()?;
    if alternatives.is_empty() {
        return Some(vec![Vec::new()]);
    }
    let scope = |it: &Value| it.as_str().map(text::line);
    let need = |(name, scopes): (&String, &Value)| Need {
        name: text::line(name),
        scopes: scopes.as_array().into_iter().flatten().filter_map(scope).take(MAX_SCOPES).collect(),
    };
    let read = |it: &Value| Some(it.as_object()?.iter().map(need).take(MAX_SCHEMES).collect());
    Some(alternatives.iter().filter_map(read).take(MAX_SCHEMES).collect())
}
