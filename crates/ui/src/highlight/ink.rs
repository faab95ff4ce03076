//! What scanners write with: the code that is left, and the HTML so far.

/// What a part of the code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Comment,
    Gone,
    Key,
    Name,
    New,
    Number,
    Text,
    Word,
}

/// All kinds.
pub(super) const KINDS: [Kind; 8] =
    [Kind::Comment, Kind::Gone, Kind::Key, Kind::Name, Kind::New, Kind::Number, Kind::Text, Kind::Word];

impl Kind {
    /// The class of its spans.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Comment => "hl-comment",
            Self::Gone => "hl-gone",
            Self::Key => "hl-key",
            Self::Name => "hl-name",
            Self::New => "hl-new",
            Self::Number => "hl-number",
            Self::Text => "hl-text",
            Self::Word => "hl-word",
        }
    }
}

/// The code that is left, and the HTML so far.
pub(super) struct Ink<'c> {
    rest: &'c str,
    html: String,
}

impl<'c> Ink<'c> {
    pub(super) fn new(code: &'c str) -> Self {
        Self { rest: code, html: String::with_capacity(code.len() * 2) }
    }

    /// The code that is left.
    pub(super) fn rest(&self) -> &'c str {
        self.rest
    }

    /// The next character.
    pub(super) fn next(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// The bytes before the first character that is not of this sort.
    pub(super) fn run(&self, is_of_it: impl Fn(char) -> bool) -> usize {
        self.rest.find(|it| !is_of_it(it)).unwrap_or(self.rest.len())
    }

    /// The bytes before the end of the line.
    pub(super) fn line(&self) -> usize {
        self.rest.find('\n').unwrap_or(self.rest.len())
    }

    /// Writes so many bytes as they are.
    pub(super) fn plain(&mut self, bytes: usize) {
        let (part, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        escape(part, &mut self.html);
        self.rest = rest;
    }

    /// Writes the next character as it is.
    pub(super) fn plain_char(&mut self) {
        self.plain(self.next().map_or(0, char::len_utf8));
    }

    /// Writes white space as it is, line ends too.
    pub(super) fn space(&mut self) {
        self.plain(self.run(char::is_whitespace));
    }

    /// Writes white space of this line as it is.
    pub(super) fn blank(&mut self) {
        self.plain(self.run(|it| it == ' ' || it == '\t'));
    }

    /// Writes so many bytes as a part of this kind.
    pub(super) fn paint(&mut self, kind: Kind, bytes: usize) {
        if bytes == 0 {
            return;
        }
        self.html.push_str("<span class=\"");
        self.html.push_str(kind.class());
        self.html.push_str("\">");
        self.plain(bytes);
        self.html.push_str("</span>");
    }

    /// Writes a text between quotes. It ends at its closing quote, which `\` may escape, or, unless it may have
    /// several lines, at the end of the line; else with the code.
    pub(super) fn quoted(&mut self, open: usize, close: &str, escapes: bool, has_lines: bool) {
        let bytes = self.quoted_len(open, close, escapes, has_lines);
        self.paint(Kind::Text, bytes);
    }

    /// How long such a text is.
    pub(super) fn quoted_len(&self, open: usize, close: &str, escapes: bool, has_lines: bool) -> usize {
        let mut at = open;
        while let Some(rest) = self.rest.get(at..) {
            let Some(it) = rest.chars().next() else { break };
            if rest.starts_with(close) {
                return at + close.len();
            }
            if it == '\n' && !has_lines {
                break;
            }
            let behind = if escapes && it == '\\' { rest.chars().nth(1) } else { None };
            at += it.len_utf8() + behind.filter(|it| *it != '\n').map_or(0, char::len_utf8);
        }
        at.min(self.rest.len())
    }

    /// The HTML, with what is left as it is.
    pub(super) fn finish(mut self) -> String {
        self.plain(self.rest.len());
        self.html
    }
}

fn escape(text: &str, html: &mut String) {
    for it in text.chars() {
        match it {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            plain => html.push(plain),
        }
    }
}
