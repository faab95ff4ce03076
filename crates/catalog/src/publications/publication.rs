//! What it means that a version is published to a portal, and how the input that says so is checked. Pure.

use base::{FieldErrors, Instant, PortalId, ProductId, PublicationId, Result, StrategyId, VersionId};
use frame::Addresses;
use serde::Deserialize;

use crate::State;
use crate::services::Service;
use crate::strategies::Strategy;

/// A version as it is published to one portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Which one.
    pub id: PublicationId,
    /// The version.
    pub version: VersionId,
    /// The portal.
    pub portal: PortalId,
    /// Whether the portal shows it.
    pub state: State,
    /// Whether developers are told to move on.
    pub deprecated: bool,
    /// Whether applications can be registered to it.
    pub registration: bool,
    /// Whether registrations are approved at once. The portal's own setting wins.
    pub auto_approve: bool,
    /// How applications prove themselves. A version without one is open.
    pub strategy: Option<StrategyId>,
    /// When it was first published.
    pub created_at: Instant,
    /// When that was last changed.
    pub updated_at: Instant,
}

/// What publishes a version to a portal, or changes how it is published. An empty state is published.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewPublication {
    /// The portal's id.
    pub portal: String,
    /// `published` or `unpublished`.
    pub state: String,
    /// Whether developers are told to move on.
    pub deprecated: bool,
    /// Whether applications can be registered to it.
    pub registration: bool,
    /// Whether registrations are approved at once.
    pub auto_approve: bool,
    /// A strategy's id, or nothing.
    pub strategy: String,
    /// Whether those who may call it are told when this deprecates it.
    pub notify: bool,
}

/// What changes how a version is published to a portal. What is not said stays.
#[derive(Debug, Clone, Default)]
pub struct PublicationChanges {
    /// Whether the portal shows it.
    pub state: Option<State>,
    /// Whether developers are told to move on.
    pub deprecated: Option<bool>,
    /// Whether applications can be registered to it.
    pub registration: Option<bool>,
    /// Whether registrations are approved at once.
    pub auto_approve: Option<bool>,
    /// A strategy's id; empty for none.
    pub strategy: Option<String>,
    /// Whether those who may call it are told when this deprecates it.
    pub notify: bool,
}

impl PublicationChanges {
    /// What is published after the changes. Taking the strategy away ends registration too, unless it is asked for.
    pub(super) fn onto(self, before: NewPublication) -> NewPublication {
        let strategy = self.strategy.unwrap_or(before.strategy);
        let stays_open = before.registration && !strategy.is_empty();
        NewPublication {
            portal: before.portal,
            state: self.state.map_or(before.state, |it| it.word().to_owned()),
            deprecated: self.deprecated.unwrap_or(before.deprecated),
            registration: self.registration.unwrap_or(stays_open),
            auto_approve: self.auto_approve.unwrap_or(before.auto_approve),
            strategy,
            notify: self.notify,
        }
    }
}

impl From<&Publication> for NewPublication {
    fn from(it: &Publication) -> Self {
        Self {
            portal: it.portal.to_string(),
            state: it.state.word().to_owned(),
            deprecated: it.deprecated,
            registration: it.registration,
            auto_approve: it.auto_approve,
            strategy: it.strategy.map(|it| it.to_string()).unwrap_or_default(),
            notify: false,
        }
    }
}

/// A checked input.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft {
    pub(super) portal: PortalId,
    pub(super) state: State,
    pub(super) strategy: Option<StrategyId>,
}

impl NewPublication {
    /// Registration needs a strategy, because a registration is a promise about an application that proves itself.
    pub(super) fn check(&self) -> Result<Draft> {
        let mut errors = FieldErrors::new();
        let portal = self.portal.parse().ok();
        if portal.is_none() {
            errors.add("portal", if self.portal.is_empty() { "required" } else { "unknown" });
        }
        let state = errors.take("state", State::typed(&self.state, State::Published));
        let strategy = self.strategy.parse().ok();
        if strategy.is_none() && !self.strategy.is_empty() {
            errors.add("strategy", "unknown");
        } else if strategy.is_none() && self.registration {
            errors.add("strategy", "needed_for_registration");
        }
        match (portal, state) {
            (Some(portal), Some(state)) if errors.is_empty() => Ok(Draft { portal, state, strategy }),
            _ => Err(base::Error::Invalid(errors)),
        }
    }
}

