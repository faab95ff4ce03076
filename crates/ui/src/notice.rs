//! Something that must be seen on this page.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Flash, Html, Icon, MaybeText, Tone};

/// A sentence in a tone, with a shape; with a title where it needs one, and links where there is something to do.
///
/// Must: be understood without colour; be announced when it answers a deed (`announced`).
#[derive(Debug, Clone, Template)]
#[template(path = "notice.html")]
pub struct Notice {
    tone: Tone,
    title: Option<String>,
    text: Html,
    link: Option<(String, String)>,
    announced: bool,
}

impl Notice {
    /// A sentence.
    pub fn new(tone: Tone, text: impl Display) -> Self {
        Self { tone, title: None, text: Html::text(text), link: None, announced: false }
    }

    /// What the last deed has to say.
    pub fn flash(flash: &Flash) -> Self {
        Self::new(flash.tone, &flash.text).announced()
    }

    /// A title above it.
    pub fn title(self, title: impl MaybeText) -> Self {
        Self { title: title.maybe_text(), ..self }
    }

    /// What to do about it.
    pub fn link(self, label: impl Display, href: impl Display) -> Self {
        Self { link: Some((label.to_string(), href.to_string())), ..self }
    }

    /// Announces it to screen readers.
    pub fn announced(self) -> Self {
        Self { announced: true, ..self }
    }

    fn icon(&self) -> Icon {
        match self.tone {
            Tone::Good => Icon::Check,
            Tone::Waiting => Icon::Clock,
            Tone::Bad => Icon::Cross,
            Tone::Past => Icon::Sunset,
            Tone::Note => Icon::Note,
        }
    }

    fn role(&self) -> &'static str {
        if self.tone == Tone::Bad { "alert" } else { "status" }
    }
}

impl HtmlSafe for Notice {}
