//! The shell, as `curl` lines are written for it.

use super::ink::{Ink, Kind};

const WORDS: [&str; 19] = [
    "case", "do", "done", "elif", "else", "esac", "export", "fi", "for", "function", "if", "in", "local",
    "read", "return", "set", "then", "until", "while",
];

/// Commands, options, quotes, variables and comments.
pub(super) fn shell(ink: &mut Ink<'_>) {
    let mut is_command = true;
    let mut is_word_start = true;
    while let Some(it) = ink.next() {
        let starts = std::mem::replace(&mut is_word_start, false);
        match it {
            '\n' | ';' | '|' | '&' | '(' => {
                ink.plain_char();
                (is_command, is_word_start) = (true, true);
            }
            _ if it.is_whitespace() => {
                ink.blank();
                if ink.next().is_some_and(|it| it.is_whitespace() && it != '\n') {
                    ink.plain_char();
                }
                is_word_start = true;
            }
            '\\' => {
                // A line that goes on is no new command.
                ink.plain_char();
                let goes_on = ink.next() == Some('\n');
                ink.plain_char();
                is_word_start = goes_on;
            }
            '#' if starts => ink.paint(Kind::Comment, ink.line()),
            '\'' => ink.quoted(1, "'", false, true),
            '"' => ink.quoted(1, "\"", true, true),
            '$' => variable(ink, &mut is_command),
            '-' if starts => {
                ink.paint(Kind::Key, ink.run(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_'));
            }
            _ if starts && is_of_a_word(it) => word(ink, &mut is_command),
            _ => {
                ink.plain_char();
                is_command = is_command && starts && it == '{';
            }
        }
    }
}

fn is_of_a_word(it: char) -> bool {
    it.is_alphanumeric() || "_-./+@".contains(it)
}

fn variable(ink: &mut Ink<'_>, is_command: &mut bool) {
    let rest = &ink.rest()[1..];
    let bytes = match rest.chars().next() {
        // No further than a name is long: a line may hold thousands that are never closed.
        Some('{') => rest.char_indices().take(80).find(|(_, it)| *it == '}').map_or(1, |(at, _)| at + 1),
        Some('(') | None => 0,
        Some(it) if it.is_alphanumeric() || it == '_' => {
            rest.find(|it: char| !it.is_alphanumeric() && it != '_').unwrap_or(rest.len())
        }
        Some(it) if "?!#@*$".contains(it) => 1,
        Some(_) => 0,
    };
    if bytes == 0 {
        ink.plain(1);
    } else {
        ink.paint(Kind::Name, bytes + 1);
        *is_command = false;
    }
}

fn word(ink: &mut Ink<'_>, is_command: &mut bool) {
    let bytes = ink.run(is_of_a_word);
    let (word, after) = ink.rest().split_at(bytes);
    if WORDS.binary_search(&word).is_ok() {
        ink.paint(Kind::Word, bytes);
    } else if after.starts_with('=') && *is_command {
        ink.paint(Kind::Key, bytes);
    } else if word.chars().all(|it| it.is_ascii_digit()) {
        ink.paint(Kind::Number, bytes);
    } else if std::mem::replace(is_command, false) {
        ink.paint(Kind::Name, bytes);
    } else {
        ink.plain(bytes);
    }
}
