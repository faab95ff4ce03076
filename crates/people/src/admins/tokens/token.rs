//! What a management token is. Pure.

use base::{AdminId, AdminTokenId, Instant};

/// How every management token begins, so that secret scanners know it.
pub const PREFIX: &str = "prt_admin_";

/// A management token, without its secret.
#[derive(Debug, Clone)]
pub struct Token {
    /// Which one.
    pub id: AdminTokenId,
    /// Whose rights it carries.
    pub admin: AdminId,
    /// Their e-mail address.
    pub admin_email: String,
    /// What it is for; unique among the admin's tokens.
    pub name: String,
    /// When it was created.
    pub created_at: Instant,
    /// When it stops working, if ever.
    pub expires_at: Option<Instant>,
    /// When it was last used, to ten minutes.
    pub last_used_at: Option<Instant>,
}

impl Token {
    /// Whether it has stopped working by itself.
    pub fn is_expired(&self, now: Instant) -> bool {
        self.expires_at.is_some_and(|it| it <= now)
    }
}
