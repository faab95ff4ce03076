//! The way back: `?to=` carries where a visitor was going when a sign-in came between.

use frame::door::back_path;

/// `to=…`, escaped for an address.
pub(crate) fn to_query(to: &str) -> String {
    let mut query = String::from("to=");
    for byte in to.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                query.push(char::from(byte));
            }
            other => query.push_str(&format!("%{other:02X}")),
        }
    }
    query
}

/// Where to go after signing in: the path that was given, when it is one of ours, else the start.
pub(crate) fn onwards(to: &str) -> &str {
    back_path(to).unwrap_or("/")
}

/// An address of ours that carries the way back along, when there is one.
pub(crate) fn with_to(path: &str, to: &str) -> String {
    match back_path(to) {
        Some("/") | None => path.to_owned(),
        Some(to) => format!("{path}?{}", to_query(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_escaped_and_ours() {
        assert_eq!(with_to("/sign-in", "/apps?q=a b&c"), "/sign-in");
        assert_eq!(with_to("/sign-in", "/apps?q=a+b&c#d"), "/sign-in?to=/apps%3Fq%3Da%2Bb%26c%23d");
        assert_eq!(with_to("/sign-in", "//evil.test"), "/sign-in");
        assert_eq!(onwards("https://evil.test"), "/");
        assert_eq!(onwards("/apps"), "/apps");
    }
}
