//! An empty list is a place to start.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Act, ButtonLink, Html, Portico};

/// What will be here, why it is useful, and the button that fills it.
///
/// Must: say in text what the picture shows; have a heading of the right level (2 unless told).
#[derive(Debug, Clone, Template)]
#[template(path = "empty_state.html")]
pub struct EmptyState {
    title: String,
    why: String,
    level: u8,
    deeds: Vec<Html>,
    drawing: Portico,
}

impl EmptyState {
    /// What will be here, and why it is useful.
    pub fn new(title: impl Display, why: impl Display) -> Self {
        Self {
            title: title.to_string(),
            why: why.to_string(),
            level: 2,
            deeds: Vec::new(),
            drawing: Portico::small(),
        }
    }

    /// The level of its heading.
    pub fn level(self, level: u8) -> Self {
        Self { level: level.clamp(2, 4), ..self }
    }

    /// The link that leads to filling it.
    pub fn link(mut self, link: ButtonLink) -> Self {
        self.deeds.push(Html::of(link));
        self
    }

    /// The deed that fills it.
    pub fn act(mut self, act: Act) -> Self {
        self.deeds.push(Html::of(act));
        self
    }
}

impl HtmlSafe for EmptyState {}
