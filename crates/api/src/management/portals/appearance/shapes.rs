//! What an appearance is on the wire. A theme's colours go as they are: their shape is made of the list of their places.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use people::portals::{
    self, Appearances, Change as Changed, FONTS, Fonts, Greeting, Image, LookChanges, Palette,
    PictureChanges, ThemeName, Upload,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::door::One;
use crate::problem::{Invalid, Problem};
use crate::shapes::Maybe;

/// How a portal looks.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalAppearance", deny_unknown_fields)]
pub(super) struct View {
    theme_name: ThemeWord,
    #[schemars(schema_with = "nullable_theme")]
    custom_theme: Option<Value>,
    custom_fonts: Option<FontNames>,
    use_custom_fonts: bool,
    text: Option<Text>,
    images: Option<Images>,
}

/// What changes how a portal looks. What is absent stays; null goes back to the product's own.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdatePortalAppearance")]
pub(super) struct Change {
    #[serde(default)]
    #[schemars(with = "ThemeWord")]
    theme_name: Option<ThemeWord>,
    #[serde(default)]
    #[schemars(schema_with = "nullable_theme")]
    custom_theme: Maybe<Value>,
    #[serde(default)]
    custom_fonts: Maybe<NewFontNames>,
    #[serde(default)]
    #[schemars(with = "bool")]
    use_custom_fonts: Option<bool>,
    #[serde(default)]
    text: Maybe<NewText>,
    #[serde(default)]
    images: Maybe<NewImages>,
}

/// Which theme is in force.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "PortalTheme")]
enum ThemeWord {
    MintRocket,
    DarkMode,
    Custom,
}

impl From<ThemeName> for ThemeWord {
    fn from(name: ThemeName) -> Self {
        match name {
            ThemeName::MintRocket => Self::MintRocket,
            ThemeName::DarkMode => Self::DarkMode,
            ThemeName::Custom => Self::Custom,
        }
    }
}

impl From<ThemeWord> for ThemeName {
    fn from(word: ThemeWord) -> Self {
        match word {
            ThemeWord::MintRocket => Self::MintRocket,
            ThemeWord::DarkMode => Self::DarkMode,
            ThemeWord::Custom => Self::Custom,
        }
    }
}

/// How portals look where nobody chose.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AppearanceDefaults", deny_unknown_fields)]
pub(super) struct Defaults {
    pub(super) themes: Themes,
    pub(super) fonts: FontNames,
    pub(super) text: Text,
}

/// The product's own themes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AppearanceDefaultThemes", deny_unknown_fields)]
pub(super) struct Themes {
    #[schemars(schema_with = "theme")]
    pub(super) mint_rocket: Value,
    #[schemars(schema_with = "theme")]
    pub(super) dark_mode: Value,
}

/// Which font for what.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AppearanceFonts", deny_unknown_fields)]
pub(super) struct FontNames {
    #[schemars(extend("enum" = FONTS))]
    base: String,
    #[schemars(extend("enum" = FONTS))]
    code: String,
    #[schemars(extend("enum" = FONTS))]
    headings: String,
}

/// Which font is to be for what.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateAppearanceFonts")]
struct NewFontNames {
    #[schemars(extend("enum" = FONTS))]
    base: String,
    #[schemars(extend("enum" = FONTS))]
    code: String,
    #[schemars(extend("enum" = FONTS))]
    headings: String,
}

impl From<Fonts> for FontNames {
    fn from(it: Fonts) -> Self {
        Self { base: it.base, code: it.code, headings: it.headings }
    }
}

impl From<NewFontNames> for Fonts {
    fn from(it: NewFontNames) -> Self {
        Self { base: it.base, code: it.code, headings: it.headings }
    }
}

/// The words of welcome.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AppearanceText", deny_unknown_fields)]
pub(super) struct Text {
    catalog: CatalogText,
}

/// The words that the catalog welcomes with.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AppearanceCatalogText", deny_unknown_fields)]
struct CatalogText {
    welcome_message: String,
    primary_header: String,
}

/// The words that are to welcome.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateAppearanceText")]
struct NewText {
    catalog: NewCatalogText,
}

/// The words that the catalog is to welcome with.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateAppearanceCatalogText")]
struct NewCatalogText {
    #[schemars(length(max = 512))]
    welcome_message: String,
    #[schemars(length(max = 512))]
    primary_header: String,
}

impl From<Greeting> for Text {
    fn from(it: Greeting) -> Self {
        Self { catalog: CatalogText { welcome_message: it.text, primary_header: it.title } }
    }
}

impl From<NewText> for Greeting {
    fn from(it: NewText) -> Self {
        Self { title: it.catalog.primary_header, text: it.catalog.welcome_message }
    }
}

/// The pictures.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AppearanceImages", deny_unknown_fields)]
struct Images {
    logo: Option<ImageView>,
    favicon: Option<ImageView>,
    catalog_cover: Option<ImageView>,
}

/// A picture.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AppearanceImage", deny_unknown_fields)]
struct ImageView {
    #[schemars(schema_with = "data_uri")]
    data: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    filename: Option<String>,
}

impl ImageView {
    fn of(image: Option<Image>, filename: Option<String>) -> Option<Self> {
        let image = image?;
        let data = format!("data:{};base64,{}", image.media_type, STANDARD.encode(&image.bytes));
        Some(Self { data, filename })
    }
}

