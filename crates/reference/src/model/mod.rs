//! What a page shows of a document: one model of our own for Swagger 2.0, OpenAPI 3.0 and 3.1.
//!
//! Each page's part stands for itself: references are resolved, cycles and what is too much end in a name. Everything
//! can be written down and read again. Texts are the author's, cleaned of what no page should print.

mod operation;
mod overview;
mod parameter;
mod schema;
mod security;
mod target;

pub use operation::{Body, Callback, Example, FormField, Header, Media, OperationPage, Origin, Response};
pub use overview::{Contact, Entry, Link, Overview, SchemaEntry, Server, Tag};
pub use parameter::{Parameter, Place, Style};
pub use schema::{
    Discriminator, Group, GroupKind, Limit, LimitKind, Name, Property, Rest, Schema, SchemaPage,
};
pub use security::{Flow, FlowKind, Need, Scheme, SchemeKind};

/// Whether a value is what it is when nothing is said: such are not written down.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
