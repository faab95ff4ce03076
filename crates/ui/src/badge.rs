//! A state, in a colour, a word and a shape.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Icon, Texts};

/// The four colours of status, and the neutral one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Done, allowed, in force.
    Good,
    /// Waits for somebody.
    Waiting,
    /// Refused, taken away.
    Bad,
    /// Over, or soon to be.
    Past,
    /// Nothing but a note.
    Note,
}

impl Tone {
    /// The word that the stylesheet knows it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Waiting => "waiting",
            Self::Bad => "bad",
            Self::Past => "past",
            Self::Note => "note",
        }
    }
}

/// A state: four colours, always with a word and a shape.
///
/// Must: be understood without colour; have text of 4.5:1 and a shape of 3:1 in both themes.
#[derive(Debug, Clone, Template)]
#[template(path = "badge.html")]
pub struct Badge {
    tone: Tone,
    icon: Icon,
    word: String,
}

impl Badge {
    /// Any word in one of the tones.
    pub fn new(tone: Tone, word: impl std::fmt::Display) -> Self {
        let icon = match tone {
            Tone::Good => Icon::Check,
            Tone::Waiting => Icon::Clock,
            Tone::Bad => Icon::Cross,
            Tone::Past => Icon::Sunset,
            Tone::Note => Icon::Note,
        };
        Self { tone, icon, word: word.to_string() }
    }

    /// The badge of a known state; its word is `ui-status-…`. An unknown state is a note with the state's own name.
    pub fn of(texts: &Texts, state: &str) -> Self {
        let (tone, icon) = match state {
            "approved" | "published" | "active" | "sent" => (Tone::Good, Icon::Check),
            "pending" | "queued" | "unverified" => (Tone::Waiting, Icon::Clock),
            "rejected" | "failed" => (Tone::Bad, Icon::Cross),
            "revoked" => (Tone::Bad, Icon::Ban),
            "expired" => (Tone::Past, Icon::Clock),
            "deprecated" => (Tone::Past, Icon::Sunset),
            "unpublished" | "draft" | "off" => (Tone::Past, Icon::Ban),
            _ => (Tone::Note, Icon::Note),
        };
        let key = format!("ui-status-{state}");
        let word = if texts.has(&key) { texts.say(&key, &[]) } else { state.to_owned() };
        Self { tone, icon, word }
    }

    /// Another icon.
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon, ..self }
    }
}

impl HtmlSafe for Badge {}
