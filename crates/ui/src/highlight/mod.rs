//! Code with its parts in spans: words of the language, names, keys, texts, numbers, comments.
//!
//! Each language is read by a scanner of our own that only walks forward, so its time grows with the length of the
//! code whatever the code is, and the same code always gives the same HTML. What is not understood stays plain.

mod data;
mod ink;
mod languages;
mod lines;
mod marks;
mod shell;
mod words;

#[cfg(test)]
mod tests;

use crate::Html;
use ink::{Ink, KINDS};
use languages::Language;

/// The longest code that is highlighted, in bytes.
const LONGEST: usize = 128 * 1024;

/// How one language is read.
enum Reader {
    /// By a scanner of its own.
    By(fn(&mut Ink<'_>)),
    /// By what it is made of.
    Words(&'static Language),
}

/// The code of a language as HTML; nothing for a language that is not known, and for code that is very long.
pub fn highlight(language: &str, code: &str) -> Option<Html> {
    let reader = reader(language).filter(|_| code.len() <= LONGEST)?;
    let mut ink = Ink::new(code);
    match reader {
        Reader::By(scan) => scan(&mut ink),
        Reader::Words(language) => words::read(&mut ink, language),
    }
    Some(Html::made(ink.finish()))
}

/// Whether the class is one that `highlight` writes.
pub fn is_highlight(class: &str) -> bool {
    KINDS.iter().any(|it| it.class() == class)
}

/// How a language is read, by any of its usual names.
fn reader(language: &str) -> Option<Reader> {
    use Reader::{By, Words};
    Some(match language.to_ascii_lowercase().as_str() {
        "json" | "jsonc" | "json5" | "geojson" => By(data::json),
        "yaml" | "yml" => By(data::yaml),
        "toml" | "ini" | "properties" => By(data::toml),
        "bash" | "sh" | "shell" | "zsh" | "console" | "curl" => By(shell::shell),
        "javascript" | "js" | "mjs" | "jsx" | "node" => Words(&languages::JAVASCRIPT),
        "typescript" | "ts" | "tsx" => Words(&languages::TYPESCRIPT),
        "python" | "py" | "python3" => Words(&languages::PYTHON),
        "go" | "golang" => Words(&languages::GO),
        "java" => Words(&languages::JAVA),
        "rust" | "rs" => Words(&languages::RUST),
        "sql" | "postgresql" | "sqlite" | "mysql" => Words(&languages::SQL),
        "xml" | "html" | "svg" | "xhtml" => By(marks::marks),
        "http" | "https" => By(lines::http),
        "diff" | "patch" => By(lines::diff),
        _ => return None,
    })
}
