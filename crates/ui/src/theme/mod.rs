//! A portal's brand: a few colours that an admin picks, adjusted until they can be read in light and in dark.

mod colour;

use std::fmt::Write as _;

pub use colour::Colour;

use crate::Chrome;

/// What text needs, with a little to spare for the screen's 256 steps.
const TEXT: f64 = 4.6;
/// What edges and controls need.
const EDGE: f64 = 3.1;

/// The lightness of the surfaces: ground, raised, sunken, line. The stylesheet's tokens have the same.
const LIGHT: [f64; 4] = [0.972, 0.994, 0.94, 0.885];
const DARK: [f64; 4] = [0.205, 0.245, 0.165, 0.34];
const SURFACES: [&str; 4] = ["--ground", "--raised", "--sunken", "--line"];
/// How strong a surface may be.
const SURFACE_CHROMA: f64 = 0.022;
/// The stylesheet's own surfaces are warm stone.
const STONE: (f64, f64) = (0.006, 85.0);
const MUREX: &str = "#7a2358";

/// What an admin picks. Whatever is not picked stays the product's own.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Picked {
    /// Buttons, links, the door of the portico.
    pub accent: Option<Colour>,
    /// The tone of the surfaces.
    pub surface: Option<Colour>,
    /// Headings.
    pub heading: Option<Colour>,
}

/// Which of the two schemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Light,
    Dark,
}

/// A token and its colours in light and in dark.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Token {
    name: &'static str,
    light: Colour,
    dark: Colour,
}

/// A portal's brand, safe to read.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    tokens: Vec<Token>,
    mail: (Colour, Colour),
}

/// A colour that had to be moved to be read, for the admin to see.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjustment {
    /// The last part of its sentence's key, `ui-theme-adjusted-…`.
    pub what: &'static str,
    /// What was picked.
    pub picked: Colour,
    /// What is used.
    pub used: Colour,
}

impl Adjustment {
    /// What was adjusted and why, in a sentence.
    pub fn says(&self, chrome: &Chrome) -> String {
        let (picked, used) = (self.picked.to_string(), self.used.to_string());
        chrome.t2(&format!("ui-theme-adjusted-{}", self.what), ("picked", picked), ("used", used))
    }
}

impl Theme {
    /// Makes a brand of what was picked, and says what had to be adjusted.
    pub fn of(picked: Picked) -> (Self, Vec<Adjustment>) {
        let mut adjusted = Vec::new();
        let mut tokens = Vec::new();
        if let Some(surface) = picked.surface {
            adjusted.extend(surface_tokens(surface, &mut tokens));
        }
        let grounds = Grounds::of(picked.surface);
        if let Some(accent) = picked.accent {
            adjusted.extend(accent_tokens(accent, &grounds, &mut tokens));
        }
        if let Some(heading) = picked.heading {
            adjusted.extend(text_tokens("--heading", "heading", heading, &grounds, &mut tokens));
        }
        let accent = picked.accent.or_else(|| Colour::parse(MUREX).ok()).unwrap_or(Colour::BLACK);
        let accent = readable(accent, Side::Light, &grounds.light, EDGE);
        (Self { tokens, mail: (accent, on(accent)) }, adjusted)
    }

    /// The stylesheet that overrides the tokens. Empty when nothing was picked.
    pub fn css(&self) -> String {
        self.css_of(":root, .scheme-light, .scheme-dark")
    }

    /// The same for a part of a page: a brand shown on a page that has another.
    pub fn css_of(&self, selector: &str) -> String {
        if self.tokens.is_empty() {
            return String::new();
        }
        let mut css = format!("@layer theme {{\n{selector} {{\n");
        for it in &self.tokens {
            let _ = writeln!(css, "{}: light-dark({}, {});", it.name, it.light.css(), it.dark.css());
        }
        css.push_str("}\n}\n");
        css
    }

    /// The accent and the text on it, as a mail program understands them.
    pub fn mail_colours(&self) -> (String, String) {
        (self.mail.0.to_string(), self.mail.1.to_string())
    }
}

/// What text and controls stand on, in both schemes.
struct Grounds {
    light: Vec<Colour>,
    dark: Vec<Colour>,
}

