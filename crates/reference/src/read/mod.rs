//! From a document's tree to what its pages show. Nothing here fails: what is odd is left out or shown as it is.
//!
//! Each page has a purse of shapes and text, so that no document makes a page that nobody can load: what no longer
//! fits ends in the name of a shape that has a page of its own.

mod bodies;
mod example;
mod found;
mod merged;
mod operation;
mod overview;
mod parameters;
mod purse;
mod responses;
mod security;
mod slugs;
mod swagger;
mod text;
mod tree;

use serde_json::{Map, Value};

use crate::Dialect;
use crate::model::{Name, OperationPage, Overview, SchemaPage};
use crate::resolve::resolve;
use found::Found;
use purse::Purse;
use slugs::Names;

/// A document as pages: each is read when it is asked for.
pub struct Reference<'d> {
    reader: Reader<'d>,
    found: Vec<Found<'d>>,
}

impl<'d> Reference<'d> {
    pub(crate) fn of(root: &'d Value, dialect: Dialect) -> Self {
        let reader = Reader { root, dialect, names: Names::of(root, dialect) };
        let found = found::all(&reader);
        Self { reader, found }
    }

    /// The document as a whole.
    pub fn overview(&self) -> Overview {
        overview::read(&self.reader, &self.found)
    }

    /// The names in addresses of all operations and webhooks, in the document's order.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.found.iter().map(|it| it.slug.as_str())
    }

    /// Method, path and name in addresses of all operations, in the document's order.
    pub fn addresses(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let own = self.found.iter().filter(|it| !it.is_webhook);
        own.map(|it| (it.method, it.path, it.slug.as_str()))
    }

    /// The operation or webhook of this name in addresses.
    pub fn operation(&self, slug: &str) -> Option<OperationPage> {
        let found = self.found.iter().find(|it| it.slug == slug)?;
        Some(operation::read(&self.reader, found))
    }

    /// Every operation and webhook, in the document's order.
    pub fn operation_pages(&self) -> impl Iterator<Item = OperationPage> {
        self.found.iter().map(|it| operation::read(&self.reader, it))
    }

    /// The operation or webhook at this place in the document's order, for those who read on several threads.
    pub fn operation_at(&self, at: usize) -> Option<OperationPage> {
        self.found.get(at).map(|it| operation::read(&self.reader, it))
    }

    /// The named shape at this place in the document's order.
    pub fn schema_at(&self, at: usize) -> Option<SchemaPage> {
        let (name, value) = self.reader.names.all().nth(at)?;
        Some(self.reader.schema_page(name, value))
    }

    /// The shape of this name in addresses.
    pub fn schema(&self, slug: &str) -> Option<SchemaPage> {
        let (name, value) = self.reader.names.all().find(|(name, _)| name.slug == slug)?;
        Some(self.reader.schema_page(name, value))
    }

    /// Every named shape, in the document's order.
    pub fn schema_pages(&self) -> impl Iterator<Item = SchemaPage> {
        self.reader.names.all().map(|(name, value)| self.reader.schema_page(name, value))
    }
}

/// What reading needs everywhere.
pub(crate) struct Reader<'d> {
    root: &'d Value,
    dialect: Dialect,
    names: Names<'d>,
}

impl<'d> Reader<'d> {
    /// What the value is or refers to, as an object.
    fn object(&self, value: &'d Value) -> Option<&'d Map<String, Value>> {
        resolve(self.root, value)?.as_object()
    }

    /// What the field is or refers to, as an object.
    fn field(&self, map: &'d Map<String, Value>, field: &str) -> Option<&'d Map<String, Value>> {
        self.object(map.get(field)?)
    }

    /// The components of a kind, by name.
    fn components(&self, kind: &str) -> Option<&'d Map<String, Value>> {
        let home = match self.dialect {
            Dialect::Swagger20 => self.root,
            Dialect::OpenApi30 | Dialect::OpenApi31 => self.root.get("components")?,
        };
        home.get(kind)?.as_object()
    }

    fn schema_page(&self, name: &Name, value: &'d Value) -> SchemaPage {
        let mut purse = Purse::of_schema();
        let schema = tree::grown(self, value, usize::MAX, &mut purse);
        let example = example::text(self, value, example::Purpose::Neither);
        SchemaPage { name: name.label.clone(), slug: name.slug.clone(), schema, example }
    }
}
