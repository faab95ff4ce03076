//! The one question: may this request, carrying this credential, go to this product version?
//!
//! A refusal is never an error and an error never lets anybody in: a [`Decision`] has no default, and nothing is
//! turned into one but by [`decide`].

use base::{ApplicationId, CredentialId, DeveloperId, Instant, RegistrationId, Uuid, VersionId};
use keys::{Key, Mac, ServerSecret};

use crate::change::{Change, Kind};
use crate::snapshot::Snapshot;
use crate::snapshot::catalog::Version;
use crate::snapshot::records::{Application, Credential, Standing, State};

/// What a request carries to prove itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presented {
    /// No credential.
    Nothing,
    /// More than one, be they equal.
    Several,
    /// One that has not the shape of a key, or a wrong checksum.
    Malformed,
    /// One, by the MAC that its key would be stored under.
    Key(Mac),
}

impl Presented {
    /// What the single value of a header or query parameter is.
    pub fn of(secret: &ServerSecret, value: &[u8]) -> Self {
        Key::parse_bytes(value).map_or(Self::Malformed, |key| Self::Key(keys::mac(secret, &key)))
    }
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Decision<'a> {
    /// Anybody may.
    Open,
    /// This caller may.
    Allow(Identity<'a>),
    /// No, and why.
    Deny(Denial),
    /// It cannot be decided: something on the way has changed and could not be read again.
    Unsure,
}

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity<'a> {
    /// The application.
    pub application: ApplicationId,
    /// Its reference ID.
    pub reference_id: &'a str,
    /// Whose it is.
    pub developer: DeveloperId,
    /// What lets it in.
    pub registration: RegistrationId,
    /// With which key it came.
    pub credential: CredentialId,
    /// For which version.
    pub version: VersionId,
    /// Whether the application is known to have called before.
    pub called: bool,
}

/// A refusal, and whose call it was as far as that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denial {
    /// Why.
    pub reason: Reason,
    /// The version that was called.
    pub version: VersionId,
    /// The caller.
    pub application: Option<ApplicationId>,
    /// The key it came with.
    pub credential: Option<CredentialId>,
}

/// Why a call is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// No credential was presented.
    Missing,
    /// More than one was.
    Duplicate,
    /// It is no key.
    Malformed,
    /// Nobody has this key.
    Unknown,
    /// The key was revoked.
    Revoked,
    /// The key's time is over.
    Expired,
    /// The application has not asked to use this version.
    NotRegistered,
    /// It has, but is registered to another version of the same product.
    OtherVersion,
    /// Its registration waits for a decision.
    RegistrationPending,
    /// Its registration was rejected.
    RegistrationRejected,
    /// Its registration was revoked.
    RegistrationRevoked,
}

impl Reason {
    /// All reasons, in the order in which tables print them.
    pub const ALL: [Self; 11] = [
        Self::Missing,
        Self::Duplicate,
        Self::Malformed,
        Self::Unknown,
        Self::Revoked,
        Self::Expired,
        Self::NotRegistered,
        Self::OtherVersion,
        Self::RegistrationPending,
        Self::RegistrationRejected,
        Self::RegistrationRevoked,
    ];

    /// As it is kept for the developer whose call it was.
    pub fn code(self) -> base::Code {
        match self {
            Self::Missing => "missing_credential",
            Self::Duplicate => "duplicate_credential",
            Self::Malformed => "malformed",
            Self::Unknown => "unknown",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            // Which versions it is registered to is looked up when somebody asks.
            Self::NotRegistered | Self::OtherVersion => "not_registered",
            Self::RegistrationPending => "registration_pending",
            Self::RegistrationRejected => "registration_rejected",
            Self::RegistrationRevoked => "registration_revoked",
        }
    }
}

