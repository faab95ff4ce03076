//! Every sentence for people, from `.ftl` sources, in one registry.

use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

const OWN: [&str; 3] = [
    include_str!("../text/en/ui.ftl"),
    include_str!("../text/en/invalid.ftl"),
    include_str!("../text/en/errors.ftl"),
];

/// The sentences of one language (English). A key that is missing is printed as it is, so that a page still works.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
    problems: Vec<String>,
}

impl Texts {
    /// Reads the sources of all crates; this crate's own are always among them.
    pub fn new(sources: &[&'static str]) -> Arc<Self> {
        let english: LanguageIdentifier = "en".parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![english]);
        bundle.set_use_isolating(false);
        let mut problems = Vec::new();
        for source in OWN.iter().chain(sources) {
            let resource =
                FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, errors)| {
                    problems.extend(errors.iter().map(ToString::to_string));
                    partial
                });
            if let Err(errors) = bundle.add_resource(resource) {
                problems.extend(errors.iter().map(ToString::to_string));
            }
        }
        Arc::new(Self { bundle, problems })
    }

    /// Syntax errors and keys that are there twice. Empty in a sound house.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// Whether there is such a sentence.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The sentence, with its arguments filled in. A missing key is given back as it is.
    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|it| it.value()) else {
            return key.to_owned();
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            values.set((*name).to_owned(), value);
        }
        self.bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Texts").field("problems", &self.problems).finish_non_exhaustive()
    }
}

/// What fills a place in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A text, put in as it is.
    Text(String),
    /// A number, which may choose between singular and plural.
    Number(i64),
}

impl From<&Arg> for FluentValue<'_> {
    fn from(arg: &Arg) -> Self {
        match arg {
            Arg::Text(text) => text.clone().into(),
            Arg::Number(number) => (*number).into(),
        }
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Arg {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u16> for Arg {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u64> for Arg {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// Templates hand over references.
impl<T: Clone + Into<Self>> From<&T> for Arg {
    fn from(value: &T) -> Self {
        value.clone().into()
    }
}
