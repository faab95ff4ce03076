//! XML and HTML: tags, attributes, comments, entities.

use super::ink::{Ink, Kind};

/// Marked-up text.
pub(super) fn marks(ink: &mut Ink<'_>) {
    while let Some(it) = ink.next() {
        let rest = ink.rest();
        match it {
            '<' if rest.starts_with("<!--") => {
                let end = rest.find("-->").map_or(rest.len(), |it| it + 3);
                ink.paint(Kind::Comment, end);
            }
            '<' if rest[1..].starts_with(|it: char| it.is_alphabetic() || "/!?".contains(it)) => tag(ink),
            '&' => {
                let bytes =
                    1 + rest[1..].find(|it: char| !it.is_ascii_alphanumeric() && it != '#').unwrap_or(0);
                if rest[bytes..].starts_with(';') {
                    ink.paint(Kind::Number, bytes + 1);
                } else {
                    ink.plain(bytes);
                }
            }
            '<' => ink.plain(1),
            _ => ink.plain(ink.run(|it| it != '<' && it != '&')),
        }
    }
}

fn tag(ink: &mut Ink<'_>) {
    ink.plain(1);
    ink.plain(ink.run(|it| "/!?".contains(it)));
    ink.paint(Kind::Word, ink.run(is_of_a_name));
    while let Some(it) = ink.next() {
        match it {
            '>' => return ink.plain(1),
            '<' => return,
            '"' => ink.quoted(1, "\"", false, true),
            '\'' => ink.quoted(1, "'", false, true),
            _ if it.is_whitespace() => ink.space(),
            _ if is_of_a_name(it) => ink.paint(Kind::Key, ink.run(is_of_a_name)),
            _ => ink.plain_char(),
        }
    }
}

fn is_of_a_name(it: char) -> bool {
    it.is_alphanumeric() || "-_:.@".contains(it)
}
