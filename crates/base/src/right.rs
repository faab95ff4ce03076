//! What may be done in general. Who has which is decided by `people::roles`.

/// A thing that may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Right {
    /// See everything in the console.
    ReadConsole,
    /// Approve, reject, revoke and delete developers, applications and registrations.
    DecideRequests,
    /// Create and change products, versions, documents, specifications, services, strategies; publish them.
    ManageCatalog,
    /// Create portals and change their settings, teams and appearance.
    ManagePortals,
    /// Create and remove admins and their tokens; read the mail outbox.
    ManageAdmins,
    /// Create applications, register them, generate credentials: an approved developer's own things.
    Build,
}

impl Right {
    /// All rights, in the order in which tables print them.
    pub const ALL: [Self; 6] = [
        Self::ReadConsole,
        Self::DecideRequests,
        Self::ManageCatalog,
        Self::ManagePortals,
        Self::ManageAdmins,
        Self::Build,
    ];
}

/// A set of rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rights(u8);

impl Rights {
    /// None at all.
    pub const NONE: Self = Self(0);

    /// These.
    pub fn of(rights: &[Right]) -> Self {
        Self(rights.iter().fold(0, |set, it| set | 1 << (*it as u8)))
    }

    /// All of them.
    pub fn all() -> Self {
        Self::of(&Right::ALL)
    }

    /// Those that are in both.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether all of the others are among these.
    pub fn cover(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// Whether this one is among them.
    pub fn has(self, right: Right) -> bool {
        self.0 & 1 << (right as u8) != 0
    }
}