/// What becomes of the pictures.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateAppearanceImages")]
struct NewImages {
    #[serde(default)]
    logo: Maybe<NewImage>,
    #[serde(default)]
    favicon: Maybe<NewImage>,
    #[serde(default)]
    catalog_cover: Maybe<NewImage>,
}

/// A picture that is drawn anew, so that what is handed out is a picture and nothing else.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateAppearanceImage")]
struct NewImage {
    #[schemars(schema_with = "data_uri")]
    data: String,
    #[serde(default)]
    #[schemars(with = "String", length(max = 512))]
    filename: Option<String>,
}

impl From<Appearances> for One<View> {
    fn from(it: Appearances) -> Self {
        let (at, look) = (it.portal.updated_at, it.look);
        let filenames = look.filenames;
        let is_greeted = look.greeting != Greeting::default();
        let view = View {
            theme_name: look.theme.into(),
            custom_theme: look.custom.as_ref().map(Palette::json),
            custom_fonts: look.fonts.map(FontNames::from),
            use_custom_fonts: look.uses_own_fonts,
            text: is_greeted.then(|| look.greeting.into()),
            images: Some(Images {
                logo: ImageView::of(it.logo, filenames.logo),
                favicon: ImageView::of(it.favicon, filenames.favicon),
                catalog_cover: ImageView::of(it.cover, filenames.cover),
            }),
        };
        One(view, at)
    }
}

impl Change {
    /// What the operation takes; pictures that are no base64 are refused all at once.
    pub(super) fn parts(self) -> Result<(LookChanges, PictureChanges), Problem> {
        let look = LookChanges {
            theme: self.theme_name.map(ThemeName::from),
            custom: changed(self.custom_theme),
            fonts: changed(self.custom_fonts),
            uses_own_fonts: self.use_custom_fonts,
            greeting: changed(self.text),
        };
        let images = match self.images {
            Maybe::Absent => return Ok((look, PictureChanges::default())),
            Maybe::Null => {
                let cleared = || Changed::Clear;
                return Ok((look, PictureChanges { logo: cleared(), favicon: cleared(), cover: cleared() }));
            }
            Maybe::Is(images) => images,
        };
        let mut invalid = Vec::new();
        let pictures = PictureChanges {
            logo: uploaded(images.logo, "logo", &mut invalid),
            favicon: uploaded(images.favicon, "favicon", &mut invalid),
            cover: uploaded(images.catalog_cover, "catalog_cover", &mut invalid),
        };
        if invalid.is_empty() { Ok((look, pictures)) } else { Err(Problem::broken(invalid)) }
    }
}

fn changed<T, U: From<T>>(it: Maybe<T>) -> Changed<U> {
    match it {
        Maybe::Absent => Changed::Keep,
        Maybe::Null => Changed::Clear,
        Maybe::Is(value) => Changed::Set(value.into()),
    }
}

fn uploaded(it: Maybe<NewImage>, field: &str, invalid: &mut Vec<Invalid>) -> portals::Change<Upload> {
    match it {
        Maybe::Absent => Changed::Keep,
        Maybe::Null => Changed::Clear,
        Maybe::Is(image) => {
            let data = image.data.split_once(',').map_or("", |(_, data)| data);
            if let Ok(bytes) = STANDARD.decode(data) {
                Changed::Set(Upload { bytes, filename: image.filename })
            } else {
                invalid.push(Invalid::member(format!("images.{field}.data"), "is_base64"));
                Changed::Keep
            }
        }
    }
}

/// A picture as a data URI. Source: the contract, `ImagePNGDataUri` and its siblings.
fn data_uri(_: &mut SchemaGenerator) -> Schema {
    let kind = |media: &str| {
        let pattern = format!(
            "^data:image/{media}(;base64)?,(?:[A-Za-z0-9+/]{{4}})*(?:[A-Za-z0-9+/]{{2}}==|[A-Za-z0-9+/]{{3}}=)?$"
        );
        json!({ "type": "string", "format": "uri", "pattern": pattern })
    };
    let kinds = ["png", "jpeg", "gif", "(x-icon|ico|icon|vnd.microsoft.icon)"].map(kind);
    json_schema!({ "oneOf": kinds })
}

/// A theme's colours, each with what it is.
fn theme(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "properties": { "colors": colours() },
        "required": ["colors"],
        "additionalProperties": false,
    })
}

fn nullable_theme(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "anyOf": [theme(generator), { "type": "null" }] })
}

fn colours() -> Value {
    let colour = json!({
        "type": "object",
        "properties": {
            "value": { "type": "string", "maxLength": 255 },
            "description": { "type": "string", "maxLength": 512 },
        },
        "required": ["value"],
        "additionalProperties": false,
    });
    let mut groups: Map<String, Value> = Map::new();
    for (group, name) in Palette::slots() {
        let group = groups.entry(group).or_insert_with(
            || json!({ "type": "object", "properties": {}, "required": [], "additionalProperties": false }),
        );
        group["properties"][name] = colour.clone();
        if let Some(required) = group["required"].as_array_mut() {
            required.push(name.into());
        }
    }
    let names: Vec<&String> = groups.keys().collect();
    json!({ "type": "object", "required": names, "properties": groups, "additionalProperties": false })
}
