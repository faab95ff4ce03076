//! Chance that is the same in every run, so that runs can be compared.

use base::Uuid;
use keys::{Key, Prefix};

/// A small generator of numbers that look random. Fit for made-up rows, not for secrets.
pub(super) struct Chance(u64);

impl Chance {
    /// One that begins here.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        it ^ (it >> 31)
    }

    /// One of these.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let count = u64::try_from(from.len()).unwrap_or(1);
        &from[usize::try_from(self.next() % count).unwrap_or(0)]
    }
}

/// What an id belongs to: no two things share one.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Portal = 1,
    Developer,
    Strategy,
    Service,
    Product,
    Version,
    Publication,
    Document,
    Application,
    Registration,
    Credential,
    Specification,
}

/// The id of the thing with this number: shaped as the program makes them, the time first and then chance.
pub(super) fn id(of: Of, number: u64) -> String {
    let high = (0x0190 << 48) | ((of as u64) << 40) | ((number & 0xFF_FFFF) << 16) | 0x7000;
    let low = (Chance::new(number ^ ((of as u64) << 32)).next() >> 2) | (1 << 63);
    Uuid::from_u64_pair(high, low).to_string()
}

/// The key of the credential with this number.
pub(super) fn key(number: u64) -> Key {
    let mut chance = Chance::new(number ^ 0x6B65_7900_0000_0000);
    Key::make(&Prefix::default(), &mut |into| {
        for eight in into.chunks_mut(8) {
            let bytes = chance.next().to_be_bytes();
            eight.copy_from_slice(&bytes[..eight.len()]);
        }
    })
}

/// Words of no language, all different: what made-up documents consist of.
pub(super) fn words() -> Vec<String> {
    const BEGIN: [&str; 16] =
        ["ba", "co", "da", "fe", "ga", "ho", "ka", "li", "mo", "na", "pe", "ri", "su", "ta", "ve", "zo"];
    const MIDDLE: [&str; 12] =
        ["lan", "mir", "nor", "pal", "ras", "sel", "tam", "ter", "val", "ven", "dor", "gil"];
    const END: [&str; 10] = ["a", "e", "in", "ora", "us", "em", "ita", "o", "um", "is"];
    let pairs = BEGIN.iter().flat_map(|begin| MIDDLE.iter().map(move |middle| (begin, middle)));
    pairs.flat_map(|(begin, middle)| END.iter().map(move |end| format!("{begin}{middle}{end}"))).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_and_keys_are_well_formed_and_all_different() {
        let all = [Of::Product, Of::Credential];
        let ids: HashSet<String> =
            all.iter().flat_map(|of| (0..1000).map(|number| id(*of, number))).collect();
        assert_eq!(ids.len(), 2000);
        assert!(ids.iter().all(|it| it.as_bytes()[14] == b'7' && matches!(it.as_bytes()[19], b'8'..=b'b')));
        let keys: HashSet<String> = (0..1000).map(|number| key(number).expose().to_owned()).collect();
        assert!(keys.len() == 1000 && keys.iter().all(|it| Key::parse(it).is_some()));
        assert_eq!(words().iter().collect::<HashSet<_>>().len(), 1920);
    }
}
