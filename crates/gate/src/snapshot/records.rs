//! What the snapshot keeps of credentials, applications and registrations: what a decision needs and no more.

use base::{ApplicationId, CredentialId, DeveloperId, Instant, PortalId, RegistrationId, Uuid, VersionId};
use keys::Mac;

use super::map::Record;

/// A credential, found by its MAC.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(crate) mac: Mac,
    pub(crate) id: CredentialId,
    pub(crate) application: ApplicationId,
    /// Microseconds; the ends of the range stand for "revoked" and "for ever".
    until: i64,
}

/// Whether a credential may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Active,
    Revoked,
    Expired,
}

impl Credential {
    /// A credential that may be used until the given moment, or for ever.
    pub(crate) fn active(
        mac: Mac,
        id: CredentialId,
        application: ApplicationId,
        expires_at: Option<Instant>,
    ) -> Self {
        let until = expires_at.map_or(i64::MAX, |it| it.micros().max(i64::MIN + 1));
        Self { mac, id, application, until }
    }

    /// A credential that must not be used any more.
    pub(crate) fn revoked(mac: Mac, id: CredentialId, application: ApplicationId) -> Self {
        Self { mac, id, application, until: i64::MIN }
    }

    /// Whether it may be used at this moment. At the very moment of expiry it may not.
    pub(crate) fn standing(&self, now: Instant) -> Standing {
        match self.until {
            i64::MIN => Standing::Revoked,
            i64::MAX => Standing::Active,
            until if now.micros() < until => Standing::Active,
            _ => Standing::Expired,
        }
    }
}

/// A MAC lies where its own first bits say: nobody without the installation's secret can choose them.
impl Record for Credential {
    type Key = Mac;
    fn key(&self) -> Mac {
        self.mac
    }
    fn place(key: &Mac) -> u16 {
        let bytes = key.bytes();
        u16::from_be_bytes([bytes[0], bytes[1]])
    }
}

/// Where a credential lies, found by its id: what a change names.
#[derive(Clone)]
pub(crate) struct Whereabouts {
    pub(crate) id: CredentialId,
    pub(crate) place: u16,
}

impl Record for Whereabouts {
    type Key = CredentialId;
    fn key(&self) -> CredentialId {
        self.id
    }
    fn place(key: &CredentialId) -> u16 {
        tail(key.uuid())
    }
}

/// An application.
#[derive(Clone)]
pub(crate) struct Application {
    pub(crate) id: ApplicationId,
    pub(crate) developer: DeveloperId,
    pub(crate) portal: PortalId,
    pub(crate) reference_id: Box<str>,
    /// Whether its first successful call is already known.
    pub(crate) called: bool,
}

impl Record for Application {
    type Key = ApplicationId;
    fn key(&self) -> ApplicationId {
        self.id
    }
    fn place(key: &ApplicationId) -> u16 {
        tail(key.uuid())
    }
}

/// How a registration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Pending,
    Approved,
    Rejected,
    Revoked,
}

impl State {
    /// Reads the column.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "pending" => Some(Self::Pending),
            "approved" => Some(Self::Approved),
            "rejected" => Some(Self::Rejected),
            "revoked" => Some(Self::Revoked),
            _ => None,
        }
    }
}

/// A registration, found by its application and version. Those of one application lie together.
#[derive(Clone)]
pub(crate) struct Registration {
    pub(crate) application: ApplicationId,
    pub(crate) version: VersionId,
    pub(crate) id: RegistrationId,
    pub(crate) state: State,
}

impl Record for Registration {
    type Key = (ApplicationId, VersionId);
    fn key(&self) -> Self::Key {
        (self.application, self.version)
    }
    fn place(key: &Self::Key) -> u16 {
        tail(key.0.uuid())
    }
}

/// Whose a registration is, found by its id: what a change names.
#[derive(Clone)]
pub(crate) struct Registered {
    pub(crate) id: RegistrationId,
    pub(crate) application: ApplicationId,
    pub(crate) version: VersionId,
}

impl Record for Registered {
    type Key = RegistrationId;
    fn key(&self) -> RegistrationId {
        self.id
    }
    fn place(key: &RegistrationId) -> u16 {
        tail(key.uuid())
    }
}

/// The end of a UUIDv7 is chance, its beginning is the time.
fn tail(uuid: Uuid) -> u16 {
    let bytes = uuid.as_bytes();
    u16::from_be_bytes([bytes[14], bytes[15]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_expires_at_the_very_moment() {
        let ids = (Mac::from([1; 32]), CredentialId::from(Uuid::nil()), ApplicationId::from(Uuid::nil()));
        let at = Instant::from_micros;
        let it = Credential::active(ids.0, ids.1, ids.2, Some(at(1_000)));
        assert_eq!(it.standing(at(999)), Standing::Active);
        assert_eq!(it.standing(at(1_000)), Standing::Expired);
        assert_eq!(it.standing(at(1_001)), Standing::Expired);
        let it = Credential::active(ids.0, ids.1, ids.2, Some(at(i64::MIN)));
        assert_eq!(it.standing(at(0)), Standing::Expired);
        assert_eq!(Credential::active(ids.0, ids.1, ids.2, None).standing(at(i64::MAX)), Standing::Active);
        assert_eq!(Credential::revoked(ids.0, ids.1, ids.2).standing(at(0)), Standing::Revoked);
    }

    #[test]
    fn a_credential_takes_little_room() {
        assert_eq!(size_of::<Credential>(), 72);
        assert_eq!(size_of::<Whereabouts>(), 18);
        assert_eq!(size_of::<Registration>(), 49);
    }
}
