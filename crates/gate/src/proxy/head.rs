//! A request's head, understood in one way or refused.

use super::fields::{self, Broken, Field, Meaning};
use super::framing::Framing;
use super::path;
use crate::problem::Problem;

/// A request's head. Borrows the bytes it was read from.
pub(crate) struct Head<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) fields: &'a [Field],
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: Option<&'a str>,
    /// The authority as the request spells it; empty where HTTP/1.0 names none.
    pub(crate) host: &'a str,
    pub(crate) framing: Framing,
    /// Whether the client speaks HTTP/1.0.
    pub(crate) old: bool,
    pub(crate) keep_alive: bool,
    /// Whether the client waits for a `100 Continue`.
    pub(crate) expects: bool,
    /// Whether the client would go on with WebSocket.
    pub(crate) websocket: bool,
}

/// What could be read of a head that is refused, for the one who asks about it later.
#[derive(Default)]
pub(crate) struct Glimpse<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
}

impl<'a> Head<'a> {
    /// Reads a whole head. `glimpse` gets what was understood, also when the rest is refused.
    pub(crate) fn read(
        bytes: &'a [u8],
        fields: &'a mut Vec<Field>,
        glimpse: &mut Glimpse<'a>,
    ) -> Result<Self, Problem> {
        let (line, at) = fields::first_line(bytes)?;
        let (method, target, old) = request_line(line)?;
        glimpse.method = method;
        let (authority, target) = origin_form(target)?;
        let (path, query) =
            target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
        glimpse.path = path;
        if !path::is_plain(path.as_bytes())
            || !query.unwrap_or_default().bytes().all(|it| it.is_ascii_graphic())
        {
            return Err(Problem::BadPath);
        }
        fields::read(bytes, at, fields)?;
        let marks = Marks::of(bytes, fields, old)?;
        let host = marks.host(old, authority)?;
        Ok(Self {
            bytes,
            fields,
            method,
            path,
            query,
            host,
            framing: marks.framing,
            old,
            keep_alive: marks.keep_alive,
            expects: marks.expects && !old,
            websocket: marks.websocket
                && marks.upgrades
                && !old
                && method == "GET"
                && marks.framing == Framing::Length(0),
        })
    }

    /// The host without its port, in the case it came in.
    pub(crate) fn host_name(&self) -> &'a str {
        host_name(self.host)
    }

    /// Whether the request may be sent again on another connection when the first proved dead.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.framing == Framing::Length(0) && matches!(self.method, "GET" | "HEAD" | "OPTIONS")
    }

    /// Whether the client's `Connection` takes this field out.
    pub(crate) fn is_hop(&self, name: &[u8]) -> bool {
        let mut all = self.fields.iter().filter(|it| it.meaning == Meaning::Connection);
        all.any(|it| fields::lists(it.value(self.bytes), name))
    }
}

impl From<Broken> for Problem {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Syntax => Self::BadHead,
            Broken::TooMany => Self::LargeHead,
        }
    }
}

/// What the fields say together.
struct Marks<'a> {
    host: Option<&'a [u8]>,
    framing: Framing,
    keep_alive: bool,
    expects: bool,
    upgrades: bool,
    websocket: bool,
}

impl<'a> Marks<'a> {
    fn of(bytes: &'a [u8], fields: &[Field], old: bool) -> Result<Self, Problem> {
        let mut marks = Self {
            host: None,
            framing: Framing::Length(0),
            keep_alive: !old,
            expects: false,
            upgrades: false,
            websocket: false,
        };
        let (mut length, mut chunked) = (None, false);
        for field in fields {
            let value = field.value(bytes);
            match field.meaning {
                Meaning::Host if marks.host.is_some() => return Err(Problem::BadHost),
                Meaning::Host => marks.host = Some(value),
                Meaning::Connection => marks.connection(value, old),
                Meaning::ContentLength if length.is_some() => return Err(Problem::BadFraming),
                Meaning::ContentLength => {
                    length = Some(fields::length(value).ok_or(Problem::BadFraming)?);
                }
                Meaning::TransferEncoding if chunked || old => return Err(Problem::BadFraming),
                Meaning::TransferEncoding if value.eq_ignore_ascii_case(b"chunked") => chunked = true,
                Meaning::TransferEncoding => return Err(Problem::BadFraming),
                Meaning::Expect if value.eq_ignore_ascii_case(b"100-continue") => marks.expects = true,
                Meaning::Expect => return Err(Problem::Expectation),
                Meaning::Upgrade => marks.websocket |= value.eq_ignore_ascii_case(b"websocket"),
                _ => {}
            }
        }
        marks.framing = match (length, chunked) {
            (Some(_), true) => return Err(Problem::BadFraming),
            (None, true) => Framing::Chunked,
            (length, false) => Framing::Length(length.unwrap_or_default()),
        };
        Ok(marks)
    }

