//! One extractor for page handlers: the call, what the layout needs, and the ways to answer.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base::Error;
use ui::Chrome;

use super::{Fault, cookies};
use crate::Call;

/// Who visits a page. Made once per request by the arrival layer.
#[derive(Clone)]
pub struct Visitor {
    /// The call.
    pub call: Call,
    /// What the layout needs.
    pub chrome: Chrome,
    /// Whether this portal's catalog is public.
    pub catalog_is_public: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Fault> {
        let visitor = parts.extensions.get::<Self>().cloned();
        visitor.ok_or_else(|| Error::internal("a page was reached without an arrival").into())
    }
}

impl Visitor {
    /// The page, 200.
    pub fn page(&self, page: &impl Template) -> Result<Response, Fault> {
        draw(StatusCode::OK, page)
    }

    /// The form again, 422, with what was typed and what is wrong.
    pub fn again(&self, page: &impl Template) -> Result<Response, Fault> {
        draw(StatusCode::UNPROCESSABLE_ENTITY, page)
    }

    /// To another page, 303, with a sentence that is shown there once. `said` is the sentence's key.
    pub fn go_to(&self, path: &str, said: &'static str) -> Result<Response, Fault> {
        let mut response = redirect(path)?;
        if let Some(cookie) = cookies::set(&self.call.app.addresses, "portico_flash", said, 60) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        Ok(response)
    }

    /// To another page, 303, without a word.
    pub fn go(&self, path: &str) -> Result<Response, Fault> {
        redirect(path)
    }
}

fn draw(status: StatusCode, page: &impl Template) -> Result<Response, Fault> {
    let html = page.render().map_err(Error::internal)?;
    Ok((status, Html(html)).into_response())
}

fn redirect(path: &str) -> Result<Response, Fault> {
    let location = HeaderValue::from_str(path).map_err(Error::internal)?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response())
}

/// The path to go back to that a page was given, when it is one of ours: it begins with one slash, and nothing in it
/// could lead a browser to another host.
pub fn back_path(to: &str) -> Option<&str> {
    let plain = to.starts_with('/')
        && !to.starts_with("//")
        && to.len() <= 1024
        && to.bytes().all(|it| it.is_ascii_graphic() && it != b'\\');
    plain.then_some(to)
}

/// An address with its parameters, without those that are empty.
pub fn href(path: &str, pairs: &[(&str, &str)]) -> String {
    let kept: Vec<_> = pairs.iter().filter(|(_, value)| !value.is_empty()).collect();
    let query = serde_html_form::to_string(kept).unwrap_or_default();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::{back_path, href};

    #[test]
    fn only_paths_of_ours_are_gone_back_to() {
        for (to, ours) in [
            ("/apps", true),
            ("/products/x?a=1#b", true),
            ("//evil.test", false),
            ("/\\evil.test", false),
            ("https://evil.test", false),
            ("", false),
            ("/a\nb", false),
        ] {
            assert_eq!(back_path(to).is_some(), ours, "{to:?}");
        }
    }

    #[test]
    fn an_address_carries_its_parameters_escaped() {
        assert_eq!(href("/apps", &[("q", "a&b c"), ("x", "")]), "/apps?q=a%26b+c");
        assert_eq!(href("/apps", &[("q", "")]), "/apps");
    }
}
