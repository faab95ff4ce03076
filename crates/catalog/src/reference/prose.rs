//! The author's Markdown within a page: the house's rendering, brought into the order of headings and ids of the page.
//!
//! A page holds hundreds of short descriptions and most are a plain sentence, so those take a short way: a text in
//! which no mark of Markdown stands is escaped and is its own paragraph.

use std::fmt::{self, Write};

use askama::filters::HtmlSafe;
use ui::Html;

use crate::markdown;

/// HTML of a description.
#[derive(Debug, Clone, Default)]
pub(super) struct Prose(String);

impl fmt::Display for Prose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for Prose {}

impl Prose {
    /// A description of the page's own: its headings stand below the page's, its ids begin with the prefix.
    pub(super) fn of_page(text: &str, prefix: &str) -> Self {
        plain(text).unwrap_or_else(|| {
            let html = markdown::render(text, "").html.to_string();
            Self(settled(&html, prefix, true))
        })
    }

    /// A note in a row: it has no headings.
    pub(super) fn note(text: &str) -> Self {
        plain(text).unwrap_or_else(|| Self(settled(&markdown::render(text, "").html.to_string(), "", false)))
    }
}

/// The text as paragraphs, when it holds nothing that Markdown reads but code between backticks.
fn plain(text: &str) -> Option<Prose> {
    let text = text.trim_end().trim_start_matches(['\n', '\r']);
    let is_marked = |it: char| "*[]<>#|~&\\!=\t@:".contains(it) && it != ':';
    if text.contains(is_marked) || text.contains("://") || text.contains("www.") || text.contains("``") {
        return None;
    }
    let begins_block = |line: &str| {
        let first = line.trim_start();
        line.starts_with("    ")
            || first.starts_with(['-', '+', '_'])
            || first
                .split_once(['.', ')'])
                .is_some_and(|(it, _)| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
    };
    if text.lines().any(|it| begins_block(it) || it.ends_with("  ")) || !has_plain_underscores(text) {
        return None;
    }
    let mut html = String::with_capacity(text.len() + 16);
    for paragraph in text.split("\n\n").map(str::trim).filter(|it| !it.is_empty()) {
        let pieces: Vec<&str> = paragraph.split('`').collect();
        if pieces.len().is_multiple_of(2) || paragraph.contains("\n\n") {
            return None;
        }
        html.push_str("<p>");
        for (at, piece) in pieces.iter().enumerate() {
            let piece = Html::text(piece);
            if at % 2 == 1 {
                let _ = write!(html, "<code>{piece}</code>");
            } else {
                let _ = write!(html, "{piece}");
            }
        }
        html.push_str("</p>\n");
    }
    Some(Prose(html))
}

/// Whether each underscore stands within a word, where it means itself.
fn has_plain_underscores(text: &str) -> bool {
    let is_word = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
    text.match_indices('_')
        .all(|(at, _)| is_word(text[..at].chars().next_back()) && is_word(text[at + 1..].chars().next()))
}

/// The same HTML with its headings and ids in the page's order. What comes in went through the list of allowed tags, so
/// a `<` begins a tag and attributes have quotes.
fn settled(html: &str, prefix: &str, headings: bool) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut order = Order { least: least_heading(html), last: 1, open: 2, headings };
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag_on) = rest.split_at(start);
        out.push_str(before);
        let end = tag_end(tag_on);
        let (tag, after) = tag_on.split_at(end);
        rest = after;
        if !headings && tag.starts_with("<a class=\"permalink\"") {
            rest = after.strip_prefix("</a>").unwrap_or(after);
            continue;
        }
        match heading(tag) {
            Some((level, is_end)) => order.write(&mut out, tag, level, is_end, prefix),
            None => out.push_str(&with_ids(tag, prefix)),
        }
    }
    out.push_str(rest);
    out
}

