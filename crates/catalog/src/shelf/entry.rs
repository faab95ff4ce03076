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
    /// The name in lower case: the order of the shelf.
    pub(super) name: String,
    /// The names of its versions.
    pub(super) versions: String,
    /// The description.
    pub(super) about: String,
    /// Every word of its documents and operations once.
    pub(super) words: Box<str>,
    /// How many of its versions are open to applications.
    pub(super) open: u32,
    /// How many of those approve at once.
    pub(super) at_once: u32,
    /// Whether a version is there that is not deprecated.
    pub(super) is_current: bool,
}

/// The words of a search: lower case, cut at whatever is neither letter nor digit.
pub(super) fn terms(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut terms = words(&lower).map(str::to_owned).collect::<Vec<_>>();
    terms.dedup();
    terms.truncate(16);
    terms
}

fn words(lower: &str) -> impl Iterator<Item = &str> {
    lower.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty())
}

/// Collects the different words of many texts.
#[derive(Debug, Default)]
pub(super) struct Words(BTreeSet<Box<str>>);

impl Words {
    pub(super) fn add(&mut self, text: &str) {
        let lower = text.to_lowercase();
        for word in words(&lower) {
            if self.0.len() < MOST_WORDS && !self.0.contains(word) {
                self.0.insert(word.into());
            }
        }
    }

    pub(super) fn join(self) -> Box<str> {
        self.0.into_iter().collect::<Vec<_>>().join(" ").into_boxed_str()
    }
}

impl Entry {
    /// How well the entry fits: nothing unless each term is somewhere in it; a name counts more than a description,
    /// and that more than a document.
    pub(super) fn fit(&self, finders: &[Finder<'_>]) -> Option<u32> {
        let mut sum = 0;
        for finder in finders {
            sum += self.fit_one(finder)?;
        }
        Some(sum)
    }

    fn fit_one(&self, finder: &Finder<'_>) -> Option<u32> {
        let found = |text: &str| finder.find(text.as_bytes());
        if let Some(at) = found(&self.name) {
            let is_whole = finder.needle().len() == self.name.len();
            let begins_a_word = !self.name[..at].ends_with(char::is_alphanumeric);
            return Some(if is_whole {
                64
            } else if begins_a_word {
                32
            } else {
                16
            });
        }
        let next = [(&*self.versions, 8), (&*self.about, 4), (&*self.words, 1)];
        next.into_iter().find_map(|(text, worth)| found(text).map(|_| worth))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(search: &str) -> Option<u32> {
        let mut words = Words::default();
        words.add("Refund a Payment. GET /v1/refunds/{id}");
        let entry = Entry {
            product: base::Uuid::nil().into(),
            name: "payments api".into(),
            versions: "v1 2026-11".into(),
            about: "move money".into(),
            words: words.join(),
            open: 1,
            at_once: 0,
            is_current: true,
        };
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
}
