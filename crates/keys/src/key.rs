//! A whole key, in clear.

use std::fmt;

use zeroize::Zeroizing;

use crate::{Prefix, base62};

/// How many characters a key has.
pub const LENGTH: usize = 32;

const CHECKED: usize = 26;
const HINT: usize = 4;

/// A whole key, in clear: well formed, perhaps unknown. It has no `Display`, its `Debug` says nothing, and its
/// memory is wiped.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(Zeroizing<[u8; LENGTH]>);

impl Key {
    /// Makes a new key. `chance` fills the slice with random bytes fit for secrets.
    pub fn make(prefix: &Prefix, chance: &mut impl FnMut(&mut [u8])) -> Self {
        let mut text = Zeroizing::new([0; LENGTH]);
        text[..4].copy_from_slice(&prefix.bytes());
        base62::fill(&mut text[4..CHECKED], chance);
        let sum = base62::six(crc32fast::hash(&text[..CHECKED]));
        text[CHECKED..].copy_from_slice(&sum);
        Self(text)
    }

    /// Reads a key that somebody presents. Nothing unless it has the shape and the checksum.
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_bytes(text.as_bytes())
    }

    /// Reads a key out of the bytes of a header.
    pub fn parse_bytes(text: &[u8]) -> Option<Self> {
        let text: &[u8; LENGTH] = text.try_into().ok()?;
        let sum = base62::six(crc32fast::hash(&text[..CHECKED]));
        // Every character is looked at, whatever the ones before it are.
        let wrong = text[..3].iter().filter(|it| !it.is_ascii_lowercase()).count()
            + usize::from(text[3] != b'_')
            + text[4..].iter().filter(|it| !it.is_ascii_alphanumeric()).count()
            + sum.iter().zip(&text[CHECKED..]).filter(|(right, it)| right != it).count();
        (wrong == 0).then(|| Self(Zeroizing::new(*text)))
    }

    /// The characters, to show once. Each call is on a list that a house test reads.
    pub fn expose(&self) -> &str {
        std::str::from_utf8(&self.0[..]).unwrap_or_default()
    }

    /// The last four characters: enough to tell one's keys apart, of no use to anybody else.
    pub fn hint(&self) -> &str {
        &self.expose()[LENGTH - HINT..]
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(mut next: u8) -> impl FnMut(&mut [u8]) {
        move |into| {
            for it in into {
                *it = next;
                next = next.wrapping_add(7);
            }
        }
    }

    #[test]
    fn a_made_key_is_read_back() {
        for seed in 0..=255 {
            let key = Key::make(&Prefix::default(), &mut counting(seed));
            assert_eq!(key.expose().len(), LENGTH);
            assert!(key.expose().starts_with("prt_") && key.expose().ends_with(key.hint()));
            assert_eq!(Key::parse(key.expose()), Some(key));
        }
    }

    #[test]
    fn a_key_with_any_character_changed_is_malformed() {
        let key = Key::make(&Prefix::default(), &mut counting(3));
        for place in 0..LENGTH {
            for other in 0..128_u8 {
                let mut text = *key.0;
                if text[place] != other {
                    text[place] = other;
                    assert_eq!(Key::parse_bytes(&text), None, "{place} {other}");
                }
            }
        }
    }

    #[test]
    fn what_is_not_a_key_is_malformed() {
        let key = Key::make(&Prefix::default(), &mut counting(9)).expose().to_owned();
        let (upper, longer, shorter) = (key.to_uppercase(), format!("{key}0"), &key[..31]);
        let (padded, accented) = (format!(" {}", &key[1..]), format!("é{}", &key[2..]));
        for bad in
            ["", "prt_", &upper, &longer, shorter, &padded, &accented, &"0".repeat(32), &"\0".repeat(32)]
        {
            assert_eq!(Key::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_key_is_never_shown_by_accident() {
        let key = Key::make(&Prefix::default(), &mut counting(1));
        assert_eq!(format!("{key:?}"), "Key(…)");
    }
}
