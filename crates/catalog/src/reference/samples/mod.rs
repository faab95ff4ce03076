//! A call of an operation in six languages: with the real address, the real name of the key, and values that fit.
//!
//! Each line can be run as it stands once the key is put in. Whatever the document holds is a literal of the language,
//! never part of the code.

mod curl;
mod go;
mod java;
mod javascript;
mod literal;
mod python;
mod request;
mod rust;

pub(super) use request::{Request, base};

/// A language of the samples.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// A line for a shell.
    #[default]
    Curl,
    /// JavaScript with `fetch`.
    JavaScript,
    /// Python with `requests`.
    Python,
    /// Go with its standard library.
    Go,
    /// Java with its own HTTP client.
    Java,
    /// Rust with `reqwest`.
    Rust,
}

impl Language {
    /// All languages, in the order in which they are shown.
    pub const ALL: [Self; 6] = [Self::Curl, Self::JavaScript, Self::Python, Self::Go, Self::Java, Self::Rust];

    /// The word in addresses and in the cookie.
    pub fn word(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::JavaScript => "javascript",
            Self::Python => "python",
            Self::Go => "go",
            Self::Java => "java",
            Self::Rust => "rust",
        }
    }

    /// Its own name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::JavaScript => "JavaScript",
            Self::Python => "Python",
            Self::Go => "Go",
            Self::Java => "Java",
            Self::Rust => "Rust",
        }
    }

    /// The language of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

impl Request {
    /// The call in a language.
    pub(super) fn sample(&self, language: Language) -> String {
        match language {
            Language::Curl => curl::sample(self),
            Language::JavaScript => javascript::sample(self),
            Language::Python => python::sample(self),
            Language::Go => go::sample(self),
            Language::Java => java::sample(self),
            Language::Rust => rust::sample(self),
        }
    }
}

#[cfg(test)]
mod tests;
