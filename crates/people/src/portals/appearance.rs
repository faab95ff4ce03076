//! How a portal looks to clients of the published contract: a theme of seventeen colours, fonts, words of welcome.
//!
//! Our own pages know three colours (`Portal::picked`) and the words of welcome. What both know is kept once: the words
//! in the portal itself, the three colours in `Portal::theme` while a theme of its own is in force. `Look::of` lays them
//! together, whoever changed them last. Pure.

use base::words::{self, Broken};
use base::{Error, FieldErrors, Instant, Result};
use serde::{Deserialize, Serialize};

use super::palette::{ACCENT, HEADING, Palette, SURFACE};
use super::portal::Portal;

/// The fonts of the contract, `AppearanceFontName`.
pub const FONTS: [&str; 18] = [
    "Roboto",
    "Inter",
    "Open Sans",
    "Lato",
    "Slabo 27px",
    "Slabo 13px",
    "Oswald",
    "Source Sans Pro",
    "Montserrat",
    "Raleway",
    "PT Sans",
    "Lora",
    "Roboto Mono",
    "Inconsolata",
    "Source Code Pro",
    "PT Mono",
    "Ubuntu Mono",
    "IBM Plex Mono",
];

/// How long a word of welcome and the name of a picture's file may be.
pub(super) const LONGEST: usize = 512;

/// Which theme is in force, in the contract's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeName {
    /// The light one.
    #[default]
    MintRocket,
    /// The dark one.
    DarkMode,
    /// The portal's own.
    Custom,
}

impl ThemeName {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::MintRocket, Self::DarkMode, Self::Custom];

    /// The contract's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::MintRocket => "mint_rocket",
            Self::DarkMode => "dark_mode",
            Self::Custom => "custom",
        }
    }

    /// The theme of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// Which font for what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fonts {
    /// Of running text.
    pub base: String,
    /// Of code.
    pub code: String,
    /// Of headings.
    pub headings: String,
}

impl Default for Fonts {
    fn default() -> Self {
        Self { base: "Inter".into(), code: "Source Code Pro".into(), headings: "Inter".into() }
    }
}

/// The words of welcome.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Greeting {
    /// The heading.
    pub title: String,
    /// What stands below it.
    pub text: String,
}

/// What the pictures' files were called where they came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filenames {
    /// The logo's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// The favicon's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub favicon: Option<String>,
    /// That of the picture behind the catalog's heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
}

/// How a portal looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Which theme is in force.
    pub theme: ThemeName,
    /// The portal's own colours, in force or not.
    pub custom: Option<Palette>,
    /// The portal's own fonts, in force or not.
    pub fonts: Option<Fonts>,
    /// Whether its own fonts are in force.
    pub uses_own_fonts: bool,
    /// Its words of welcome; empty for the product's own.
    pub greeting: Greeting,
    /// What its pictures' files were called.
    pub filenames: Filenames,
}

/// What is stored of a look in `Portal::appearance`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    theme: ThemeName,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fonts: Option<Fonts>,
    uses_own_fonts: bool,
    filenames: Filenames,
}

/// What happens to a part: it stays, goes, or becomes something else.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Change<T> {
    /// It stays.
    #[default]
    Keep,
    /// It goes.
    Clear,
    /// It becomes this.
    Set(T),
}

impl<T> Change<T> {
    fn onto(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::Set(it) => Some(it),
        }
    }
}

/// What changes a look. What is not said stays.
#[derive(Debug, Clone, Default)]
pub struct LookChanges {
    /// Which theme is in force.
    pub theme: Option<ThemeName>,
    /// The portal's own colours, as the contract writes them.
    pub custom: Change<serde_json::Value>,
    /// The portal's own fonts.
    pub fonts: Change<Fonts>,
    /// Whether its own fonts are in force.
    pub uses_own_fonts: Option<bool>,
    /// Its words of welcome.
    pub greeting: Change<Greeting>,
}

