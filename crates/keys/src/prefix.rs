//! How the keys of a portal begin.

use std::fmt;

use base::Broken;

/// How the keys of a portal begin: three lower-case letters and `_`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prefix([u8; 4]);

impl Prefix {
    /// Reads the setting, `prt_` or `prt`.
    pub fn parse(text: &str) -> Result<Self, Broken> {
        let letters = text.strip_suffix('_').unwrap_or(text).as_bytes();
        match letters {
            [a @ b'a'..=b'z', b @ b'a'..=b'z', c @ b'a'..=b'z'] => Ok(Self([*a, *b, *c, b'_'])),
            [] => Err(Broken::rule("required")),
            _ => Err(Broken::rule("invalid")),
        }
    }

    /// The four characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    pub(crate) fn bytes(self) -> [u8; 4] {
        self.0
    }
}

impl Default for Prefix {
    fn default() -> Self {
        Self(*b"prt_")
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_three_small_letters() {
        for good in ["abc", "abc_"] {
            assert_eq!(Prefix::parse(good).map(|it| it.to_string()), Ok("abc_".into()));
        }
        for bad in ["ab", "ab_", "abcd", "Abc", "ab1_", "abc__", "äbc", " abc"] {
            assert_eq!(Prefix::parse(bad), Err(Broken::rule("invalid")), "{bad:?}");
        }
        assert_eq!(Prefix::parse(""), Err(Broken::rule("required")));
        assert_eq!(Prefix::default().as_str(), "prt_");
    }
}
