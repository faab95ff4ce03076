//! A few deeds behind one button.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Act, Html, Icon};

/// A disclosure with links and deeds: an account, the lesser deeds of a row.
///
/// Must: open and close by keyboard, without script; close on Escape and on a click elsewhere where there is script.
#[derive(Debug, Clone, Template)]
#[template(path = "menu.html")]
pub struct Menu {
    label: String,
    about: String,
    items: Vec<Html>,
}

impl Menu {
    /// A button with this label.
    pub fn new(label: impl Display) -> Self {
        Self { label: label.to_string(), about: String::new(), items: Vec::new() }
    }

    /// What it is about, for those who hear the button without its row.
    pub fn about(self, what: impl Display) -> Self {
        Self { about: what.to_string(), ..self }
    }

    /// A link.
    pub fn link(mut self, label: impl Display, href: impl Display) -> Self {
        self.items.push(Html::of(Link { label: label.to_string(), href: href.to_string() }));
        self
    }

    /// A deed.
    pub fn act(mut self, act: Act) -> Self {
        self.items.push(Html::of(act));
        self
    }
}

impl HtmlSafe for Menu {}

#[derive(Template)]
#[template(source = r#"<a href="{{ href }}">{{ label }}</a>"#, ext = "html")]
struct Link {
    label: String,
    href: String,
}

impl HtmlSafe for Link {}
