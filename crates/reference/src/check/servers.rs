//! Where the API is.

use serde_json::{Map, Value};

use crate::Dialect;
use crate::findings::{At, Findings};

/// Reads the addresses.
pub(super) fn check(root: &Map<String, Value>, dialect: Dialect, findings: &mut Findings) -> Vec<String> {
    match dialect {
        Dialect::Swagger20 => of_host(root, findings),
        Dialect::OpenApi30 | Dialect::OpenApi31 => of_servers(root, findings),
    }
}

/// Swagger 2.0: `schemes`, `host` and `basePath`. Without a scheme, HTTPS.
fn of_host(root: &Map<String, Value>, findings: &mut Findings) -> Vec<String> {
    let base = findings.text(root, &At::ROOT, "basePath").unwrap_or_default();
    let Some(host) = findings.text(root, &At::ROOT, "host") else {
        return if base.is_empty() { Vec::new() } else { vec![base] };
    };
    let schemes = findings.list(root, &At::ROOT, "schemes").iter().filter_map(Value::as_str);
    let mut servers: Vec<String> = schemes
        .filter(|scheme| matches!(*scheme, "http" | "https"))
        .map(|scheme| format!("{scheme}://{host}{base}"))
        .collect();
    if servers.is_empty() {
        servers.push(format!("https://{host}{base}"));
    }
    servers
}

fn of_servers(root: &Map<String, Value>, findings: &mut Findings) -> Vec<String> {
    let at = At::ROOT.then("servers");
    let mut servers = Vec::new();
    for (index, value) in findings.list(root, &At::ROOT, "servers").iter().enumerate() {
        let index = index.to_string();
        let at = at.then(&index);
        let Some(server) = findings.object(value, &at) else { continue };
        match findings.text(server, &at, "url") {
            Some(url) => servers.push(filled(url, server, &at, findings)),
            None => findings.error(&at, "the server's `url` is missing"),
        }
    }
    servers
}

/// The address with its variables replaced by their defaults.
fn filled(url: String, server: &Map<String, Value>, at: &At<'_>, findings: &mut Findings) -> String {
    let Some(variables) = findings.field(server, at, "variables") else { return url };
    let mut url = url;
    for (name, variable) in variables {
        match variable.get("default").and_then(Value::as_str) {
            Some(default) => url = url.replace(&format!("{{{name}}}"), default),
            None => findings.warn(at, format!("the server's variable `{name}` has no default")),
        }
    }
    url
}
