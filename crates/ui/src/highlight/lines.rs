//! What is read line by line: HTTP messages and patches.

use super::data::json;
use super::ink::{Ink, Kind};

/// A request or an answer: its first line, its headers, and a body that is JSON or plain.
pub(super) fn http(ink: &mut Ink<'_>) {
    first_line(ink);
    while !ink.rest().is_empty() {
        let line = &ink.rest()[..ink.line()];
        if line.trim().is_empty() {
            ink.space();
            return if ink.rest().starts_with(['{', '[']) { json(ink) } else { ink.plain(ink.rest().len()) };
        }
        let name = line.find(':').filter(|it| !line[..*it].contains(char::is_whitespace));
        match name {
            Some(bytes) => {
                ink.paint(Kind::Key, bytes);
                ink.plain(1);
                ink.blank();
                ink.paint(Kind::Text, ink.line());
            }
            None => ink.plain(line.len()),
        }
        ink.plain(1);
    }
}

fn first_line(ink: &mut Ink<'_>) {
    let line = &ink.rest()[..ink.line()];
    if line.starts_with("HTTP/") {
        ink.paint(Kind::Word, ink.run(|it| !it.is_whitespace()));
        ink.blank();
        ink.paint(Kind::Number, ink.run(|it| it.is_ascii_digit()));
        ink.plain(ink.line());
    } else if line.split_whitespace().count() >= 2
        && line.starts_with(|it: char| it.is_ascii_uppercase())
        && !line.contains(": ")
    {
        ink.paint(Kind::Word, ink.run(|it| !it.is_whitespace()));
        ink.blank();
        ink.paint(Kind::Name, ink.run(|it| !it.is_whitespace()));
        ink.blank();
        ink.paint(Kind::Word, ink.line());
    } else {
        return;
    }
    ink.plain(1);
}

/// A patch: what came, what went, where.
pub(super) fn diff(ink: &mut Ink<'_>) {
    while let Some(it) = ink.next() {
        let bytes = ink.line();
        let is_head = ["+++", "---", "diff ", "index "].iter().any(|it| ink.rest().starts_with(it));
        match it {
            _ if is_head => ink.paint(Kind::Comment, bytes),
            '@' => ink.paint(Kind::Name, bytes),
            '+' => ink.paint(Kind::New, bytes),
            '-' => ink.paint(Kind::Gone, bytes),
            _ => ink.plain(bytes),
        }
        ink.plain(1);
    }
}
