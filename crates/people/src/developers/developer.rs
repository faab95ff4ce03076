//! What a developer is: the states, their facts, and the verbs they accept. Pure.

use base::{DeveloperId, Error, FieldErrors, Instant, PortalId, Result, words};
use frame::Decision;
use serde::Deserialize;

/// An account in one portal.
#[derive(Debug, Clone)]
pub struct Developer {
    /// Which one.
    pub id: DeveloperId,
    /// In which portal.
    pub portal: PortalId,
    /// The e-mail address, lower-cased; unique in the portal.
    pub email: String,
    /// The full name.
    pub full_name: String,
    /// Where the account stands.
    pub state: State,
    /// When access was asked for: at sign-up, and again when the e-mail address was confirmed.
    pub requested_at: Instant,
    /// When they last signed in.
    pub last_signed_in_at: Option<Instant>,
    /// When they signed up.
    pub created_at: Instant,
    /// When the account last changed.
    pub updated_at: Instant,
}

/// Where an account stands. Each state carries exactly what is true in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The e-mail address is not confirmed; there is no password.
    Unverified,
    /// Waiting for a decision.
    Pending,
    /// May sign in.
    Approved(Decision),
    /// May not, and is told why.
    Rejected(Decision, String),
    /// Could, and may no longer.
    Revoked(Decision),
}

/// What an admin can do to an account. Deleting is possible in every state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Let them in.
    Approve,
    /// Say no, with a reason.
    Reject,
    /// Shut them out.
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
            Self::Approve => "developer.approved",
            Self::Reject => "developer.rejected",
            Self::Revoke => "developer.revoked",
        }
    }

    /// The word in addresses and in the keys of sentences.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Revoke => "revoke",
        }
    }
}

impl State {
    /// The word that is stored, shown and filtered by.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
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
            Self::Unverified | Self::Rejected(..) => &[],
        }
    }

    /// Whether this state accepts the verb.
    pub fn accepts(&self, verb: Verb) -> bool {
        self.offers().contains(&verb)
    }

    /// Whether one may sign in.
    pub fn is_approved(&self) -> bool {
        matches!(self, Self::Approved(_))
    }

    /// The e-mail address is confirmed: waits for a decision, or is approved by one that the portal makes itself.
    pub fn confirm(&self, automatic: Option<Decision>) -> Result<Self> {
        match self {
            Self::Unverified => Ok(automatic.map_or(Self::Pending, Self::Approved)),
            _ => Err(Error::Refused("developer.already_confirmed")),
        }
    }

    /// The word that programs know it by: whoever never confirmed the address waits, as far as they can tell.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Unverified => "pending",
            other => other.name(),
        }
    }

    /// The verb that leads to the state of this word; none where that is where it stands.
    pub fn toward(&self, word: &str) -> Result<Option<Verb>> {
        match Verb::ALL.into_iter().find(|it| it.leads_to() == word) {
            _ if word == self.word() => Ok(None),
            Some(verb) if self.accepts(verb) => Ok(Some(verb)),
            _ if *self == Self::Unverified => Err(Error::Refused("developer.unconfirmed")),
            _ => Err(Error::Refused("developer.no_way")),
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

    /// Lets them in.
    pub fn approve(&self, decision: Decision) -> Result<Self> {
        self.check(Verb::Approve)?;
        Ok(Self::Approved(decision))
    }

    /// Says no, with a reason.
    pub fn reject(&self, decision: Decision, reason: String) -> Result<Self> {
        self.check(Verb::Reject)?;
        Ok(Self::Rejected(decision, reason))
    }

    /// Shuts them out.
    pub fn revoke(&self, decision: Decision) -> Result<Self> {
        self.check(Verb::Revoke)?;
        Ok(Self::Revoked(decision))
    }

    /// Who decided and when, and the reason where there is one.
    pub fn facts(&self) -> (Option<&Decision>, Option<&str>) {
        match self {
            Self::Unverified | Self::Pending => (None, None),
            Self::Approved(decision) | Self::Revoked(decision) => (Some(decision), None),
            Self::Rejected(decision, reason) => (Some(decision), Some(reason)),
        }
    }

    fn check(&self, verb: Verb) -> Result<()> {
        match self {
            _ if self.accepts(verb) => Ok(()),
            Self::Unverified => Err(Error::Refused("developer.unconfirmed")),
            _ => Err(Error::Refused("developer.already_decided")),
        }
    }
}

/// What somebody gives to sign up.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewDeveloper {
    /// The e-mail address.
    pub email: String,
    /// The full name.
    pub full_name: String,
}

impl NewDeveloper {
    /// The address and the name, or what is wrong with them.
    pub(super) fn check(&self) -> Result<(String, String)> {
        let mut errors = FieldErrors::new();
        let email = errors.take("email", words::email(&self.email));
        let full_name = errors.take("full_name", words::line(&self.full_name, 256));
        errors.into_result()?;
        Ok((email.unwrap_or_default(), full_name.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ada() -> Decision {
        Decision { at: Instant::from_micros(1), by: "ada@example.com".into() }
    }

    #[test]
    fn every_state_answers_every_verb() {
        let states = [
            State::Unverified,
            State::Pending,
            State::Approved(ada()),
            State::Rejected(ada(), "no".into()),
            State::Revoked(ada()),
        ];
        let name = |it: Result<State>| it.map_or("-", |it| it.name());
        let mut table = Vec::new();
        for it in &states {
            let row = [
                it.confirm(None),
                it.confirm(Some(ada())),
                it.approve(ada()),
                it.reject(ada(), "no".into()),
                it.revoke(ada()),
            ];
            table.push(format!("{:10} -> {}\n", it.name(), row.map(name).join(" ")));
        }
        assert_eq!(
            table.concat(),
            "\
unverified -> pending approved - - -
pending    -> - - approved rejected -
approved   -> - - - - revoked
rejected   -> - - - - -
revoked    -> - - approved - -
"
        );
    }

    #[test]
    fn every_state_leads_to_others_by_these_verbs() {
        let states = [
            State::Unverified,
            State::Pending,
            State::Approved(ada()),
            State::Rejected(ada(), "no".into()),
            State::Revoked(ada()),
        ];
        let mut table = Vec::new();
        for it in &states {
            let row = ["pending", "approved", "rejected", "revoked"].map(|word| match it.toward(word) {
                Ok(Some(verb)) => verb.name(),
                Ok(None) => "stays",
                Err(_) => "-",
            });
            table.push(format!("{:10} -> {}\n", it.name(), row.join(" ")));
        }
        assert_eq!(
            table.concat(),
            "\
unverified -> stays - - -
pending    -> stays approve reject -
approved   -> - stays - revoke
rejected   -> - - stays -
revoked    -> - approve - stays
"
        );
    }

    #[test]
    fn only_the_approved_may_sign_in() {
        assert!(State::Approved(ada()).is_approved());
        for it in
            [State::Unverified, State::Pending, State::Rejected(ada(), "no".into()), State::Revoked(ada())]
        {
            assert!(!it.is_approved(), "{}", it.name());
        }
    }

    #[test]
    fn an_address_and_a_name_are_asked_for() {
        let said = NewDeveloper { email: "Ada".into(), full_name: String::new() }.check().unwrap_err();
        assert_eq!(said.to_string(), "invalid: email: is_email, full_name: required");
        let it = NewDeveloper { email: " Ada@Example.com".into(), full_name: " Ada King ".into() };
        assert_eq!(it.check().unwrap(), ("ada@example.com".into(), "Ada King".into()));
    }
}
