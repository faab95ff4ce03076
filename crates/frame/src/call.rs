//! A call is a value: who asks, in which portal, when, through which door, and where new ids come from.

use std::net::IpAddr;

use base::{
    AdminId, DeveloperId, Error, Instant, PortalId, Result, Right, Rights, Secret, SessionId, TraceId, Uuid,
};

use crate::once::Once;
use crate::{App, Write};

/// Through which door a call came; the audit log keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The developer's pages.
    Portal,
    /// The admin's pages.
    Console,
    /// The JSON APIs.
    Api,
    /// The command line.
    Command,
    /// What happens later, by itself.
    Worker,
}

impl Door {
    /// The word that is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Console => "console",
            Self::Api => "api",
            Self::Command => "command",
            Self::Worker => "worker",
        }
    }
}

/// Somebody who signed in.
#[derive(Debug, Clone)]
pub struct Person<Id> {
    /// Which account.
    pub id: Id,
    /// Its e-mail address.
    pub email: String,
    /// Its full name.
    pub name: String,
    /// The session, when there is one (a token has none).
    pub session: Option<SessionId>,
}

/// Who asks.
#[derive(Debug, Clone)]
pub enum Who {
    /// Nobody has signed in.
    Nobody,
    /// An approved developer of the portal.
    Developer(Person<DeveloperId>),
    /// An admin of the console.
    Admin(Person<AdminId>),
    /// The portal itself, by its settings.
    Portal,
    /// Whoever may run the program on the machine.
    Operator,
}

/// One request of one person, through one door.
#[derive(Clone)]
pub struct Call {
    /// The process.
    pub app: App,
    /// Who asks.
    pub who: Who,
    /// What they may do.
    pub rights: Rights,
    /// The portal in which they stand; none in the console.
    pub portal: Option<PortalId>,
    /// Through which door.
    pub door: Door,
    /// What a person quotes to ask what happened.
    pub trace: TraceId,
    /// From which address.
    pub address: Option<IpAddr>,
    /// With which program, in its own words; empty when it says nothing.
    pub agent: String,
    /// The idempotency key under which it is carried out, if it came with one.
    pub once: Option<Once>,
    /// When what it changes must have been changed last, if it names such moments (`If-Match`); empty for any.
    pub only_if: Vec<Instant>,
    now: Instant,
}

impl Call {
    /// A call by nobody, now.
    pub fn new(app: &App, door: Door) -> Result<Self> {
        Ok(Self {
            who: Who::Nobody,
            rights: Rights::NONE,
            portal: None,
            door,
            trace: app.new_uuid()?.into(),
            address: None,
            agent: String::new(),
            once: None,
            only_if: Vec::new(),
            now: app.now(),
            app: app.clone(),
        })
    }

    /// A call by whoever may run the program on the machine: everything is allowed.
    pub fn operator(app: &App, door: Door) -> Result<Self> {
        Ok(Self { who: Who::Operator, rights: Rights::all(), ..Self::new(app, door)? })
    }

    /// The same call, made by this developer of this portal.
    pub fn by_developer(self, portal: PortalId, person: Person<DeveloperId>) -> Self {
        Self {
            who: Who::Developer(person),
            rights: Rights::of(&[Right::Build]),
            portal: Some(portal),
            ..self
        }
    }

    /// The same call, made by this admin with these rights.
    pub fn by_admin(self, person: Person<AdminId>, rights: Rights) -> Self {
        Self { who: Who::Admin(person), rights, portal: None, ..self }
    }

    /// The same call in this portal.
    pub fn within(self, portal: PortalId) -> Self {
        Self { portal: Some(portal), ..self }
    }

    /// The same call, made by the portal itself: automatic approval.
    pub fn by_portal(&self) -> Self {
        Self { who: Who::Portal, rights: Rights::all(), ..self.clone() }
    }

    /// The same call, as if it were made at that moment: for a history that is made afterwards.
    pub fn at(self, now: Instant) -> Self {
        Self { now, ..self }
    }

    /// When the call was made. It does not move while the call lasts.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// A new id.
    pub fn new_id<T: From<Uuid>>(&self) -> Result<T> {
        self.app.new_uuid().map(T::from)
    }

