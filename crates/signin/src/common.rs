//! The list of common passwords: sorted prefixes of SHA-256, in the binary, read without a file.
//!
//! `data/README.md` says where the list comes from and how it is made. Forty bits of a digest tell
//! two hundred thousand entries apart from anything else but once in five million times.

use sha2::{Digest, Sha256};

/// How many bytes of the digest are kept.
const WIDTH: usize = 5;

const LIST: &[u8] = include_bytes!("../data/common-passwords.bin");

/// Whether the text, already in lower case, is on the list.
pub(crate) fn contains(lower: &str) -> bool {
    let digest = Sha256::digest(lower.as_bytes());
    let (entries, _) = LIST.as_chunks::<WIDTH>();
    digest.first_chunk::<WIDTH>().is_some_and(|prefix| entries.binary_search(prefix).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_and_sorted() {
        let (entries, rest) = LIST.as_chunks::<WIDTH>();
        assert!(rest.is_empty() && entries.len() > 200_000, "{}", entries.len());
        assert!(entries.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn common_passwords_are_on_it_and_others_are_not() {
        for (lower, listed) in [
            ("123456", true),
            ("password", true),
            ("1234567890", true),
            ("iloveyou2", true),
            ("qwertyuiop", true),
            ("manchesterunited", true),
            ("", false),
            ("correct horse battery staple", false),
            ("the tide turned at noon", false),
        ] {
            assert_eq!(contains(lower), listed, "{lower:?}");
        }
    }
}
