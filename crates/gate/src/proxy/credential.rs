//! How a request presents a key, and how the key is taken out before the request goes on.

use std::borrow::Cow;

use keys::ServerSecret;

use super::fields;
use super::head::Head;
use super::path::decode;
use crate::decide::Presented;
use crate::route::KeyName;

/// What the request presents under these names, in headers (whatever their case) and query parameters.
pub(crate) fn presented(head: &Head<'_>, names: &[KeyName], secret: &ServerSecret) -> Presented {
    let carries = |name: &[u8]| names.iter().any(|it| it.name.as_bytes().eq_ignore_ascii_case(name));
    let headers = head.fields.iter().filter(|it| carries(it.name(head.bytes)));
    let headers = headers.map(|it| Cow::Borrowed(it.value(head.bytes)));
    let parameters = head.query.into_iter().flat_map(pairs);
    let parameters = parameters.filter(|(name, _)| is_named(name, names.iter()));
    let mut values = headers.chain(parameters.map(|(_, value)| decode(value.as_bytes())));
    match (values.next(), values.next()) {
        (None, _) => Presented::Nothing,
        (Some(value), None) => Presented::of(secret, &value),
        (Some(_), Some(_)) => Presented::Several,
    }
}

/// Whether the header must not go on: it carries a key, or an upstream might take it for one that does.
pub(crate) fn is_hidden(name: &[u8], names: &[KeyName]) -> bool {
    names.iter().any(|it| it.hide && fields::looks_like(name, it.name.as_bytes()))
}

/// The query without the parameters that must not go on; nothing if none is left.
pub(crate) fn without_keys<'a>(query: &'a str, names: &[KeyName]) -> Option<Cow<'a, str>> {
    let hidden = || names.iter().filter(|it| it.hide);
    if !pairs(query).any(|(name, _)| is_named(name, hidden())) {
        return Some(Cow::Borrowed(query));
    }
    let kept = query.split('&').filter(|it| !is_named(pair(it).0, hidden()));
    let kept: Vec<&str> = kept.collect();
    (!kept.is_empty()).then(|| Cow::Owned(kept.join("&")))
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').map(pair)
}

fn pair(text: &str) -> (&str, &str) {
    text.split_once('=').unwrap_or((text, ""))
}

fn is_named<'a>(name: &str, mut names: impl Iterator<Item = &'a KeyName>) -> bool {
    let name = decode(name.as_bytes());
    names.any(|it| *it.name.as_bytes() == *name)
}

#[cfg(test)]
mod tests {
    use keys::{Key, Prefix};

    use super::*;
    use crate::proxy::head::Glimpse;

    fn names(list: &[(&str, bool)]) -> Vec<KeyName> {
        list.iter().map(|(name, hide)| KeyName { name: (*name).to_owned(), hide: *hide }).collect()
    }

    #[test]
    fn a_key_is_found_in_one_place_only() {
        let secret = ServerSecret::from_bytes(&[1; 32]).unwrap();
        let key = Key::make(&Prefix::default(), &mut |into| into.fill(5));
        let good = Presented::Key(keys::mac(&secret, &key));
        let names = names(&[("apikey", true), ("X-Key", true), ("ApiKey", false)]);
        for (query, fields, wanted) in [
            ("", "", Presented::Nothing),
            ("", "apikey: K\r\n", good),
            ("", "APIKEY:   K \r\n", good),
            ("", "x-key: K\r\n", good),
            ("?apikey=K", "", good),
            ("?a=b&api%6bey=K&c", "", good),
            ("?ApiKey=K", "", good),
            ("?APIKEY=K", "", Presented::Nothing),
            ("?xapikey=K", "api_key: K\r\n", Presented::Nothing),
            ("?apikey=K", "apikey: K\r\n", Presented::Several),
            ("", "apikey: K\r\nx-key: K\r\n", Presented::Several),
            ("", "apikey: K\r\napikey: K\r\n", Presented::Several),
            ("?apikey=K&apikey=", "", Presented::Several),
            ("", "apikey: K, K\r\n", Presented::Malformed),
            ("", "apikey:\r\n", Presented::Malformed),
            ("?apikey", "", Presented::Malformed),
            ("?apikey=+K", "", Presented::Malformed),
        ] {
            let text = format!("GET /{query} HTTP/1.1\r\nHost: a\r\n{fields}\r\n").replace('K', key.expose());
            let (mut fields, mut glimpse) = (Vec::new(), Glimpse::default());
            // A key is upper and lower case, so the names with a capital K are spelled after it is put in.
            let text = text.replace(&format!("API{}EY", key.expose()), "APIKEY");
            let text = text.replace(&format!("Api{}ey", key.expose()), "ApiKey");
            let head = Head::read(text.as_bytes(), &mut fields, &mut glimpse).unwrap();
            assert_eq!(presented(&head, &names, &secret), wanted, "{text}");
        }
    }

    #[test]
    fn keys_are_taken_out_of_a_query_and_nothing_else() {
        let names = names(&[("apikey", true), ("seen", false)]);
        for (query, wanted) in [
            ("", Some("")),
            ("a=1&b=2", Some("a=1&b=2")),
            ("seen=1", Some("seen=1")),
            ("apikey=1", None),
            ("a=1&apikey=1&b", Some("a=1&b")),
            ("ap%69key=1&&c", Some("&c")),
            ("apikey", None),
            ("xapikey=1", Some("xapikey=1")),
        ] {
            assert_eq!(without_keys(query, &names).as_deref(), wanted, "{query}");
        }
        assert!(is_hidden(b"ApiKey", &names) && !is_hidden(b"seen", &names) && !is_hidden(b"x", &names));
    }
}
