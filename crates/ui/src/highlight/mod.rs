//! Code with its parts in spans: words of the language, names, keys, texts, numbers, comments.
//!
//! Each language is read by a scanner of our own that only walks forward, so its time grows with the length of the
//! code whatever the code is, and the same code always gives the same HTML. What is not understood stays plain.

mod data;
mod ink;
mod lines;
mod marks;
mod shell;
mod words;

#[cfg(test)]
mod tests;

use crate::Html;
use ink::{Ink, KINDS};

/// The longest code that is highlighted, in bytes.
const LONGEST: usize = 128 * 1024;

/// How one language is read.
type Read = fn(&mut Ink<'_>);

/// The code of a language as HTML; nothing for a language that is not known, and for code that is very long.
pub fn highlight(language: &str, code: &str) -> Option<Html> {
    let read = reader(language).filter(|_| code.len() <= LONGEST)?;
    let mut ink = Ink::new(code);
    read(&mut ink);
    Some(Html::made(ink.finish()))
}

/// Whether the class is one that `highlight` writes.
pub fn is_highlight(class: &str) -> bool {
    KINDS.iter().any(|it| it.class() == class)
}

/// The scanner of a language, by any of its usual names.
fn reader(language: &str) -> Option<Read> {
    Some(match language.to_ascii_lowercase().as_str() {
        "json" | "jsonc" | "json5" | "geojson" => data::json,
        "yaml" | "yml" => data::yaml,
        "toml" | "ini" | "properties" => data::toml,
        "bash" | "sh" | "shell" | "zsh" | "console" | "curl" => shell::shell,
        "javascript" | "js" | "mjs" | "jsx" | "node" => words::javascript,
        "typescript" | "ts" | "tsx" => words::typescript,
        "python" | "py" | "python3" => words::python,
        "go" | "golang" => words::go,
        "java" => words::java,
        "rust" | "rs" => words::rust,
        "sql" | "postgresql" | "sqlite" | "mysql" => words::sql,
        "xml" | "html" | "svg" | "xhtml" => marks::marks,
        "http" | "https" => lines::http,
        "diff" | "patch" => lines::diff,
        _ => return None,
    })
}
