//! What an application is. Pure.

use base::{ApplicationId, DeveloperId, Instant, PortalId, StrategyId};

/// What a developer builds.
#[derive(Debug, Clone)]
pub struct Application {
    /// Which one.
    pub id: ApplicationId,
    /// In which portal.
    pub portal: PortalId,
    /// The portal's name.
    pub portal_name: String,
    /// Whose.
    pub developer: DeveloperId,
    /// The developer's full name.
    pub developer_name: String,
    /// The developer's e-mail address.
    pub developer_email: String,
    /// Its name, unique among the developer's.
    pub name: String,
    /// What it is for; may be empty.
    pub description: String,
    /// Unique in the portal. The upstream receives it with each call.
    pub reference_id: String,
    /// How it proves itself, for life.
    pub strategy: StrategyId,
    /// What the strategy is called.
    pub strategy_name: String,
    /// When its first call succeeded.
    pub first_call_at: Option<Instant>,
    /// When it was created.
    pub created_at: Instant,
    /// When it was changed last, or its strategy was: what is shown of it tells of both.
    pub updated_at: Instant,
    /// What belongs to it.
    pub belongings: Belongings,
}

/// What goes when an application goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Belongings {
    /// Registrations in any state.
    pub registrations: i64,
    /// Registrations that wait.
    pub pending: i64,
    /// Credentials.
    pub credentials: i64,
}
