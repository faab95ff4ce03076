//! The seventeen colours of a theme, as the published contract names them: `AppearanceThemeColorVariables`.
//!
//! They end in stylesheets, so a colour is taken only in a form that cannot be anything else: `#rgb`, `#rrggbb` with or
//! without transparency, `rgb()` and `rgba()`. Pure.

use base::words::{self, Broken};
use base::{Error, FieldErrors, Result};
use serde_json::{Map, Value, json};
use ui::Colour;

use super::appearance::ThemeName;

/// A colour's place: its group and its name.
pub type Slot = (&'static str, &'static str);

/// What our pages call the accent: buttons.
pub(super) const ACCENT: Slot = ("button", "primary_fill");
/// What our pages call the surface.
pub(super) const SURFACE: Slot = ("section", "body");
/// What our pages call the heading.
pub(super) const HEADING: Slot = ("text", "headings");

/// The places in the contract's order, with the colours of the light and of the dark theme.
const SLOTS: [(Slot, &str, &str); 17] = [
    (("section", "header"), "#f8f6f3", "#1f1b19"),
    (SURFACE, "#ffffff", "#161312"),
    (("section", "hero"), "#7a2358", "#2b2522"),
    (("section", "accent"), "#f2efea", "#2b2522"),
    (("section", "tertiary"), "#ffffff", "#1f1b19"),
    (("section", "stroke"), "#dcd7cf", "#453d38"),
    (("section", "footer"), "#2b2522", "#0f0d0c"),
    (("text", "header"), "#2b2522", "#f2efea"),
    (("text", "hero"), "#ffffff", "#ffffff"),
    (HEADING, "#2b2522", "#f2efea"),
    (("text", "primary"), "#2b2522", "#e6e1da"),
    (("text", "secondary"), "#5f564f", "#b5aca3"),
    (("text", "accent"), "#7a2358", "#e39bc4"),
    (("text", "link"), "#7a2358", "#e39bc4"),
    (("text", "footer"), "#ffffff", "#e6e1da"),
    (ACCENT, "#7a2358", "#e39bc4"),
    (("button", "primary_text"), "#ffffff", "#2b0f20"),
];

/// How long a colour may be written, and what is said of it.
const LONGEST_VALUE: usize = 255;
const LONGEST_DESCRIPTION: usize = 512;

/// A colour as it was written, and what somebody says of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Shade {
    value: String,
    description: Option<String>,
}

/// The colours of a theme, one for each place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette(Vec<Shade>);

impl Palette {
    /// The places in their order.
    pub fn slots() -> impl Iterator<Item = Slot> {
        SLOTS.iter().map(|it| it.0)
    }

    /// The product's own: dark, or otherwise light.
    pub fn of(theme: ThemeName) -> Self {
        let value = |(_, light, dark): &(Slot, &str, &str)| {
            let value = if theme == ThemeName::DarkMode { *dark } else { *light };
            Shade { value: value.to_owned(), description: None }
        };
        Self(SLOTS.iter().map(value).collect())
    }

    /// What is written at a place.
    pub fn value(&self, slot: Slot) -> &str {
        let at = Self::slots().position(|it| it == slot);
        at.and_then(|at| self.0.get(at)).map_or("", |it| it.value.as_str())
    }

    /// As the contract writes it: `{"colors": {"section": {"header": {"value": …}}}}`.
    pub fn json(&self) -> Value {
        let mut groups: Map<String, Value> = Map::new();
        for ((group, name), shade) in Self::slots().zip(&self.0) {
            let mut it = json!({ "value": shade.value });
            if let Some(description) = &shade.description {
                it["description"] = json!(description);
            }
            groups.entry(group).or_insert_with(|| json!({}))[name] = it;
        }
        json!({ "colors": groups })
    }

    /// Reads what the contract writes, or says what is wrong below this name.
    pub(super) fn check(field: &str, value: &Value) -> Result<Self> {
        let mut errors = FieldErrors::new();
        let mut shades = Vec::with_capacity(SLOTS.len());
        for (group, name) in Self::slots() {
            let at = format!("{field}.colors.{group}.{name}");
            let it = &value["colors"][group][name];
            let colour =
                errors.take(&format!("{at}.value"), colour(it["value"].as_str().unwrap_or_default()));
            let said = it["description"].as_str().map(|it| words::optional_line(it, LONGEST_DESCRIPTION));
            let description = said.and_then(|it| errors.take(&format!("{at}.description"), it));
            shades.push(Shade { value: colour.unwrap_or_default(), description });
        }
        errors.into_result().map(|()| Self(shades))
    }

    /// Reads what was stored.
    pub(super) fn read(value: &Value) -> Result<Self> {
        Self::check("appearance", value)
            .map_err(|error| Error::internal(format!("a stored palette: {error}")))
    }

    /// Takes over what was picked by hand for a place, unless it is what is written there; nothing picked is the
    /// product's own.
    pub(super) fn follow(&mut self, slot: Slot, picked: Option<Colour>) {
        let Some(at) = Self::slots().position(|it| it == slot) else { return };
        let shade = &mut self.0[at];
        match picked {
            Some(picked) => {
                let written = opaque(&shade.value).map(|it| it.to_string());
                let picked = picked.to_string();
                if written.as_ref() != Some(&picked) {
                    shade.value = picked;
                }
            }
            None => SLOTS[at].1.clone_into(&mut shade.value),
        }
    }

