//! The shape of a value, as a tree that ends.

use serde::{Deserialize, Serialize};

use super::{Example, is_default};

/// A named shape of data on a page of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SchemaPage {
    /// Its name.
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    /// Its shape.
    pub schema: Schema,
    /// What a value may look like.
    #[serde(skip_serializing_if = "is_default")]
    pub example: Option<Example>,
}

/// The shape of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Schema {
    /// The name under which the document describes it once.
    #[serde(skip_serializing_if = "is_default")]
    pub name: Option<Name>,
    /// What the author calls it.
    #[serde(skip_serializing_if = "is_default")]
    pub title: String,
    /// What it is, in Markdown.
    #[serde(skip_serializing_if = "is_default")]
    pub description: String,
    /// The kinds of value that fit, `null` among them; none when any does.
    #[serde(skip_serializing_if = "is_default")]
    pub types: Vec<String>,
    /// What a string or number stands for: `date-time`, `int64`.
    #[serde(skip_serializing_if = "is_default")]
    pub format: String,
    /// Whether it is going away.
    #[serde(skip_serializing_if = "is_default")]
    pub deprecated: bool,
    /// Whether it is only in answers.
    #[serde(skip_serializing_if = "is_default")]
    pub read_only: bool,
    /// Whether it is only in requests.
    #[serde(skip_serializing_if = "is_default")]
    pub write_only: bool,
    /// Whether no value fits.
    #[serde(skip_serializing_if = "is_default")]
    pub never: bool,
    /// The values that fit, as they are written.
    #[serde(skip_serializing_if = "is_default")]
    pub choices: Vec<String>,
    /// How many more there are.
    #[serde(skip_serializing_if = "is_default")]
    pub more_choices: usize,
    /// The one value that fits.
    #[serde(skip_serializing_if = "is_default")]
    pub constant: Option<String>,
    /// What is meant when nothing is sent.
    #[serde(skip_serializing_if = "is_default")]
    pub default: Option<String>,
    /// A value that the author shows.
    #[serde(skip_serializing_if = "is_default")]
    pub example: Option<String>,
    /// What else a value must keep to.
    #[serde(skip_serializing_if = "is_default")]
    pub limits: Vec<Limit>,
    /// What an object holds under names that are known.
    #[serde(skip_serializing_if = "is_default")]
    pub properties: Vec<Property>,
    /// How many more there are.
    #[serde(skip_serializing_if = "is_default")]
    pub more_properties: usize,
    /// What an object holds under names of a pattern.
    #[serde(skip_serializing_if = "is_default")]
    pub patterns: Vec<Property>,
    /// What an object holds under any other name.
    #[serde(skip_serializing_if = "is_default")]
    pub others: Option<Box<Schema>>,
    /// Whether an object holds nothing under other names.
    #[serde(skip_serializing_if = "is_default")]
    pub closed: bool,
    /// What a list holds.
    #[serde(skip_serializing_if = "is_default")]
    pub items: Option<Box<Schema>>,
    /// What a list holds first, in this order.
    #[serde(skip_serializing_if = "is_default")]
    pub tuple: Vec<Schema>,
    /// Shapes of which one, some or none must fit too.
    #[serde(skip_serializing_if = "is_default")]
    pub groups: Vec<Group>,
    /// The property by which the shapes are told apart.
    #[serde(skip_serializing_if = "is_default")]
    pub discriminator: Option<Discriminator>,
    /// Whether what is inside is shown.
    #[serde(skip_serializing_if = "is_default")]
    pub rest: Rest,
}

/// A name that the document gives to a shape.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Name {
    /// The name.
    pub label: String,
    /// The name in addresses.
    pub slug: String,
}

/// What is inside a shape.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rest {
    /// It is shown.
    #[default]
    Here,
    /// It is the shape of this name again, in which this one stands.
    Above(String),
    /// There is more than fits: the shape's own page shows it, when it has one.
    Elsewhere,
    /// The document refers to what it does not hold: the reference, as it is written.
    Missing(String),
}

/// A value under a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Property {
    /// The name, or the pattern of names.
    pub name: String,
    /// Whether it must be there.
    #[serde(skip_serializing_if = "is_default")]
    pub required: bool,
    /// The value's shape.
    pub schema: Schema,
}

/// Shapes beside each other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Group {
    /// How many of them must fit.
    pub kind: GroupKind,
    /// The shapes.
    pub options: Vec<Schema>,
    /// How many more there are.
    #[serde(skip_serializing_if = "is_default")]
    pub more: usize,
}

/// How many shapes of a group must fit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// Exactly one.
    #[default]
    OneOf,
    /// At least one.
    AnyOf,
    /// None.
    Not,
}

/// How a value says which shape of a group it has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Discriminator {
    /// The property that says it.
    pub property: String,
    /// What it says, and the shape that this means.
    #[serde(skip_serializing_if = "is_default")]
    pub mapping: Vec<(String, Name)>,
}

/// Something that a value must keep to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limit {
    /// What.
    pub kind: LimitKind,
    /// How much, or the pattern.
    pub value: String,
}

/// What a value can be asked to keep to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// At least this much.
    #[default]
    Minimum,
    /// More than this.
    Above,
    /// At most this much.
    Maximum,
    /// Less than this.
    Below,
    /// A multiple of this.
    Multiple,
    /// At least so many characters.
    MinLength,
    /// At most so many characters.
    MaxLength,
    /// A regular expression that must be found in it.
    Pattern,
    /// At least so many items.
    MinItems,
    /// At most so many items.
    MaxItems,
    /// No item twice.
    Unique,
    /// At least so many properties.
    MinProperties,
    /// At most so many properties.
    MaxProperties,
    /// How the bytes are written.
    Encoding,
    /// What the text is, as a media type.
    Content,
}

impl LimitKind {
    /// The word that names it in the texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::Above => "above",
            Self::Maximum => "maximum",
            Self::Below => "below",
            Self::Multiple => "multiple",
            Self::MinLength => "min-length",
            Self::MaxLength => "max-length",
            Self::Pattern => "pattern",
            Self::MinItems => "min-items",
            Self::MaxItems => "max-items",
            Self::Unique => "unique",
            Self::MinProperties => "min-properties",
            Self::MaxProperties => "max-properties",
            Self::Encoding => "encoding",
            Self::Content => "content",
        }
    }
}

impl Schema {
    /// Whether there is something inside to open.
    pub fn has_inside(&self) -> bool {
        !self.properties.is_empty()
            || !self.patterns.is_empty()
            || self.others.is_some()
            || self.more_properties > 0
            || !self.tuple.is_empty()
            || !self.groups.is_empty()
            || self.items.as_ref().is_some_and(|it| it.has_inside())
    }

    /// Whether `null` fits beside something else.
    pub fn is_nullable(&self) -> bool {
        self.types.len() > 1 && self.types.iter().any(|it| it == "null")
    }

    /// How many shapes are in it, itself among them.
    pub fn size(&self) -> usize {
        let listed = self.properties.iter().chain(&self.patterns).map(|it| it.schema.size()).sum::<usize>();
        let boxed = self.others.iter().chain(&self.items).map(|it| it.size()).sum::<usize>();
        let options = self.groups.iter().flat_map(|it| &it.options).chain(&self.tuple);
        1 + listed + boxed + options.map(Self::size).sum::<usize>()
    }
}