/// Where the tag at the beginning ends, quotes considered.
fn tag_end(text: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The level of a heading's tag, and whether it ends it.
fn heading(tag: &str) -> Option<(u8, bool)> {
    let (name, is_end) = match tag.strip_prefix("</") {
        Some(name) => (name, true),
        None => (tag.strip_prefix('<')?, false),
    };
    let level = name.strip_prefix('h')?.bytes().next()?;
    let ends = name.get(2..3).is_some_and(|it| it == ">" || it == " ");
    (ends && (b'1'..=b'6').contains(&level)).then_some((level - b'0', is_end))
}

fn least_heading(html: &str) -> u8 {
    html.match_indices("<h")
        .filter_map(|(at, _)| heading(&html[at..]))
        .map(|(level, _)| level)
        .min()
        .unwrap_or(2)
}

/// The order of headings: from the second level on, and none skipped.
struct Order {
    least: u8,
    last: u8,
    open: u8,
    headings: bool,
}

impl Order {
    fn write(&mut self, out: &mut String, tag: &str, level: u8, is_end: bool, prefix: &str) {
        if !self.headings {
            out.push_str(if is_end { "</strong></p>" } else { "<p><strong>" });
            return;
        }
        if is_end {
            let _ = write!(out, "</h{}>", self.open);
            return;
        }
        self.open = (level - self.least + 2).min(self.last + 1).min(6);
        self.last = self.open;
        let attributes = tag.get(3..).unwrap_or(">");
        out.push_str(&with_ids(&format!("<h{}{attributes}", self.open), prefix));
    }
}

/// The tag with the prefix before its id, and before the id that it leads to; without a prefix it has no id.
fn with_ids(tag: &str, prefix: &str) -> String {
    if prefix.is_empty() {
        return without(tag, " id=\"");
    }
    [" id=\"", " href=\"#", " aria-labelledby=\""]
        .iter()
        .fold(tag.to_owned(), |tag, name| tag.replacen(name, &format!("{name}{prefix}-"), 1))
}

fn without(tag: &str, attribute: &str) -> String {
    let Some((before, rest)) = tag.split_once(attribute) else { return tag.to_owned() };
    let after = rest.split_once('"').map_or("", |(_, after)| after);
    format!("{before}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_sentences_take_the_short_way_and_look_the_same() {
        for text in [
            "The organization name. The name is not case sensitive.",
            "The order: `asc` or `desc`, by snake_case names.",
            "One.\n\nTwo `a`.",
            "A line\nand its rest; 3 (three), it's \"so\".",
            "Since 2026-11-25 10:30.",
        ] {
            let short = plain(text).map(|it| it.to_string());
            assert_eq!(
                short.as_deref().map(unescaped),
                Some(unescaped(&markdown::render(text, "").html.to_string())),
                "{text}"
            );
        }
        for text in [
            "*a*",
            "[a](b)",
            "- a",
            "1. a",
            "<b>",
            "a | b",
            "_a_",
            "    a",
            "https://a.example",
            "a  \nb",
            "`a",
            "a & b",
            "a@b.example",
        ] {
            assert!(plain(text).is_none(), "{text}");
        }
    }

    fn unescaped(html: &str) -> String {
        html.replace("&#39;", "'").replace("&#34;", "\"").replace("&quot;", "\"")
    }

    #[test]
    fn headings_and_ids_fit_into_the_page() {
        let html = Prose::of_page("#### Deep\n\n###### Deeper\n\na[^1]\n\n[^1]: note", "d1").to_string();
        assert!(
            html.starts_with("<h2 id=\"d1-doc-deep\">Deep<a class=\"permalink\" href=\"#d1-doc-deep\"")
                && html.contains("aria-labelledby=\"d1-doc-deep\"")
                && html.contains("<h3 id=\"d1-doc-deeper\">Deeper<a "),
            "{html}"
        );
        assert!(html.contains("href=\"#d1-fn-1\"") && html.contains("id=\"d1-fn-1\""), "{html}");
        let note = Prose::note("# A\n\nb *c*").to_string();
        assert!(note.starts_with("<p><strong>A</strong></p>") && !note.contains("id="), "{note}");
    }

    #[test]
    fn nothing_that_runs_gets_through() {
        for text in [
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "a <img src=x onerror=alert(1)>",
            "`<b>`",
            "{{7*7}}",
        ] {
            for html in [Prose::note(text).to_string(), Prose::of_page(text, "d").to_string()] {
                assert!(
                    !html.contains("<script") && !html.contains("javascript:") && !html.contains("<img"),
                    "{html}"
                );
            }
        }
    }
}
