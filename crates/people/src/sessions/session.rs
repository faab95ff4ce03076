//! What a session is, and how long it lasts. Pure.

use base::{AdminId, DeveloperId, Instant, SessionId};
use ui::Chrome;

use super::agent::Agent;

/// The cookie of a portal. The published contract fixes the name, so it has no prefix.
pub const PORTAL_COOKIE: &str = "portalaccesstoken";

/// The cookie of the console, before the prefix that `frame::door::cookie_name` adds.
pub const CONSOLE_COOKIE: &str = "portico_admin";

/// The cookie of a client of a portal's API that lets it go on when the other is gone. The published contract fixes the
/// name.
pub const REFRESH_COOKIE: &str = "portalrefreshtoken";

/// Below which path that cookie is sent: to what begins, refreshes and ends a session.
pub const REFRESH_PATH: &str = "/api/v2/developer";

const HOUR_S: i64 = 3600;
const DAY_S: i64 = 24 * HOUR_S;

/// How often a session that is in use is noted as such, in seconds.
pub(super) const NOTED_EVERY_S: i64 = 600;

/// After how many seconds without use a developer's session ends.
pub(super) const DEVELOPER_IDLE_S: i64 = 14 * DAY_S;

/// After how many seconds without use an admin's session ends.
pub(super) const ADMIN_IDLE_S: i64 = 12 * HOUR_S;

/// After how many seconds a developer's session ends in any case.
pub(crate) const DEVELOPER_LONGEST_S: i64 = 90 * DAY_S;

/// After how many seconds an admin's session ends in any case.
pub(crate) const ADMIN_LONGEST_S: i64 = 7 * DAY_S;

/// After how many seconds a client of the API is asked to refresh: its cookie is gone then.
pub const ACCESS_S: i64 = DAY_S;

/// How many access tokens that were added to a session are good at once: one for each of a few tabs that refresh at the
/// same time.
pub(super) const TOKENS_KEPT: i64 = 8;

/// What a token that was added to a session is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// Each request.
    Access,
    /// Another access token.
    Refresh,
}

impl Token {
    /// The word that is stored.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Refresh => "refresh",
        }
    }
}

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A developer's.
    Developer(DeveloperId),
    /// An admin's.
    Admin(AdminId),
}

impl Owner {
    /// After how many seconds without use a session ends.
    pub fn idle_s(self) -> i64 {
        match self {
            Self::Developer(_) => DEVELOPER_IDLE_S,
            Self::Admin(_) => ADMIN_IDLE_S,
        }
    }

    /// After how many seconds a session ends in any case.
    pub fn longest_s(self) -> i64 {
        match self {
            Self::Developer(_) => DEVELOPER_LONGEST_S,
            Self::Admin(_) => ADMIN_LONGEST_S,
        }
    }

    /// The columns' values: developer and admin, of which one is empty.
    pub(super) fn columns(self) -> (Option<DeveloperId>, Option<AdminId>) {
        match self {
            Self::Developer(id) => (Some(id), None),
            Self::Admin(id) => (None, Some(id)),
        }
    }
}

/// Somebody signed in, somewhere.
#[derive(Debug, Clone)]
pub struct Session {
    /// Which one.
    pub id: SessionId,
    /// From which address it began; empty when that is not known.
    pub address: String,
    /// With which program.
    pub agent: Agent,
    /// Since when.
    pub created_at: Instant,
    /// When it was last used, to ten minutes.
    pub last_seen_at: Instant,
    /// When it ends in any case.
    pub expires_at: Instant,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

impl Session {
    /// The browser and the system, in words.
    pub(crate) fn browser(&self, chrome: &Chrome) -> String {
        match (self.agent.program, self.agent.system) {
            (Some(program), Some(system)) => {
                chrome.t2("sessions-agent", ("program", program), ("system", system))
            }
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => chrome.t("sessions-agent-unknown"),
        }
    }
}
