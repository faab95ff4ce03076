//! The fields of a message head, read strictly: what two readers could understand differently is not read at all.
//! A line ends with CR LF and nothing else, is never folded, and holds no control character but tabs.

use std::ops::Range;

/// How many fields a head may have.
pub(crate) const MOST: usize = 100;

/// Why a head cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// A line that ends without CR, holds a control character, is folded, or is otherwise not a line of a head.
    Syntax,
    /// More fields than [`MOST`].
    TooMany,
}

/// What a field means to a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Host,
    Connection,
    ContentLength,
    TransferEncoding,
    Expect,
    Upgrade,
    RequestId,
    /// Speaks of one connection only, and never goes further.
    HopByHop,
    /// `X-Forwarded-For`.
    ForwardedFor,
    /// `X-Forwarded-Proto`.
    ForwardedProto,
    /// `X-Forwarded-Host`.
    ForwardedHost,
    /// Another that tells where a request came from.
    Forwarded,
    /// `X-Portico-…`, in any spelling that an upstream could take for it.
    Identity,
    /// Anything else.
    Plain,
}

/// One field, as places in the bytes that it was read from.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) meaning: Meaning,
    name: Range<u16>,
    value: Range<u16>,
}

impl Field {
    /// The name, as it was spelled.
    pub(crate) fn name<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        &bytes[usize::from(self.name.start)..usize::from(self.name.end)]
    }

    /// The value, without white space around it.
    pub(crate) fn value<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        &bytes[usize::from(self.value.start)..usize::from(self.value.end)]
    }
}

/// Where the head ends that begins with `bytes`: nothing while its end has not come. Looks only at what came since
/// `seen`, which it moves on.
pub(crate) fn end(bytes: &[u8], seen: &mut usize) -> Result<Option<usize>, Broken> {
    while let Some(at) = memchr::memchr(b'\n', &bytes[*seen..]) {
        let at = *seen + at;
        if at == 0 || bytes[at - 1] != b'\r' {
            return Err(Broken::Syntax);
        }
        *seen = at + 1;
        if at == 1 || at >= 3 && bytes[at - 2] == b'\n' {
            return Ok(Some(at + 1));
        }
    }
    *seen = bytes.len();
    Ok(None)
}

/// The first line, without its end, and where the next begins.
pub(crate) fn first_line(bytes: &[u8]) -> Result<(&[u8], usize), Broken> {
    let at = memchr::memchr(b'\n', bytes).filter(|at| *at > 0).ok_or(Broken::Syntax)?;
    let line = &bytes[..at - 1];
    if is_clean(line) { Ok((line, at + 1)) } else { Err(Broken::Syntax) }
}

/// Reads the fields of a whole head, from `at` to the empty line.
pub(crate) fn read(bytes: &[u8], mut at: usize, fields: &mut Vec<Field>) -> Result<(), Broken> {
    fields.clear();
    loop {
        let length = memchr::memchr(b'\n', &bytes[at..]).filter(|it| *it > 0).ok_or(Broken::Syntax)?;
        let line = &bytes[at..at + length - 1];
        if line.is_empty() {
            return Ok(());
        }
        if fields.len() == MOST {
            return Err(Broken::TooMany);
        }
        fields.push(field(line, at)?);
        at += length + 1;
    }
}

fn field(line: &[u8], at: usize) -> Result<Field, Broken> {
    let colon = line.iter().position(|it| !is_token(*it)).filter(|it| *it > 0).ok_or(Broken::Syntax)?;
    if line[colon] != b':' || !is_clean(line) {
        return Err(Broken::Syntax);
    }
    let value = &line[colon + 1..];
    let before = value.iter().take_while(|it| is_space(**it)).count();
    let after = value[before..].iter().rev().take_while(|it| is_space(**it)).count();
    let short = |place: usize| u16::try_from(at + place).map_err(|_| Broken::Syntax);
    Ok(Field {
        meaning: meaning(&line[..colon]),
        name: short(0)?..short(colon)?,
        value: short(colon + 1 + before)?..short(line.len() - after)?,
    })
}

