//! Which rows of a list are wanted, and in which order: what a filter and a sort of the JSON API become. Pure.
//!
//! Fields have the names of the published contracts. What column a field is, only the store of its noun knows.

use crate::Instant;

/// A field by which a list can be filtered or sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a list can be filtered by it.
    pub filters: bool,
    /// Whether a list can be sorted by it.
    pub sorts: bool,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words: equal, not equal, containing, and each of the first and third for one of several.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A UUID.
    Id,
    /// True or false.
    Truth,
    /// A moment: equal, before, after.
    Moment,
}

impl Field {
    /// A text that is filtered and sorted by.
    pub const fn text(name: &'static str) -> Self {
        Self { name, kind: Kind::Text, filters: true, sorts: true }
    }

    /// One of these words, filtered and sorted by.
    pub const fn word(name: &'static str, words: &'static [&'static str]) -> Self {
        Self { name, kind: Kind::Word(words), filters: true, sorts: true }
    }

    /// A UUID, filtered by.
    pub const fn id(name: &'static str) -> Self {
        Self { name, kind: Kind::Id, filters: true, sorts: false }
    }

    /// A truth, filtered by.
    pub const fn truth(name: &'static str) -> Self {
        Self { name, kind: Kind::Truth, filters: true, sorts: false }
    }

    /// A moment, filtered and sorted by.
    pub const fn moment(name: &'static str) -> Self {
        Self { name, kind: Kind::Moment, filters: true, sorts: true }
    }

    /// The same, only to sort by.
    pub const fn only_sorts(self) -> Self {
        Self { filters: false, sorts: true, ..self }
    }

    /// The same, only to filter by.
    pub const fn only_filters(self) -> Self {
        Self { filters: true, sorts: false, ..self }
    }
}

/// What a field must be for a row to be wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Exactly this.
    Is(String),
    /// Anything but this.
    IsNot(String),
    /// This is in it, whatever the case.
    Contains(String),
    /// One of these.
    IsOneOf(Vec<String>),
    /// One of these is in it, whatever the case.
    ContainsOneOf(Vec<String>),
    /// True, or false.
    Truth(bool),
    /// At, before or after a moment.
    Moment(Than, Instant),
}

/// How a moment is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Than {
    /// Within the same millisecond, which is all that is shown of a moment.
    At,
    /// Before it.
    Before,
    /// Not after it.
    Until,
    /// After it.
    After,
    /// Not before it.
    Since,
}

/// In which direction a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The smallest first.
    #[default]
    Ascending,
    /// The largest first.
    Descending,
}

/// Which rows are wanted, and in which order. Every test must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sieve {
    /// Fields and what they must be.
    pub tests: Vec<(&'static str, Test)>,
    /// Fields to sort by, the weightiest first; the list's own order where there are none.
    pub sort: Vec<(&'static str, Order)>,
}

impl Sieve {
    /// What is asked of a field by equality alone, for filters that name one row or one state.
    pub fn is(&self, field: &str) -> Option<&str> {
        self.tests.iter().find_map(|(name, test)| match test {
            Test::Is(value) if *name == field => Some(value.as_str()),
            _ => None,
        })
    }

    /// The fields that it tests or sorts by.
    pub fn fields(&self) -> impl Iterator<Item = &'static str> {
        self.tests.iter().map(|(field, _)| *field).chain(self.sort.iter().map(|(field, _)| *field))
    }

    /// The same sieve with one more test.
    pub fn with(mut self, field: &'static str, test: Test) -> Self {
        self.tests.push((field, test));
        self
    }
}