impl Grounds {
    fn of(surface: Option<Colour>) -> Self {
        let tone = surface.unwrap_or(Colour::oklch(0.97, STONE.0, STONE.1)).muted(SURFACE_CHROMA);
        let all = |steps: [f64; 4]| steps[..3].iter().map(|it| tone.at(*it)).collect();
        Self { light: all(LIGHT), dark: all(DARK) }
    }

    fn of_side(&self, side: Side) -> &[Colour] {
        match side {
            Side::Light => &self.light,
            Side::Dark => &self.dark,
        }
    }
}

fn surface_tokens(picked: Colour, tokens: &mut Vec<Token>) -> Option<Adjustment> {
    let tone = picked.muted(SURFACE_CHROMA);
    for (index, name) in SURFACES.into_iter().enumerate() {
        tokens.push(Token { name, light: tone.at(LIGHT[index]), dark: tone.at(DARK[index]) });
    }
    let used = tone.at(LIGHT[0]);
    moved(picked, used).then_some(Adjustment { what: "surface", picked, used })
}

fn accent_tokens(picked: Colour, grounds: &Grounds, tokens: &mut Vec<Token>) -> Vec<Adjustment> {
    let light = readable(picked, Side::Light, &grounds.light, EDGE);
    let dark = readable(picked, Side::Dark, &grounds.dark, EDGE);
    tokens.push(Token { name: "--accent", light, dark });
    tokens.push(Token { name: "--on-accent", light: on(light), dark: on(dark) });
    tokens.push(Token { name: "--accent-hover", light: hover(light), dark: hover(dark) });
    let wash = Token {
        name: "--accent-wash",
        light: picked.muted(0.035).at(0.935),
        dark: picked.muted(0.04).at(0.3),
    };
    tokens.push(wash);
    let with_wash = Grounds {
        light: [&grounds.light[..], &[wash.light]].concat(),
        dark: [&grounds.dark[..], &[wash.dark]].concat(),
    };
    let mut adjusted = Vec::new();
    for (what, used) in [("accent-light", light), ("accent-dark", dark)] {
        if moved(picked, used) {
            adjusted.push(Adjustment { what, picked, used });
        }
    }
    adjusted.extend(text_tokens("--accent-text", "link", picked, &with_wash, tokens));
    adjusted
}

fn text_tokens(
    name: &'static str,
    what: &'static str,
    picked: Colour,
    grounds: &Grounds,
    tokens: &mut Vec<Token>,
) -> Option<Adjustment> {
    let light = readable(picked, Side::Light, grounds.of_side(Side::Light), TEXT);
    let dark = readable(picked, Side::Dark, grounds.of_side(Side::Dark), TEXT);
    tokens.push(Token { name, light, dark });
    moved(picked, light).then_some(Adjustment { what, picked, used: light })
}

/// The colour itself, or the nearest darker (light) or lighter (dark) one that has the contrast on all grounds.
fn readable(picked: Colour, side: Side, grounds: &[Colour], contrast: f64) -> Colour {
    let step = match side {
        Side::Light => -0.005,
        Side::Dark => 0.005,
    };
    let mut colour = picked.at(picked.lightness());
    while grounds.iter().any(|it| colour.contrast(*it) < contrast) {
        let next = colour.lightness() + step;
        if !(0.0..=1.0).contains(&next) {
            return if side == Side::Light { Colour::BLACK } else { Colour::WHITE };
        }
        colour = Colour::oklch(next, picked.chroma(), picked.hue());
    }
    colour
}

/// White or black, whichever is read on this colour; white where both are.
fn on(colour: Colour) -> Colour {
    if Colour::WHITE.contrast(colour) >= TEXT { Colour::WHITE } else { Colour::BLACK }
}

/// A little further from the text on it, so that the text stays as readable.
fn hover(colour: Colour) -> Colour {
    let step = if on(colour) == Colour::WHITE { -0.05 } else { 0.05 };
    colour.at(colour.lightness() + step)
}

/// Whether two colours differ on a screen.
fn moved(picked: Colour, used: Colour) -> bool {
    picked.to_string() != used.to_string()
}

#[cfg(test)]
mod tests;
