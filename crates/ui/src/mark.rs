//! The quiet picture of a thing that has none of its own: a pattern of columns from its name.

use askama::Template;
use askama::filters::HtmlSafe;

/// A generated mark. The same name always gives the same one. Decoration beside the name.
///
/// Must: be hidden from screen readers; stay quiet beside the text.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "mark.html")]
pub struct Mark {
    hue: u8,
    columns: Vec<Column>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    x: u8,
    top: u8,
    height: u8,
    width: u8,
    strong: bool,
}

const COUNT: u8 = 5;
const FOOT: u8 = 39;

impl Mark {
    /// The mark of a name.
    pub fn of(name: impl std::fmt::Display) -> Self {
        let mut bits = Bits::of(&name.to_string());
        let hue = bits.below(6);
        let door = bits.below(COUNT);
        let columns = (0..COUNT)
            .map(|index| {
                let height = 12 + 5 * bits.below(4);
                Column { x: 8 + index * 7, top: FOOT - height, height, width: 4, strong: index == door }
            })
            .collect();
        Self { hue, columns }
    }
}

impl HtmlSafe for Mark {}

/// A stream of small numbers from a name (FNV-1a, then xorshift).
struct Bits(u64);

impl Bits {
    fn of(name: &str) -> Self {
        let start = 0xcbf2_9ce4_8422_2325_u64;
        let hash = name.bytes().fold(start, |hash, it| (hash ^ u64::from(it)).wrapping_mul(0x0100_0000_01b3));
        Self(hash | 1)
    }

    fn below(&mut self, limit: u8) -> u8 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u8::try_from((self.0 >> 32) % u64::from(limit)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Mark;

    #[test]
    fn a_name_has_one_mark_and_names_differ() {
        assert_eq!(Mark::of("Payments"), Mark::of("Payments"));
        let marks: HashSet<String> =
            (0..200).map(|it| Mark::of(format!("Product {it}")).to_string()).collect();
        assert!(marks.len() > 190, "only {} of 200 differ", marks.len());
    }
}
