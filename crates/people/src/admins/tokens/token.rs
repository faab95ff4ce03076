//! What a management token is. Pure.

use base::{AdminId, AdminTokenId, Instant, Rights};

use crate::roles::Role;

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
    /// What it is limited to; nothing where it may do whatever its admin may.
    pub role: Option<Role>,
    /// When it was created.
    pub created_at: Instant,
    /// When it stops working, if ever.
    pub expires_at: Option<Instant>,
    /// When it was last used, to ten minutes.
    pub last_used_at: Option<Instant>,
}

/// What makes a token.
#[derive(Debug, Clone, Default)]
pub struct NewToken {
    /// What it is for; unique among the admin's tokens.
    pub name: String,
    /// What it is limited to; nothing lets it do whatever its admin may.
    pub role: Option<Role>,
    /// When it stops working; nothing: when it is revoked.
    pub expires_at: Option<Instant>,
}

impl Token {
    /// What it may do while its admin has this role: what both allow.
    pub fn rights(&self, admin: Role) -> Rights {
        admin.rights().and(self.role.unwrap_or(admin).rights())
    }

    /// Whether it has stopped working by itself.
    pub fn is_expired(&self, now: Instant) -> bool {
        self.expires_at.is_some_and(|it| it <= now)
    }
}