impl Look {
    /// How the portal looks.
    pub fn of(portal: &Portal) -> Self {
        let stored = Stored::of(portal);
        let kept = stored.custom.as_ref().and_then(|it| Palette::read(it).ok());
        let picked = portal.picked();
        let is_picked = picked.accent.is_some() || picked.surface.is_some() || picked.heading.is_some();
        let theme = if is_picked { ThemeName::Custom } else { stored.theme };
        let custom = if theme == ThemeName::Custom {
            let mut palette = kept.unwrap_or_else(|| Palette::of(stored.theme));
            palette.follow(ACCENT, picked.accent);
            palette.follow(SURFACE, picked.surface);
            palette.follow(HEADING, picked.heading);
            Some(palette)
        } else {
            kept
        };
        Self {
            theme,
            custom,
            fonts: stored.fonts,
            uses_own_fonts: stored.uses_own_fonts,
            greeting: Greeting { title: portal.welcome_title.clone(), text: portal.welcome_text.clone() },
            filenames: stored.filenames,
        }
    }

    /// The colours in force.
    pub fn palette(&self) -> Palette {
        match (self.theme, &self.custom) {
            (ThemeName::Custom, Some(palette)) => palette.clone(),
            (theme, _) => Palette::of(theme),
        }
    }

    /// The fonts in force.
    pub fn fonts(&self) -> Fonts {
        self.fonts.clone().filter(|_| self.uses_own_fonts).unwrap_or_default()
    }

    /// The look after the changes, or all that is wrong with them, in the contract's words.
    pub(super) fn changed(self, changes: LookChanges) -> Result<Self> {
        let mut errors = FieldErrors::new();
        let custom = match changes.custom {
            Change::Keep => self.custom,
            Change::Clear => None,
            Change::Set(value) => errors.join(Palette::check("custom_theme", &value))?,
        };
        let greeting = match changes.greeting {
            Change::Keep => self.greeting,
            Change::Clear => Greeting::default(),
            Change::Set(it) => it.check(&mut errors),
        };
        let fonts = changes.fonts.onto(self.fonts);
        for (part, font) in fonts.iter().flat_map(Fonts::parts) {
            if !FONTS.contains(&font) {
                errors.add(&format!("custom_fonts.{part}"), "unknown");
            }
        }
        let theme = changes.theme.unwrap_or(self.theme);
        if theme == ThemeName::Custom && custom.is_none() && errors.is_empty() {
            errors.add("custom_theme", "required");
        }
        errors.into_result()?;
        let uses_own_fonts = changes.uses_own_fonts.unwrap_or(self.uses_own_fonts);
        Ok(Self { theme, custom, fonts, uses_own_fonts, greeting, filenames: self.filenames })
    }

    /// The portal with this look. Colours that did not change stay as they were picked.
    pub(super) fn onto(self, before: &Portal, now: Instant) -> Result<Portal> {
        let was = Self::of(before);
        let mut stored = Stored::of(before);
        let mut theme = before.theme.clone();
        if (was.theme, &was.custom) != (self.theme, &self.custom) {
            theme = match &self.custom {
                Some(palette) if self.theme == ThemeName::Custom => palette.picks(),
                _ => String::new(),
            };
            stored.theme = self.theme;
            stored.custom = self.custom.as_ref().map(Palette::json);
        }
        stored.fonts = self.fonts;
        stored.uses_own_fonts = self.uses_own_fonts;
        stored.filenames = self.filenames;
        let appearance = serde_json::to_string(&stored).map_err(Error::internal)?;
        Ok(Portal {
            welcome_title: self.greeting.title,
            welcome_text: self.greeting.text,
            theme,
            appearance,
            updated_at: now,
            ..before.clone()
        })
    }
}

impl Stored {
    fn of(portal: &Portal) -> Self {
        serde_json::from_str(&portal.appearance).unwrap_or_default()
    }
}

