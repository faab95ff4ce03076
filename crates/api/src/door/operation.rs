//! What a route takes and gives: the source of the API's description, and what requests are held to.

use std::any::TypeId;
use std::fmt;
use std::sync::{Arc, OnceLock};

use base::sieve::Field;
use jsonschema::Validator;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};

/// What a route takes and gives. Built while routes are registered: [`super::Routes`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Operation {
    /// Its name in clients that are made from the description.
    pub(crate) id: &'static str,
    /// The group in which the description shows it.
    pub(crate) tag: &'static str,
    /// What it does, in a line.
    pub(crate) summary: &'static str,
    /// Whether it gives a part of a list.
    pub(crate) paged: bool,
    /// The fields to filter and sort by.
    pub(crate) fields: &'static [Field],
    /// How filters are spelled.
    pub(crate) style: Style,
    /// Other parameters of the query.
    pub(crate) parameters: Vec<Parameter>,
    /// Segments of the path that are no ids: their names, and the words they may be.
    pub(crate) segments: Vec<(&'static str, &'static [&'static str])>,
    /// What the body holds.
    pub(crate) body: Option<Arc<Shape>>,
    /// Whether the body may be left out.
    pub(crate) body_is_optional: bool,
    /// The largest body in bytes, where it is not the usual.
    pub(crate) largest: Option<usize>,
    /// What it answers: status, media type, shape.
    pub(crate) answers: Vec<Answer>,
    /// The statuses with which it refuses.
    pub(crate) refusals: Vec<u16>,
    /// Whether it makes something: an idempotency key is heeded.
    pub(crate) makes: bool,
    /// Whether its answer holds a secret, which is kept nowhere.
    pub(crate) secret: bool,
    /// Whether the answer names a state of one thing, so that `ETag`, `If-Match` and `If-None-Match` mean something.
    pub(crate) tagged: bool,
}

/// One answer of an operation.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The media type; empty where there is no body.
    pub(crate) media: &'static str,
    /// What the body holds, where it is JSON.
    pub(crate) shape: Option<Arc<Shape>>,
}

/// How filters are spelled in the query. The contracts have both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Style {
    /// `filter[name][contains]`, each described as a parameter of its own.
    #[default]
    Apart,
    /// The same, described as one parameter `filter`, a deep object.
    Deep,
}

/// The words of a parameter that is true or false.
pub(crate) const TRUTHS: [&str; 2] = ["true", "false"];

/// A parameter of the query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter {
    /// Its name.
    pub(crate) name: &'static str,
    /// The words it may be; any text where there are none.
    pub(crate) words: &'static [&'static str],
    /// What it is for.
    pub(crate) says: &'static str,
}

impl Operation {
    /// Its name, its group, and what it does in a line.
    pub(crate) fn named(id: &'static str, tag: &'static str, summary: &'static str) -> Self {
        Self { id, tag, summary, ..Self::default() }
    }

    /// It gives a part of a list.
    pub(crate) fn paged(self) -> Self {
        Self { paged: true, ..self }
    }

    /// The list can be filtered and sorted by these fields.
    pub(crate) fn fields(self, style: Style, fields: &'static [Field]) -> Self {
        Self { fields, style, ..self }
    }

    /// It takes another parameter in the query.
    pub(crate) fn takes_text(mut self, name: &'static str, says: &'static str) -> Self {
        self.parameters.push(Parameter { name, words: &[], says });
        self
    }

    /// It takes another parameter in the query, which is one of these words.
    pub(crate) fn takes_word(
        mut self,
        name: &'static str,
        words: &'static [&'static str],
        says: &'static str,
    ) -> Self {
        self.parameters.push(Parameter { name, words, says });
        self
    }

    /// It takes another parameter in the query, which is true or false.
    pub(crate) fn takes_truth(self, name: &'static str, says: &'static str) -> Self {
        self.takes_word(name, &TRUTHS, says)
    }

    /// A segment of its path is no id but one of these words, or any text where there are none.
    pub(crate) fn segment(mut self, name: &'static str, words: &'static [&'static str]) -> Self {
        self.segments.push((name, words));
        self
    }

    /// It takes a body of this shape.
    pub(crate) fn takes<T: JsonSchema + 'static>(self) -> Self {
        Self { body: Some(Arc::new(Shape::of::<T>())), ..self }
    }

    /// It takes a body of this shape, which may be left out.
    pub(crate) fn may_take<T: JsonSchema + 'static>(self) -> Self {
        Self { body_is_optional: true, ..self.takes::<T>() }
    }

    /// Its body may be so many bytes.
    pub(crate) fn largest(self, bytes: usize) -> Self {
        Self { largest: Some(bytes), ..self }
    }

    /// It answers with this status and JSON of this shape.
    pub(crate) fn gives<T: JsonSchema + 'static>(self, status: u16) -> Self {
        self.gives_as::<T>(status, "application/json")
    }

    /// It answers with this status and a shape in this media type.
    pub(crate) fn gives_as<T: JsonSchema + 'static>(mut self, status: u16, media: &'static str) -> Self {
        self.answers.push(Answer { status, media, shape: Some(Arc::new(Shape::of::<T>())) });
        self
    }

    /// It answers with this status and bytes of this media type.
    pub(crate) fn gives_bytes(mut self, media: &'static str) -> Self {
        self.answers.push(Answer { status: 200, media, shape: None });
        self
    }

    /// It answers with this status and nothing else.
    pub(crate) fn gives_nothing(mut self, status: u16) -> Self {
        self.answers.push(Answer { status, media: "", shape: None });
        self
    }

    /// It refuses with these statuses, beside those with which every route refuses.
    pub(crate) fn refuses(mut self, statuses: &[u16]) -> Self {
        self.refusals.extend_from_slice(statuses);
        self
    }

    /// It makes something: an idempotency key is heeded.
    pub(crate) fn makes(self) -> Self {
        Self { makes: true, ..self }
    }

    /// Its answer holds a secret, which is kept nowhere.
    pub(crate) fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// Its answer names a state of one thing: `ETag`, `If-Match` and `If-None-Match` mean something.
    pub(crate) fn tagged(self) -> Self {
        Self { tagged: true, ..self }
    }
}

/// A shape of JSON: the schema of a type.
pub(crate) struct Shape {
    /// The type.
    pub(crate) type_id: TypeId,
    /// The schema within a document that holds all.
    pub(crate) within: fn(&mut SchemaGenerator) -> Schema,
    whole: fn() -> Schema,
    validator: OnceLock<Option<Validator>>,
}

impl Shape {
    fn of<T: JsonSchema + 'static>() -> Self {
        Self {
            type_id: TypeId::of::<T>(),
            within: SchemaGenerator::subschema_for::<T>,
            whole: || taken().into_root_schema_for::<T>(),
            validator: OnceLock::new(),
        }
    }

    /// What tells whether a body has this shape, made when it is first needed.
    pub(crate) fn validator(&self) -> base::Result<&Validator> {
        let made = self.validator.get_or_init(|| {
            jsonschema::options().should_validate_formats(true).build(self.schema().as_value()).ok()
        });
        made.as_ref().ok_or_else(|| base::Error::internal("a body's schema is not sound"))
    }

    /// The schema by itself, as bodies are held to it.
    pub(crate) fn schema(&self) -> Schema {
        (self.whole)()
    }
}

impl fmt::Debug for Shape {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Shape")
    }
}

/// What makes the schemas of what is taken: members with a default need not be there.
pub(crate) fn taken() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_deserialize().into_generator()
}
