//! The words of a text as the engine wants them: each word, and its stem where that is another.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::search::text::{stem, words};

/// The name of the tokenizer.
pub(super) const CUT: &str = "cut";

/// Stems begin with this, so that none is taken for a word, nor found by its beginning.
const STEM: char = '\u{1}';

/// A stem as it stands in the index.
pub(super) fn as_stem(stem: &str) -> String {
    format!("{STEM}{stem}")
}

/// Cuts a text into words and stems.
#[derive(Clone, Default)]
pub(super) struct Cut;

/// The words and stems of one text.
pub(super) struct Tokens {
    words: std::vec::IntoIter<String>,
    token: Token,
}

impl Tokenizer for Cut {
    type TokenStream<'a> = Tokens;

    fn token_stream(&mut self, text: &str) -> Tokens {
        let mut all = Vec::new();
        for word in words(text).into_iter().map(|it| it.text).filter(|it| !it.is_empty()) {
            let stem = stem(&word);
            all.push(word);
            all.extend(stem.map(|it| as_stem(&it)));
        }
        Tokens { words: all.into_iter(), token: Token::default() }
    }
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token.text = word;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
