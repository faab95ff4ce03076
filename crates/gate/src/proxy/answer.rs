//! An upstream's answer: its head understood in one way or not passed on, and the head that the client gets.

use super::fields::{self, Broken, Field, Meaning};
use super::framing::Framing;
use super::judge::Shape;

/// An answer's head.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) framing: Framing,
    /// Whether the upstream's connection can be used again after it.
    pub(crate) keep_alive: bool,
}

impl Answer {
    /// Reads a whole head.
    pub(crate) fn read(bytes: &[u8], fields: &mut Vec<Field>, shape: Shape) -> Result<Self, Broken> {
        let (line, at) = fields::first_line(bytes)?;
        let (status, old) = status_line(line)?;
        fields::read(bytes, at, fields)?;
        let (mut length, mut chunked, mut keep_alive) = (None, false, !old);
        for field in &*fields {
            let value = field.value(bytes);
            match field.meaning {
                Meaning::ContentLength if length.is_some() => return Err(Broken::Syntax),
                Meaning::ContentLength => length = Some(fields::length(value).ok_or(Broken::Syntax)?),
                Meaning::TransferEncoding if chunked || old => return Err(Broken::Syntax),
                Meaning::TransferEncoding if value.eq_ignore_ascii_case(b"chunked") => chunked = true,
                Meaning::TransferEncoding => return Err(Broken::Syntax),
                Meaning::Connection if fields::lists(value, b"close") => keep_alive = false,
                Meaning::Connection if old && fields::lists(value, b"keep-alive") => keep_alive = true,
                _ => {}
            }
        }
        let has_body = !shape.head_only && !matches!(status, 100..=199 | 204 | 304);
        let framing = match (length, chunked) {
            (Some(_), true) => return Err(Broken::Syntax),
            _ if !has_body => Framing::Length(0),
            (None, true) => Framing::Chunked,
            (Some(length), false) => Framing::Length(length),
            (None, false) => Framing::Close,
        };
        Ok(Self { status, framing, keep_alive: keep_alive && framing != Framing::Close })
    }

    /// Writes the head for the client. `last` says that the connection ends with this answer.
    pub(crate) fn write(&self, out: &mut Vec<u8>, bytes: &[u8], fields: &[Field], shape: Shape, last: bool) {
        let line = bytes.iter().position(|it| *it == b'\r').unwrap_or_default();
        out.extend_from_slice(b"HTTP/1.1");
        out.extend_from_slice(&bytes[8..line]);
        out.extend_from_slice(b"\r\n");
        let mut hops = fields.iter().filter(|it| it.meaning == Meaning::Connection).peekable();
        let has_hops = hops.peek().is_some();
        let is_hop = |name: &[u8]| hops.clone().any(|it| fields::lists(it.value(bytes), name));
        for field in fields {
            let name = field.name(bytes);
            let passes = match field.meaning {
                // A length that speaks of the body that a GET would have had.
                Meaning::ContentLength => self.status != 204 && self.status >= 200,
                Meaning::Connection
                | Meaning::TransferEncoding
                | Meaning::Upgrade
                | Meaning::HopByHop
                | Meaning::Identity => false,
                _ => !has_hops || !is_hop(name),
            };
            if passes {
                fields::write(out, name, field.value(bytes));
            }
        }
        if self.framing == Framing::Chunked && !shape.old {
            fields::write(out, b"Transfer-Encoding", b"chunked");
        }
        if self.status == 101 {
            out.extend_from_slice(b"Connection: Upgrade\r\nUpgrade: websocket\r\n");
        } else if last {
            fields::write(out, b"Connection", b"close");
        } else if shape.old && self.status >= 200 {
            fields::write(out, b"Connection", b"keep-alive");
        }
        out.extend_from_slice(b"\r\n");
    }
}

