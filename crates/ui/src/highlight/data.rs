//! Data: JSON, YAML and TOML, in which the keys stand out.

use super::ink::{Ink, Kind};
use super::words::number;

/// JSON, with the comments that some write into it.
pub(super) fn json(ink: &mut Ink<'_>) {
    while let Some(it) = ink.next() {
        match it {
            '"' => {
                let bytes = ink.quoted_len(1, "\"", true, false);
                let is_key = ink.rest()[bytes..].trim_start().starts_with(':');
                ink.paint(if is_key { Kind::Key } else { Kind::Text }, bytes);
            }
            '/' if ink.rest().starts_with("//") => ink.paint(Kind::Comment, ink.line()),
            _ if it.is_whitespace() => ink.space(),
            _ => value(ink),
        }
    }
}

/// A number, a literal or a sign.
fn value(ink: &mut Ink<'_>) {
    let Some(it) = ink.next() else { return };
    let sign = usize::from(it == '-' || it == '+');
    if ink.rest()[sign..].starts_with(|it: char| it.is_ascii_digit()) {
        ink.paint(Kind::Number, sign + number(&ink.rest()[sign..]));
    } else if it.is_alphanumeric() || it == '_' {
        let bytes = ink.run(|it| it.is_alphanumeric() || it == '_');
        let is_literal = ["true", "false", "null", "yes", "no", "on", "off", "nan", "inf"]
            .iter()
            .any(|it| ink.rest()[..bytes].eq_ignore_ascii_case(it));
        if is_literal { ink.paint(Kind::Number, bytes) } else { ink.plain(bytes) }
    } else {
        ink.plain_char();
    }
}

/// YAML, line by line: what a scalar of several lines holds is text.
pub(super) fn yaml(ink: &mut Ink<'_>) {
    let mut block = None;
    while !ink.rest().is_empty() {
        let indent = ink.run(|it| it == ' ');
        let is_empty = ink.rest()[..ink.line()].trim().is_empty();
        if block.is_some_and(|least| is_empty || indent > least) {
            ink.blank();
            ink.paint(Kind::Text, ink.line());
        } else {
            block = yaml_line(ink).then_some(indent);
        }
        if ink.next() == Some('\n') {
            ink.plain(1);
        }
    }
}

/// One line; whether a scalar of several lines follows.
fn yaml_line(ink: &mut Ink<'_>) -> bool {
    ink.blank();
    while ink.rest().starts_with("- ") {
        ink.plain(2);
        ink.blank();
    }
    let line = &ink.rest()[..ink.line()];
    if let Some(bytes) = yaml_key(line) {
        ink.paint(Kind::Key, bytes);
    }
    let mut before = ' ';
    let mut is_last_block = false;
    while let Some(it) = ink.next().filter(|it| *it != '\n') {
        match it {
            '#' if before.is_whitespace() => {
                ink.paint(Kind::Comment, ink.line());
                break;
            }
            '"' => ink.quoted(1, "\"", true, false),
            '\'' => ink.quoted(1, "'", false, false),
            '&' | '*' | '!' if before.is_whitespace() => {
                ink.paint(Kind::Name, ink.run(|it| !it.is_whitespace()));
            }
            _ if before.is_whitespace() || "[{,:".contains(before) => yaml_value(ink),
            _ => ink.plain_char(),
        }
        is_last_block =
            if it.is_whitespace() || "+-".contains(it) { is_last_block } else { "|>".contains(it) };
        before = it;
    }
    is_last_block
}

/// A key with its colon still ahead: quoted, or plain words without a colon that ends it.
fn yaml_key(line: &str) -> Option<usize> {
    let quote = line.chars().next().filter(|it| *it == '"' || *it == '\'');
    let bytes = match quote {
        Some(quote) => line[1..].find(quote)? + 2,
        None => line.match_indices(':').find(|(at, _)| ends_key(&line[at + 1..]))?.0,
    };
    let is_plain = !line.starts_with(['#', '[', '{', '&', '*', '!', '|', '>', '%', '@']);
    (is_plain && line[bytes..].starts_with(':') && !line[..bytes].contains(" #")).then_some(bytes)
}

fn ends_key(after: &str) -> bool {
    after.is_empty() || after.starts_with([' ', '\t'])
}

/// A plain scalar: coloured when all of it is a number or a literal, which is never long.
fn yaml_value(ink: &mut Ink<'_>) {
    let ends = |it: char| it.is_whitespace() || ",]}".contains(it);
    let bytes: usize = ink.rest().chars().take(40).take_while(|it| !ends(*it)).map(char::len_utf8).sum();
    let (word, after) = ink.rest().split_at(bytes);
    let after = after.trim_start_matches([' ', '\t']);
    let is_alone = after.is_empty() || after.starts_with(['\n', '\r', '#', ',', ']', '}']);
    let is_literal = ["true", "false", "null", "~"].contains(&word) || word.parse::<f64>().is_ok();
    if is_alone && is_literal { ink.paint(Kind::Number, bytes) } else { ink.plain_char() }
}

/// TOML and its like: tables, keys, values.
pub(super) fn toml(ink: &mut Ink<'_>) {
    let mut is_line_start = true;
    while let Some(it) = ink.next() {
        let starts = std::mem::replace(&mut is_line_start, false);
        match it {
            '\n' => {
                ink.plain(1);
                is_line_start = true;
            }
            _ if it.is_whitespace() => {
                ink.blank();
                if ink.next().is_some_and(|it| it.is_whitespace() && it != '\n') {
                    ink.plain_char();
                }
                is_line_start = starts;
            }
            '#' | ';' if it == '#' || starts => ink.paint(Kind::Comment, ink.line()),
            '[' if starts => ink.paint(Kind::Name, ink.run(|it| it != '#' && it != '\n')),
            _ if starts => {
                let line = &ink.rest()[..ink.line()];
                let bytes = line.find('=').map_or(0, |it| line[..it].trim_end().len());
                if bytes == 0 { value_or_text(ink) } else { ink.paint(Kind::Key, bytes) }
            }
            _ => value_or_text(ink),
        }
    }
}

fn value_or_text(ink: &mut Ink<'_>) {
    for (mark, escapes, has_lines) in
        [("\"\"\"", true, true), ("'''", false, true), ("\"", true, false), ("'", false, false)]
    {
        if ink.rest().starts_with(mark) {
            return ink.quoted(mark.len(), mark, escapes, has_lines);
        }
    }
    value(ink);
}