/// Writes a field.
pub(crate) fn write(out: &mut Vec<u8>, name: &[u8], value: &[u8]) {
    out.extend_from_slice(name);
    out.extend_from_slice(b": ");
    out.extend_from_slice(value);
    out.extend_from_slice(b"\r\n");
}

/// What the name means. `_` counts as `-` where an upstream that makes variables of names would mix them up.
fn meaning(name: &[u8]) -> Meaning {
    let is = |wanted: &[u8]| name.eq_ignore_ascii_case(wanted);
    match name.len() {
        2 if is(b"te") => Meaning::HopByHop,
        4 if is(b"host") => Meaning::Host,
        6 if is(b"expect") => Meaning::Expect,
        7 if is(b"upgrade") => Meaning::Upgrade,
        7 if is(b"trailer") => Meaning::HopByHop,
        9 if is(b"forwarded") => Meaning::Forwarded,
        10 if is(b"connection") => Meaning::Connection,
        10 if is(b"keep-alive") => Meaning::HopByHop,
        12 if is(b"x-request-id") => Meaning::RequestId,
        13 if is(b"http2-settings") => Meaning::HopByHop,
        14 if is(b"content-length") => Meaning::ContentLength,
        16 if is(b"proxy-connection") => Meaning::HopByHop,
        17 if is(b"transfer-encoding") => Meaning::TransferEncoding,
        18 if is(b"proxy-authenticate") => Meaning::HopByHop,
        19 if is(b"proxy-authorization") => Meaning::HopByHop,
        _ if matches!(name[0], b'x' | b'X') => extension(name),
        // What an upstream that takes `_` for `-` would take for the framing or the host.
        _ if looks_like(name, b"content-length")
            || looks_like(name, b"transfer-encoding")
            || looks_like(name, b"http2-settings") =>
        {
            Meaning::HopByHop
        }
        _ => Meaning::Plain,
    }
}

fn extension(name: &[u8]) -> Meaning {
    let begins = |with: &[u8]| name.len() > with.len() && looks_like(&name[..with.len()], with);
    if name.eq_ignore_ascii_case(b"x-forwarded-for") {
        Meaning::ForwardedFor
    } else if name.eq_ignore_ascii_case(b"x-forwarded-proto") {
        Meaning::ForwardedProto
    } else if name.eq_ignore_ascii_case(b"x-forwarded-host") {
        Meaning::ForwardedHost
    } else if begins(b"x-forwarded-") || looks_like(name, b"x-real-ip") {
        Meaning::Forwarded
    } else if begins(b"x-portico-") {
        Meaning::Identity
    } else {
        Meaning::Plain
    }
}

/// Whether the name is this one, if case is ignored and `_` is taken for `-`.
pub(crate) fn looks_like(name: &[u8], wanted: &[u8]) -> bool {
    name.len() == wanted.len()
        && name.iter().zip(wanted).all(|(it, wanted)| {
            let plain = |it: u8| if it == b'_' { b'-' } else { it.to_ascii_lowercase() };
            plain(*it) == plain(*wanted)
        })
}

/// Whether a list such as `Connection` names this, ignoring case.
pub(crate) fn lists(value: &[u8], wanted: &[u8]) -> bool {
    value.split(|it| *it == b',').any(|it| it.trim_ascii().eq_ignore_ascii_case(wanted))
}

/// A number of digits and nothing else, that is small enough to count with.
pub(crate) fn length(value: &[u8]) -> Option<u64> {
    if value.is_empty() || value.len() > 18 || !value.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(value.iter().fold(0, |sum, it| sum * 10 + u64::from(it - b'0')))
}

/// Whether a line holds no control character but tabs.
fn is_clean(line: &[u8]) -> bool {
    !line.iter().fold(false, |bad, it| bad | is_control(*it))
}

fn is_control(it: u8) -> bool {
    it < b' ' && it != b'\t' || it == 0x7F
}

fn is_space(it: u8) -> bool {
    it == b' ' || it == b'\t'
}

