//! Which of several media types a client wants (RFC 9110, 12.5.1).

use axum::http::{HeaderMap, header};

/// The media type among those that a route gives that the client wants most; the first where it does not say, or wants
/// none of them.
pub(crate) fn preferred(headers: &HeaderMap, given: &[&'static str]) -> &'static str {
    let mut wanted: Option<(&'static str, u32)> = None;
    for range in headers.get_all(header::ACCEPT).iter().filter_map(|it| it.to_str().ok()).flat_map(ranges) {
        for media in given {
            if range.fits(media) && wanted.is_none_or(|(_, weight)| range.weight > weight) {
                wanted = Some((media, range.weight));
            }
        }
    }
    wanted.filter(|(_, weight)| *weight > 0).map_or(given[0], |(media, _)| media)
}

/// Media types that a client takes, and how gladly: 0 to 10,000. One that is named counts a little more than one that is
/// among others.
struct Range<'a> {
    media: &'a str,
    weight: u32,
}

impl Range<'_> {
    fn fits(&self, media: &str) -> bool {
        match self.media.strip_suffix('*') {
            Some("*/") => true,
            Some(kind) => media.starts_with(kind),
            None => self.media.eq_ignore_ascii_case(media),
        }
    }
}

fn ranges(text: &str) -> impl Iterator<Item = Range<'_>> {
    text.split(',').map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let media = parts.next().unwrap_or_default();
        let weight = parts.find_map(|it| it.strip_prefix("q=")).map_or(1_000, thousandths);
        let named = u32::from(!media.ends_with('*') && weight > 0);
        Range { media, weight: weight * 10 + named }
    })
}

/// `0.25` is 250; what is no number counts as nothing.
fn thousandths(text: &str) -> u32 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits: String = rest.chars().chain("000".chars()).take(3).collect();
    match (whole.parse::<u32>(), digits.parse::<u32>()) {
        (Ok(whole), Ok(digits)) => (whole.min(1) * 1_000 + digits).min(1_000),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_gets_what_it_wants_most_and_json_where_it_does_not_say() {
        const GIVEN: [&str; 3] = ["application/json", "application/vnd.tree+json", "text/markdown"];
        for (accept, media) in [
            ("", 0),
            ("*/*", 0),
            ("application/json, text/plain, */*", 0),
            ("application/vnd.tree+json", 1),
            ("Application/VND.tree+json; q=0.9, application/json;q=0.5", 1),
            ("*/*;q=0.9, application/vnd.tree+json;q=0.9", 1),
            ("application/*", 0),
            ("text/*, application/json;q=0.9", 2),
            ("text/markdown;q=0, */*;q=0.1", 0),
            ("image/png", 0),
            ("text/markdown;q=nonsense", 0),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            assert_eq!(preferred(&headers, &GIVEN), GIVEN[media], "{accept}");
        }
    }
}