fn status_line(line: &[u8]) -> Result<(u16, bool), Broken> {
    let old = match line.get(..9) {
        Some(b"HTTP/1.1 ") => false,
        Some(b"HTTP/1.0 ") => true,
        _ => return Err(Broken::Syntax),
    };
    let status = line.get(9..12).and_then(fields::length).ok_or(Broken::Syntax)?;
    if !(100..=999).contains(&status) || line.get(12).is_some_and(|it| *it != b' ') {
        return Err(Broken::Syntax);
    }
    Ok((u16::try_from(status).map_err(|_| Broken::Syntax)?, old))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Shape = Shape {
        framing: Framing::Length(0),
        old: false,
        keep_alive: true,
        head_only: false,
        repeatable: true,
        websocket: false,
    };

    fn pass(head: &str, shape: Shape, last: bool) -> Result<(String, Framing, bool), Broken> {
        let (text, mut fields) = (format!("{head}\r\n\r\n"), Vec::new());
        let answer = Answer::read(text.as_bytes(), &mut fields, shape)?;
        let mut out = Vec::new();
        answer.write(&mut out, text.as_bytes(), &fields, shape, last);
        Ok((String::from_utf8_lossy(&out).replace("\r\n", "|"), answer.framing, answer.keep_alive))
    }

    #[test]
    fn answers_are_passed_on_without_what_speaks_of_one_connection() {
        for (head, last, wanted, framing, keep) in [
            ("A: 1|Content-Length: 3", false, "A: 1|Content-Length: 3|", Framing::Length(3), true),
            ("Content-Length: 0", true, "Content-Length: 0|Connection: close|", Framing::Length(0), true),
            ("Transfer-Encoding: chunked", false, "Transfer-Encoding: chunked|", Framing::Chunked, true),
            (
                "Content-Length: 0|Keep-Alive: 3|Trailer: x",
                false,
                "Content-Length: 0|",
                Framing::Length(0),
                true,
            ),
            (
                "Content-Length: 0|Connection: close, x-hop|X-Hop: 1",
                false,
                "Content-Length: 0|",
                Framing::Length(0),
                false,
            ),
            (
                "Content-Length: 0|X-Portico-Trace: fake",
                false,
                "Content-Length: 0|",
                Framing::Length(0),
                true,
            ),
            ("A: 1", true, "A: 1|Connection: close|", Framing::Close, false),
        ] {
            let head = format!("HTTP/1.1 200 OK\r\n{}", head.replace('|', "\r\n"));
            let wanted = format!("HTTP/1.1 200 OK|{wanted}|");
            assert_eq!(pass(&head, PLAIN, last), Ok((wanted, framing, keep)), "{head}");
        }
    }

    #[test]
    fn some_answers_have_no_body_whatever_they_say() {
        let head_only = Shape { head_only: true, ..PLAIN };
        for (line, shape, wanted) in [
            ("200 OK", head_only, "200 OK|Content-Length: 3||"),
            ("304 Same", PLAIN, "304 Same|Content-Length: 3||"),
            ("204 No", PLAIN, "204 No||"),
            ("100 Continue", PLAIN, "100 Continue||"),
        ] {
            let head = format!("HTTP/1.1 {line}\r\nContent-Length: 3");
            assert_eq!(
                pass(&head, shape, false),
                Ok((format!("HTTP/1.1 {wanted}"), Framing::Length(0), true))
            );
        }
    }

    #[test]
    fn old_clients_are_told_what_they_need() {
        let old = Shape { old: true, ..PLAIN };
        for (field, last, wanted, framing) in [
            ("Content-Length: 3", false, "Content-Length: 3|Connection: keep-alive||", Framing::Length(3)),
            ("Transfer-Encoding: chunked", true, "Connection: close||", Framing::Chunked),
        ] {
            let passed = pass(&format!("HTTP/1.1 200 OK\r\n{field}"), old, last);
            assert_eq!(passed, Ok((format!("HTTP/1.1 200 OK|{wanted}"), framing, true)));
        }
    }

    #[test]
    fn answers_that_could_be_read_in_two_ways_are_not_passed_on() {
        for head in [
            "HTTP/1.1 OK",
            "HTTP/1.1 99 x",
            "HTTP/1.1 2000 OK",
            "HTTP/2 200 OK",
            "HTTP/1.1  200 OK",
            "ICY 200 OK",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked",
            "HTTP/1.1 200 OK\r\nContent-Length: -1",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked",
            "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked",
            "HTTP/1.1 200 OK\r\n folded",
        ] {
            assert_eq!(pass(head, PLAIN, false), Err(Broken::Syntax), "{head}");
        }
    }
}
