//! What a version is, and how the input that makes one is checked. Pure.

use std::collections::BTreeMap;

use base::{
    Broken, FieldErrors, Instant, LabelChanges, Labels, ProductId, Result, ServiceId, VersionId, words,
};
use serde::Deserialize;

use crate::State;

/// One version of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Which one.
    pub id: VersionId,
    /// Of which product.
    pub product: ProductId,
    /// Its name, unique in the product: `v1`, `2026-11`, `beta`.
    pub name: String,
    /// Where its traffic goes, when the gateway knows.
    pub service: Option<ServiceId>,
    /// Whether it was last published, or hidden, for all portals at once. Portals that show its product later follow.
    pub state: State,
    /// Whether it was last deprecated for all portals at once.
    pub deprecated: bool,
    /// Labels.
    pub labels: Labels,
    /// When it was made. The latest version is the one made last.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

impl Version {
    /// Its page in the console.
    pub fn console_path(&self) -> String {
        format!("/products/{}/versions/{}", self.product, self.id)
    }
}

/// What makes or changes a version.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewVersion {
    /// Its name, unique in the product.
    pub name: String,
    /// A gateway service's id, or nothing.
    pub service: String,
}

impl From<&Version> for NewVersion {
    fn from(it: &Version) -> Self {
        Self { name: it.name.clone(), service: it.service.map(|it| it.to_string()).unwrap_or_default() }
    }
}

/// What makes a version together with its labels and what is said of it for all portals.
#[derive(Debug, Clone)]
pub struct FullVersion {
    /// The version itself.
    pub version: NewVersion,
    /// Whether all portals that show the product publish it.
    pub state: State,
    /// Whether it is deprecated there.
    pub deprecated: bool,
    /// Labels.
    pub labels: BTreeMap<String, String>,
}

impl From<&NewVersion> for FullVersion {
    fn from(it: &NewVersion) -> Self {
        let labels = BTreeMap::new();
        Self { version: it.clone(), state: State::Unpublished, deprecated: false, labels }
    }
}

/// What changes a version. What is not said stays.
#[derive(Debug, Clone, Default)]
pub struct VersionChanges {
    /// Its name, unique in the product.
    pub name: Option<String>,
    /// Where its traffic goes; nothing within takes the link away.
    pub service: Option<Option<ServiceId>>,
    /// Whether all portals that show the product publish it.
    pub state: Option<State>,
    /// Whether it is deprecated there.
    pub deprecated: Option<bool>,
    /// Whether developers whose applications may call it are told that it is deprecated.
    pub notify: bool,
    /// Labels.
    pub labels: LabelChanges,
}

/// A checked input.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) service: Option<ServiceId>,
    pub(super) labels: Labels,
}

impl FullVersion {
    pub(super) fn check(&self) -> Result<Draft> {
        let mut errors = FieldErrors::new();
        let name = errors.take("name", name(&self.version.name)).unwrap_or_default();
        let service = errors.take("service", service(&self.version.service)).flatten();
        let labels = errors.join(Labels::check("labels", self.labels.clone()))?.unwrap_or_default();
        errors.into_result().map(|()| Draft { name, service, labels })
    }
}

impl NewVersion {
    /// The changes that make a version what a form says.
    pub(super) fn changes(&self) -> Result<VersionChanges> {
        let draft = FullVersion::from(self).check()?;
        Ok(VersionChanges { name: Some(draft.name), service: Some(draft.service), ..Default::default() })
    }
}

impl VersionChanges {
    /// The version after the change, or all that is wrong with it.
    pub(super) fn applied(self, before: Version, now: Instant) -> Result<Version> {
        let mut errors = FieldErrors::new();
        let name = self.name.and_then(|it| errors.take("name", name(&it))).unwrap_or(before.name);
        let labels = errors.join(before.labels.after("labels", self.labels))?.unwrap_or_default();
        errors.into_result()?;
        Ok(Version {
            name,
            service: self.service.unwrap_or(before.service),
            state: self.state.unwrap_or(before.state),
            deprecated: self.deprecated.unwrap_or(before.deprecated),
            labels,
            updated_at: now,
            ..before
        })
    }
}

fn name(text: &str) -> std::result::Result<String, Broken> {
    words::line(text, 100)
}

fn service(text: &str) -> std::result::Result<Option<ServiceId>, Broken> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Broken::rule("unknown")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_has_a_name_and_maybe_a_service() {
        let check = |name: &str, service: &str| {
            let new = NewVersion { name: name.into(), service: service.into() };
            let checked = FullVersion::from(&new).check();
            checked.map(|it| (it.name, it.service)).map_err(|it| it.to_string())
        };
        assert_eq!(check(" v1 ", ""), Ok(("v1".into(), None)));
        assert_eq!(check("", "x"), Err("invalid: name: required, service: unknown".into()));
    }
}
