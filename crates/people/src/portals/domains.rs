//! A portal's domains of its own, as a form or a JSON body spells them, and what is accepted. Pure.

use std::net::IpAddr;

use base::words::{self, Broken};
use frame::Addresses;

/// The longest host name that there is.
const MAX_LENGTH: usize = 253;

/// A host name that a portal may call its own, or none. Names below the portal domain stand for portals by their slugs,
/// for the console and for the API.
pub(super) fn own(text: &str, addresses: &Addresses) -> Result<Option<String>, Broken> {
    let text = words::optional_line(text, MAX_LENGTH)?.trim_end_matches('.').to_ascii_lowercase();
    if text.is_empty() {
        return Ok(None);
    }
    let is_number = text.parse::<IpAddr>().is_ok() || text.rsplit('.').next().is_some_and(is_digits);
    if !words::is_host_name(&text) || !text.contains('.') || is_number {
        return Err(Broken::rule("is_fqdn"));
    }
    if addresses.is_ours(&text) { Err(Broken::rule("reserved_domain")) } else { Ok(Some(text)) }
}

/// The host name of a client that is hosted elsewhere, or none. Its pages send a browser's cookies only to a portal with
/// a domain of its own beside it.
pub(super) fn client(text: &str, own: Option<&str>, addresses: &Addresses) -> Result<Option<String>, Broken> {
    let client = self::own(text, addresses)?;
    match (&client, own) {
        (Some(_), None) => Err(Broken::rule("needs_custom_domain")),
        (Some(client), Some(own)) if client == own => Err(Broken::rule("taken")),
        _ => Ok(client),
    }
}

fn is_digits(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_a_host_name_that_means_nothing_else() {
        let addresses = Addresses::new("https", "portal.example.com", "https://gateway.example.com");
        let word = |it: Result<Option<String>, Broken>| match it {
            Ok(name) => name.unwrap_or_else(|| "-".to_owned()),
            Err(broken) => broken.code.to_owned(),
        };
        for (typed, expected) in [
            ("", "-"),
            (" Developer.Acme.test. ", "developer.acme.test"),
            ("example.com", "example.com"),
            ("acme", "is_fqdn"),
            ("https://acme.test", "is_fqdn"),
            ("acme.test:8080", "is_fqdn"),
            ("10.0.0.1", "is_fqdn"),
            ("acme.123", "is_fqdn"),
            ("-a.test", "is_fqdn"),
            ("portal.example.com", "reserved_domain"),
            ("a.b.portal.example.com", "reserved_domain"),
        ] {
            assert_eq!(word(own(typed, &addresses)), expected, "{typed:?}");
        }
        for (typed, beside, expected) in [
            ("ui.acme.test", Some("api.acme.test"), "ui.acme.test"),
            ("ui.acme.test", None, "needs_custom_domain"),
            ("api.acme.test", Some("api.acme.test"), "taken"),
            ("", None, "-"),
        ] {
            assert_eq!(word(client(typed, beside, &addresses)), expected, "{typed:?}");
        }
    }
}
