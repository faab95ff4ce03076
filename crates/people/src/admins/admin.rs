//! What an admin is. Pure.

use base::{AdminId, FieldErrors, Instant, Result, Secret, words};
use serde::Deserialize;

use crate::roles::Role;

/// An account of the console.
#[derive(Debug, Clone)]
pub struct Admin {
    /// Which one.
    pub id: AdminId,
    /// The e-mail address, lower-cased; unique.
    pub email: String,
    /// The full name.
    pub full_name: String,
    /// What they are there for.
    pub role: Role,
    /// When they last signed in.
    pub last_signed_in_at: Option<Instant>,
    /// When the account was created.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}

impl Admin {
    /// When anything that is shown of it last changed.
    pub fn touched_at(&self) -> Instant {
        self.last_signed_in_at.map_or(self.updated_at, |it| it.max(self.updated_at))
    }
}

/// What a new admin is made of, but the password.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewAdmin {
    /// The e-mail address.
    pub email: String,
    /// The full name; the part before the `@` where it is empty.
    pub full_name: String,
    /// The word of the role.
    pub role: String,
}

impl NewAdmin {
    /// The admin, or what is wrong with the address, the name and the password.
    pub(super) fn check(&self, id: AdminId, password: &Secret, now: Instant) -> Result<Admin> {
        let mut errors = FieldErrors::new();
        let email = errors.take("email", words::email(&self.email)).unwrap_or_default();
        let full_name =
            errors.take("full_name", words::optional_line(&self.full_name, 256)).unwrap_or_default();
        let role = errors.take("role", self.role.parse::<Role>()).unwrap_or_default();
        let personal = [email.as_str(), full_name.as_str()];
        errors.take("password", signin::policy::check(password, &personal));
        errors.into_result()?;
        let full_name = if full_name.is_empty() {
            email.split('@').next().unwrap_or_default().to_owned()
        } else {
            full_name
        };
        Ok(Admin { id, email, full_name, role, last_signed_in_at: None, created_at: now, updated_at: now })
    }
}
