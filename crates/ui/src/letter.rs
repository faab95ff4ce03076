//! A mail, as HTML and as text, from the same sentences.

use std::fmt::Display;
use std::fmt::Write as _;

use askama::Template;

use crate::{MaybeText, Texts};

/// A mail: a few paragraphs and one button whose full address is also in the text.
///
/// Must: read in order without style; have the address in clear; have a language and a title.
#[derive(Debug, Clone, Template)]
#[template(path = "mail.html")]
pub struct Letter {
    brand: String,
    home: String,
    subject: String,
    greeting: Option<String>,
    paragraphs: Vec<Paragraph>,
    button: Option<(String, String)>,
    address_note: String,
    foot: Vec<String>,
    accent: String,
    on_accent: String,
}

#[derive(Debug, Clone)]
enum Paragraph {
    Text(String),
    Quote(String),
    List(Vec<String>),
}

impl Letter {
    /// A mail of a portal (or of the console): its name, the full address of its home, and the subject.
    pub fn new(texts: &Texts, brand: impl Display, home: impl Display, subject: impl Display) -> Self {
        Self {
            brand: brand.to_string(),
            home: home.to_string(),
            subject: subject.to_string(),
            greeting: None,
            paragraphs: Vec::new(),
            button: None,
            address_note: texts.say("ui-mail-address", &[]),
            foot: Vec::new(),
            accent: "#7a2358".to_owned(),
            on_accent: "#ffffff".to_owned(),
        }
    }

    /// The portal's colours as a mail program understands them (`Theme::mail_colours`).
    pub fn colours(self, (accent, on_accent): (String, String)) -> Self {
        Self { accent, on_accent, ..self }
    }

    /// The first line ("Hello Ada,").
    pub fn greeting(self, line: impl MaybeText) -> Self {
        Self { greeting: line.maybe_text(), ..self }
    }

    /// A paragraph.
    pub fn says(mut self, text: impl Display) -> Self {
        self.paragraphs.push(Paragraph::Text(text.to_string()));
        self
    }

    /// Somebody else's words, such as the reason of a rejection. Nothing when there are none.
    pub fn quote(mut self, text: impl MaybeText) -> Self {
        self.paragraphs.extend(text.maybe_text().filter(|it| !it.is_empty()).map(Paragraph::Quote));
        self
    }

    /// A list of lines.
    pub fn list(mut self, lines: impl IntoIterator<Item = impl Display>) -> Self {
        self.paragraphs.push(Paragraph::List(lines.into_iter().map(|it| it.to_string()).collect()));
        self
    }

    /// The one button; `href` is a full address.
    pub fn button(self, label: impl Display, href: impl Display) -> Self {
        Self { button: Some((label.to_string(), href.to_string())), ..self }
    }

    /// A small line at the end: why this mail came, until when its link holds.
    pub fn foot(mut self, line: impl Display) -> Self {
        self.foot.push(line.to_string());
        self
    }

    /// The subject.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The mail as HTML.
    pub fn html(&self) -> String {
        self.to_string()
    }

    /// The mail as plain text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        if let Some(line) = &self.greeting {
            let _ = writeln!(out, "{line}\n");
        }
        for it in &self.paragraphs {
            match it {
                Paragraph::Text(text) => out.push_str(text),
                Paragraph::Quote(text) => out.push_str(&prefixed(text.lines(), "> ")),
                Paragraph::List(lines) => out.push_str(&prefixed(lines.iter().map(String::as_str), "- ")),
            }
            out.push_str("\n\n");
        }
        if let Some((label, href)) = &self.button {
            let _ = writeln!(out, "{label}:\n{href}\n");
        }
        let _ = writeln!(out, "-- \n{}\n{}", self.brand, self.home);
        for line in &self.foot {
            let _ = writeln!(out, "{line}");
        }
        out
    }
}

fn prefixed<'a>(lines: impl Iterator<Item = &'a str>, prefix: &str) -> String {
    lines.map(|it| format!("{prefix}{it}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::Letter;
    use crate::Texts;

    #[test]
    fn both_forms_say_the_same_and_carry_the_full_address() {
        let texts = Texts::new(&[]);
        let letter = Letter::new(&texts, "Acme <APIs>", "https://acme.example.com", "Confirm your e-mail")
            .greeting("Hello Ada,")
            .says("One click, and your account is ready.")
            .quote(Some("No <b>reason</b>"))
            .quote(None::<String>)
            .list(["one", "two"])
            .button("Confirm", "https://acme.example.com/confirm?token=a&b=c")
            .foot("The link holds for a day.");
        let (html, text) = (letter.html(), letter.text());
        assert!(text.contains("Hello Ada,\n\nOne click") && text.contains("> No <b>reason</b>"));
        assert!(text.contains("https://acme.example.com/confirm?token=a&b=c\n"));
        assert!(html.contains("Acme &#60;APIs&#62;") && !html.contains("<b>reason"));
        assert_eq!(html.matches("https://acme.example.com/confirm?token=a&#38;b=c").count(), 2);
        assert!(!html.contains("<script") && !html.contains("<table"));
    }
}
