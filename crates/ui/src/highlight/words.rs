//! Languages that are made of words, read by one scanner.

use super::ink::{Ink, Kind};
use super::languages::Language;

/// Reads code by what its language is made of.
pub(super) fn read(ink: &mut Ink<'_>, language: &Language) {
    while let Some(it) = ink.next() {
        if it.is_whitespace() {
            ink.space();
        } else if ink.rest().starts_with(language.comment) {
            ink.paint(Kind::Comment, ink.line());
        } else if language.has_blocks && ink.rest().starts_with("/*") {
            let end = ink.rest().find("*/").map_or(ink.rest().len(), |it| it + 2);
            ink.paint(Kind::Comment, end);
        } else if language.has_lifetimes && it == '\'' && is_lifetime(ink.rest()) {
            ink.plain_char();
            ink.paint(Kind::Name, ink.run(is_of_a_word));
        } else if let Some(quote) = language.quotes.iter().find(|it| ink.rest().starts_with(it.open)) {
            ink.quoted(quote.open.len(), quote.close, quote.escapes, quote.has_lines);
        } else if it.is_ascii_digit() {
            ink.paint(Kind::Number, number(ink.rest()));
        } else if is_of_a_word(it) {
            word(ink, language);
        } else if language.decorator == Some(it) {
            let bytes =
                1 + ink.rest()[1..].find(|it| !is_of_a_word(it) && it != '.').unwrap_or(ink.rest().len() - 1);
            ink.paint(Kind::Name, bytes);
        } else {
            ink.plain_char();
        }
    }
}

fn is_of_a_word(it: char) -> bool {
    it.is_alphanumeric() || it == '_' || it == '$'
}

/// A quote that opens no character: `'a` rather than `'a'`.
fn is_lifetime(rest: &str) -> bool {
    let mut after = rest.chars().skip(1);
    let first = after.next();
    first.is_some_and(|it| it.is_alphabetic() || it == '_') && after.next() != Some('\'')
}

/// Digits with what may stand among them: `0xff`, `1_000`, `2.5e9`.
pub(super) fn number(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, it)) = chars.next() {
        let is_point = it == '.' && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !it.is_ascii_alphanumeric() && it != '_' && !is_point {
            return at;
        }
    }
    rest.len()
}

fn word(ink: &mut Ink<'_>, language: &Language) {
    let bytes = ink.run(is_of_a_word);
    let word = &ink.rest()[..bytes];
    let after = ink.rest()[bytes..].chars().next();
    let lowered = word.to_ascii_lowercase();
    let sought = if language.any_case { lowered.as_str() } else { word };
    if language.keywords.binary_search(&sought).is_ok() {
        ink.paint(Kind::Word, bytes);
    } else if language.literals.binary_search(&sought).is_ok() {
        ink.paint(Kind::Number, bytes);
    } else if after == Some('(') || (language.has_types && word.starts_with(char::is_uppercase)) {
        ink.paint(Kind::Name, bytes);
    } else {
        ink.plain(bytes);
    }
}
