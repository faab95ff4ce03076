//! Opaque tokens: session cookies, links in mails, management tokens.
//!
//! A token carries 256 bits of chance and nothing else. Only its SHA-256 is stored: a plain, fast
//! hash is enough because nobody can try 2^256 tokens. A token is looked up by that hash, so what
//! the index compares is a digest that the sender cannot steer; how long the look-up takes says
//! nothing about a stored token, and a comparison in constant time would add nothing.

use base::Secret;
use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

/// The token of these random bytes: 43 characters that need no escaping in an address or a cookie.
pub fn encode(random: &[u8; 32]) -> Secret {
    Secret::new(Base64UrlUnpadded::encode_string(random))
}

/// What is stored of a token: its SHA-256, in 64 hexadecimal digits. Any text has one.
pub fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect()
}

fn digit(value: u8) -> char {
    char::from_digit(u32::from(value), 16).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_needs_no_escaping_and_keeps_every_bit() {
        for (random, expected) in [
            ([0; 32], "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            ([255; 32], "__________________________________________8"),
        ] {
            assert_eq!(encode(&random).expose(), expected);
        }
        let mut last_bit = [0; 32];
        last_bit[31] = 1;
        assert_ne!(encode(&last_bit), encode(&[0; 32]));
    }

    #[test]
    fn what_is_stored_is_the_sha_256() {
        for (token, expected) in [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ] {
            assert_eq!(hash(token), expected);
        }
    }
}
