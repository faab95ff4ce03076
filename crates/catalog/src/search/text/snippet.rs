//! Where in a text what was looked for stands. The pieces are text: a page escapes each and wraps what is marked. Pure.

use super::terms::Terms;
use super::words::{Word, words};

/// How many characters a snippet has at most, without the dots at its ends.
const LONGEST: usize = 200;
/// How many characters stand before the first word that was found.
const BEFORE: usize = 32;

/// A text in pieces, some of which were looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked(Vec<Piece>);

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it says. Not escaped.
    pub text: String,
    /// Whether it was looked for.
    pub is_found: bool,
}

impl Marked {
    /// The pieces, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push(&mut self, text: &str, is_found: bool) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.is_found == is_found => last.text.push_str(text),
            _ => self.0.push(Piece { text: text.to_owned(), is_found }),
        }
    }
}

/// A name with what was looked for marked in it.
pub(in crate::search) fn mark(text: &str, terms: &Terms) -> Marked {
    let text: String = text.chars().take(2 * LONGEST).collect();
    marked(&text, &found(&text, terms, false))
}

/// The piece of a running text where most of what was looked for stands together, or its beginning when nothing does.
pub(in crate::search) fn snippet(text: &str, terms: &Terms) -> Marked {
    let found = found(text, terms, true);
    let from = found.get(best(&found)).map_or(0, |it| begin(text, it.word.from));
    let to = end(text, from);
    let inside: Vec<Found> =
        found.into_iter().filter(|it| it.word.from >= from && it.word.to <= to).collect();
    let inside: Vec<Found> = inside.into_iter().map(|it| it.moved(from)).collect();
    let mut all = Marked::default();
    all.push(if from > 0 { "… " } else { "" }, false);
    for it in marked(&text[from..to], &inside).0 {
        all.push(&it.text, it.is_found);
    }
    all.push(if to < text.len() { " …" } else { "" }, false);
    all
}

/// A word of the text that was looked for, and the number of its term.
struct Found {
    word: Word,
    term: usize,
}

impl Found {
    fn moved(self, by: usize) -> Self {
        let word = Word { from: self.word.from - by, to: self.word.to - by, ..self.word };
        Self { word, ..self }
    }
}

fn found(text: &str, terms: &Terms, in_running_text: bool) -> Vec<Found> {
    if terms.is_empty() {
        return Vec::new();
    }
    let all = words(text).into_iter();
    all.filter_map(|word| terms.which(&word.text, in_running_text).map(|term| Found { word, term })).collect()
}

/// The number of the word with which the best place begins: the one that has the most different terms near it.
fn best(found: &[Found]) -> usize {
    let mut best = (0, 0);
    for (index, it) in found.iter().enumerate().take(2000) {
        let near =
            found[index..].iter().take(64).take_while(|next| next.word.to - it.word.from < LONGEST - BEFORE);
        let terms = near.fold(0_u64, |terms, next| terms | 1 << (next.term % 64)).count_ones();
        if terms > best.1 {
            best = (index, terms);
        }
    }
    best.0
}

/// Where a snippet begins that shows the word at this place: at the beginning of a word, a little before it.
fn begin(text: &str, at: usize) -> usize {
    let Some((back, _)) = text[..at].char_indices().rev().nth(BEFORE - 1) else { return 0 };
    if back == 0 { 0 } else { text[back..at].find(' ').map_or(back, |space| back + space + 1) }
}

fn end(text: &str, from: usize) -> usize {
    let Some((to, _)) = text[from..].char_indices().nth(LONGEST) else { return text.len() };
    let to = from + to;
    text[from..to].rfind(' ').filter(|space| *space > LONGEST / 2).map_or(to, |space| from + space)
}

fn marked(text: &str, found: &[Found]) -> Marked {
    let mut all = Marked::default();
    let mut done = 0;
    for it in found {
        // Pieces overlap, and a part of a word follows the whole of it.
        let from = it.word.from.max(done);
        if it.word.to <= done {
            continue;
        }
        all.push(&text[done..from], false);
        all.push(&text[from..it.word.to], true);
        done = it.word.to;
    }
    all.push(&text[done..], false);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(marked: &Marked) -> String {
        let piece = |it: &Piece| if it.is_found { format!("[{}]", it.text) } else { it.text.clone() };
        marked.pieces().iter().map(piece).collect()
    }

    #[test]
    fn what_was_looked_for_is_marked() {
        for (text, search, expected) in [
            ("Ferries and ports", "ferry", "[Ferries] and ports"),
            ("Payments API", "pay", "[Payments] API"),
            ("listPayments", "payments", "list[Payments]"),
            ("listPayments", "listp", "[listPayments]"),
            ("決済情報API", "決済情報", "[決済情報]API"),
            ("京都の決済", "決", "京都の[決済]"),
            ("<b>pay</b>", "pay", "<b>[pay]</b>"),
            ("Crème", "creme", "[Crème]"),
            ("nothing", "else", "nothing"),
            ("nothing", "", "nothing"),
        ] {
            assert_eq!(shown(&mark(text, &Terms::of(search))), expected, "{text}");
        }
    }

    #[test]
    fn a_snippet_shows_the_place_where_most_stands_together() {
        let text = format!(
            "A refund. {}Here a refund of a payment is made. {}",
            "word ".repeat(80),
            "more ".repeat(80)
        );
        let shown = shown(&snippet(&text, &Terms::of("payment refund")));
        assert!(shown.starts_with("… word"), "{shown}");
        assert!(shown.contains("Here a [refund] of a [payment] is made."), "{shown}");
        assert!(shown.ends_with(" …") && shown.chars().count() < 230, "{shown}");
    }

    #[test]
    fn a_snippet_of_anything_is_short_and_whole() {
        for text in ["", "a", &"é".repeat(5000), &"決".repeat(5000), &"a b ".repeat(5000)] {
            for search in ["", "a", "é", "決", "決決"] {
                let snippet = snippet(text, &Terms::of(search));
                assert!(shown(&snippet).chars().count() < LONGEST * 3, "{search}");
            }
        }
    }
}
