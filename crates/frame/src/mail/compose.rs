//! From a row of the outbox to what goes over the wire. Whatever a row holds, it cannot add a header or a recipient.

use std::time::{Duration, SystemTime};

use base::{Instant, MailId};
use lettre::address::{Address, Envelope};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};

/// A mail that is about to be sent.
#[derive(Debug)]
pub(super) struct Mail {
    pub(super) id: MailId,
    pub(super) kind: String,
    pub(super) recipient: String,
    pub(super) sender: String,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
    pub(super) attempts: i64,
    pub(super) created_at: Instant,
    /// Until when nobody else takes it.
    pub(super) lease: Instant,
}

/// A message and where it goes.
pub(super) struct Composed {
    pub(super) envelope: Envelope,
    pub(super) bytes: Vec<u8>,
}

/// The longest subject and name, in characters.
const LONGEST_LINE: usize = 250;

/// The message, or the code of what makes it impossible. The same mail has the same `Message-ID` each time.
pub(super) fn compose(mail: &Mail, from: &Mailbox) -> Result<Composed, &'static str> {
    let to: Address = mail.recipient.parse().map_err(|_| "invalid_recipient")?;
    let name = Some(line(&mail.sender)).filter(|it| !it.is_empty()).or_else(|| from.name.clone());
    let micros = u64::try_from(mail.created_at.micros()).unwrap_or_default();
    let message = Message::builder()
        .from(Mailbox::new(name, from.email.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(line(&mail.subject))
        .date(SystemTime::UNIX_EPOCH + Duration::from_micros(micros))
        .message_id(Some(format!("<{}@{}>", mail.id, from.email.domain())))
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
        .map_err(|_| "invalid_message")?;
    let envelope = Envelope::new(Some(from.email.clone()), vec![to]).map_err(|_| "invalid_recipient")?;
    Ok(Composed { envelope, bytes: message.formatted() })
}

/// One line of bounded length: line ends and other control characters become spaces.
fn line(text: &str) -> String {
    let plain: String =
        text.chars().map(|it| if it.is_control() { ' ' } else { it }).take(LONGEST_LINE).collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Mail {
        Mail {
            id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
            kind: "test".to_owned(),
            recipient: "ada@example.com".to_owned(),
            sender: "Acme".to_owned(),
            subject: "Hello".to_owned(),
            text: "Text\nof two lines\n".to_owned(),
            html: "<p>HTML</p>".to_owned(),
            attempts: 1,
            created_at: Instant::from_micros(1_780_315_200_000_000),
            lease: Instant::from_micros(0),
        }
    }

    fn composed(mail: &Mail) -> String {
        let from = "Portico <portico@portal.example.com>".parse().unwrap();
        String::from_utf8(compose(mail, &from).ok().unwrap().bytes).unwrap()
    }

    /// The headers of the whole message, unfolded.
    fn headers(message: &str) -> Vec<String> {
        let head = message.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ").replace("\r\n\t", " ");
        head.split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_message_has_these_headers() {
        let headers = headers(&composed(&mail()));
        let (kind, rest): (Vec<_>, Vec<_>) =
            headers.into_iter().partition(|it| it.starts_with("Content-Type"));
        assert_eq!(
            rest,
            [
                "From: Acme <portico@portal.example.com>",
                "To: ada@example.com",
                "Subject: Hello",
                "Date: Mon, 01 Jun 2026 12:00:00 +0000",
                "Message-ID: <01890a5d-ac96-774b-bcce-b302099a8057@portal.example.com>",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
            ]
        );
        assert!(kind[0].starts_with("Content-Type: multipart/alternative; boundary="), "{kind:?}");
    }

    #[test]
    fn names_of_all_kinds_are_written_so_that_they_can_be_read_back() {
        for (sender, header) in [
            ("Acme APIs", "From: \"Acme APIs\" <portico@portal.example.com>"),
            ("Zürich Bank", "From: =?utf-8?b?WsO8cmljaCBCYW5r?= <portico@portal.example.com>"),
            ("", "From: Portico <portico@portal.example.com>"),
        ] {
            let headers = headers(&composed(&Mail { sender: sender.to_owned(), ..mail() }));
            assert!(headers.contains(&header.to_owned()), "{headers:?}");
        }
        let it = Mail { subject: "Überraschung".to_owned(), text: "ß".repeat(2000), ..mail() };
        let message = composed(&it);
        assert!(message.is_ascii() && message.lines().all(|it| it.len() <= 998));
        assert!(message.contains("Subject: =?utf-8?b?"), "{message}");
    }

    #[test]
    fn nothing_in_a_row_can_add_a_header_or_a_recipient() {
        for evil in
            ["a\r\nBcc: eve@evil.test", "a\nBcc: eve@evil.test", "a\rBcc: eve@evil.test", "a\r\n\r\nBcc: x"]
        {
            let it = Mail { sender: evil.to_owned(), subject: evil.to_owned(), ..mail() };
            let headers = headers(&composed(&it));
            assert!(!headers.iter().any(|it| it.to_lowercase().starts_with("bcc")), "{headers:?}");
            assert_eq!(headers.len(), 8, "{headers:?}");
        }
        let from: Mailbox = "portico@portal.example.com".parse().unwrap();
        for evil in [
            "ada@example.com\r\nRCPT TO:<eve@evil.test>",
            "ada@example.com\r\nBcc: eve@evil.test",
            "ada@example.com, eve@evil.test",
            "ada@example.com>\r\nDATA",
            "<ada@example.com> SIZE=1",
            "ada",
            "",
        ] {
            let it = Mail { recipient: evil.to_owned(), ..mail() };
            assert_eq!(compose(&it, &from).err(), Some("invalid_recipient"), "{evil:?}");
        }
    }
}
