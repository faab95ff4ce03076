//! Markdown becomes HTML that is safe to print: GitHub's Markdown without raw HTML, and then a short list of allowed
//! tags. Both must agree before anything reaches a page. The same text also becomes the contract's tree of nodes.
//!
//! Headings begin at the second level, as the page itself has the first; their ids begin with `doc-`. Pictures come
//! from this site only: one from elsewhere becomes a link to it, as the page's policy would not load it.

mod allowed;
mod anchors;
mod code;
mod nodes;
mod page;
mod place;
mod read;
#[cfg(test)]
mod tests;

use std::fmt;

use askama::filters::HtmlSafe;
use comrak::options::Plugins;
use comrak::{Arena, format_html_with_plugins};
pub use nodes::{nodes, nodes_at};
pub use place::Place;
pub(crate) use place::slug_of_file;

use anchors::Anchors;

/// The most HTML that a text may become before it is shown as it was typed.
const LARGEST: usize = 8 * 1024 * 1024;

/// HTML that is safe to print, and the headings in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The HTML.
    pub html: SafeHtml,
    /// Its headings of the second and third level, in order.
    pub headings: Vec<Heading>,
}

/// A heading that a link can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 or 3.
    pub level: u8,
    /// Its id on the page.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// HTML that went through the list of allowed tags. Templates print it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Display for SafeHtml {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for SafeHtml {}

/// Renders Markdown that stands nowhere in particular. A first heading that only repeats the page's title is left
/// out. Slow for a long text: call it where blocking is allowed.
pub fn render(markdown: &str, title: &str) -> Rendered {
    render_at(markdown, title, &Place::default())
}

/// Renders Markdown whose relative addresses lead to what belongs to the place.
pub fn render_at(markdown: &str, title: &str, place: &Place) -> Rendered {
    let options = read::options();
    let arena = Arena::new();
    let Some(root) = read::read(&arena, markdown, &options) else { return as_typed(markdown) };
    page::settle(&arena, root, title, place);
    code::write(root);
    let anchors = Anchors::default();
    let mut plugins = Plugins::default();
    plugins.render.heading_adapter = Some(&anchors);
    let mut html = String::with_capacity(markdown.len() * 2);
    if format_html_with_plugins(root, &options, &mut html, &plugins).is_err() || html.len() > LARGEST {
        return as_typed(markdown);
    }
    Rendered { html: SafeHtml(allowed::clean(&html)), headings: anchors.into_headings() }
}

/// The text itself, for one that takes too long to read.
fn as_typed(text: &str) -> Rendered {
    let html = format!("<pre tabindex=\"0\">{}</pre>", ui::Html::text(text));
    Rendered { html: SafeHtml(html), headings: Vec::new() }
}
