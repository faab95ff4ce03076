//! What may be depended upon: licences that can be shipped in one binary, and crates that are kept out.

use serde_json::Value;

use crate::shell::{Done, output};

/// Licences that a binary under Apache-2.0 may contain.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates that are kept out, and why.
const KEPT_OUT: &[(&str, &str)] = &[
    ("openssl-sys", "TLS is rustls"),
    ("native-tls", "TLS is rustls"),
    ("aws-lc-sys", "the crypto provider is ring; this one adds a long C build"),
    ("serde_yaml", "unmaintained; YAML is serde-saphyr"),
    ("serde_yml", "unsound; YAML is serde-saphyr"),
];

/// Checks every package that Cargo.lock names and that is built here.
pub(crate) fn check() -> Done {
    println!("\n$ licences and bans");
    let metadata = output("cargo", &["metadata", "--format-version", "1", "--locked"])?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let problems: Vec<String> = packages.iter().filter_map(problem).collect();
    println!("  {} packages, {} problems", packages.len(), problems.len());
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

fn problem(package: &Value) -> Option<String> {
    let name = package["name"].as_str().unwrap_or_default();
    if let Some((_, why)) = KEPT_OUT.iter().find(|(it, _)| *it == name) {
        return Some(format!("{name} is kept out: {why}"));
    }
    let licence = package["license"].as_str().unwrap_or_default();
    let allowed = licence
        .replace('/', " OR ")
        .split(" OR ")
        .any(|choice| choice.split(" AND ").all(|it| LICENCES.contains(&it.trim_matches(['(', ')', ' ']))));
    (!allowed).then(|| format!("{name} has the licence {licence:?}, which is not on the list"))
}
