//! What the database says, as far as a decision needs it, in memory. A snapshot never changes: a change makes the
//! next one, which shares with it all that stayed. A decision reads one snapshot and so one moment.

pub(crate) mod catalog;
pub(crate) mod load;
pub(crate) mod map;
pub(crate) mod records;

use std::collections::BTreeSet;
use std::sync::Arc;

use base::{ApplicationId, CredentialId, RegistrationId, VersionId};
use keys::Mac;

use crate::change::Change;
use catalog::{Catalog, Version};
use map::{Builder, Map, Record};
use records::{Application, Credential, Registered, Registration, State, Whereabouts};

/// What the database says at one moment.
#[derive(Clone, Default)]
pub struct Snapshot {
    seq: i64,
    credentials: Map<Credential>,
    whereabouts: Map<Whereabouts>,
    applications: Map<Application>,
    registrations: Map<Registration>,
    registered: Map<Registered>,
    catalog: Arc<Catalog>,
    /// What is known to have changed but could not be read again. Nothing on the way may be in it.
    doubts: Arc<BTreeSet<Change>>,
}

/// How much a snapshot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Credentials, revoked and expired ones included.
    pub credentials: usize,
    /// Applications.
    pub applications: usize,
    /// Registrations in any state.
    pub registrations: usize,
    /// Product versions.
    pub versions: usize,
    /// Gateway services that a version is linked to.
    pub routes: usize,
    /// Things that have changed and could not be read again: calls that touch them are refused.
    pub doubts: usize,
}

impl Snapshot {
    /// The last change that it contains.
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// How much it holds.
    pub fn counts(&self) -> Counts {
        Counts {
            credentials: self.credentials.len(),
            applications: self.applications.len(),
            registrations: self.registrations.len(),
            versions: self.catalog.versions.len(),
            routes: self.catalog.routes.len(),
            doubts: self.doubts.len(),
        }
    }

    pub(crate) fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    pub(crate) fn credential(&self, mac: &Mac) -> Option<&Credential> {
        self.credentials.get(mac)
    }

    pub(crate) fn application(&self, id: ApplicationId) -> Option<&Application> {
        self.applications.get(&id)
    }

    pub(crate) fn applications(&self) -> impl Iterator<Item = &Application> {
        self.applications.iter()
    }

    pub(crate) fn version(&self, id: VersionId) -> Option<&Version> {
        self.catalog.versions.get(&id).map(Arc::as_ref)
    }

    pub(crate) fn registration(
        &self,
        application: ApplicationId,
        version: VersionId,
    ) -> Option<&Registration> {
        self.registrations.get(&(application, version))
    }

    /// Whether the application has an approved registration for another version of the same product.
    pub(crate) fn is_registered_elsewhere(&self, application: ApplicationId, version: &Version) -> bool {
        let near = self.registrations.leaf(Registration::place(&(application, version.id)));
        near.iter().filter(|it| it.application == application && it.state == State::Approved).any(|it| {
            it.version != version.id
                && self.version(it.version).is_some_and(|it| it.product == version.product)
        })
    }

    /// Whether nothing is in doubt: by far the usual case.
    pub(crate) fn is_sure(&self) -> bool {
        self.doubts.is_empty()
    }

    pub(crate) fn doubts(&self) -> &BTreeSet<Change> {
        &self.doubts
    }

    pub(crate) fn doubts_any(&self, things: impl IntoIterator<Item = Change>) -> bool {
        !self.is_sure() && things.into_iter().any(|it| self.doubts.contains(&it))
    }
}

/// How the next snapshot is made. Each method puts in what the database says now, or takes out what is gone.
impl Snapshot {
    pub(crate) fn set_seq(&mut self, seq: i64) {
        self.seq = seq;
    }

    pub(crate) fn set_doubts(&mut self, doubts: BTreeSet<Change>) {
        self.doubts = Arc::new(doubts);
    }

    pub(crate) fn set_catalog(&mut self, catalog: Catalog) {
        self.catalog = Arc::new(catalog);
    }

    pub(crate) fn set_credential(&mut self, id: CredentialId, credential: Option<Credential>) {
        if let Some(known) = self.whereabouts.take(&id) {
            let mac = self.credentials.leaf(known.place).iter().find(|it| it.id == id).map(|it| it.mac);
            if let Some(mac) = mac {
                self.credentials.take(&mac);
            }
        }
        if let Some(credential) = credential {
            self.whereabouts.put(Whereabouts { id, place: Credential::place(&credential.mac) });
            self.credentials.put(credential);
        }
    }

    pub(crate) fn set_application(&mut self, id: ApplicationId, application: Option<Application>) {
        match application {
            Some(application) => self.applications.put(application),
            None => drop(self.applications.take(&id)),
        }
    }

    pub(crate) fn set_registration(&mut self, id: RegistrationId, registration: Option<Registration>) {
        if let Some(known) = self.registered.take(&id) {
            let key = (known.application, known.version);
            if self.registrations.get(&key).is_some_and(|it| it.id == id) {
                self.registrations.take(&key);
            }
        }
        if let Some(it) = registration {
            self.registered.put(Registered { id, application: it.application, version: it.version });
            self.registrations.put(it);
        }
    }

    /// Takes out what belongs to applications and versions that are gone: it lets nobody in, but takes up room.
    pub(crate) fn sweep(&mut self) {
        let lost = self.credentials.iter().filter(|it| self.application(it.application).is_none());
        for id in lost.map(|it| it.id).collect::<Vec<_>>() {
            self.set_credential(id, None);
        }
        let lost = self
            .registrations
            .iter()
            .filter(|it| self.application(it.application).is_none() || self.version(it.version).is_none());
        for id in lost.map(|it| it.id).collect::<Vec<_>>() {
            self.set_registration(id, None);
        }
    }
}

/// Collects a whole snapshot.
pub(crate) struct Collector {
    credentials: Builder<Credential>,
    whereabouts: Builder<Whereabouts>,
    applications: Builder<Application>,
    registrations: Builder<Registration>,
    registered: Builder<Registered>,
}

impl Collector {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            credentials: Builder::new(),
            whereabouts: Builder::new(),
            applications: Builder::new(),
            registrations: Builder::new(),
            registered: Builder::new(),
        }
    }

    pub(crate) fn credential(&mut self, it: Credential) {
        self.whereabouts.add(Whereabouts { id: it.id, place: Credential::place(&it.mac) });
        self.credentials.add(it);
    }

    pub(crate) fn application(&mut self, it: Application) {
        self.applications.add(it);
    }

    pub(crate) fn registration(&mut self, it: Registration) {
        self.registered.add(Registered { id: it.id, application: it.application, version: it.version });
        self.registrations.add(it);
    }

    /// The snapshot of all that was collected.
    pub(crate) fn finish(self, seq: i64, catalog: Catalog) -> Snapshot {
        Snapshot {
            seq,
            credentials: self.credentials.build(),
            whereabouts: self.whereabouts.build(),
            applications: self.applications.build(),
            registrations: self.registrations.build(),
            registered: self.registered.build(),
            catalog: Arc::new(catalog),
            doubts: Arc::default(),
        }
    }
}
