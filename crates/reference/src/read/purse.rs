//! What a page may still hold.

use super::text;

/// The most shapes on the page of an operation: rows of its trees.
const OPERATION_NODES: usize = 240;

/// The most shapes on the page of a named one.
const SCHEMA_NODES: usize = 200;

/// The most bytes of text on a page, beside its examples.
const TEXT: usize = 160 * 1024;

/// The most bytes of examples on a page.
const EXAMPLES: usize = 160 * 1024;

/// The most characters of a description of a page's own, and of what stands in a row.
const MAX_DESCRIPTION: usize = 48 * 1024;
const MAX_NOTE: usize = 2_500;

/// What a page may still hold.
pub(super) struct Purse {
    pub(super) nodes: usize,
    text: usize,
    examples: usize,
}

impl Purse {
    pub(super) fn of_operation() -> Self {
        Self { nodes: OPERATION_NODES, text: TEXT, examples: EXAMPLES }
    }

    pub(super) fn of_schema() -> Self {
        Self { nodes: SCHEMA_NODES, text: TEXT, examples: EXAMPLES }
    }

    /// A page's own description.
    pub(super) fn description(&mut self, text: &str) -> String {
        self.cut(text, MAX_DESCRIPTION)
    }

    /// The description in a row.
    pub(super) fn note(&mut self, text: &str) -> String {
        self.cut(text, MAX_NOTE)
    }

    fn cut(&mut self, text: &str, most: usize) -> String {
        let clean = text::cleaned(text.trim(), most.min(self.text));
        self.text = self.text.saturating_sub(clean.len());
        clean
    }

    /// Whether so many bytes of text still fit; then they count.
    pub(super) fn afford(&mut self, bytes: usize) -> bool {
        let left = self.text.checked_sub(bytes);
        self.text = left.unwrap_or(self.text);
        left.is_some()
    }

    /// Whether an example of so many bytes still fits; then it counts.
    pub(super) fn example(&mut self, bytes: usize) -> bool {
        let left = self.examples.checked_sub(bytes);
        self.examples = left.unwrap_or(self.examples);
        left.is_some()
    }
}