    /// A new opaque token of 256 bits.
    pub fn new_token(&self) -> Result<Secret> {
        let mut random = [0; 32];
        self.app.fill(&mut random)?;
        Ok(signin::token::encode(&random))
    }

    /// A new opaque token of 122 bits, written as a UUID (RFC 9562, 5.4): the form that the published contract fixes for
    /// what links in mails carry.
    pub fn new_uuid_token(&self) -> Result<Secret> {
        let mut random = [0; 16];
        self.app.fill(&mut random)?;
        Ok(Secret::new(uuid::Builder::from_random_bytes(random).into_uuid().to_string()))
    }

    /// Refuses a call that lacks the right.
    pub fn require(&self, right: Right) -> Result<()> {
        match (self.rights.has(right), &self.who) {
            (true, _) => Ok(()),
            (false, Who::Nobody) => Err(Error::SignIn),
            (false, _) => Err(Error::Forbidden(right)),
        }
    }

    /// The developer who asks.
    pub fn developer(&self) -> Result<&Person<DeveloperId>> {
        match &self.who {
            Who::Developer(person) => Ok(person),
            _ => Err(Error::SignIn),
        }
    }

    /// The admin who asks.
    pub fn admin(&self) -> Result<&Person<AdminId>> {
        match &self.who {
            Who::Admin(person) => Ok(person),
            _ => Err(Error::SignIn),
        }
    }

    /// The portal in which the call was made.
    pub fn here(&self) -> Result<PortalId> {
        self.portal.ok_or(Error::NotFound)
    }

    /// What may be seen.
    pub fn reach(&self) -> Reach {
        match &self.who {
            Who::Admin(_) | Who::Operator | Who::Portal => Reach::Everything,
            Who::Developer(person) => Reach::Developer { portal: self.portal, developer: person.id },
            Who::Nobody => Reach::Visitor { portal: self.portal },
        }
    }

    /// Who decides, and when.
    pub fn decision(&self) -> Decision {
        let by = match &self.who {
            Who::Admin(person) => person.email.clone(),
            Who::Developer(person) => person.email.clone(),
            Who::Portal | Who::Nobody => "portal".to_owned(),
            Who::Operator => "operator".to_owned(),
        };
        Decision { at: self.now, by }
    }

    /// Refuses to change what was changed since the caller saw it. Deeds ask once they have found it in their
    /// transaction, so nobody can come between.
    pub fn expect(&self, updated_at: Instant) -> Result<()> {
        let is_expected = self.only_if.is_empty() || self.only_if.contains(&updated_at);
        if is_expected { Ok(()) } else { Err(Error::Refused("request.stale")) }
    }

    /// A read-only view of the database.
    pub async fn read(&self) -> Result<sql::Tx> {
        Ok(self.app.db.read().await?)
    }

    /// A transaction that changes something. It must be committed, or nothing happened.
    pub async fn write(&self) -> Result<Write> {
        Write::begin(&self.app, self.now, self.once.clone()).await
    }
}

/// A decision: when, and by whom (an admin's e-mail address, or `portal` when it was automatic).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: String,
}

/// What a call may see. Every query that finds a portal's or a developer's things takes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// An admin or the program itself.
    Everything,
    /// A developer's own things, and what the portal shows to them.
    Developer {
        /// The portal of the request.
        portal: Option<PortalId>,
        /// Whose things.
        developer: DeveloperId,
    },
    /// What the portal shows to anybody.
    Visitor {
        /// The portal of the request.
        portal: Option<PortalId>,
    },
}

impl Reach {
    /// Whether nothing is hidden.
    pub fn is_everything(&self) -> bool {
        *self == Self::Everything
    }

    /// The portal as a parameter: empty where there is none, which equals no portal.
    pub fn portal(&self) -> String {
        match self {
            Self::Everything => String::new(),
            Self::Developer { portal, .. } | Self::Visitor { portal } => {
                portal.map(|it| it.to_string()).unwrap_or_default()
            }
        }
    }

    /// The developer as a parameter: empty where there is none, which equals no developer.
    pub fn developer(&self) -> String {
        match self {
            Self::Developer { developer, .. } => developer.to_string(),
            Self::Everything | Self::Visitor { .. } => String::new(),
        }
    }
}