impl Fonts {
    fn parts(&self) -> [(&'static str, &str); 3] {
        [("base", &self.base), ("code", &self.code), ("headings", &self.headings)]
    }
}

impl Greeting {
    fn check(&self, errors: &mut FieldErrors) -> Self {
        let title = errors.take("text.catalog.primary_header", title(&self.title));
        let text = errors.take("text.catalog.welcome_message", words::text(&self.text, LONGEST));
        Self { title: title.unwrap_or_default(), text: text.unwrap_or_default() }
    }
}

/// A heading: one line.
pub(super) fn title(text: &str) -> std::result::Result<String, Broken> {
    words::optional_line(text, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portals::NewPortal;
    use crate::portals::settings::Appearance;

    const NOW: Instant = Instant::from_micros(1);

    fn portal() -> Portal {
        let new = NewPortal { name: "Acme".into(), slug: "acme".into(), ..NewPortal::default() };
        new.check(base::Uuid::nil().into(), NOW).unwrap()
    }

    fn changed(portal: &Portal, changes: LookChanges) -> Portal {
        Look::of(portal).changed(changes).unwrap().onto(portal, NOW).unwrap()
    }

    /// The light theme with this colour of buttons.
    fn with_buttons(colour: &str) -> serde_json::Value {
        let mut palette = Palette::of(ThemeName::MintRocket).json();
        palette["colors"]["button"]["primary_fill"]["value"] = colour.into();
        palette
    }

    fn buttons(portal: &Portal) -> String {
        let palette = Look::of(portal).palette();
        palette.value(ACCENT).to_owned()
    }

    #[test]
    fn what_a_program_sets_our_pages_show_and_the_other_way_round() {
        let plain = portal();
        assert_eq!(Look::of(&plain), Look::default());
        let set = LookChanges {
            theme: Some(ThemeName::Custom),
            custom: Change::Set(with_buttons("rgb(0, 85, 170)")),
            greeting: Change::Set(Greeting { title: "Hello".into(), text: "There".into() }),
            ..LookChanges::default()
        };
        let by_program = changed(&plain, set);
        assert_eq!(by_program.picked().accent.unwrap().to_string(), "#0055aa");
        assert_eq!(Appearance::of(&by_program).welcome_title, "Hello");
        assert_eq!(buttons(&by_program), "rgb(0, 85, 170)");
        // A form that is saved as it is changes nothing; one with another colour does.
        let saved = Appearance::of(&by_program).check(&by_program, NOW).unwrap();
        assert_eq!(buttons(&saved), "rgb(0, 85, 170)");
        let form = Appearance { accent: "#aa5500".into(), ..Appearance::of(&by_program) };
        let by_hand = form.check(&by_program, NOW).unwrap();
        assert_eq!(buttons(&by_hand), "#aa5500");
        let picked = Appearance { accent: "#123456".into(), ..Appearance::default() };
        let picked = picked.check(&plain, NOW).unwrap();
        assert_eq!(Look::of(&picked).theme, ThemeName::Custom);
        assert_eq!(buttons(&picked), "#123456");
        let named = LookChanges { greeting: Change::Set(Greeting::default()), ..LookChanges::default() };
        assert_eq!(changed(&picked, named).theme, picked.theme);
        let cleared = Appearance::default().check(&picked, NOW).unwrap();
        assert_eq!(Look::of(&cleared).theme, ThemeName::MintRocket);
    }

    #[test]
    fn a_theme_that_is_not_in_force_is_kept() {
        let own = LookChanges {
            theme: Some(ThemeName::Custom),
            custom: Change::Set(with_buttons("#0055aa")),
            ..LookChanges::default()
        };
        let own = changed(&portal(), own);
        let dark = LookChanges { theme: Some(ThemeName::DarkMode), ..LookChanges::default() };
        let dark = changed(&own, dark);
        assert!(dark.theme.is_empty() && Look::of(&dark).custom.is_some());
        let again = LookChanges { theme: Some(ThemeName::Custom), ..LookChanges::default() };
        assert_eq!(buttons(&changed(&dark, again)), "#0055aa");
    }

    #[test]
    fn what_is_wrong_is_said_by_its_place() {
        let wrong = |changes: LookChanges| Look::default().changed(changes).unwrap_err().to_string();
        let custom = LookChanges { theme: Some(ThemeName::Custom), ..LookChanges::default() };
        assert_eq!(wrong(custom), "invalid: custom_theme: required");
        let fonts = Fonts { base: "Comic Sans".into(), ..Fonts::default() };
        let mut palette = with_buttons("red; } body { display: none");
        palette["colors"]["text"]["link"]["value"] = "url(x)".into();
        let all = LookChanges {
            custom: Change::Set(palette),
            fonts: Change::Set(fonts),
            greeting: Change::Set(Greeting { title: "a".repeat(513), text: "\u{0}".into() }),
            ..LookChanges::default()
        };
        assert_eq!(
            wrong(all),
            "invalid: custom_theme.colors.text.link.value: is_colour, \
             custom_theme.colors.button.primary_fill.value: is_colour, text.catalog.primary_header: max_length, \
             text.catalog.welcome_message: invalid_characters, custom_fonts.base: unknown"
        );
    }
}
