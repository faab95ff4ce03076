//! What a registration is: its states, their facts, and the verbs they accept. Pure.

use base::{
    ApplicationId, DeveloperId, Error, Instant, PortalId, ProductId, RegistrationId, Result, VersionId,
};
use frame::Decision;

/// An application's permission to use one product version, with the names of what it joins.
#[derive(Debug, Clone)]
pub struct Registration {
    /// Which one.
    pub id: RegistrationId,
    /// In which portal.
    pub portal: PortalId,
    /// Whose permission.
    pub application: ApplicationId,
    /// The application's name.
    pub application_name: String,
    /// Whose application.
    pub developer: DeveloperId,
    /// The developer's full name.
    pub developer_name: String,
    /// The developer's e-mail address.
    pub developer_email: String,
    /// Of which product.
    pub product: ProductId,
    /// The product's name.
    pub product_name: String,
    /// The product's slug.
    pub product_slug: String,
    /// For which version.
    pub version: VersionId,
    /// The version's name.
    pub version_name: String,
    /// Where it stands.
    pub state: State,
    /// When it was asked for.
    pub requested_at: Instant,
    /// When it was changed last.
    pub updated_at: Instant,
}

/// The words for where a registration stands.
pub const STATES: &[&str] = &["approved", "pending", "rejected", "revoked"];

impl Registration {
    /// `Parcel tracker → Payments v2`: how the audit log names it.
    pub fn title(&self) -> String {
        format!("{} → {}", self.application_name, self.version_title())
    }

    /// `Payments v2`.
    pub fn version_title(&self) -> String {
        format!("{} {}", self.product_name, self.version_name)
    }

    /// Since when it stands where it stands.
    pub fn since(&self) -> Instant {
        self.state.facts().0.map_or(self.requested_at, |it| it.at)
    }
}

/// Where a registration stands. Each state carries exactly what is true in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Waiting for a decision.
    Pending,
    /// The application may call the version.
    Approved(Decision),
    /// It may not, and the developer is told why.
    Rejected(Decision, String),
    /// It could, and may no longer.
    Revoked(Decision),
}

/// What can be done to a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Let the application in.
    Approve,
    /// Say no, with a reason.
    Reject,
    /// Take the permission back.
    Revoke,
}

impl Verb {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Approve, Self::Reject, Self::Revoke];

    /// The word of the state that it leads to.
    pub fn leads_to(self) -> &'static str {
        match self {
            Self::Approve => "approved",
            Self::Reject => "rejected",
            Self::Revoke => "revoked",
        }
    }

    /// What the audit log calls it.
    pub fn event(self) -> &'static str {
        match self {
            Self::Approve => "registration.approved",
            Self::Reject => "registration.rejected",
            Self::Revoke => "registration.revoked",
        }
    }
}

impl State {
    /// The word that is stored, shown and filtered by.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved(_) => "approved",
            Self::Rejected(..) => "rejected",
            Self::Revoked(_) => "revoked",
        }
    }

    /// The verbs this state accepts. Pages draw their buttons from it; the moves obey it.
    pub fn offers(&self) -> &'static [Verb] {
        match self {
            Self::Pending => &[Verb::Approve, Verb::Reject],
            Self::Approved(_) => &[Verb::Revoke],
            Self::Revoked(_) => &[Verb::Approve],
            Self::Rejected(..) => &[],
        }
    }

    /// Whether this state accepts the verb.
    pub fn accepts(&self, verb: Verb) -> bool {
        self.offers().contains(&verb)
    }

    /// The verb that leads to the state of this word; none where that is where it stands.
    pub fn toward(&self, word: &str) -> Result<Option<Verb>> {
        match Verb::ALL.into_iter().find(|it| it.leads_to() == word) {
            _ if word == self.name() => Ok(None),
            Some(verb) if self.accepts(verb) => Ok(Some(verb)),
            _ => Err(Error::Refused("registration.no_way")),
        }
    }

    /// The state after a verb. Only a rejection has a reason.
    pub fn after(&self, verb: Verb, decision: Decision, reason: String) -> Result<Self> {
        match verb {
            Verb::Approve => self.approve(decision),
            Verb::Reject => self.reject(decision, reason),
            Verb::Revoke => self.revoke(decision),
        }
    }

    /// Lets the application in.
    pub fn approve(&self, decision: Decision) -> Result<Self> {
        self.check(Verb::Approve)?;
        Ok(Self::Approved(decision))
    }

    /// Says no, with a reason.
    pub fn reject(&self, decision: Decision, reason: String) -> Result<Self> {
        self.check(Verb::Reject)?;
        Ok(Self::Rejected(decision, reason))
    }

    /// Takes the permission back.
    pub fn revoke(&self, decision: Decision) -> Result<Self> {
        self.check(Verb::Revoke)?;
        Ok(Self::Revoked(decision))
    }

    /// Who decided and when, and the reason where there is one.
    pub fn facts(&self) -> (Option<&Decision>, Option<&str>) {
        match self {
            Self::Pending => (None, None),
            Self::Approved(decision) | Self::Revoked(decision) => (Some(decision), None),
            Self::Rejected(decision, reason) => (Some(decision), Some(reason)),
        }
    }

    fn check(&self, verb: Verb) -> Result<()> {
        if self.accepts(verb) { Ok(()) } else { Err(Error::Refused("registration.already_decided")) }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn every_state_leads_to_others_by_these_verbs() {
        let now = || Decision { at: Instant::from_micros(1), by: "ada@example.com".into() };
        let states = [
            State::Pending,
            State::Approved(now()),
            State::Rejected(now(), "no".into()),
            State::Revoked(now()),
        ];
        let mut table = String::new();
        for it in &states {
            let row = ["pending", "approved", "rejected", "revoked"].map(|word| match it.toward(word) {
                Ok(Some(verb)) => verb.leads_to(),
                Ok(None) => "stays",
                Err(_) => "-",
            });
            let _ = writeln!(table, "{:8} -> {}", it.name(), row.join(" "));
        }
        assert_eq!(
            table,
            "\
pending  -> stays approved rejected -
approved -> - stays - revoked
rejected -> - - stays -
revoked  -> - approved - stays
"
        );
    }

    #[test]
    fn every_state_answers_every_verb() {
        let now = || Decision { at: Instant::from_micros(1), by: "ada@example.com".into() };
        let states = [
            State::Pending,
            State::Approved(now()),
            State::Rejected(now(), "no".into()),
            State::Revoked(now()),
        ];
        let name = |it: Result<State>| it.map_or("-", |it| it.name());
        let mut table = String::new();
        for it in &states {
            let row = [it.approve(now()), it.reject(now(), "no".into()), it.revoke(now())].map(name);
            let _ = writeln!(table, "{:8} -> {}", it.name(), row.join(" "));
        }
        assert_eq!(
            table,
            "\
pending  -> approved rejected -
approved -> - - revoked
rejected -> - - -
revoked  -> approved - -
"
        );
    }
}
