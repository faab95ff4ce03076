//! A thing in a grid of things.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Badge, Html, Mark, MaybeText, Picture};

/// A thing that a link leads to: a mark, a title, a sentence, badges, a foot. Put several into `<ul class="cards">`,
/// each in an `<li>`.
///
/// Must: have one link, named by the title, whose area is the card; keep a heading's level (2 unless told).
#[derive(Debug, Clone, Template)]
#[template(path = "card.html")]
pub struct Card {
    title: String,
    href: String,
    text: String,
    level: u8,
    mark: Option<Html>,
    badges: Vec<Badge>,
    foot: Vec<Html>,
}

impl Card {
    /// A card that leads to `href`.
    pub fn new(title: impl Display, href: impl Display) -> Self {
        Self {
            title: title.to_string(),
            href: href.to_string(),
            text: String::new(),
            level: 2,
            mark: None,
            badges: Vec::new(),
            foot: Vec::new(),
        }
    }

    /// A sentence about it.
    pub fn text(self, text: impl Display) -> Self {
        Self { text: text.to_string(), ..self }
    }

    /// The level of its heading, 2 or 3.
    pub fn level(self, level: u8) -> Self {
        Self { level: level.clamp(2, 4), ..self }
    }

    /// Its generated mark.
    pub fn mark(self, mark: Mark) -> Self {
        Self { mark: Some(Html::of(mark)), ..self }
    }

    /// Its own picture instead of a mark. Decoration: the title says the name.
    pub fn picture(self, href: impl MaybeText) -> Self {
        let picture = href.maybe_text().map(|it| Html::of(Picture::new(it)));
        Self { mark: picture.or(self.mark), ..self }
    }

    /// A state.
    pub fn badge(mut self, badge: Badge) -> Self {
        self.badges.push(badge);
        self
    }

    /// A fact at its foot, as text.
    pub fn fact(mut self, text: impl Display) -> Self {
        self.foot.push(Html::text(text));
        self
    }

    /// A fact at its foot, as a component (`chrome.when(…)`).
    pub fn fact_html(mut self, component: impl HtmlSafe) -> Self {
        self.foot.push(Html::of(component));
        self
    }
}

impl HtmlSafe for Card {}