/// Decides, in memory, from one moment's snapshot.
pub fn decide<'a>(
    snapshot: &'a Snapshot,
    version: VersionId,
    presented: &Presented,
    now: Instant,
) -> Decision<'a> {
    let found = snapshot.version(version);
    if doubts_version(snapshot, version, found) {
        return Decision::Unsure;
    }
    if found.is_some_and(Version::is_open) {
        return Decision::Open;
    }
    let nobody = |reason| Decision::Deny(Denial { reason, version, application: None, credential: None });
    let mac = match presented {
        Presented::Nothing => return nobody(Reason::Missing),
        Presented::Several => return nobody(Reason::Duplicate),
        Presented::Malformed => return nobody(Reason::Malformed),
        Presented::Key(mac) => mac,
    };
    let Some(credential) = snapshot.credential(mac) else { return nobody(Reason::Unknown) };
    let Some(application) = snapshot.application(credential.application) else {
        return nobody(Reason::Unknown);
    };
    if doubts_caller(snapshot, credential, application) {
        return Decision::Unsure;
    }
    let known = |reason| {
        let (application, credential) = (Some(application.id), Some(credential.id));
        Decision::Deny(Denial { reason, version, application, credential })
    };
    match credential.standing(now) {
        Standing::Active => {}
        Standing::Revoked => return known(Reason::Revoked),
        Standing::Expired => return known(Reason::Expired),
    }
    match admit(snapshot, found, application) {
        Admission::Unsure => Decision::Unsure,
        Admission::No(reason) => known(reason),
        Admission::Yes(registration) => Decision::Allow(Identity {
            application: application.id,
            reference_id: &application.reference_id,
            developer: application.developer,
            registration,
            credential: credential.id,
            version,
            called: application.called,
        }),
    }
}

/// Decides for a service that several versions share: registered to any of them is enough; open only if all are.
/// Of several refusals, the one that comes nearest to being let in is given.
pub fn decide_any<'a>(
    snapshot: &'a Snapshot,
    versions: &[VersionId],
    presented: &Presented,
    now: Instant,
) -> Decision<'a> {
    let mut open = false;
    let mut denied: Option<Denial> = None;
    for version in versions {
        match decide(snapshot, *version, presented, now) {
            Decision::Open => open = true,
            Decision::Deny(denial) if denied.is_none_or(|it| nearness(it) < nearness(denial)) => {
                denied = Some(denial);
            }
            Decision::Deny(_) => {}
            other => return other,
        }
    }
    match (denied, open) {
        (Some(denial), _) => Decision::Deny(denial),
        (None, true) => Decision::Open,
        (None, false) => Decision::Unsure,
    }
}

enum Admission {
    Yes(RegistrationId),
    No(Reason),
    Unsure,
}

fn admit(snapshot: &Snapshot, version: Option<&Version>, application: &Application) -> Admission {
    let Some(version) = version else { return Admission::No(Reason::NotRegistered) };
    let Some(registration) = snapshot.registration(application.id, version.id) else {
        let elsewhere = snapshot.is_registered_elsewhere(application.id, version);
        return Admission::No(if elsewhere { Reason::OtherVersion } else { Reason::NotRegistered });
    };
    if snapshot.doubts_any([Change::new(Kind::Registration, registration.id.uuid())]) {
        return Admission::Unsure;
    }
    match registration.state {
        State::Approved => Admission::Yes(registration.id),
        State::Pending => Admission::No(Reason::RegistrationPending),
        State::Rejected => Admission::No(Reason::RegistrationRejected),
        State::Revoked => Admission::No(Reason::RegistrationRevoked),
    }
}

fn doubts_version(snapshot: &Snapshot, id: VersionId, version: Option<&Version>) -> bool {
    if snapshot.is_sure() {
        return false;
    }
    let above = version.into_iter().flat_map(|it| {
        let strategies = it.strategies.iter().map(|it| (Kind::Strategy, it.uuid()));
        let portals = it.portals.iter().map(|it| (Kind::Portal, it.uuid()));
        let service = it.service.map(|it| (Kind::Service, it.uuid()));
        strategies.chain(portals).chain(service).chain([(Kind::Product, it.product.uuid())])
    });
    snapshot.doubts_any(above.chain([(Kind::Version, id.uuid())]).map(|(kind, id)| Change { kind, id }))
}

fn doubts_caller(snapshot: &Snapshot, credential: &Credential, application: &Application) -> bool {
    let things: [(Kind, Uuid); 4] = [
        (Kind::Credential, credential.id.uuid()),
        (Kind::Application, application.id.uuid()),
        (Kind::Developer, application.developer.uuid()),
        (Kind::Portal, application.portal.uuid()),
    ];
    snapshot.doubts_any(things.map(|(kind, id)| Change { kind, id }))
}

fn nearness(denial: Denial) -> u8 {
    match denial.reason {
        Reason::RegistrationPending => 4,
        Reason::RegistrationRevoked => 3,
        Reason::RegistrationRejected => 2,
        Reason::OtherVersion => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
