//! A link that looks like a button.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Icon, Kind, MaybeText};

/// A link with a button's weight: it goes somewhere and changes nothing.
///
/// Must: be a link to everybody; be at least 24 by 24 pixels; show focus.
#[derive(Debug, Clone, Template)]
#[template(path = "button_link.html")]
pub struct ButtonLink {
    href: String,
    label: String,
    kind: Kind,
    icon: Option<Icon>,
    about: Option<String>,
}

impl ButtonLink {
    /// Leads to `href`.
    pub fn to(href: impl Display, label: impl Display) -> Self {
        Self { href: href.to_string(), label: label.to_string(), kind: Kind::Plain, icon: None, about: None }
    }

    /// Its weight.
    pub fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// An icon before the label.
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// What it is about, for those who hear the link without its row.
    pub fn about(self, what: impl MaybeText) -> Self {
        Self { about: what.maybe_text(), ..self }
    }
}

impl HtmlSafe for ButtonLink {}
