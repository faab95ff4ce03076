//! A product as one portal's shelf holds it: what can be found in it, in lower case. Pure.

use std::collections::BTreeSet;

use base::ProductId;
use memchr::memmem::Finder;

/// The most different words that are kept of a product's documents and operations. More than any handbook has.
const MOST_WORDS: usize = 50_000;

/// A product that a portal shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) product: ProductId,
    /// Name, names of versions, description, words of documents and operations, a line each and in this order, so
    /// that the first place where a term is found is the best one.
    text: Box<str>,
    /// Where the first three lines end.
    ends: [usize; 3],
    /// How many of its versions are open to applications.
    pub(super) open: u32,
    /// How many of those approve at once.
    pub(super) at_once: u32,
    /// Whether a version is there that is not deprecated.
    pub(super) is_current: bool,
}

/// An entry whose words are still being collected.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) versions: Vec<String>,
    pub(super) about: String,
    pub(super) open: u32,
    pub(super) at_once: u32,
    pub(super) is_current: bool,
    pub(super) words: BTreeSet<Box<str>>,
}

impl Draft {
    /// Adds the words of a document or an operation, each once.
    pub(super) fn add(&mut self, text: &str) {
        for word in words(&text.to_lowercase()) {
            if self.words.len() < MOST_WORDS && !self.words.contains(word) {
                self.words.insert(word.into());
            }
        }
    }

    pub(super) fn finish(self, product: ProductId) -> Entry {
        let mut text = String::new();
        let mut ends = [0; 3];
        for (end, line) in ends.iter_mut().zip([self.name, self.versions.join(" "), self.about]) {
            text.push_str(&line.to_lowercase().replace('\n', " "));
            *end = text.len();
            text.push('\n');
        }
        for word in &self.words {
            text.push_str(word);
            text.push(' ');
        }
        let (open, at_once, is_current) = (self.open, self.at_once, self.is_current);
        Entry { product, text: text.into_boxed_str(), ends, open, at_once, is_current }
    }
}

/// The words of a search: lower case, cut at whatever is neither letter nor digit, the longest first, as it is the
/// one that most entries lack.
pub(super) fn terms(text: &str) -> Vec<String> {
    let mut terms = words(&text.to_lowercase()).map(str::to_owned).collect::<Vec<_>>();
    terms.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
    terms.dedup();
    terms.truncate(16);
    terms
}

fn words(lower: &str) -> impl Iterator<Item = &str> {
    lower.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty())
}

impl Entry {
    /// The name in lower case: the order of the shelf.
    pub(super) fn name(&self) -> &str {
        &self.text[..self.ends[0]]
    }

    /// How well the entry fits: nothing unless each term is somewhere in it; a name counts more than a description,
    /// and that more than a document.
    pub(super) fn fit(&self, finders: &[Finder<'_>]) -> Option<u32> {
        let mut sum = 0;
        for finder in finders {
            sum += self.worth(finder.find(self.text.as_bytes())?, finder.needle().len());
        }
        Some(sum)
    }

    fn worth(&self, at: usize, length: usize) -> u32 {
        let [name, versions, about] = self.ends;
        if at >= name {
            return if at < versions {
                8
            } else if at < about {
                4
            } else {
                1
            };
        }
        let begins_a_word = !self.text[..at].ends_with(char::is_alphanumeric);
        if length == name {
            64
        } else if begins_a_word {
            32
        } else {
            16
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(search: &str) -> Option<u32> {
        let mut draft = Draft {
            name: "Payments API".into(),
            versions: vec!["v1".into(), "2026-11".into()],
            about: "Move\nmoney".into(),
            ..Draft::default()
        };
        draft.add("Refund a Payment. GET /v1/refunds/{id}");
        let entry = draft.finish(base::Uuid::nil().into());
        assert_eq!(entry.name(), "payments api");
        let terms = terms(search);
        entry.fit(&terms.iter().map(Finder::new).collect::<Vec<_>>())
    }

    #[test]
    fn a_name_counts_more_than_a_description_and_that_more_than_a_document() {
        for (search, worth) in [
            ("Pay", Some(32)),
            ("API", Some(32)),
            ("ments", Some(16)),
            ("2026-11", Some(16)),
            ("money", Some(4)),
            ("/v1/refunds", Some(9)),
            ("refund", Some(1)),
            ("payments money", Some(36)),
            ("payments nothing", None),
            ("", Some(0)),
        ] {
            assert_eq!(fit(search), worth, "{search}");
        }
    }

    #[test]
    fn the_longest_term_is_looked_for_first_and_each_once() {
        assert_eq!(terms("a Refund of a payment"), ["payment", "refund", "of", "a"]);
    }
}