    fn connection(&mut self, value: &[u8], old: bool) {
        if fields::lists(value, b"close") {
            self.keep_alive = false;
        } else if old && fields::lists(value, b"keep-alive") {
            self.keep_alive = true;
        }
        self.upgrades |= fields::lists(value, b"upgrade");
    }

    fn host(&self, old: bool, authority: Option<&'a str>) -> Result<&'a str, Problem> {
        let host = match self.host {
            None if old => return Ok(authority.unwrap_or_default()),
            None => return Err(Problem::BadHost),
            Some(host) => std::str::from_utf8(host).map_err(|_| Problem::BadHost)?,
        };
        let is_other = authority.is_some_and(|it| !it.eq_ignore_ascii_case(host));
        if is_other || !is_authority(host) { Err(Problem::BadHost) } else { Ok(host) }
    }
}

/// Method, target, and whether it is HTTP/1.0.
fn request_line(line: &[u8]) -> Result<(&str, &str, bool), Problem> {
    let line = std::str::from_utf8(line).map_err(|_| Problem::BadHead)?;
    let mut parts = line.split(' ');
    let (Some(method), Some(target), Some(version), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Problem::BadHead);
    };
    if method.is_empty() || method.len() > 32 || !method.bytes().all(fields::is_token) {
        return Err(Problem::BadHead);
    }
    let old = match version {
        "HTTP/1.1" => false,
        "HTTP/1.0" => true,
        _ if version.starts_with("HTTP/") => return Err(Problem::Version),
        _ => return Err(Problem::BadHead),
    };
    if matches!(method, "CONNECT" | "TRACE") {
        return Err(Problem::Method);
    }
    Ok((method, target, old))
}

/// The authority, where the target is a whole address, and the rest of it, which begins with `/`.
fn origin_form(target: &str) -> Result<(Option<&str>, &str), Problem> {
    if target.starts_with('/') {
        return Ok((None, target));
    }
    let whole = target.split_once("://");
    let (_, rest) = whole
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        .ok_or(Problem::BadPath)?;
    let at = rest.find('/').ok_or(Problem::BadPath)?;
    let (authority, path) = rest.split_at(at);
    if is_authority(authority) { Ok((Some(authority), path)) } else { Err(Problem::BadHost) }
}

fn host_name(authority: &str) -> &str {
    if authority.starts_with('[') {
        return authority.find(']').map_or(authority, |at| &authority[..=at]);
    }
    authority.split(':').next().unwrap_or_default()
}

