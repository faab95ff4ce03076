//! Cookies: `HttpOnly`, `SameSite=Lax`, host-only, `Secure` by the public scheme, `__Host-` where possible.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite, time::Duration};

use crate::Addresses;

/// The cookies that a request carries.
pub struct Jar<'a>(&'a HeaderMap);

impl<'a> Jar<'a> {
    /// Of these headers.
    pub fn new(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }

    /// The value of the first cookie of that name.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.0
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|it| it.to_str().ok())
            .flat_map(|it| it.split(';'))
            .filter_map(|it| it.trim().split_once('='))
            .find_map(|(key, value)| (key == name).then_some(value))
    }
}

/// The cookie's name with the prefix `__Host-` where the public scheme allows it (RFC 6265bis, 4.1.3.2).
pub fn cookie_name(addresses: &Addresses, name: &str) -> String {
    if addresses.secure() { format!("__Host-{name}") } else { name.to_owned() }
}

/// A `Set-Cookie` value that lives so many seconds; none for a value that would not be one (RFC 6265, 4.1.1): a `;` in
/// it would begin an attribute, such as the domain of all sites.
pub fn set(addresses: &Addresses, name: &str, value: &str, seconds: i64) -> Option<HeaderValue> {
    set_below(addresses, "/", name, value, seconds)
}

/// The same for a cookie that is sent only to what lies below a path.
pub fn set_below(
    addresses: &Addresses,
    path: &str,
    name: &str,
    value: &str,
    seconds: i64,
) -> Option<HeaderValue> {
    if !value.bytes().all(is_cookie_octet) {
        return None;
    }
    let cookie = Cookie::build((name, value))
        .path(path)
        .http_only(true)
        .secure(addresses.secure())
        .same_site(SameSite::Lax)
        .max_age(Duration::seconds(seconds));
    HeaderValue::from_str(&cookie.build().to_string()).ok()
}

/// A `Set-Cookie` value that removes the cookie.
pub fn gone(addresses: &Addresses, name: &str) -> Option<HeaderValue> {
    set(addresses, name, "", 0)
}

fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_never_becomes_an_attribute() {
        let addresses = Addresses::new("http", "localhost", "http://localhost:8000");
        let plain = set(&addresses, "portico_way", "/products?q=a%3Bb", 60).unwrap();
        assert_eq!(plain, "portico_way=/products?q=a%3Bb; HttpOnly; SameSite=Lax; Path=/; Max-Age=60");
        for value in ["/x;Domain=localhost", "/x, y=z", "a\"b", "a b", "a\r\nb", "a\\b", "\u{e9}"] {
            assert_eq!(set(&addresses, "portico_way", value, 60), None, "{value:?}");
        }
    }
}
