//! The one picture: a few steps, a row of columns, a door.

use askama::Template;
use askama::filters::HtmlSafe;

/// The drawing of a portico, in the tokens' colours. Decoration.
///
/// Must: be hidden from screen readers; say nothing that the text does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Template)]
#[template(path = "portico.html")]
pub struct Portico {
    small: bool,
}

impl Portico {
    /// The large drawing of quiet pages and of home.
    pub fn large() -> Self {
        Self { small: false }
    }

    /// The small one of empty places.
    pub fn small() -> Self {
        Self { small: true }
    }
}

impl HtmlSafe for Portico {}
