//! Base62: digits, capitals, small letters, in this order.

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// How many of the 256 values of a byte are used: the largest multiple of 62. The rest are drawn again,
/// so that every character is equally likely.
const FAIR: u8 = 248;

/// Fills `out` with characters that are all equally likely.
pub(crate) fn fill(out: &mut [u8], chance: &mut impl FnMut(&mut [u8])) {
    let mut drawn = [0_u8; 32];
    let mut left: &[u8] = &[];
    for place in out {
        *place = loop {
            if left.is_empty() {
                chance(&mut drawn);
                left = &drawn;
            }
            let (first, rest) = left.split_first().map_or((FAIR, left), |(first, rest)| (*first, rest));
            left = rest;
            if first < FAIR {
                break ALPHABET[usize::from(first % 62)];
            }
        };
    }
    zeroize::Zeroize::zeroize(&mut drawn);
}

/// The number in six characters, padded with `0`. 62^6 is more than 2^32.
pub(crate) fn six(mut number: u32) -> [u8; 6] {
    let mut out = [b'0'; 6];
    for place in out.iter_mut().rev() {
        *place = ALPHABET[(number % 62) as usize];
        number /= 62;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_six_characters() {
        for (number, text) in [(0, "000000"), (61, "00000z"), (62, "000010"), (u32::MAX, "4gfFC3")] {
            assert_eq!(std::str::from_utf8(&six(number)).unwrap(), text);
        }
    }

    #[test]
    fn bytes_that_would_favour_some_characters_are_drawn_again() {
        let mut bytes = (240_u8..=255).chain(0..=255).cycle();
        let mut out = [0; 12];
        fill(&mut out, &mut |into| into.fill_with(|| bytes.next().unwrap_or(0)));
        assert_eq!(&out, b"stuvwxyz0123");
    }

    #[test]
    fn every_character_comes_equally_often() {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut chance = |into: &mut [u8]| {
            for it in into {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                *it = state.to_le_bytes()[4];
            }
        };
        let mut counts = [0_u32; 256];
        let mut out = vec![0; 620_000];
        fill(&mut out, &mut chance);
        for it in &out {
            counts[usize::from(*it)] += 1;
        }
        for it in ALPHABET {
            let count = counts[usize::from(*it)];
            assert!((9_500..10_500).contains(&count), "{}: {count}", char::from(*it));
        }
    }
}
