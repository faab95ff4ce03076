//! The quiet picture of a thing that has none of its own: a pattern of columns from its name.

use askama::Template;
use askama::filters::HtmlSafe;

/// A generated mark: a small portico. The same name always gives the same one. Decoration beside the name.
///
/// Must: be hidden from screen readers; stay quiet beside the text.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "mark.html")]
pub struct Mark {
    hue: u8,
    roof: &'static str,
    columns: Vec<Column>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    x: u8,
    width: u8,
    tone: &'static str,
}

/// A flat roof, a gable, a vault, a flight of two beams.
const ROOFS: [&str; 4] =
    ["M8 12h32v4H8z", "M8 16 24 7l16 9z", "M8 16a16 9 0 0 1 32 0z", "M12 8h24v3H12zM8 13h32v3H8z"];
/// What the columns share: 30 units between the first one's left and the last one's right.
const LEFT: u8 = 9;
const SPAN: u8 = 30;

impl Mark {
    /// The mark of a name.
    pub fn of(name: impl std::fmt::Display) -> Self {
        let mut bits = Bits::of(&name.to_string());
        let hue = bits.below(6);
        let roof = ROOFS[usize::from(bits.below(4))];
        let count = 3 + bits.below(4);
        let door = bits.below(count);
        let columns = (0..count)
            .map(|index| {
                let widest = SPAN / count - 2;
                let width = widest - bits.below(3).min(widest - 2);
                let step = (SPAN - widest) / (count - 1);
                let tone = match (index == door, bits.below(2)) {
                    (true, _) => "strong",
                    (false, 0) => "soft",
                    (false, _) => "plain",
                };
                Column { x: LEFT + index * step + (widest - width) / 2, width, tone }
            })
            .collect();
        Self { hue, roof, columns }
    }
}

impl HtmlSafe for Mark {}

/// A thing's own picture in the place of a mark.
///
/// Must: have an empty alternative: the name stands beside it.
#[derive(Debug, Clone, Template)]
#[template(source = r#"<img class="mark" src="{{ href }}" alt="" width="48" height="48">"#, ext = "html")]
pub struct Picture {
    href: String,
}

impl Picture {
    /// The picture at this address.
    pub fn new(href: impl std::fmt::Display) -> Self {
        Self { href: href.to_string() }
    }
}

impl HtmlSafe for Picture {}

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
