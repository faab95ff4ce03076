//! What a search looks for. Terms are taken from what was typed as words are from a text: there is no language of
//! operators that could be abused, or that a visitor would have to know.

use super::close::is_close;
use super::words::{stem, words};

/// The most terms of a search; what follows is not looked for.
const MOST: usize = 12;
/// How many terms are looked for with typing errors: each costs a walk through all words of the index.
const MOST_FORGIVEN: usize = 4;
/// The least characters of a term that finds words of running text which begin with it.
const SHORTEST_BEGINNING: usize = 3;
/// Words that say nothing beside others.
const EMPTY: [&str; 24] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "do", "for", "from", "how", "i", "in", "is", "it", "my",
    "of", "on", "or", "the", "to", "with", "you",
];

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) struct Term {
    /// Folded.
    pub(in crate::search) word: String,
    /// Its stem: for many words the word itself.
    pub(in crate::search) stem: String,
    /// Whether it is one character of a script without spaces, or a pair of them.
    is_piece: bool,
    /// How many typing errors are forgiven.
    pub(in crate::search) forgiven: u8,
}

/// All of what is looked for: each of them must be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::search) struct Terms(Vec<Term>);

impl Terms {
    /// What a text looks for, without typing errors.
    pub(in crate::search) fn of(text: &str) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        let all = words(text);
        for (index, it) in all.iter().enumerate().filter(|(_, it)| !it.is_hump && !it.text.is_empty()) {
            // The last character alone says nothing that its pair does not.
            let is_tail = it.is_piece
                && it.text.chars().count() == 1
                && index > 0
                && all[index - 1].is_piece
                && all[index - 1].to == it.to;
            if is_tail || terms.iter().any(|term| term.word == it.text) {
                continue;
            }
            let stem = stem(&it.text).unwrap_or_else(|| it.text.clone());
            terms.push(Term { word: it.text.clone(), stem, is_piece: it.is_piece, forgiven: 0 });
        }
        if terms.iter().any(|it| !EMPTY.contains(&it.word.as_str())) {
            terms.retain(|it| !EMPTY.contains(&it.word.as_str()));
        }
        terms.truncate(MOST);
        Self(terms)
    }

    /// The same with typing errors forgiven, in the longest terms.
    pub(in crate::search) fn forgiving(&self) -> Self {
        let mut terms = self.0.clone();
        let mut longest: Vec<&mut Term> = terms.iter_mut().filter(|it| !it.is_piece).collect();
        longest.sort_by_key(|it| std::cmp::Reverse(it.word.chars().count()));
        for it in longest.into_iter().take(MOST_FORGIVEN) {
            it.forgiven = match it.word.chars().count() {
                0..4 => 0,
                4..8 => 1,
                _ => 2,
            };
        }
        Self(terms)
    }

    /// Whether any typing error is forgiven.
    pub(in crate::search) fn is_forgiving(&self) -> bool {
        self.0.iter().any(|it| it.forgiven > 0)
    }

    /// Whether nothing is looked for.
    pub(in crate::search) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The terms, in the order in which they were typed.
    pub(in crate::search) fn iter(&self) -> impl Iterator<Item = &Term> {
        self.0.iter()
    }

    /// Which term a folded word of a text is, if it is one.
    pub(in crate::search) fn which(&self, word: &str, in_running_text: bool) -> Option<usize> {
        self.0.iter().position(|it| it.is(word, in_running_text))
    }
}

impl Term {
    /// Whether words that begin with it are found, in running text or in names.
    pub(in crate::search) fn is_beginning(&self, in_running_text: bool) -> bool {
        self.is_piece || !in_running_text || self.word.chars().count() >= SHORTEST_BEGINNING
    }

    /// Stems keep how a word begins, so most words are told apart without.
    fn has_stem_of(&self, word: &str) -> bool {
        let begins = self.stem.as_bytes().iter().take(2).eq(word.as_bytes().iter().take(2));
        begins && stem(word).as_deref().unwrap_or(word) == self.stem
    }

    fn is(&self, word: &str, in_running_text: bool) -> bool {
        self.word == word
            || (self.is_beginning(in_running_text) && word.starts_with(&self.word))
            || self.has_stem_of(word)
            || (self.forgiven > 0 && self.is_nearly(word))
    }

    fn is_nearly(&self, word: &str) -> bool {
        let most = self.forgiven.into();
        is_close(&self.word, word, most) || stem(word).is_some_and(|it| is_close(&self.stem, &it, most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> String {
        Terms::of(text).iter().map(|it| it.word.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_was_typed_becomes_terms_and_nothing_else() {
        for (text, terms) in [
            ("Refund a payment", "refund payment"),
            ("the", "the"),
            ("how to", "how to"),
            ("pay pay PAY", "pay"),
            ("title:x AND (\"a b\"~2^9 OR *) -NOT /.*/ [1 TO 2]", "title x b 2 9 not 1"),
            ("listPayments", "listpayments"),
            ("決済", "決済"),
            ("決済情報", "決済 済情 情報"),
            ("京", "京"),
            ("', --; ../ \0 %", ""),
        ] {
            assert_eq!(typed(text), terms, "{text}");
        }
        assert_eq!(Terms::of(&"a1 b2 c3 ".repeat(9).replace("a1", "x")).iter().count(), 3);
        let many: String = (0..1000).fold(String::new(), |all, it| format!("{all}w{it} "));
        assert_eq!(Terms::of(&many).iter().count(), MOST);
    }

    #[test]
    fn a_word_is_a_term_by_itself_its_stem_its_beginning_or_nearly() {
        for (text, word, in_running_text, is) in [
            ("ferry", "ferries", true, true),
            ("ferries", "ferry", true, true),
            ("fe", "ferries", true, false),
            ("fe", "ferries", false, true),
            ("fer", "ferries", true, true),
            ("京", "京都", true, true),
            ("frery", "ferry", true, false),
        ] {
            let terms = Terms::of(text);
            assert_eq!(terms.which(word, in_running_text).is_some(), is, "{text} {word}");
        }
        let close = Terms::of("frery pamnents cat").forgiving();
        assert!(close.is_forgiving());
        assert_eq!(close.which("ferry", true), Some(0));
        assert_eq!(close.which("ferries", true), Some(0), "stems are compared, too");
        assert_eq!(close.which("payments", true), Some(1));
        assert_eq!(close.which("car", true), None, "short words are taken as they are");
    }
}
