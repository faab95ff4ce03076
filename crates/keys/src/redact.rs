//! Takes keys out of texts that are kept, such as the path of a refused call.

use std::borrow::Cow;

use crate::key::LENGTH;

/// The text with `…` for everything that has the shape of a key, whether or not its checksum is right.
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut kept = 0;
    let mut at = 0;
    while let Some(found) = text.as_bytes().get(at..at + LENGTH) {
        if is_shaped(found) {
            out.push_str(&text[kept..at]);
            out.push('…');
            at += LENGTH;
            kept = at;
        } else {
            at += 1;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

fn is_shaped(text: &[u8]) -> bool {
    text[3] == b'_'
        && text[..3].iter().all(u8::is_ascii_lowercase)
        && text[4..].iter().all(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Key, Prefix};

    #[test]
    fn keys_are_taken_out_and_nothing_else() {
        let key = Key::make(&Prefix::default(), &mut |into| into.fill(1));
        let key = key.expose();
        for (text, left) in [
            (String::new(), String::new()),
            ("/v1/items".into(), "/v1/items".into()),
            (format!("/v1/{key}/items"), "/v1/…/items".into()),
            (format!("é{key}{key}é"), "é……é".into()),
            (key.into(), "…".into()),
            (key[..31].into(), key[..31].into()),
        ] {
            assert_eq!(redact(&text), left);
        }
    }
}
