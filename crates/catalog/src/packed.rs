//! Bytes kept small: deflated, and read back with a limit.

use std::io::{Read, Write};

use base::{Error, Result};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

/// The bytes, deflated.
pub(crate) fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 6 + 64), Compression::new(2));
    encoder.write_all(bytes).map_err(Error::internal)?;
    encoder.finish().map_err(Error::internal)
}

/// The bytes again; what would be more than `most` is not.
pub(crate) fn unpacked(packed: &[u8], most: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(packed.len() * 4);
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    DeflateDecoder::new(packed).take(limit + 1).read_to_end(&mut bytes).map_err(Error::internal)?;
    if bytes.len() > most { Err(Error::internal("more was packed than may be")) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_as_they_were_and_never_without_end() {
        let text = "abc".repeat(100_000);
        let small = packed(text.as_bytes()).unwrap();
        assert!(small.len() < 2_000, "{}", small.len());
        assert_eq!(unpacked(&small, text.len()).unwrap(), text.as_bytes());
        assert!(unpacked(&small, text.len() - 1).is_err());
        assert!(unpacked(b"\xff\xff\xff", 10).is_err());
    }
}
