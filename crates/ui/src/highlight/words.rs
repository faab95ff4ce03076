//! Languages that are made of words: their keywords, comments and quotes in a table, read by one scanner.

use super::ink::{Ink, Kind};

struct Language {
    comment: &'static str,
    has_blocks: bool,
    quotes: &'static [Quote],
    /// Keywords, in order.
    keywords: &'static [&'static str],
    /// What stands for a value, in order.
    literals: &'static [&'static str],
    /// Whether a name in capitals is a type.
    has_types: bool,
    any_case: bool,
    /// Whether `'a` may be a lifetime instead of a text.
    has_lifetimes: bool,
    /// What a decorator or attribute begins with.
    decorator: Option<char>,
}

struct Quote {
    open: &'static str,
    close: &'static str,
    escapes: bool,
    has_lines: bool,
}

const fn quote(mark: &'static str, escapes: bool, has_lines: bool) -> Quote {
    Quote { open: mark, close: mark, escapes, has_lines }
}

const PLAIN: Language = Language {
    comment: "//",
    has_blocks: true,
    quotes: &[quote("\"", true, false), quote("'", true, false)],
    keywords: &[],
    literals: &["false", "null", "true"],
    has_types: true,
    any_case: false,
    has_lifetimes: false,
    decorator: None,
};

const JAVASCRIPT: Language = Language {
    quotes: &[quote("\"", true, false), quote("'", true, false), quote("`", true, true)],
    keywords: &[
        "as",
        "async",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "export",
        "extends",
        "finally",
        "for",
        "from",
        "function",
        "get",
        "if",
        "import",
        "in",
        "instanceof",
        "let",
        "new",
        "of",
        "return",
        "set",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "try",
        "typeof",
        "var",
        "void",
        "while",
        "with",
        "yield",
    ],
    literals: &["Infinity", "NaN", "false", "null", "true", "undefined"],
    decorator: Some('@'),
    ..PLAIN
};

const TYPESCRIPT: Language = Language {
    keywords: &[
        "abstract",
        "any",
        "as",
        "asserts",
        "async",
        "await",
        "bigint",
        "boolean",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "declare",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "export",
        "extends",
        "finally",
        "for",
        "from",
        "function",
        "get",
        "if",
        "implements",
        "import",
        "in",
        "infer",
        "instanceof",
        "interface",
        "is",
        "keyof",
        "let",
        "namespace",
        "never",
        "new",
        "number",
        "object",
        "of",
        "private",
        "protected",
        "public",
        "readonly",
        "return",
        "satisfies",
        "set",
        "static",
        "string",
        "super",
        "switch",
        "symbol",
        "this",
        "throw",
        "try",
        "type",
        "typeof",
        "unknown",
        "var",
        "void",
        "while",
        "yield",
    ],
    ..JAVASCRIPT
};

