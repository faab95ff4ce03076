//! What a change names.

use std::fmt;

use base::Uuid;

/// The kind of thing that has changed, as the table `changes` spells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A credential.
    Credential,
    /// An application.
    Application,
    /// A registration.
    Registration,
    /// A version, its product or its publications.
    Version,
    /// A gateway service.
    Service,
    /// An auth strategy.
    Strategy,
    /// A portal, and everything in it.
    Portal,
    /// A product, and its versions.
    Product,
    /// A developer, and their applications.
    Developer,
}

impl Kind {
    const WORDS: [(&'static str, Self); 9] = [
        ("credential", Self::Credential),
        ("application", Self::Application),
        ("registration", Self::Registration),
        ("version", Self::Version),
        ("service", Self::Service),
        ("strategy", Self::Strategy),
        ("portal", Self::Portal),
        ("product", Self::Product),
        ("developer", Self::Developer),
    ];

    /// Reads the column. Nothing for a word that this program does not know.
    pub fn parse(text: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(word, _)| *word == text).map(|(_, kind)| *kind)
    }

    /// As the column spells it.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// A thing that has changed, was made, or is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Change {
    /// What it is.
    pub kind: Kind,
    /// Which one.
    pub id: Uuid,
}

impl Change {
    /// This one.
    pub fn new(kind: Kind, id: Uuid) -> Self {
        Self { kind, id }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.kind.word(), self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back() {
        for (word, kind) in Kind::WORDS {
            assert_eq!((Kind::parse(word), kind.word()), (Some(kind), word));
        }
        assert_eq!(Kind::parse("Credential"), None);
    }
}
