//! Shapes as rows that open: a name, what it holds, what it means, and what is inside.

use askama::Template;
use askama::filters::HtmlSafe;
use reference::model::{Group, GroupKind, Limit, LimitKind, Name, Property, Rest, Schema};

use super::ids::Ids;
use super::prose::Prose;
use super::setting::Setting;
use super::words::Words;

/// What all rows of a page share.
pub(super) struct Stage<'a> {
    pub(super) words: Words<'a>,
    pub(super) ids: Ids,
    pub(super) setting: &'a Setting,
}

/// What is inside a shape: of a list, what is inside its items.
#[derive(Template)]
#[template(path = "reference/inside.html")]
pub(super) struct Inside<'a> {
    stage: &'a Stage<'a>,
    schema: &'a Schema,
    id: String,
}

impl HtmlSafe for Inside<'_> {}

impl<'a> Inside<'a> {
    pub(super) fn of(stage: &'a Stage<'a>, schema: &'a Schema, id: &str) -> Self {
        Self { stage, schema: peeled(schema).0, id: id.to_owned() }
    }

    fn rows(&self) -> Vec<Row<'a>> {
        let words = &self.stage.words;
        let named = self.schema.properties.iter().map(|it| self.row(it, Title::Name(&it.name)));
        let patterns = self.schema.patterns.iter().map(|it| self.row(it, Title::Name(&it.name)));
        let others = self.schema.others.iter();
        let others =
            others.map(|it| self.plain(it, "any", Title::Words(words.t("reference-any-name").to_string())));
        let tuple = self.schema.tuple.iter().enumerate();
        let tuple = tuple.map(|(at, it)| {
            self.plain(it, &at.to_string(), Title::Words(words.t1("reference-item", "number", at + 1)))
        });
        named.chain(patterns).chain(others).chain(tuple).collect()
    }

    fn row(&self, it: &'a Property, title: Title<'a>) -> Row<'a> {
        let id = self.stage.ids.within(&self.id, &it.name);
        Row { required: it.required, ..Row::of(self.stage, &it.schema, id, title) }
    }

    fn plain(&self, schema: &'a Schema, name: &str, title: Title<'a>) -> Row<'a> {
        Row::of(self.stage, schema, self.stage.ids.within(&self.id, name), title)
    }

    fn options(&self, group: &'a Group) -> Vec<Row<'a>> {
        let option =
            |(at, it): (usize, &'a Schema)| self.plain(it, &format!("option-{}", at + 1), Title::Shape);
        group.options.iter().enumerate().map(option).collect()
    }

    fn group_words(&self, group: &Group) -> std::sync::Arc<str> {
        match group.kind {
            GroupKind::OneOf => self.stage.words.t("reference-one-of"),
            GroupKind::AnyOf => self.stage.words.t("reference-any-of"),
            GroupKind::Not => self.stage.words.t("reference-not"),
        }
    }

    fn name_href(&self, name: &Name) -> String {
        self.stage.setting.schema_href(&name.slug)
    }
}

/// The shape within lists, and how many lists stand around it.
fn peeled(schema: &Schema) -> (&Schema, usize) {
    let (mut inner, mut lists) = (schema, 0);
    while let Some(items) = inner.items.as_deref().filter(|_| inner.tuple.is_empty()) {
        (inner, lists) = (items, lists + 1);
    }
    (inner, lists)
}

/// What a row begins with.
pub(super) enum Title<'a> {
    /// A name that stands in the data.
    Name(&'a str),
    /// Words of ours.
    Words(String),
    /// The shape itself: one of several.
    Shape,
}

/// A row: a property, a parameter, a header, one of several shapes.
#[derive(Template)]
#[template(path = "reference/row.html")]
pub(super) struct Row<'a> {
    pub(super) stage: &'a Stage<'a>,
    pub(super) schema: &'a Schema,
    pub(super) id: String,
    pub(super) title: Title<'a>,
    pub(super) required: bool,
    pub(super) deprecated: bool,
    pub(super) description: &'a str,
    pub(super) example: Option<&'a str>,
}

impl HtmlSafe for Row<'_> {}

impl<'a> Row<'a> {
    pub(super) fn of(stage: &'a Stage<'a>, schema: &'a Schema, id: String, title: Title<'a>) -> Self {
        let (inner, _) = peeled(schema);
        let description =
            if schema.description.is_empty() { &inner.description } else { &schema.description };
        let (deprecated, example) = (schema.deprecated, schema.example.as_deref());
        Self { stage, schema, id, title, required: false, deprecated, description, example }
    }

    fn type_line(&self) -> TypeLine<'a> {
        TypeLine::of(self.stage, self.schema)
    }

    fn prose(&self) -> Prose {
        Prose::note(self.description)
    }

    fn facts(&self) -> Vec<Fact> {
        facts(&self.stage.words, self.schema, self.example)
    }

    fn inside(&self) -> Option<Inside<'a>> {
        self.schema.has_inside().then(|| Inside::of(self.stage, self.schema, &self.id))
    }

    fn inside_words(&self) -> String {
        let (inner, _) = peeled(self.schema);
        let count = inner.properties.len() + inner.patterns.len() + inner.more_properties;
        if count > 0 {
            return self.stage.words.t1("reference-show-properties", "count", count);
        }
        let options = inner.groups.first().map_or(0, |it| it.options.len() + it.more);
        if options > 0 {
            return self.stage.words.t1("reference-show-options", "count", options);
        }
        self.stage.words.t("reference-show-inside").to_string()
    }

    fn ending(&self) -> Ending<'a> {
        Ending { stage: self.stage, schema: peeled(self.schema).0 }
    }
}

