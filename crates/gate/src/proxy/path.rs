//! Whether a path says one thing only. A service is chosen by the path's own bytes and the same bytes go on, so
//! nothing may stand in them that an upstream would resolve into another path.

use std::borrow::Cow;

/// Whether the path may go on at all. Not if it leaves its place (`.` and `..` segments, in any spelling), hides a
/// separator (`%2f`, `\`, `%5c`), holds what no path holds, or is escaped wrongly.
pub(crate) fn is_plain(path: &[u8]) -> bool {
    if path.first() != Some(&b'/') {
        return false;
    }
    // By far the usual path: nothing to look at twice.
    if path
        .iter()
        .fold(true, |good, it| good & (it.is_ascii_alphanumeric() | matches!(it, b'/' | b'-' | b'_')))
    {
        return true;
    }
    let mut at = 0;
    while at < path.len() {
        match path[at] {
            b'%' => match escape(&path[at..]) {
                None | Some(b'/' | b'\\' | 0..=0x1F | 0x7F) => return false,
                Some(_) => at += 3,
            },
            it if !it.is_ascii_graphic() || b"\\\"<>^`{|}#?".contains(&it) => return false,
            _ => at += 1,
        }
    }
    !path.split(|it| *it == b'/').any(|it| is_dots(&decode(it)))
}

/// The path as the most generous upstream might resolve it, if that differs: needless escapes undone, empty
/// segments left out, parameters of segments dropped. If it leads to another service, the request is refused.
pub(crate) fn generous(path: &str) -> Option<String> {
    if !path.contains("//") && !path.contains([';', '%']) {
        return None;
    }
    let decoded = decode(path.as_bytes());
    let mut out = String::with_capacity(path.len());
    for segment in decoded.split(|it| *it == b'/') {
        let segment = segment.split(|it| *it == b';').next().unwrap_or_default();
        if !segment.is_empty() {
            out.push('/');
            out.push_str(&String::from_utf8_lossy(segment));
        }
    }
    if out.is_empty() || path.ends_with('/') {
        out.push('/');
    }
    (out != path).then_some(out)
}

/// Bytes with escapes undone, and `+` left alone.
pub(crate) fn decode(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'%') {
        return Cow::Borrowed(text);
    }
    let (mut out, mut at) = (Vec::with_capacity(text.len()), 0);
    while at < text.len() {
        if text[at] == b'%'
            && let Some(byte) = escape(&text[at..])
        {
            out.push(byte);
            at += 3;
        } else {
            out.push(text[at]);
            at += 1;
        }
    }
    Cow::Owned(out)
}

fn escape(text: &[u8]) -> Option<u8> {
    let digit = |it: u8| char::from(it).to_digit(16);
    let (high, low) = (digit(*text.get(1)?)?, digit(*text.get(2)?)?);
    u8::try_from(high << 4 | low).ok()
}

/// `.` and `..`, also with parameters (`..;x`), which some upstreams drop before they resolve.
fn is_dots(segment: &[u8]) -> bool {
    let name = segment.split(|it| *it == b';').next().unwrap_or_default();
    name == b"." || name == b".."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_paths_are_plain() {
        for path in [
            "/",
            "/a/b-c_d",
            "/a.b/...c/..d/e..",
            "/a//b",
            "/a;v=1/b",
            "/a%20b/%C3%A9",
            "/~u/(1)/$x,y:z@!*'&=+",
            "/%7Euser",
            "/a/.b",
        ] {
            assert!(is_plain(path.as_bytes()), "{path}");
        }
    }

    #[test]
    fn tricks_are_not() {
        for path in [
            "",
            "a",
            "*",
            "/..",
            "/../a",
            "/a/..",
            "/a/./b",
            "/.",
            "/a/%2e%2e/b",
            "/a/.%2E/b",
            "/%2e",
            "/..;/a",
            "/..;x=1/a",
            "/.;/a",
            "/%2e%2e;/a",
            "/a%2fb",
            "/a%2Fb",
            "/a\\b",
            "/a%5cb",
            "/a%5Cb",
            "/a%00",
            "/a%0a",
            "/a%0D",
            "/a%7f",
            "/a%",
            "/a%4",
            "/a%zz",
            "/a%u002e",
            "/a b",
            "/é",
            "/a\u{0}",
            "/a\t",
            "/a#b",
            "/a?b",
            "/a\"b",
            "/a<b",
            "/a|b",
            "/..%3b/a",
        ] {
            assert!(!is_plain(path.as_bytes()), "{path:?}");
        }
    }

    #[test]
    fn a_generous_reading_is_made_only_where_there_is_one() {
        for (path, wanted) in [
            ("/a/b", None),
            ("/a%20b", Some("/a b")),
            ("//a", Some("/a")),
            ("/a//b/", Some("/a/b/")),
            ("/%61dmin/x", Some("/admin/x")),
            ("/admin;x=1/y", Some("/admin/y")),
            ("/;x", Some("/")),
            ("//", Some("/")),
        ] {
            assert_eq!(generous(path).as_deref(), wanted, "{path}");
        }
    }
}