/// Whether it is a name or an address, and perhaps a port.
fn is_authority(text: &str) -> bool {
    let name = host_name(text);
    let rest = &text[name.len()..];
    let port = rest.strip_prefix(':').map_or(rest.is_empty(), |it| {
        !it.is_empty() && it.len() <= 5 && it.bytes().all(|it| it.is_ascii_digit())
    });
    let inner = name.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let named = inner.map_or_else(
        || !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._~".contains(&it)),
        |it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_hexdigit() || b":.".contains(&it)),
    );
    named && port
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, Problem> {
        let (mut fields, mut glimpse) = (Vec::new(), Glimpse::default());
        let it = Head::read(text.as_bytes(), &mut fields, &mut glimpse)?;
        let (query, host) = (it.query.unwrap_or("-"), it.host);
        let flags = [
            (it.old, "old"),
            (it.keep_alive, "keep"),
            (it.expects, "expects"),
            (it.websocket, "websocket"),
            (it.is_repeatable(), "repeatable"),
        ];
        let flags: Vec<_> = flags.iter().filter(|it| it.0).map(|it| it.1).collect();
        Ok(format!("{} {} {query} {host} {:?} {}", it.method, it.path, it.framing, flags.join(" ")))
    }

    #[test]
    fn good_heads_are_understood() {
        for (head, wanted) in [
            ("GET / HTTP/1.1\r\nHost: a", "GET / - a Length(0) keep repeatable"),
            ("GET /a?b=c?d HTTP/1.1\r\nHost: a:80", "GET /a b=c?d a:80 Length(0) keep repeatable"),
            ("POST /a? HTTP/1.1\r\nHost: [::1]:8\r\nContent-Length: 3", "POST /a  [::1]:8 Length(3) keep"),
            ("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked", "PUT / - a Chunked keep"),
            ("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close", "GET / - a Length(0) repeatable"),
            ("GET / HTTP/1.0", "GET / -  Length(0) old repeatable"),
            ("GET / HTTP/1.0\r\nConnection: keep-alive", "GET / -  Length(0) old keep repeatable"),
            ("GET http://A/b HTTP/1.1\r\nHost: a", "GET /b - a Length(0) keep repeatable"),
            ("GET http://a/b HTTP/1.0", "GET /b - a Length(0) old repeatable"),
            (
                "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1",
                "PUT / - a Length(1) keep expects",
            ),
            (
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket",
                "GET / - a Length(0) keep websocket repeatable",
            ),
            ("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket", "GET / - a Length(0) keep repeatable"),
            (
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c",
                "GET / - a Length(0) keep repeatable",
            ),
        ] {
            assert_eq!(read(&format!("{head}\r\n\r\n")).as_deref(), Ok(wanted), "{head}");
        }
    }

    #[test]
    fn bad_heads_are_refused() {
        for (head, wanted) in [
            ("GET /", Problem::BadHead),
            ("GET  / HTTP/1.1", Problem::BadHead),
            ("GET / HTTP/1.1 ", Problem::BadHead),
            (" GET / HTTP/1.1", Problem::BadHead),
            ("GET\t/ HTTP/1.1", Problem::BadHead),
            ("G(T / HTTP/1.1", Problem::BadHead),
            ("GET / http/1.1", Problem::BadHead),
            ("GET / HTTP/1.1\rX", Problem::BadHead),
            ("PRI * HTTP/2.0", Problem::Version),
            ("GET / HTTP/1.2", Problem::Version),
            ("GET / HTTP/0.9", Problem::Version),
            ("CONNECT a:1 HTTP/1.1\r\nHost: a:1", Problem::Method),
            ("TRACE / HTTP/1.1\r\nHost: a", Problem::Method),
            ("OPTIONS * HTTP/1.1\r\nHost: a", Problem::BadPath),
            ("GET a HTTP/1.1\r\nHost: a", Problem::BadPath),
            ("GET ftp://a/ HTTP/1.1\r\nHost: a", Problem::BadPath),
            ("GET /../x HTTP/1.1\r\nHost: a", Problem::BadPath),
            ("GET /?é HTTP/1.1\r\nHost: a", Problem::BadPath),
            ("GET / HTTP/1.1", Problem::BadHost),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: a", Problem::BadHost),
            ("GET / HTTP/1.1\r\nHost: a, b", Problem::BadHost),
            ("GET / HTTP/1.1\r\nHost: u@a", Problem::BadHost),
            ("GET / HTTP/1.1\r\nHost: a/b", Problem::BadHost),
            ("GET / HTTP/1.1\r\nHost:", Problem::BadHost),
            ("GET http://b/ HTTP/1.1\r\nHost: a", Problem::BadHost),
            ("GET http://u@a/ HTTP/1.1\r\nHost: a", Problem::BadHost),
            ("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1", Problem::BadFraming),
            ("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1", Problem::BadFraming),
            ("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: +1", Problem::BadFraming),
            ("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1", Problem::BadFraming),
            ("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length:", Problem::BadFraming),
            (
                "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked",
                Problem::BadFraming,
            ),
            (
                "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1",
                Problem::BadFraming,
            ),
            ("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked", Problem::BadFraming),
            ("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity", Problem::BadFraming),
            ("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked", Problem::BadFraming),
            (
                "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                Problem::BadFraming,
            ),
            ("PUT / HTTP/1.0\r\nTransfer-Encoding: chunked", Problem::BadFraming),
            ("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked", Problem::BadHead),
            ("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 200-ok", Problem::Expectation),
        ] {
            assert_eq!(read(&format!("{head}\r\n\r\n")), Err(wanted), "{head}");
        }
    }

    #[test]
    fn a_host_is_known_without_its_port() {
        for (authority, wanted) in [("a.test:80", "a.test"), ("a", "a"), ("[::1]:80", "[::1]"), ("", "")] {
            assert_eq!(host_name(authority), wanted);
        }
    }

    #[test]
    fn no_damage_makes_a_head_that_another_reader_could_take_for_something_else() {
        let good = b"POST http://a/b/%41?c=d HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nX: y\r\n\r\n";
        let spice = b"\r\n\t \0:;,/\\%.-_aAzZ019\x7f\x80\xff()";
        let mut state = 7_u32;
        let mut chance = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % below
        };
        let mut understood = 0;
        for _ in 0..50_000 {
            let mut bytes = good.to_vec();
            for _ in 0..=chance(3) {
                let (at, it) = (chance(bytes.len()), spice[chance(spice.len())]);
                match chance(3) {
                    0 => bytes[at] = it,
                    1 => bytes.insert(at, it),
                    _ => drop(bytes.remove(at)),
                }
            }
            let Ok(Some(end)) = fields::end(&bytes, &mut 0) else { continue };
            let (mut fields, mut glimpse) = (Vec::new(), Glimpse::default());
            let Ok(head) = Head::read(&bytes[..end], &mut fields, &mut glimpse) else { continue };
            understood += 1;
            let lines: Vec<_> = bytes[..end].split(|it| *it == b'\n').collect();
            assert!(lines[..lines.len() - 1].iter().all(|it| it.ends_with(b"\r")), "{:?}", bytes.as_slice());
            let count = |meaning| head.fields.iter().filter(|it| it.meaning == meaning).count();
            assert!(count(Meaning::Host) == 1 && count(Meaning::ContentLength) <= 1);
            assert!(head.path.starts_with('/') && !head.path.contains("/../") && !head.path.contains('\\'));
        }
        assert!(understood > 5_000, "{understood}");
    }
}
