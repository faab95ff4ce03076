//! Markup that is already safe to print.

use askama::filters::HtmlSafe;

/// Markup that a component has made. It is printed as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Keeps what a component prints.
    pub fn of(component: impl HtmlSafe) -> Self {
        Self(component.to_string())
    }

    /// Keeps what was written as markup.
    pub(crate) fn made(html: String) -> Self {
        Self(html)
    }

    /// Keeps a text, escaped.
    pub fn text(text: impl std::fmt::Display) -> Self {
        let mut escaped = String::new();
        for it in text.to_string().chars() {
            match it {
                '&' => escaped.push_str("&#38;"),
                '<' => escaped.push_str("&#60;"),
                '>' => escaped.push_str("&#62;"),
                '"' => escaped.push_str("&#34;"),
                '\'' => escaped.push_str("&#39;"),
                plain => escaped.push(plain),
            }
        }
        Self(escaped)
    }
}

impl std::fmt::Display for Html {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}
