//! A deed as a button: a form that posts one thing.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Icon, MaybeText};

/// How much weight a button has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// The one deed of the page.
    Primary,
    /// One among several.
    #[default]
    Plain,
    /// Hardly there until it is wanted.
    Quiet,
    /// Takes something away.
    Danger,
}

impl Kind {
    /// The word that the stylesheet knows it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Plain => "plain",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// A one-button form. The label says the deed ("Request access").
///
/// Must: work without script; be at least 24 by 24 pixels; show focus; with `confirm`, ask in a dialog that
/// takes focus and gives it back. What cannot be undone has a page of its own (`ConfirmDelete`).
#[derive(Debug, Clone, Template)]
#[template(path = "act.html")]
pub struct Act {
    href: String,
    label: String,
    kind: Kind,
    icon: Option<Icon>,
    about: Option<String>,
    confirm: Option<String>,
    fields: Vec<(String, String)>,
}

impl Act {
    /// Posts to `href`.
    pub fn post(href: impl Display, label: impl Display) -> Self {
        Self {
            href: href.to_string(),
            label: label.to_string(),
            kind: Kind::Plain,
            icon: None,
            about: None,
            confirm: None,
            fields: Vec::new(),
        }
    }

    /// Its weight.
    pub fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// An icon before the label.
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// What it is done to, for those who hear the button without its row: "Approve" about "ada@example.com".
    pub fn about(self, what: impl MaybeText) -> Self {
        Self { about: what.maybe_text(), ..self }
    }

    /// Asks this question first, where there is script.
    pub fn confirm(self, question: impl MaybeText) -> Self {
        Self { confirm: question.maybe_text(), ..self }
    }

    /// Sends this along.
    pub fn field(mut self, name: impl Display, value: impl Display) -> Self {
        self.fields.push((name.to_string(), value.to_string()));
        self
    }
}

impl HtmlSafe for Act {}