/// A version as a portal offers it to the one who asks.
#[derive(Debug, Clone)]
pub struct Offered {
    /// Of which product.
    pub product: ProductId,
    /// The product's name.
    pub product_name: String,
    /// The product's name in addresses.
    pub product_slug: String,
    /// Which version.
    pub version: VersionId,
    /// Its name.
    pub version_name: String,
    /// When the version was made.
    pub created_at: Instant,
    /// When anything that is said of it here was last changed.
    pub updated_at: Instant,
    /// Whether developers are told to move on.
    pub deprecated: bool,
    /// Whether applications can be registered to it.
    pub registration: bool,
    /// Whether its registrations are approved at once, by its own setting.
    pub auto_approve: bool,
    /// Whether its registrations are approved at once, by its own setting or the portal's.
    pub approves_at_once: bool,
    /// Whether the one who asks may register: with RBAC on, only API Consumers may.
    pub may_register: bool,
    /// How applications prove themselves.
    pub strategy: Option<Strategy>,
    /// Where its traffic goes.
    pub service: Option<Service>,
    /// Whether it has a specification.
    pub has_specification: bool,
    /// The path and query of a GET that works as it stands, from the specification.
    pub sample_path: Option<String>,
}

impl Offered {
    /// Its page in the portal.
    pub fn path(&self) -> String {
        format!("/products/{}/versions/{}", self.product_slug, self.version)
    }

    /// What callers write before the path of an operation, when it has a gateway service.
    pub fn address(&self, addresses: &Addresses) -> Option<String> {
        let service = self.service.as_ref()?;
        let origin = match service.host.as_str() {
            "" => addresses.gateway().to_owned(),
            host => addresses.gateway_on(host),
        };
        Some(format!("{origin}{}", service.path_prefix.trim_end_matches('/')))
    }

    /// Where an application is registered to it.
    pub fn register_path(&self) -> String {
        format!("{}/register", self.path())
    }

    /// Where its specification is had.
    pub fn specification_path(&self) -> String {
        format!("{}/specification", self.path())
    }

    /// The name under which a browser's tab keeps the key to it: one for all versions with the same strategy.
    pub fn kept_key(&self) -> String {
        match &self.strategy {
            Some(it) => format!("portico-key-{}", it.id),
            None => format!("portico-key-{}", self.version),
        }
    }

    /// Whether the one who asks could ask for access here and now.
    pub fn is_open(&self) -> bool {
        self.registration && self.strategy.is_some() && self.may_register
    }

    /// The key of the sentence that says how one gets in.
    pub fn access_key(&self) -> &'static str {
        match (&self.strategy, self.registration, self.may_register) {
            (None, _, _) => "version-access-free",
            (Some(_), false, _) => "version-access-closed",
            (Some(_), true, false) => "version-access-viewer",
            (Some(_), true, true) if self.auto_approve => "version-access-at-once",
            (Some(_), true, true) => "version-access-by-hand",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_strategy_nothing_is_registered() {
        let before = NewPublication {
            registration: true,
            strategy: base::Uuid::nil().to_string(),
            ..NewPublication::default()
        };
        let after = |changes: PublicationChanges| changes.onto(before.clone()).registration;
        assert!(after(PublicationChanges::default()));
        let none = PublicationChanges { strategy: Some(String::new()), ..PublicationChanges::default() };
        assert!(!after(none.clone()));
        assert!(after(PublicationChanges { registration: Some(true), ..none }), "which is then refused");
    }

    #[test]
    fn registration_needs_a_strategy() {
        let portal = base::Uuid::nil().to_string();
        let check = |new: NewPublication| new.check().map(|it| it.state).map_err(|it| it.to_string());
        let new = NewPublication { portal, ..NewPublication::default() };
        assert_eq!(check(new.clone()), Ok(State::Published));
        assert_eq!(
            check(NewPublication { registration: true, ..new.clone() }),
            Err("invalid: strategy: needed_for_registration".into())
        );
        assert!(
            check(NewPublication { registration: true, strategy: new.portal.clone(), ..new.clone() }).is_ok()
        );
        assert_eq!(
            check(NewPublication { state: "x".into(), strategy: "x".into(), ..NewPublication::default() }),
            Err("invalid: portal: required, state: enum, strategy: unknown".into())
        );
    }
}
