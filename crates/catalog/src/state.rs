//! Whether something is shown: documents and publications both know it.

use base::words::Broken;

/// Whether something is shown to developers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is.
    Published,
    /// It is not.
    Unpublished,
}

impl State {
    /// Both, as a form offers them.
    pub const ALL: [Self; 2] = [Self::Published, Self::Unpublished];

    /// The word that is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Unpublished => "unpublished",
        }
    }

    /// Whether it is shown.
    pub fn is_published(self) -> bool {
        self == Self::Published
    }

    /// The state that was typed; nothing typed is `otherwise`.
    pub(crate) fn typed(word: &str, otherwise: Self) -> Result<Self, Broken> {
        if word.is_empty() { Ok(otherwise) } else { Self::of(word).ok_or(Broken::rule("enum")) }
    }

    /// The state that was stored.
    pub(crate) fn stored(row: &sql::Row) -> base::Result<Self> {
        let word = row.get::<String>("state")?;
        Self::of(&word).ok_or_else(|| base::Error::internal(format!("unknown state {word}")))
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}
