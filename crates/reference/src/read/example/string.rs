//! Texts within their limits: of a format, of a pattern, of a length.

use super::pattern;
use crate::read::merged::Merged;

/// The longest text that is made.
const MAX_LENGTH: u64 = 1_000;

/// The formats, with a value each.
const FORMATS: [(&str, &str); 22] = [
    ("date-time", "2026-11-25T09:30:00Z"),
    ("date", "2026-11-25"),
    ("time", "09:30:00Z"),
    ("duration", "PT15M"),
    ("email", "ada@example.com"),
    ("idn-email", "ada@example.com"),
    ("hostname", "example.com"),
    ("idn-hostname", "example.com"),
    ("ipv4", "192.0.2.1"),
    ("ipv6", "2001:db8::1"),
    ("uri", "https://example.com/"),
    ("url", "https://example.com/"),
    ("iri", "https://example.com/"),
    ("uri-reference", "/example"),
    ("iri-reference", "/example"),
    ("uri-template", "/example/{id}"),
    ("uuid", "0b5f6f2e-6c6b-4f6e-9a52-1c1f0f7a9d3e"),
    ("byte", "UG9ydGljbw=="),
    ("base64", "UG9ydGljbw=="),
    ("json-pointer", "/example"),
    ("regex", "^example$"),
    ("password", "a-long-password"),
];

/// A text that fits.
pub(super) fn made(merged: &Merged<'_>, variant: usize) -> String {
    let number = |key: &str| merged.get(key).and_then(serde_json::Value::as_u64);
    let least = number("minLength").unwrap_or(0).min(MAX_LENGTH);
    let most = number("maxLength").unwrap_or(MAX_LENGTH).min(MAX_LENGTH).max(least);
    let fits = |it: &String| (least..=most).contains(&(it.chars().count() as u64));
    let of_pattern = || pattern::matching(merged.get("pattern")?.as_str()?, least, most);
    let format = merged.text("format");
    let of_format = || {
        let (_, value) = FORMATS.iter().find(|(name, _)| *name == format)?;
        Some(varied(format, value, variant)).filter(fits)
    };
    let of_encoding = || (merged.text("contentEncoding") == "base64").then(|| "UG9ydGljbw==".to_owned());
    let plain = || {
        let stem = if variant == 0 { "string".to_owned() } else { format!("string{}", variant + 1) };
        let length = usize::try_from((stem.len() as u64).clamp(least, most)).unwrap_or(0);
        stem.chars().cycle().take(length).collect()
    };
    of_pattern().or_else(of_format).or_else(of_encoding).unwrap_or_else(plain)
}

/// Another value of the same format.
fn varied(format: &str, value: &str, variant: usize) -> String {
    match (format, variant) {
        (_, 0) => value.to_owned(),
        ("uri" | "url" | "iri" | "uri-reference" | "iri-reference" | "json-pointer", _) => {
            format!("{}/{}", value.trim_end_matches('/'), variant + 1)
        }
        ("email" | "idn-email", _) => format!("ada{}@example.com", variant + 1),
        ("hostname" | "idn-hostname", _) => format!("host{}.example.com", variant + 1),
        ("ipv4", _) => format!("192.0.2.{}", variant % 250 + 1),
        ("date-time", _) => format!("2026-11-25T09:{:02}:00Z", (30 + variant) % 60),
        ("date", _) => format!("2026-11-{:02}", variant % 24 + 1),
        ("uuid", _) => format!("0b5f6f2e-6c6b-4f6e-9a52-1c1f0f7a{:04x}", variant % 0xFFFF),
        _ => value.to_owned(),
    }
}