/// Whether a name or a method may hold this (RFC 9110, 5.6.2).
pub(crate) fn is_token(it: u8) -> bool {
    const TOKENS: [bool; 256] = {
        let mut table = [false; 256];
        let mut it = 0;
        while it < 256 {
            #[expect(clippy::cast_possible_truncation, reason = "below 256")]
            let byte = it as u8;
            table[it] = byte.is_ascii_alphanumeric()
                || matches!(
                    byte,
                    b'!' | b'#'
                        | b'$'
                        | b'%'
                        | b'&'
                        | b'\''
                        | b'*'
                        | b'+'
                        | b'-'
                        | b'.'
                        | b'^'
                        | b'_'
                        | b'`'
                        | b'|'
                        | b'~'
                );
            it += 1;
        }
        table
    };
    TOKENS[usize::from(it)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Result<Vec<(String, String)>, Broken> {
        let bytes = text.as_bytes();
        let end = end(bytes, &mut 0)?.unwrap_or(bytes.len());
        let mut fields = Vec::new();
        read(&bytes[..end], 0, &mut fields)?;
        let text = |it: &[u8]| String::from_utf8_lossy(it).into_owned();
        Ok(fields.iter().map(|it| (text(it.name(bytes)), text(it.value(bytes)))).collect())
    }

    #[test]
    fn fields_are_read_without_the_space_around_values() {
        let read = head("A: 1\r\nb:\t 2  \r\nc-D:\r\ne: x y\r\n\r\nrest").unwrap();
        let read: Vec<_> = read.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(read, [("A", "1"), ("b", "2"), ("c-D", ""), ("e", "x y")]);
        assert_eq!(head("\r\n"), Ok(vec![]));
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_not_read() {
        for bad in [
            "A: 1\n\r\n",
            "A: 1\r\nB: 2\n\n",
            "A: 1\rB: 2\r\n\r\n",
            "A: 1\r\n B: 2\r\n\r\n",
            "A: 1\r\n\tB: 2\r\n\r\n",
            "A : 1\r\n\r\n",
            ": 1\r\n\r\n",
            "A\r\n\r\n",
            "A: 1\0\r\n\r\n",
            "A: \x7f\r\n\r\n",
            "A\0: 1\r\n\r\n",
            "Ä: 1\r\n\r\n",
            "A(b): 1\r\n\r\n",
            "\n",
            "A: 1\r\n\n",
        ] {
            assert_eq!(head(bad), Err(Broken::Syntax), "{bad:?}");
        }
        assert_eq!(head(&("a: b\r\n".repeat(101) + "\r\n")), Err(Broken::TooMany));
    }

    #[test]
    fn the_end_is_found_however_the_bytes_come() {
        let bytes = b"GET / HTTP/1.1\r\nHost: a\r\n\r\nmore";
        let mut seen = 0;
        for come in 0..28 - 1 {
            assert_eq!(end(&bytes[..come], &mut seen), Ok(None), "{come}");
        }
        assert_eq!(end(bytes, &mut seen), Ok(Some(27)));
    }

    #[test]
    fn names_have_a_meaning_in_every_spelling_that_matters() {
        for (name, wanted) in [
            ("host", Meaning::Host),
            ("Content-LENGTH", Meaning::ContentLength),
            ("content_length", Meaning::HopByHop),
            ("transfer_Encoding", Meaning::HopByHop),
            ("TE", Meaning::HopByHop),
            ("X-Portico-Application-Id", Meaning::Identity),
            ("x_portico_anything", Meaning::Identity),
            ("X_Portico-trace", Meaning::Identity),
            ("x-portico", Meaning::Plain),
            ("X-Forwarded-For", Meaning::ForwardedFor),
            ("X_Forwarded_For", Meaning::Forwarded),
            ("X-Forwarded-Prefix", Meaning::Forwarded),
            ("X-Real-IP", Meaning::Forwarded),
            ("Forwarded", Meaning::Forwarded),
            ("x-request-id", Meaning::RequestId),
            ("authorization", Meaning::Plain),
        ] {
            assert_eq!(meaning(name.as_bytes()), wanted, "{name}");
        }
    }

    #[test]
    fn lengths_are_digits() {
        for (text, wanted) in [("0", Some(0)), ("42", Some(42)), ("007", Some(7))] {
            assert_eq!(length(text.as_bytes()), wanted);
        }
        for bad in ["", "+1", "-1", "1 ", "0x1", "1,1", "9999999999999999999"] {
            assert_eq!(length(bad.as_bytes()), None, "{bad:?}");
        }
    }
}
