//! What a version is, and how the input that makes one is checked. Pure.

use base::{FieldErrors, Instant, ProductId, Result, ServiceId, VersionId, words};
use serde::Deserialize;

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

impl NewVersion {
    pub(super) fn check(&self) -> Result<(String, Option<ServiceId>)> {
        let mut errors = FieldErrors::new();
        let name = errors.take("name", words::line(&self.name, 100)).unwrap_or_default();
        let service = self.service.parse().ok();
        if service.is_none() && !self.service.is_empty() {
            errors.add("service", "unknown");
        }
        errors.into_result().map(|()| (name, service))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_has_a_name_and_maybe_a_service() {
        let check = |name: &str, service: &str| {
            NewVersion { name: name.into(), service: service.into() }.check().map_err(|it| it.to_string())
        };
        assert_eq!(check(" v1 ", ""), Ok(("v1".into(), None)));
        assert_eq!(check("", "x"), Err("invalid: name: required, service: unknown".into()));
    }
}
