//! How a key is stored: HMAC-SHA-256 under a secret that is not in the database.

use std::fmt;

use base::Secret;
use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::Key;

/// The installation's secret: 32 bytes from a file beside the database, never in it. Wiped when dropped.
#[derive(Clone)]
pub struct ServerSecret(Hmac<Sha256>);

impl ServerSecret {
    /// Reads the file's content: 64 hexadecimal digits, with white space around.
    pub fn parse(content: &str) -> Option<Self> {
        let bytes = Zeroizing::new(from_hex(content.trim())?);
        Self::from_bytes(&bytes)
    }

    /// Takes the 32 bytes themselves.
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        Hmac::new_from_slice(bytes).ok().map(Self)
    }

    /// A new file's content. `chance` fills the slice with random bytes fit for secrets.
    pub fn make(chance: &mut impl FnMut(&mut [u8])) -> Secret {
        let mut bytes = Zeroizing::new([0; 32]);
        chance(&mut bytes[..]);
        Secret::new(to_hex(&bytes) + "\n")
    }

    /// A text that tells this secret from others and says nothing about it: a database remembers under which secret
    /// its credentials are stored. No key has this shape, so no key has this MAC.
    pub fn mark(&self) -> String {
        let mut hmac = self.0.clone();
        hmac.update(b"portico: which secret is this?");
        to_hex(&hmac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for ServerSecret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("ServerSecret(…)")
    }
}

/// What is stored of a key, and what it is found by. Nobody without the secret can choose it or go back from it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mac([u8; 32]);

impl Mac {
    /// Reads `credentials.mac`: 64 lower-case hexadecimal digits.
    pub fn parse(hex: &str) -> Option<Self> {
        from_hex(hex).map(Self)
    }

    /// As `credentials.mac` stores it.
    pub fn hex(&self) -> String {
        to_hex(&self.0)
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Mac {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Mac {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Mac(…)")
    }
}

/// The key's MAC under the installation's secret.
pub fn mac(secret: &ServerSecret, key: &Key) -> Mac {
    let mut state = secret.0.clone();
    state.update(key.expose().as_bytes());
    Mac(state.finalize().into_bytes().into())
}

fn to_hex(bytes: &[u8; 32]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|it| [it >> 4, it & 15]).map(|it| char::from(DIGITS[usize::from(it)])).collect()
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digits: &[u8; 64] = text.as_bytes().try_into().ok()?;
    let mut out = [0; 32];
    for (place, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
        let (high, low) = (char::from(pair[0]).to_digit(16)?, char::from(pair[1]).to_digit(16)?);
        *place = u8::try_from(high << 4 | low).ok()?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Prefix;

    #[test]
    fn the_mac_is_hmac_sha_256_of_all_32_characters() {
        let secret = ServerSecret::parse(&"0b".repeat(32)).unwrap();
        let key = Key::make(&Prefix::default(), &mut |into| into.fill(1));
        assert_eq!(key.expose(), "prt_11111111111111111111114JSakB");
        assert_eq!(
            mac(&secret, &key).hex(),
            "4a2a3afc6fb5779b77fa141f37b8fdcce30df606c55e31f066c178f410611378"
        );
        assert_eq!(Mac::parse(&mac(&secret, &key).hex()), Some(mac(&secret, &key)));
    }

    #[test]
    fn another_secret_gives_another_mac() {
        let key = Key::make(&Prefix::default(), &mut |into| into.fill(1));
        let macs = ["0b", "0c"].map(|it| mac(&ServerSecret::parse(&it.repeat(32)).unwrap(), &key));
        assert_ne!(macs[0], macs[1]);
    }

    #[test]
    fn a_secret_is_64_digits() {
        let made = ServerSecret::make(&mut |into| into.fill(0xA5));
        assert_eq!(made.expose(), format!("{}\n", "a5".repeat(32)));
        assert!(ServerSecret::parse(made.expose()).is_some());
        for bad in ["", "a5", &"a5".repeat(33), &"g5".repeat(32), &"é".repeat(32)] {
            assert!(ServerSecret::parse(bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn secrets_and_macs_are_never_shown_by_accident() {
        let secret = ServerSecret::from_bytes(&[7; 32]).unwrap();
        let key = Key::make(&Prefix::default(), &mut |into| into.fill(1));
        assert_eq!(format!("{secret:?} {:?}", mac(&secret, &key)), "ServerSecret(…) Mac(…)");
    }
}