const PYTHON: Language = Language {
    comment: "#",
    has_blocks: false,
    quotes: &[
        quote("\"\"\"", true, true),
        quote("'''", true, true),
        quote("\"", true, false),
        quote("'", true, false),
    ],
    keywords: &[
        "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def", "del", "elif",
        "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "match",
        "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ],
    literals: &["False", "None", "True"],
    decorator: Some('@'),
    ..PLAIN
};

const GO: Language = Language {
    quotes: &[quote("\"", true, false), quote("`", false, true), quote("'", true, false)],
    keywords: &[
        "any",
        "bool",
        "break",
        "byte",
        "case",
        "chan",
        "const",
        "continue",
        "default",
        "defer",
        "else",
        "error",
        "fallthrough",
        "float32",
        "float64",
        "for",
        "func",
        "go",
        "goto",
        "if",
        "import",
        "int",
        "int32",
        "int64",
        "interface",
        "map",
        "package",
        "range",
        "return",
        "rune",
        "select",
        "string",
        "struct",
        "switch",
        "type",
        "uint",
        "var",
    ],
    literals: &["false", "iota", "nil", "true"],
    ..PLAIN
};

const JAVA: Language = Language {
    quotes: &[quote("\"\"\"", true, true), quote("\"", true, false), quote("'", true, false)],
    keywords: &[
        "abstract",
        "assert",
        "boolean",
        "break",
        "byte",
        "case",
        "catch",
        "char",
        "class",
        "continue",
        "default",
        "do",
        "double",
        "else",
        "enum",
        "extends",
        "final",
        "finally",
        "float",
        "for",
        "if",
        "implements",
        "import",
        "instanceof",
        "int",
        "interface",
        "long",
        "native",
        "new",
        "package",
        "private",
        "protected",
        "public",
        "record",
        "return",
        "short",
        "static",
        "super",
        "switch",
        "synchronized",
        "this",
        "throw",
        "throws",
        "transient",
        "try",
        "var",
        "void",
        "volatile",
        "while",
    ],
    decorator: Some('@'),
    ..PLAIN
};

const RUST: Language = Language {
    quotes: &[
        Quote { open: "r#\"", close: "\"#", escapes: false, has_lines: true },
        Quote { open: "r\"", close: "\"", escapes: false, has_lines: true },
        quote("\"", true, true),
        quote("'", true, false),
    ],
    keywords: &[
        "Self", "as", "async", "await", "bool", "break", "char", "const", "continue", "crate", "dyn", "else",
        "enum", "extern", "f32", "f64", "fn", "for", "i16", "i32", "i64", "i8", "if", "impl", "in", "isize",
        "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self", "static", "str",
        "struct", "super", "trait", "type", "u16", "u32", "u64", "u8", "unsafe", "use", "usize", "where",
        "while",
    ],
    literals: &["false", "true"],
    has_lifetimes: true,
    ..PLAIN
};

const SQL: Language = Language {
    comment: "--",
    quotes: &[quote("'", false, true), quote("\"", false, false)],
    keywords: &[
        "add",
        "all",
        "alter",
        "and",
        "as",
        "asc",
        "begin",
        "between",
        "by",
        "cascade",
        "case",
        "check",
        "column",
        "commit",
        "conflict",
        "constraint",
        "create",
        "cross",
        "default",
        "delete",
        "desc",
        "distinct",
        "do",
        "drop",
        "else",
        "end",
        "except",
        "exists",
        "foreign",
        "from",
        "full",
        "group",
        "having",
        "if",
        "in",
        "index",
        "inner",
        "insert",
        "intersect",
        "into",
        "is",
        "join",
        "key",
        "left",
        "like",
        "limit",
        "not",
        "nothing",
        "offset",
        "on",
        "or",
        "order",
        "outer",
        "over",
        "partition",
        "primary",
        "references",
        "returning",
        "right",
        "rollback",
        "select",
        "set",
        "table",
        "then",
        "union",
        "unique",
        "update",
        "using",
        "values",
        "view",
        "when",
        "where",
        "with",
    ],
    literals: &["false", "null", "true"],
    has_types: false,
    any_case: true,
    ..PLAIN
};

pub(super) fn javascript(ink: &mut Ink<'_>) {
    read(ink, &JAVASCRIPT);
}

pub(super) fn typescript(ink: &mut Ink<'_>) {
    read(ink, &TYPESCRIPT);
}

pub(super) fn python(ink: &mut Ink<'_>) {
    read(ink, &PYTHON);
}

pub(super) fn go(ink: &mut Ink<'_>) {
    read(ink, &GO);
}

pub(super) fn java(ink: &mut Ink<'_>) {
    read(ink, &JAVA);
}

pub(super) fn rust(ink: &mut Ink<'_>) {
    read(ink, &RUST);
}

pub(super) fn sql(ink: &mut Ink<'_>) {
    read(ink, &SQL);
}

fn read(ink: &mut Ink<'_>, language: &Language) {
    while let Some(it) = ink.next() {
        if it.is_whitespace() {
            ink.space();
        } else if ink.rest().starts_with(language.comment) {
            ink.paint(Kind::Comment, ink.line());
        } else if language.has_blocks && ink.rest().starts_with("/*") {
            let end = ink.rest().find("*/").map_or(ink.rest().len(), |it| it + 2);
            ink.paint(Kind::Comment, end);
        } else if language.has_lifetimes && it == '\'' && is_lifetime(ink.rest()) {
            ink.plain_char();
            ink.paint(Kind::Name, ink.run(is_of_a_word));
        } else if let Some(quote) = language.quotes.iter().find(|it| ink.rest().starts_with(it.open)) {
            ink.quoted(quote.open.len(), quote.close, quote.escapes, quote.has_lines);
        } else if it.is_ascii_digit() {
            ink.paint(Kind::Number, number(ink.rest()));
        } else if is_of_a_word(it) {
            word(ink, language);
        } else if language.decorator == Some(it) {
            let bytes =
                1 + ink.rest()[1..].find(|it| !is_of_a_word(it) && it != '.').unwrap_or(ink.rest().len() - 1);
            ink.paint(Kind::Name, bytes);
        } else {
            ink.plain_char();
        }
    }
}

fn is_of_a_word(it: char) -> bool {
    it.is_alphanumeric() || it == '_' || it == '$'
}

/// A quote that opens no character: `'a` rather than `'a'`.
fn is_lifetime(rest: &str) -> bool {
    let mut after = rest.chars().skip(1);
    let first = after.next();
    first.is_some_and(|it| it.is_alphabetic() || it == '_') && after.next() != Some('\'')
}

/// Digits with what may stand among them: `0xff`, `1_000`, `2.5e9`.
pub(super) fn number(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, it)) = chars.next() {
        let is_point = it == '.' && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !it.is_ascii_alphanumeric() && it != '_' && !is_point {
            return at;
        }
    }
    rest.len()
}

fn word(ink: &mut Ink<'_>, language: &Language) {
    let bytes = ink.run(is_of_a_word);
    let word = &ink.rest()[..bytes];
    let after = ink.rest()[bytes..].chars().next();
    let lowered = word.to_ascii_lowercase();
    let sought = if language.any_case { lowered.as_str() } else { word };
    if language.keywords.binary_search(&sought).is_ok() {
        ink.paint(Kind::Word, bytes);
    } else if language.literals.binary_search(&sought).is_ok() {
        ink.paint(Kind::Number, bytes);
    } else if after == Some('(') || (language.has_types && word.starts_with(char::is_uppercase)) {
        ink.paint(Kind::Name, bytes);
    } else {
        ink.plain(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order() {
        for it in [&JAVASCRIPT, &TYPESCRIPT, &PYTHON, &GO, &JAVA, &RUST, &SQL] {
            assert!(it.keywords.is_sorted(), "{:?}", it.keywords);
            assert!(it.literals.is_sorted(), "{:?}", it.literals);
        }
    }
}
