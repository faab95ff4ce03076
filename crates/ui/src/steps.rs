//! The developer's way, in one line with one button, in the same place on every page.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Chrome, Icon, MaybeText};

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Behind the visitor.
    Done,
    /// The one to do now.
    Now,
    /// Somebody else is to decide.
    Waiting,
    /// Not yet.
    Ahead,
}

impl StepState {
    /// The word that the stylesheet knows it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Waiting => "waiting",
            Self::Ahead => "ahead",
        }
    }
}

/// One step of the way.
#[derive(Debug, Clone)]
pub struct Step {
    label: String,
    state: StepState,
    href: Option<String>,
    word: String,
}

/// The steps of the way: what is done, what is next, who is awaited, and the one button.
///
/// Must: be a named list that says each step's state in words; mark the current one; be one line and one button.
#[derive(Debug, Clone, Template)]
#[template(path = "steps.html")]
pub struct Steps {
    name: String,
    items: Vec<Step>,
    says: String,
    button: Option<(String, String)>,
}

impl Steps {
    /// `says` is the one line: what comes next, or who is awaited and for how long it usually takes.
    pub fn new(chrome: &Chrome, says: impl Display) -> Self {
        Self { name: chrome.t("ui-steps"), items: Vec::new(), says: says.to_string(), button: None }
    }

    /// Adds a step; `href` leads to its page, if it has one.
    pub fn step(
        mut self,
        chrome: &Chrome,
        label: impl Display,
        state: StepState,
        href: impl MaybeText,
    ) -> Self {
        let word = chrome.t(&format!("ui-step-{}", state.name()));
        self.items.push(Step { label: label.to_string(), state, href: href.maybe_text(), word });
        self
    }

    /// The one button.
    pub fn button(self, label: impl Display, href: impl Display) -> Self {
        Self { button: Some((label.to_string(), href.to_string())), ..self }
    }

    /// The same line on the page at `path`: without the button where that would lead to the page itself.
    #[must_use]
    pub fn seen_from(self, path: &str) -> Self {
        Self { button: self.button.filter(|(_, href)| href != path), ..self }
    }

    /// The same line on a page whose own main button is the step.
    #[must_use]
    pub fn without_button(self) -> Self {
        Self { button: None, ..self }
    }

    /// Whether this is where the visitor stands: the step to do now, or the awaited one when there is nothing to do.
    fn is_current(&self, step: &Step) -> bool {
        let now = |it: &Step| it.state == StepState::Now;
        now(step) || (step.state == StepState::Waiting && !self.items.iter().any(now))
    }
}

impl HtmlSafe for Steps {}
