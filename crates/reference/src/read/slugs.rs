//! Names in addresses: plain characters, readable, unique, and the same as long as the document says the same.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::Dialect;
use crate::model::Name;

/// The longest name in an address.
const MAX_SLUG: usize = 80;

/// The text with every run of other characters than letters, digits, `_` and `-` as one `-`.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len().min(MAX_SLUG));
    for it in text.chars() {
        if slug.len() == MAX_SLUG {
            break;
        }
        if it.is_ascii_alphanumeric() || it == '_' {
            slug.push(it);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The slug of a text that is a good name: its letters are plain, and it is not too long.
pub(super) fn sane(text: &str) -> Option<String> {
    let is_plain = text.chars().all(|it| !it.is_alphanumeric() || it.is_ascii());
    let slug = slug(text);
    (is_plain && text.len() <= MAX_SLUG && slug.contains(|it: char| it.is_ascii_alphabetic())).then_some(slug)
}

/// Slugs that are taken, and the next number of each that is wanted again.
#[derive(Default)]
pub(super) struct Taken(HashMap<String, usize>);

impl Taken {
    /// The first that is free, or the last with a number.
    pub(super) fn take(&mut self, wanted: impl IntoIterator<Item = String>) -> String {
        let mut stem = String::new();
        for it in wanted.into_iter().filter(|it| !it.is_empty()) {
            if self.is_free(&it) {
                return it;
            }
            stem = it;
        }
        if stem.is_empty() {
            "x".clone_into(&mut stem);
            if self.is_free(&stem) {
                return stem;
            }
        }
        loop {
            let number = self.0.entry(stem.clone()).or_insert(1);
            *number += 1;
            let numbered = format!("{stem}-{number}");
            if self.is_free(&numbered) {
                return numbered;
            }
        }
    }

    fn is_free(&mut self, slug: &str) -> bool {
        let is_free = !self.0.contains_key(slug);
        if is_free {
            self.0.insert(slug.to_owned(), 1);
        }
        is_free
    }
}

/// The named shapes of a document.
pub(super) struct Names<'d> {
    prefix: &'static str,
    all: Vec<(Name, &'d Value)>,
    places: HashMap<&'d str, usize>,
}

impl<'d> Names<'d> {
    pub(super) fn of(root: &'d Value, dialect: Dialect) -> Self {
        let (prefix, schemas) = match dialect {
            Dialect::Swagger20 => ("#/definitions/", root.get("definitions")),
            Dialect::OpenApi30 | Dialect::OpenApi31 => {
                ("#/components/schemas/", root.get("components").and_then(|it| it.get("schemas")))
            }
        };
        let mut taken = Taken::default();
        let mut names = Self { prefix, all: Vec::new(), places: HashMap::new() };
        for (label, value) in schemas.and_then(Value::as_object).into_iter().flatten() {
            if label.starts_with("x-") && !value.is_object() {
                continue;
            }
            let slug = taken.take([slug(label)]);
            names.places.insert(label, names.all.len());
            names.all.push((Name { label: super::text::line(label), slug }, value));
        }
        names
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&Name, &'d Value)> {
        self.all.iter().map(|(name, value)| (name, *value))
    }

    /// The name of what a reference leads to, when it leads to a named shape.
    pub(super) fn target(&self, reference: &str) -> Option<&Name> {
        let label = reference.strip_prefix(self.prefix)?;
        let unescaped = || {
            let label = percent_decode_str(label).decode_utf8().ok()?.replace("~1", "/").replace("~0", "~");
            self.places.get(label.as_str())
        };
        let place = self.places.get(label).or_else(unescaped)?;
        self.all.get(*place).map(|(name, _)| name)
    }

    /// The name of a shape that a discriminator means: by reference, or by bare name.
    pub(super) fn meant(&self, text: &str) -> Option<&Name> {
        let by_name = || self.places.get(text).and_then(|it| self.all.get(*it)).map(|(name, _)| name);
        self.target(text).or_else(by_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_addresses_are_plain_and_readable() {
        for (text, expected) in [
            ("listPets", "listPets"),
            ("repos/list-for-org", "repos-list-for-org"),
            ("Get a pet (v2)", "Get-a-pet-v2"),
            ("../../etc", "etc"),
            ("pets.get", "pets-get"),
            ("<script>", "script"),
            ("полу", ""),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
        assert_eq!(sane("полуget"), None);
        assert_eq!(sane("123"), None);
        assert_eq!(sane(&"a".repeat(81)), None);
        assert_eq!(sane("op.a"), Some("op-a".into()));
    }

    #[test]
    fn nobody_is_called_like_another() {
        let mut taken = Taken::default();
        let mut take = |wanted: &[&str]| taken.take(wanted.iter().map(|it| (*it).to_owned()));
        assert_eq!(take(&["a", "get-a"]), "a");
        assert_eq!(take(&["a", "get-a"]), "get-a");
        assert_eq!(take(&["a", "get-a"]), "get-a-2");
        assert_eq!(take(&["", ""]), "x");
        assert_eq!(take(&[]), "x-2");
    }
}
