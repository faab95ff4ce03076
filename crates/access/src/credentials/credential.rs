//! What a credential is. Pure.

use base::{ApplicationId, CredentialId, Instant};

/// An application's API key, without the key.
#[derive(Debug, Clone)]
pub struct Credential {
    /// Which one.
    pub id: CredentialId,
    /// Whose.
    pub application: ApplicationId,
    /// What its owner calls it; the only thing that can be changed.
    pub name: String,
    /// The key's last four characters.
    pub hint: String,
    /// Where it stands.
    pub state: State,
    /// When it was generated.
    pub created_at: Instant,
    /// When it ends, where the strategy says so.
    pub expires_at: Option<Instant>,
    /// When a call with it was last let in.
    pub last_used_at: Option<Instant>,
}

/// Where a credential stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The gateway knows it.
    Active,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

impl State {
    /// The state at a moment, from the stored word and the end that the strategy set.
    pub fn at(now: Instant, stored: &str, expires_at: Option<Instant>) -> Self {
        match (stored, expires_at) {
            ("revoked", _) => Self::Revoked,
            (_, Some(end)) if end <= now => Self::Expired,
            _ => Self::Active,
        }
    }

    /// The word that is shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_ends_exactly_when_its_time_is_over() {
        let at = Instant::from_micros;
        for (now, stored, end, state) in [
            (9, "active", Some(10), State::Active),
            (10, "active", Some(10), State::Expired),
            (10, "active", None, State::Active),
            (1, "revoked", Some(10), State::Revoked),
        ] {
            assert_eq!(State::at(at(now), stored, end.map(at)), state);
        }
    }
}
