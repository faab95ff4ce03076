//! Values that are checked once, at the edge: a text of a length, an e-mail address, a slug, a host name.
//! Each gives the checked value or the rule that was broken.

pub use crate::fields::Broken;

/// A line of text: trimmed, not empty, at most `max` characters, no control characters.
pub fn line(text: &str, max: usize) -> Result<String, Broken> {
    let text = text.trim();
    if text.is_empty() { Err(Broken::rule("required")) } else { optional_line(text, max) }
}

/// A line of text that may be empty.
pub fn optional_line(text: &str, max: usize) -> Result<String, Broken> {
    let text = text.trim();
    if text.chars().count() > max {
        return Err(Broken::limit("max_length", i64::try_from(max).unwrap_or(i64::MAX)));
    }
    if text.chars().any(is_forbidden) { Err(Broken::rule("invalid_characters")) } else { Ok(text.to_owned()) }
}

/// Text of many lines that may be empty: line ends become `\n`, no control characters but tab and line end.
pub fn text(text: &str, max: usize) -> Result<String, Broken> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().count() > max {
        return Err(Broken::limit("max_length", i64::try_from(max).unwrap_or(i64::MAX)));
    }
    let bad = |it: char| it != '\n' && it != '\t' && is_forbidden(it);
    if text.chars().any(bad) { Err(Broken::rule("invalid_characters")) } else { Ok(text) }
}

/// An e-mail address, lower-cased: one `@`, something on both sides, a domain of labels, at most 250 characters.
/// The mail that must arrive is the real check.
pub fn email(text: &str) -> Result<String, Broken> {
    let text = line(text, 250)?.to_lowercase();
    let broken = Err(Broken::rule("is_email"));
    let Some((local, domain)) = text.split_once('@') else { return broken };
    let local_is_plain = !local.is_empty()
        && local.len() <= 64
        && local.chars().all(|it| it.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(it))
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    if local_is_plain && is_host_name(domain) { Ok(text) } else { broken }
}

/// A slug: 1 to `max` of `a-z`, `0-9` and `-`, beginning and ending with a letter or digit. Usable as a host label.
pub fn slug(text: &str, max: usize) -> Result<String, Broken> {
    let text = line(text, max)?;
    let plain = text.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
    if plain && !text.starts_with('-') && !text.ends_with('-') {
        Ok(text)
    } else {
        Err(Broken::rule("is_slug"))
    }
}

/// A slug made from a name: `Payments API (v2)` becomes `payments-api-v2`. Empty when nothing remains.
pub fn slug_of(name: &str, max: usize) -> String {
    let mut slug = String::new();
    for it in name.to_lowercase().chars() {
        if it.is_ascii_alphanumeric() {
            slug.push(it);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= max {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Whether the text is a host name: labels of letters, digits and `-`, at most 253 characters (RFC 1123, 2.1).
pub fn is_host_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 253
        && text.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && label.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

/// Control characters, and those that turn the direction of what follows (Trojan Source, CVE-2021-42574).
fn is_forbidden(it: char) -> bool {
    it.is_control() || matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_mail_addresses_are_lower_cased_and_checked() {
        assert_eq!(email(" Ada@Example.COM "), Ok("ada@example.com".into()));
        for bad in ["", "ada", "@x.test", "a@", "a@b@c", "a b@c.test", "a@-x.test", ".a@x.test", "a\n@x.test"]
        {
            assert!(email(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn slugs_come_from_names() {
        assert_eq!(slug_of("Payments API (v2)", 40), "payments-api-v2");
        assert_eq!(slug_of("«»", 40), "");
        assert_eq!(slug("acme-1", 40), Ok("acme-1".into()));
        assert!(slug("Acme", 40).is_err() && slug("-a", 40).is_err());
    }

    #[test]
    fn text_loses_no_line_and_keeps_no_control_character() {
        assert_eq!(text("a\r\nb\rc", 10), Ok("a\nb\nc".into()));
        assert!(text("a\u{0}b", 10).is_err() && line("a\u{202E}b", 10).is_err());
        assert_eq!(line("abc", 2), Err(Broken::limit("max_length", 2)));
    }
}
