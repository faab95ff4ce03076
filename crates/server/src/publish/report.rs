//! What was done and what was refused, for people and for machines.

use std::fmt;
use std::path::Path;

use serde_json::{Value, json};

/// Something that was looked at, and what became of it.
#[derive(Debug, Clone)]
pub(crate) struct Deed {
    noun: &'static str,
    name: String,
    state: &'static str,
    /// What a list of several became, each with how many.
    counts: Vec<(&'static str, Vec<String>)>,
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// The file.
    pub(crate) file: Option<String>,
    /// The line, from 1.
    pub(crate) line: Option<u32>,
    /// The column, from 1.
    pub(crate) column: Option<u32>,
    /// What, in words.
    pub(crate) message: String,
}

/// All that was done.
#[derive(Debug, Default)]
pub(crate) struct Report {
    deeds: Vec<Deed>,
}

impl Deed {
    pub(crate) fn new(noun: &'static str, name: &str, state: &'static str) -> Self {
        Self { noun, name: name.to_owned(), state, counts: Vec::new() }
    }

    /// What became of the documents, as the API says it.
    pub(crate) fn documents(done: &Value) -> Self {
        let list = |word: &str| {
            let list = done[word].as_array().cloned().unwrap_or_default();
            list.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect::<Vec<_>>()
        };
        let words = ["created", "changed", "moved", "unpublished", "deleted", "images", "ignored"];
        let counts = words.map(|word| (word, list(word))).into_iter().filter(|(_, it)| !it.is_empty());
        let counts: Vec<_> = counts.collect();
        let state = if done["changes"] == json!(false) { "unchanged" } else { "changed" };
        Self { noun: "documents", name: String::new(), state, counts }
    }

    /// Whether anything was changed.
    pub(super) fn changes(&self) -> bool {
        self.state != "unchanged"
    }

    fn json(&self) -> Value {
        let mut it = json!({ "noun": self.noun, "name": self.name, "state": self.state });
        for (word, list) in &self.counts {
            it[*word] = json!(list);
        }
        it
    }
}

impl fmt::Display for Deed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.noun)?;
        if !self.name.is_empty() {
            write!(out, " {}", self.name)?;
        }
        write!(out, ": {}", self.state)?;
        let counts: Vec<String> =
            self.counts.iter().map(|(word, it)| format!("{} {word}", it.len())).collect();
        if counts.is_empty() { Ok(()) } else { write!(out, " ({})", counts.join(", ")) }
    }
}

impl Complaint {
    /// A complaint about a whole file.
    pub(crate) fn of(path: &Path, message: String) -> Self {
        Self { file: Some(path.display().to_string()), line: None, column: None, message }
    }

    /// A complaint of the API about a member: where it names a line, that is taken out of its words. A member that is a
    /// file of a folder is named `files.` and its path.
    pub(super) fn found(field: &str, reason: &str) -> Self {
        let file = field.strip_prefix("files.").map(str::to_owned);
        let (line, column, message) = located(reason);
        let is_said = file.is_some() || line.is_some() || matches!(field, "content" | "");
        let message = if is_said { message } else { format!("{field}: {message}") };
        Self { file, line, column, message }
    }

    fn json(&self) -> Value {
        json!({ "file": self.file, "line": self.line, "column": self.column, "message": self.message })
    }
}

/// `… line 3, column 7: message` in its parts.
fn located(reason: &str) -> (Option<u32>, Option<u32>, String) {
    let at = reason.match_indices("line ").find_map(|(begin, _)| {
        let rest = &reason[begin + "line ".len()..];
        let (line, rest) = number(rest)?;
        let (column, rest) = match rest.strip_prefix(", column ").and_then(number) {
            Some((column, rest)) => (Some(column), rest),
            None => (None, rest),
        };
        rest.strip_prefix(": ").map(|message| (Some(line), column, message.to_owned()))
    });
    at.unwrap_or_else(|| (None, None, reason.to_owned()))
}

fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|it: char| !it.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

impl fmt::Display for Complaint {
    /// `file:line:column: message`, as compilers have it, so that other programs find the place.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.as_deref().unwrap_or("portico");
        out.write_str(file)?;
        for number in [self.line, self.column].into_iter().flatten() {
            write!(out, ":{number}")?;
        }
        write!(out, ": {}", self.message)
    }
}

impl Report {
    /// Notes what became of something.
    pub(crate) fn note(&mut self, deed: Deed) {
        self.deeds.push(deed);
    }

    /// Whether anything was changed.
    pub(crate) fn changes(&self) -> bool {
        self.deeds.iter().any(Deed::changes)
    }

    /// The deeds, in words.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        self.deeds.iter().map(ToString::to_string)
    }

    /// The whole, for machines.
    pub(crate) fn json(&self, outcome: &str, dry: bool, complaints: &[Complaint]) -> Value {
        json!({
            "outcome": outcome,
            "dry_run": dry,
            "deeds": self.deeds.iter().map(Deed::json).collect::<Vec<_>>(),
            "problems": complaints.iter().map(Complaint::json).collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_names_file_line_and_column() {
        for (field, reason, expected) in [
            ("content", "Not sound: line 3, column 7: no info", "portico:3:7: no info"),
            ("content", "Not sound: line 3: no info", "portico:3: no info"),
            ("content", "Too large.", "portico: Too large."),
            ("name", "Taken.", "portico: name: Taken."),
            ("files.guides/a.md", "line 2, column 1: no title", "guides/a.md:2:1: no title"),
            ("content", "a line of words", "portico: a line of words"),
        ] {
            assert_eq!(Complaint::found(field, reason).to_string(), expected);
        }
    }

    #[test]
    fn what_became_of_documents_is_counted() {
        let done = json!({ "changes": true, "created": ["a", "b"], "moved": ["c"], "deleted": [] });
        assert_eq!(Deed::documents(&done).to_string(), "documents: changed (2 created, 1 moved)");
        assert_eq!(Deed::new("product", "Parcels", "created").to_string(), "product Parcels: created");
    }
}