    /// What our pages take of it, as `Portal::theme` keeps it.
    pub(super) fn picks(&self) -> String {
        let pairs = [("accent", ACCENT), ("surface", SURFACE), ("heading", HEADING)];
        let picks = pairs.into_iter().filter_map(|(name, slot)| {
            opaque(self.value(slot)).map(|it| (name.to_owned(), Value::from(it.to_string())))
        });
        Value::Object(picks.collect()).to_string()
    }
}

/// A colour in a form that is safe in a stylesheet, as it was written.
fn colour(text: &str) -> std::result::Result<String, Broken> {
    let text = words::line(text, LONGEST_VALUE)?;
    if opaque(&text).is_some() { Ok(text) } else { Err(Broken::rule("is_colour")) }
}

/// The colour that it is on white.
fn opaque(text: &str) -> Option<Colour> {
    let [red, green, blue, alpha] = text.strip_prefix('#').map_or_else(|| functional(text), hexadecimal)?;
    let [red, green, blue] = [red, green, blue].map(|it| (it * alpha + 255.0 * (1.0 - alpha)).round());
    Colour::parse(&format!("#{:02x}{:02x}{:02x}", byte(red), byte(green), byte(blue))).ok()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte before")]
fn byte(part: f64) -> u8 {
    part.clamp(0.0, 255.0) as u8
}

/// `f0a`, `f0a8`, `ff00aa`, `ff00aa80`.
fn hexadecimal(digits: &str) -> Option<[f64; 4]> {
    let parts: Vec<f64> = digits
        .chars()
        .map(|it| it.to_digit(16).map(f64::from))
        .collect::<Option<Vec<f64>>>()?
        .chunks(if digits.len() < 6 { 1 } else { 2 })
        .map(|it| if let [high, low] = it { high * 16.0 + low } else { it[0] * 17.0 })
        .collect();
    match (digits.len(), parts.as_slice()) {
        (3 | 6, [red, green, blue]) => Some([*red, *green, *blue, 1.0]),
        (4 | 8, [red, green, blue, alpha]) => Some([*red, *green, *blue, alpha / 255.0]),
        _ => None,
    }
}

/// `rgb(0, 85, 170)`, `rgba(0, 0, 0, 0.8)`.
fn functional(text: &str) -> Option<[f64; 4]> {
    let inner = text.strip_prefix("rgba(").or_else(|| text.strip_prefix("rgb("))?.strip_suffix(')')?;
    let parts: Vec<&str> = inner.split(',').map(str::trim).collect();
    let number = |it: &str, most: f64| {
        let plain = !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit() || it == b'.');
        it.parse::<f64>().ok().filter(|it| plain && *it <= most)
    };
    let (colours, alpha) = parts.split_at_checked(3)?;
    let alpha = match alpha {
        [] => 1.0,
        [alpha] => number(alpha, 1.0)?,
        _ => return None,
    };
    Some([number(colours[0], 255.0)?, number(colours[1], 255.0)?, number(colours[2], 255.0)?, alpha])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_in_forms_that_cannot_be_anything_else() {
        let on_white = |text: &str| opaque(text).map(|it| it.to_string());
        for (text, colour) in [
            ("#0055aa", Some("#0055aa")),
            ("#0055AAFF", Some("#0055aa")),
            ("#05a", Some("#0055aa")),
            ("#000c", Some("#333333")),
            ("rgb(0,85,170)", Some("#0055aa")),
            ("rgba(0, 0, 0, 0.8)", Some("#333333")),
            ("rgb(256, 0, 0)", None),
            ("rgb(1,2)", None),
            ("rgba(1,2,3,.5,6)", None),
            ("rgb(1,2,3);color:red", None),
            ("rgb(-1,2,3)", None),
            ("rgb(NaN,2,3)", None),
            ("#é23", None),
            ("#12345", None),
            ("red", None),
            ("url(x)", None),
            ("", None),
        ] {
            assert_eq!(on_white(text).as_deref(), colour, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_and_each_place_is_needed() {
        let mut written = Palette::of(ThemeName::DarkMode).json();
        written["colors"]["text"]["link"]["description"] = json!("Links");
        assert_eq!(Palette::read(&written).unwrap().json(), written);
        written["colors"].as_object_mut().unwrap().remove("button");
        assert_eq!(
            Palette::check("custom_theme", &written).unwrap_err().to_string(),
            "invalid: custom_theme.colors.button.primary_fill.value: required, \
             custom_theme.colors.button.primary_text.value: required"
        );
    }

    #[test]
    fn text_of_the_products_own_themes_can_be_read() {
        let pairs = [
            (("text", "header"), ("section", "header")),
            (("text", "hero"), ("section", "hero")),
            (HEADING, SURFACE),
            (("text", "primary"), SURFACE),
            (("text", "secondary"), SURFACE),
            (("text", "accent"), SURFACE),
            (("text", "link"), SURFACE),
            (("text", "footer"), ("section", "footer")),
            (("button", "primary_text"), ACCENT),
        ];
        for theme in [ThemeName::MintRocket, ThemeName::DarkMode] {
            let palette = Palette::of(theme);
            for (text, ground) in pairs {
                let [text, ground] = [text, ground].map(|it| opaque(palette.value(it)).unwrap());
                assert!(text.contrast(ground) >= 4.5, "{theme:?} {text} on {ground}");
            }
        }
    }
}
