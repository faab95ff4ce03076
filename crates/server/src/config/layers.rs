//! The raw texts of the settings, each with its source.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use base::{Error, Result};

use super::list::LIST;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A flag of the command line.
    Flag(String),
    /// An environment variable.
    Environment(String),
    /// The file of settings.
    File(PathBuf),
    /// Nobody said anything.
    Default,
}

impl fmt::Display for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(out, "flag {flag}"),
            Self::Environment(name) => write!(out, "environment {name}"),
            Self::File(path) => write!(out, "file {}", path.display()),
            Self::Default => out.write_str("default"),
        }
    }
}

/// All settings that somebody said something about.
#[derive(Debug, Default)]
pub struct Layers {
    values: BTreeMap<&'static str, (String, Source)>,
}

impl Layers {
    /// Reads the file, the environment over it, and the flags over that. `file` is the file that was named; without
    /// one, `portico.toml` in the working folder is read when it is there.
    pub fn read(file: Option<&Path>, flags: &[(&'static str, Option<String>)]) -> Result<Self> {
        let mut layers = Self::default();
        match file.map(Path::to_owned).or_else(|| environment("PORTICO_CONFIG").map(PathBuf::from)) {
            Some(named) => layers.add_file(&named)?,
            None if Path::new("portico.toml").exists() => layers.add_file(Path::new("portico.toml"))?,
            None => {}
        }
        layers.add_environment()?;
        for (name, value) in flags {
            if let Some(value) = value {
                let flag = format!("--{}", name.replace('_', "-"));
                layers.values.insert(name, (value.clone(), Source::Flag(flag)));
            }
        }
        Ok(layers)
    }

    /// What was said about a setting, and by whom.
    pub fn get(&self, name: &str) -> Option<(&str, &Source)> {
        self.values.get(name).map(|(value, source)| (value.as_str(), source))
    }

    /// What a setting is here when nobody says anything.
    pub fn by_default(&mut self, name: &'static str, value: &str) {
        self.values.entry(name).or_insert_with(|| (value.to_owned(), Source::Default));
    }

    fn add_file(&mut self, path: &Path) -> Result<()> {
        let said = |problem: &dyn fmt::Display| Error::internal(format!("{}: {problem}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| said(&error))?;
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| said(&error))?;
        for (name, value) in table {
            let text = match value {
                toml::Value::String(text) => text,
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Boolean(flag) => flag.to_string(),
                toml::Value::Table(pairs) if name == "clients" => joined(&pairs).map_err(|it| said(&it))?,
                _ => return Err(said(&format!("{name} must be a text, a number or true/false"))),
            };
            let source = Source::File(path.to_owned());
            match (known(&name), name.strip_suffix("_file").and_then(secret)) {
                (Some(name), _) => self.values.insert(name, (text, source)),
                (None, Some(name)) => {
                    self.values.insert(name, (super::settings::read_secret_file(Path::new(&text))?, source))
                }
                (None, None) => return Err(said(&format!("there is no setting called {name}"))),
            };
        }
        Ok(())
    }

    fn add_environment(&mut self) -> Result<()> {
        for it in LIST {
            let name = format!("PORTICO_{}", it.name.to_uppercase());
            if let Some(path) = it.secret.then(|| environment(&format!("{name}_FILE"))).flatten() {
                let text = super::settings::read_secret_file(Path::new(&path))?;
                self.values.insert(it.name, (text, Source::Environment(format!("{name}_FILE"))));
            }
            if let Some(text) = environment(&name) {
                self.values.insert(it.name, (text, Source::Environment(name)));
            }
        }
        Ok(())
    }
}

/// A table as one text, as it would stand in the environment.
fn joined(pairs: &toml::Table) -> std::result::Result<String, String> {
    let pair = |(name, value): (&String, &toml::Value)| match value.as_str() {
        Some(text) if !text.contains(',') => Ok(format!("{name}={text}")),
        _ => Err(format!("{name} must be a text without a comma")),
    };
    let parts = pairs.iter().map(pair).collect::<std::result::Result<Vec<_>, _>>()?;
    Ok(parts.join(", "))
}

fn known(name: &str) -> Option<&'static str> {
    LIST.iter().find(|it| it.name == name).map(|it| it.name)
}

fn secret(name: &str) -> Option<&'static str> {
    LIST.iter().find(|it| it.secret && it.name == name).map(|it| it.name)
}

/// Where the management API is that the command line calls.
pub fn api_server() -> Option<String> {
    environment("PORTICO_SERVER")
}

/// The token with which the command line calls it.
pub fn api_token() -> Option<String> {
    environment("PORTICO_TOKEN")
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|it| !it.is_empty())
}
