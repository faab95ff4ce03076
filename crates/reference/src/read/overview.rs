//! The document as a whole.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::found::Found;
use super::merged::Merged;
use super::purse::Purse;
use super::slugs::{Taken, slug};
use super::{Reader, security, swagger, text};
use crate::Dialect;
use crate::model::{Contact, Entry, Link, Overview, SchemaEntry, Server, Tag};

/// The most servers that are shown.
const MAX_SERVERS: usize = 50;

pub(super) fn read(reader: &Reader<'_>, found: &[Found<'_>]) -> Overview {
    let empty = Map::new();
    let root = reader.root.as_object().unwrap_or(&empty);
    let info = root.get("info").and_then(Value::as_object).unwrap_or(&empty);
    let summary = text::of(info, "summary");
    let description = match (summary, text::of(info, "description")) {
        ("", description) => description.to_owned(),
        (summary, "") => summary.to_owned(),
        (summary, description) => format!("{summary}\n\n{description}"),
    };
    Overview {
        title: text::line(text::of(info, "title")),
        version: text::line(text::of(info, "version")),
        description: Purse::of_operation().description(&description),
        terms: text::address(text::of(info, "termsOfService")),
        contact: contact(info),
        license: license(info),
        docs: text::docs(root),
        servers: servers(reader, root),
        security: security::needs(root).unwrap_or_default(),
        schemes: security::schemes(reader),
        tags: tags(root, found),
        webhooks: found.iter().filter(|it| it.is_webhook).map(entry).collect(),
        schemas: schemas(reader),
    }
}

fn contact(info: &Map<String, Value>) -> Option<Contact> {
    let map = info.get("contact")?.as_object()?;
    let email = text::line(text::of(map, "email"));
    let is_email = email.contains('@') && !email.contains([' ', ':', '?', '<', '>', '"']);
    let contact = Contact {
        name: text::line(text::of(map, "name")),
        url: text::address(text::of(map, "url")),
        email: if is_email { email } else { String::new() },
    };
    (contact != Contact::default()).then_some(contact)
}

fn license(info: &Map<String, Value>) -> Option<Link> {
    let map = info.get("license")?.as_object()?;
    let label = [text::of(map, "name"), text::of(map, "identifier")].into_iter().find(|it| !it.is_empty());
    let link =
        Link { label: text::line(label.unwrap_or_default()), url: text::address(text::of(map, "url")) };
    (link != Link::default()).then_some(link)
}

/// The servers that the map names.
pub(super) fn servers(reader: &Reader<'_>, map: &Map<String, Value>) -> Vec<Server> {
    if reader.dialect == Dialect::Swagger20 {
        return swagger::servers(map);
    }
    let read = |it: &Value| {
        let map = it.as_object()?;
        let mut url = text::of(map, "url").to_owned();
        for (name, variable) in
            map.get("variables").and_then(Value::as_object).into_iter().flatten().take(MAX_SERVERS)
        {
            let default = variable.get("default").and_then(Value::as_str).unwrap_or_default();
            if !default.is_empty() {
                url = url.replace(&format!("{{{name}}}"), default);
            }
        }
        let description = text::line(text::of(map, "description"));
        Some(Server { url: text::line(&url), description }).filter(|it| !it.url.is_empty())
    };
    text::list(map, "servers").iter().filter_map(read).take(MAX_SERVERS).collect()
}

/// The operations by their first tag: the tags that the document lists, then others in the order of use.
fn tags(root: &Map<String, Value>, found: &[Found<'_>]) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let listed = text::list(root, "tags").iter().filter_map(Value::as_object);
    for map in listed {
        let name = text::of(map, "name");
        if !places.contains_key(name) {
            places.insert(name, tags.len());
            tags.push(Tag {
                description: text::cleaned(text::of(map, "description"), 8_000),
                docs: text::docs(map),
                ..named(name)
            });
        }
    }
    for it in found.iter().filter(|it| !it.is_webhook) {
        let name = text::list(it.operation, "tags").iter().find_map(Value::as_str).unwrap_or_default();
        let place = *places.entry(name).or_insert_with(|| {
            tags.push(named(name));
            tags.len() - 1
        });
        tags[place].entries.push(entry(it));
    }
    tags.retain(|it| !it.entries.is_empty());
    let mut taken = Taken::default();
    for tag in &mut tags {
        tag.slug = taken.take([slug(&tag.name), "other".to_owned()]);
    }
    tags
}

fn named(name: &str) -> Tag {
    Tag { name: text::line(name), ..Tag::default() }
}

fn entry(found: &Found<'_>) -> Entry {
    Entry {
        slug: found.slug.clone(),
        method: found.method.to_owned(),
        path: text::line(found.path),
        summary: text::line(text::of(found.operation, "summary")),
        deprecated: text::is(found.operation, "deprecated"),
    }
}

fn schemas(reader: &Reader<'_>) -> Vec<SchemaEntry> {
    let entry = |(name, value): (&crate::model::Name, _)| SchemaEntry {
        name: name.label.clone(),
        slug: name.slug.clone(),
        deprecated: Merged::of(reader, value).flag("deprecated"),
    };
    reader.names.all().map(entry).collect()
}