/// Why the tree ends at a shape, when it does.
#[derive(Template)]
#[template(path = "reference/ending.html")]
pub(super) struct Ending<'a> {
    pub(super) stage: &'a Stage<'a>,
    pub(super) schema: &'a Schema,
}

impl HtmlSafe for Ending<'_> {}

impl Ending<'_> {
    fn name_href(&self, name: &Name) -> String {
        self.stage.setting.schema_href(&name.slug)
    }
}

/// What kind of value it is, in a line: `list of Owner`, `string · date-time`.
#[derive(Template)]
#[template(path = "reference/type_line.html")]
pub(super) struct TypeLine<'a> {
    stage: &'a Stage<'a>,
    lists: usize,
    name: Option<&'a Name>,
    types: String,
    format: &'a str,
    or_null: bool,
}

impl HtmlSafe for TypeLine<'_> {}

impl<'a> TypeLine<'a> {
    pub(super) fn of(stage: &'a Stage<'a>, schema: &'a Schema) -> Self {
        let (inner, lists) = peeled(schema);
        let words = &stage.words;
        let plain: Vec<&str> = inner.types.iter().map(String::as_str).filter(|it| *it != "null").collect();
        let types = if inner.never {
            words.t("reference-type-never").to_string()
        } else if !plain.is_empty() {
            plain.join(&format!(" {} ", words.t("reference-or")))
        } else if inner.types.is_empty() {
            words.t("reference-type-any").to_string()
        } else {
            "null".to_owned()
        };
        let or_null = schema.is_nullable();
        Self { stage, lists, name: inner.name.as_ref(), types, format: &inner.format, or_null }
    }

    fn name_href(&self, name: &Name) -> String {
        self.stage.setting.schema_href(&name.slug)
    }
}

/// Something that is said of a value: words, and values as they are written.
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) values: Vec<String>,
}

/// What is said of a value beside its kind.
pub(super) fn facts(words: &Words<'_>, schema: &Schema, example: Option<&str>) -> Vec<Fact> {
    let (inner, _) = peeled(schema);
    let mut facts = Vec::new();
    let mut add = |label: &str, values: Vec<String>| facts.push(Fact { label: label.to_owned(), values });
    let one = |it: &String| vec![it.clone()];
    if schema.read_only {
        add(&words.t("reference-read-only"), Vec::new());
    }
    if schema.write_only {
        add(&words.t("reference-write-only"), Vec::new());
    }
    if let Some(it) = &inner.constant {
        add(&words.t("reference-always"), one(it));
    }
    if !inner.choices.is_empty() {
        add(&words.t("reference-choices"), inner.choices.clone());
    }
    if inner.more_choices > 0 {
        add(&words.t1("reference-more-choices", "count", inner.more_choices), Vec::new());
    }
    if let Some(it) = schema.default.as_ref().or(inner.default.as_ref()) {
        add(&words.t("reference-default"), one(it));
    }
    if let Some(it) = example.filter(|it| Some(*it) != inner.constant.as_deref()) {
        add(&words.t("reference-example"), vec![it.to_owned()]);
    }
    let outer = if std::ptr::eq(schema, inner) { &[][..] } else { &schema.limits };
    for limit in outer.iter().chain(&inner.limits) {
        let (label, values) = limited(words, limit);
        add(&label, values);
    }
    if inner.closed {
        add(&words.t("reference-closed"), Vec::new());
    }
    facts
}

fn limited(words: &Words<'_>, limit: &Limit) -> (String, Vec<String>) {
    match limit.kind {
        LimitKind::Pattern | LimitKind::Encoding | LimitKind::Content | LimitKind::Unique => {
            let values = if limit.kind == LimitKind::Unique { Vec::new() } else { vec![limit.value.clone()] };
            (words.chrome().t(&format!("reference-limit-{}", limit.kind.word())), values)
        }
        kind => {
            let key = format!("reference-limit-{}", kind.word());
            let said = match limit.value.parse::<i64>() {
                Ok(count) => words.t1(&key, "value", count),
                Err(_) => words.t1(&key, "value", limit.value.as_str()),
            };
            (said, Vec::new())
        }
    }
}

/// The shape at the top of a body or an answer: what it is, and its inside without a click.
#[derive(Template)]
#[template(path = "reference/top.html")]
pub(super) struct Top<'a> {
    stage: &'a Stage<'a>,
    schema: &'a Schema,
    id: String,
}

impl HtmlSafe for Top<'_> {}

impl<'a> Top<'a> {
    pub(super) fn of(stage: &'a Stage<'a>, schema: &'a Schema, id: &str) -> Self {
        Self { stage, schema, id: id.to_owned() }
    }

    fn type_line(&self) -> TypeLine<'a> {
        TypeLine::of(self.stage, self.schema)
    }

    fn prose(&self) -> Option<Prose> {
        let (inner, _) = peeled(self.schema);
        let text =
            if self.schema.description.is_empty() { &inner.description } else { &self.schema.description };
        (!text.is_empty()).then(|| Prose::note(text))
    }

    fn facts(&self) -> Vec<Fact> {
        facts(&self.stage.words, self.schema, self.schema.example.as_deref())
    }

    fn inside(&self) -> Inside<'a> {
        Inside::of(self.stage, self.schema, &self.id)
    }

    fn ending(&self) -> Ending<'a> {
        Ending { stage: self.stage, schema: peeled(self.schema).0 }
    }
}
