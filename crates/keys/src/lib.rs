//! What a credential looks like: make, show once, hash, check. Pure: chance and secrets are handed in.
//!
//! A key is 32 characters: the portal's prefix (three lower-case letters and `_`), 22 random base62 characters
//! (131 bits) and 6 base62 characters of CRC-32 over what precedes. A malformed key is refused without a look-up.
//! Only the key's MAC under the installation's secret is ever stored.

mod base62;
mod key;
mod mac;
mod prefix;
mod redact;

pub use key::{Key, LENGTH};
pub use mac::{Mac, ServerSecret, mac};
pub use prefix::Prefix;
pub use redact::redact;

/// The regular expression for secret scanners: finds every key of every installation, whatever its prefix.
/// A scanner that can compute should check the last six characters too: see [`Key::parse`].
pub const PATTERN: &str = r"\b[a-z]{3}_[0-9A-Za-z]{28}\b";
