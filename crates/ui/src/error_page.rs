//! The page that says no, and what to do next.

use std::fmt::Display;

use askama::Template;
use base::Error;

use crate::{ButtonLink, Chrome, Kind, Portico, SearchBox};

/// A refusal as a page: what happened, what to do, the trace id, a way back.
///
/// Must: say the status in words in title and heading; have a way on; carry the trace id as selectable text.
#[derive(Debug, Clone, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    chrome: Chrome,
    status: u16,
    title: String,
    text: String,
    trace: String,
    action: Option<ButtonLink>,
    search: Option<SearchBox>,
    drawing: Portico,
}

impl ErrorPage {
    /// The page of an operation's error.
    pub fn of(chrome: Chrome, error: &Error) -> Self {
        match error {
            Error::NotFound => Self::status(chrome, 404),
            Error::SignIn => Self::status(chrome, 401),
            Error::Forbidden(_) => Self::status(chrome, 403),
            Error::Invalid(errors) => {
                let lines: Vec<String> = errors.iter().map(|it| chrome.error_text(it)).collect();
                let text = lines.join(" ");
                let page = Self::status(chrome, 422);
                if text.is_empty() { page } else { page.text(text) }
            }
            Error::Refused(code) => {
                let text = chrome.refusal_text(code);
                Self::status(chrome, 409).text(text)
            }
            Error::TooMany { retry_after_s } => {
                let text = chrome.t1("error-429-text", "seconds", *retry_after_s);
                Self::status(chrome, 429).text(text)
            }
            Error::Unavailable(_) => Self::status(chrome, 503),
            Error::Internal(_) => Self::status(chrome, 500),
        }
    }

    /// The page of a status: 401, 403, 404, 405, 409, 413, 421, 422, 429, 500 or 503; any other reads as 500.
    pub fn status(chrome: Chrome, status: u16) -> Self {
        let said = if chrome.texts.has(&format!("error-{status}-title")) { status } else { 500 };
        let action = match (said, chrome.sign_in_href.as_deref()) {
            (401, Some(href)) => ButtonLink::to(href, chrome.t("ui-sign-in")),
            _ => ButtonLink::to(&chrome.brand.home_href, chrome.t("error-home")),
        };
        let search = chrome.search_action.as_deref().filter(|_| said == 404);
        Self {
            status,
            title: chrome.t(&format!("error-{said}-title")),
            text: chrome.t(&format!("error-{said}-text")),
            trace: chrome.trace.clone(),
            action: Some(action.kind(Kind::Primary)),
            search: search.map(|it| SearchBox::new(&chrome, it).id("search-again")),
            drawing: Portico::small(),
            chrome,
        }
    }

    /// A title instead of the status's own.
    pub fn title(self, title: impl Display) -> Self {
        Self { title: title.to_string(), ..self }
    }

    /// A sentence instead of the status's own ("This link has expired").
    pub fn text(self, text: impl Display) -> Self {
        Self { text: text.to_string(), ..self }
    }

    /// A way on instead of home.
    pub fn action(self, label: impl Display, href: impl Display) -> Self {
        Self { action: Some(ButtonLink::to(href, label).kind(Kind::Primary)), ..self }
    }

    /// The status to answer with.
    pub fn code(&self) -> u16 {
        self.status
    }
}
