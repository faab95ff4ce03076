//! Markdown as plain text: what a reader would see of it, near enough to be searched and quoted. Pure.

/// The text of a Markdown document, in one line. Marks, addresses of links and HTML tags are left out.
pub(in crate::search) fn plain(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    for line in markdown.lines() {
        let line = unmarked(line);
        if line.starts_with("```") || line.starts_with("~~~") || is_rule(line) {
            continue;
        }
        inline(line, &mut text);
        push_space(&mut text);
    }
    let end = text.trim_end().len();
    text.truncate(end);
    text
}

/// A line without what makes it a heading, a quotation or an item.
fn unmarked(line: &str) -> &str {
    let mut line = line.trim_start();
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.trim_start();
    }
    let line = line.trim_start_matches('#').trim_start();
    match line.as_bytes() {
        [b'-' | b'*' | b'+', b' ', ..] => line[2..].trim_start(),
        _ => line,
    }
}

/// Whether a line only draws: a rule, the underline of a heading, the line below a table's head.
fn is_rule(line: &str) -> bool {
    line.len() > 2 && line.bytes().all(|it| matches!(it, b'-' | b'=' | b'*' | b'_' | b'|' | b':' | b' '))
}

fn inline(line: &str, text: &mut String) {
    let mut rest = line;
    let mut closers = Closers::default();
    while let Some(it) = rest.chars().next() {
        let after = &rest[it.len_utf8()..];
        rest = match it {
            ']' if after.starts_with('(') => closers.after(after, ')').unwrap_or(after),
            '<' if after.starts_with(|it: char| it.is_ascii_alphabetic() || matches!(it, '/' | '!')) => {
                push_space(text);
                closers.after(after, '>').unwrap_or(after)
            }
            '|' => {
                push_space(text);
                after
            }
            '*' | '`' | '[' | ']' | '~' | '\\' => after,
            '!' if after.starts_with('[') => after,
            it if it.is_whitespace() => {
                push_space(text);
                after
            }
            it => {
                text.push(it);
                after
            }
        };
    }
}

/// Which characters do not close anything in the rest of a line, so that a line is looked through once.
#[derive(Default)]
struct Closers(Vec<char>);

impl Closers {
    /// What follows the next of these on the line.
    fn after<'a>(&mut self, text: &'a str, close: char) -> Option<&'a str> {
        if self.0.contains(&close) {
            return None;
        }
        let found = text.split_once(close).map(|(_, after)| after);
        if found.is_none() {
            self.0.push(close);
        }
        found
    }
}

fn push_space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_reader_sees_words_and_no_marks() {
        for (markdown, text) in [
            ("# Begin\n\nSome *strong* `code`.", "Begin Some strong code."),
            ("- one\n* two\n> said\n---\nend", "one two said end"),
            ("See [the guide](https://x.test/a_b \"t\") now", "See the guide now"),
            ("![A chart](chart.png) <b>bold</b> a < b", "A chart bold a < b"),
            ("```sh\ncurl x\n```\n", "curl x"),
            ("| a | b |\n|---|:-:|\n| c | d |", "a b c d"),
            ("snake_case stays", "snake_case stays"),
            ("<script>alert(1)</script>", "alert(1)"),
            ("[open", "open"),
            ("a](b", "a(b"),
            ("", ""),
        ] {
            assert_eq!(plain(markdown), text, "{markdown}");
        }
    }

    #[test]
    fn hostile_marks_take_no_longer_than_words() {
        for unit in ["](", "<a", "[", "![", "<!", "|", "> "] {
            let text = unit.repeat(200_000);
            let began = std::time::Instant::now();
            plain(&text);
            assert!(began.elapsed().as_secs() < 5, "{unit}");
        }
    }
}
